"""/announcements: hear what the operator announces, or not; and /admin announce, which does it."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Update

from bot.answers import acknowledge, answer
from bot.domain.callbacks import Action, Tap
from bot.domain.errors import UserError
from bot.domain.grammar.values import fold
from bot.domain.lineage import caused_by_message
from bot.keyboards.buttons import button
from bot.telegram_app import BotContext
from handlers.groups import is_operators, take_buttons
from handlers.origins import origin_of, person_of

NAMES = frozenset({"announcements", "announcement", "公告"})
WORDS = {"on": True, "开": True, "off": False, "关": False}


async def choose(update: Update, context: BotContext) -> None:
    """/announcements [on|off]; alone, how it stands, with a button for the other."""
    await choose_by_words(update, context, context.command_tail)


async def choose_by_words(update: Update, context: BotContext, words: str) -> None:
    """What stands behind the name, here and in /settings. Raises `UserError`."""
    typed, user_id = fold(words.strip()), person_of(update)
    announcements = context.services.announcements
    if typed:
        if typed not in WORDS:
            raise UserError("announcements-usage")
        await announcements.choose(user_id, wants=WORDS[typed])
    hears = await announcements.hears(user_id)
    key = "announcements-on" if hears else "announcements-off"
    await answer(update, context.text(key), _switch(context, hears=hears))


async def choose_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🔔 and 🔕, also under an announcement."""
    wants = tap.action is Action.HEAR
    await context.services.announcements.choose(person_of(update), wants=wants)
    key = "announcements-on" if wants else "announcements-off"
    await acknowledge(update, context.plain(key))
    await take_buttons(update)


async def announce(update: Update, context: BotContext) -> None:
    """/admin announce <text>: a preview as people would see it, and whether to send it."""
    text = context.command_tail
    if not text:
        raise UserError("admin-usage-announce")
    origin = origin_of(update, context)
    cause = caused_by_message(origin.chat_id, origin.message_id)
    announcement, listeners = await context.services.announcements.draft(
        origin.user_id, text, cause
    )
    await answer(update, context.text("announce-copy", text=announcement.text))
    texts, number = context.services.texts, str(announcement.id)
    row = [
        button(texts, context.language, action, argument=number)
        for action in (Action.ANNOUNCE, Action.UNANNOUNCE)
    ]
    question = context.text("announce-preview", listeners=listeners)
    await answer(update, question, InlineKeyboardMarkup([row]))


async def confirm_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """📣 under a preview, once."""
    number = await _number(update, context, tap)
    if number is None:
        return
    sent = await context.services.announcements.confirm(number)
    await acknowledge(update, context.plain("announce-begun" if sent else "announce-over"))
    await take_buttons(update)


async def drop_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """✕ under a preview."""
    number = await _number(update, context, tap)
    if number is None:
        return
    dropped = await context.services.announcements.drop(number)
    await acknowledge(update, context.plain("announce-dropped" if dropped else "announce-over"))
    await take_buttons(update)


async def _number(update: Update, context: BotContext, tap: Tap) -> int | None:
    """The announcement of the button; None, and the tap answered, for anybody but operators."""
    if not await is_operators(update, context):
        return None
    is_number = tap.argument.isascii() and tap.argument.isdecimal() and len(tap.argument) < 10
    if not is_number:
        await acknowledge(update, context.plain("announce-over"))
        return None
    return int(tap.argument)


def _switch(context: BotContext, *, hears: bool) -> InlineKeyboardMarkup:
    action = Action.UNHEAR if hears else Action.HEAR
    return InlineKeyboardMarkup([[button(context.services.texts, context.language, action)]])
