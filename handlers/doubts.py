"""Plain words that may be no prompt: asked about, so that nothing is paid for them unasked."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update

from bot import keyboards
from bot.answers import answer
from bot.domain.grammar.results import Note
from bot.domain.plain_words import doubt_about, looks_like_cut_token, looks_like_password
from bot.domain.requests import MediaKind
from bot.domain.wishes import Wish
from bot.telegram_app import BotContext
from handlers.account import explain_login, take_password
from handlers.origins import message_of, origin_of, person_of
from handlers.pictures import found_in


async def took_for_login(update: Update, context: BotContext, words: str) -> bool:
    """What may be meant for a login, and is no session id; False for all else."""
    if not await context.services.accounts.asks_login(person_of(update)):
        if looks_like_cut_token(words):
            await ask(update, context, "plain-cut-token", _picture_of(words))
            return True
        return False
    if looks_like_password(words):
        await take_password(update, context)
        return True
    waiting = await context.services.waitings.at(origin_of(update, context))
    if waiting is not None and not looks_like_cut_token(words):  # asked for after the login
        return False
    await ask(update, context, "login-no-token", _picture_of(words))
    await explain_login(update, context)
    return True


async def took_caption_for_login(update: Update, context: BotContext, words: str) -> bool:
    """A caption that is a password or a cut session id; any other is about its picture."""
    asked = await context.services.accounts.asks_login(person_of(update))
    if asked and looks_like_password(words):
        await take_password(update, context)
        return True
    if not looks_like_cut_token(words):
        return False
    wish = replace(_picture_of(words), pictures=found_in(message_of(update)).pictures)
    await ask(update, context, "login-no-token" if asked else "plain-cut-token", wish)
    if asked:
        await explain_login(update, context)
    return True


async def took_doubtful(update: Update, context: BotContext, wish: Wish) -> bool:
    """Greetings and signs are asked about; False for what may well be a prompt."""
    doubt = doubt_about(message_of(update).text or "")
    if doubt is not None:
        await ask(update, context, doubt, wish)
    return doubt is not None


async def ask(update: Update, context: BotContext, key: str, wish: Wish) -> None:
    """Put the question, with the buttons to draw it and to write it anew."""
    offer = await context.services.offers.about_words(origin_of(update, context), wish, Note(key))
    said = "\n".join(context.text(note.key, **note.values) for note in offer.says)
    keyboard = keyboards.of_offer(context.services.texts, context.language, offer)
    await answer(update, said, keyboard)


def _picture_of(words: str) -> Wish:
    return Wish(kind=MediaKind.IMAGE, words=words)
