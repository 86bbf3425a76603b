"""/gallery, and the author's 👥 that hangs a result there."""

from __future__ import annotations

from functools import partial

from telegram import InlineKeyboardMarkup, InputMediaPhoto, InputMediaVideo, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot import keyboards
from bot.answers import Spot, acknowledge, answer, at_nearest, spot_of
from bot.domain.callbacks import Action, Tap
from bot.domain.ids import ChatId
from bot.domain.jobs import PartKind
from bot.services.gallery import View
from bot.status_text import model_name, shorten
from bot.telegram_app import BotContext
from handlers.jobs import job_of
from handlers.origins import is_private, person_of
from handlers.redrawing import redraw
from handlers.results import job_of_tap

PROMPT_LENGTH = 300


async def show(update: Update, context: BotContext) -> None:
    """/gallery: this group's, or in private the bot's own; the newest first."""
    view = await context.services.gallery.look(_place_of(update), 0)
    if view is None:
        await answer(update, context.text("gallery-empty"))
        return
    spot = spot_of(update)
    if spot is not None:
        await at_nearest(spot, partial(_hang_at, context, view, spot.chat_id))


async def _hang_at(context: BotContext, view: View, asked_in: int, spot: Spot) -> Message:
    """Send an exhibit. Elsewhere than where it was asked for it has no buttons: they would turn to
    what hangs there."""
    keyboard = keyboards.of_exhibit(context.services.texts, context.language, view)
    send = context.bot.send_video if view.file.kind is PartKind.VIDEO else context.bot.send_photo
    return await send(
        spot.chat_id,
        view.file.file_id,
        caption=_caption(context, view),
        parse_mode=ParseMode.HTML,
        message_thread_id=spot.thread_id,
        reply_parameters=spot.reply,
        reply_markup=keyboard if spot.chat_id == asked_in else None,
    )


async def browse_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """‹ and ›: another exhibit in the same message."""
    await acknowledge(update)
    place = int(tap.argument) if tap.argument.isdecimal() else 0
    await _turn(update, context, place)


async def exhibit_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """👥 in ⋯: only the author may show a result, and says whether with its words."""
    job = await job_of_tap(update, context, tap)
    if job is None:
        return
    if job.origin.user_id != person_of(update):
        await acknowledge(update, context.plain("tap-not-yours"))
        return
    key = "gallery-ask-bot" if job.origin.is_private else "gallery-ask-group"
    await acknowledge(update, context.plain(key))
    picture = _picture(tap)
    hangs = await context.services.gallery.hangs(job, picture)
    texts, language = context.services.texts, context.language
    await redraw(update, keyboards.of_hanging(texts, language, job, picture, hangs=hangs))


async def hang_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """The consent itself."""
    job, user = await job_of_tap(update, context, tap), update.effective_user
    if job is None or user is None:
        return
    picture = _picture(tap)
    if job.origin.user_id != user.id or not 1 <= picture <= len(job.artifacts):
        await acknowledge(update, context.plain("tap-not-yours"))
        return
    shows_prompt = tap.action is Action.EXHIBIT_SHOWN
    await context.services.gallery.hang(job, picture, user.first_name, shows_prompt=shows_prompt)
    await acknowledge(update, context.plain("gallery-hung"))
    texts, language = context.services.texts, context.language
    await redraw(update, keyboards.of_hanging(texts, language, job, picture, hangs=True))


async def take_down_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🗑 under an exhibit, or where it was hung: its author's, and the operator's."""
    services, user_id, picture = context.services, person_of(update), _picture(tap)
    done = await services.gallery.take_down(
        user_id, job_of(tap), picture, is_operator=services.door.is_operator(user_id)
    )
    await acknowledge(update, context.plain("gallery-taken-down" if done else "tap-not-yours"))
    query = update.callback_query
    message = query.message if query is not None else None
    if not done or message is None:
        return
    markup = getattr(message, "reply_markup", None)
    if isinstance(markup, InlineKeyboardMarkup) and _is_gallery(markup):
        await _turn(update, context, 0)
    else:
        await redraw(update, None)


async def _turn(update: Update, context: BotContext, place: int) -> None:
    """Show what hangs at the place in the message that was tapped; an empty gallery goes."""
    query = update.callback_query
    if query is None:
        return
    view = await context.services.gallery.look(_place_of(update), place)
    if view is None:
        await query.delete_message()
        return
    kind = InputMediaVideo if view.file.kind is PartKind.VIDEO else InputMediaPhoto
    media = kind(view.file.file_id, caption=_caption(context, view), parse_mode=ParseMode.HTML)
    keyboard = keyboards.of_exhibit(context.services.texts, context.language, view)
    try:
        await query.edit_message_media(media, reply_markup=keyboard)
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise


def _place_of(update: Update) -> ChatId | None:
    chat = update.effective_chat
    return None if chat is None or is_private(update) else ChatId(chat.id)


def _caption(context: BotContext, view: View) -> str:
    exhibit, texts, language = view.exhibit, context.services.texts, context.language
    request = view.job.request
    lines = [
        context.text(
            "gallery-caption",
            author=exhibit.author,
            model=model_name(texts, language, request.model),
            place=view.place + 1,
            count=view.count,
        )
    ]
    if not exhibit.shows_prompt:
        lines.append(context.text("gallery-hidden"))
    elif request.prompt:
        lines.append(context.text("job-prompt", prompt=shorten(request.prompt, PROMPT_LENGTH)))
    return "\n".join(lines)


def _picture(tap: Tap) -> int:
    return int(tap.argument) if tap.argument.isdecimal() else 1


def _is_gallery(markup: InlineKeyboardMarkup) -> bool:
    """Exhibits have no way back to the other buttons of a result."""
    datas = [str(each.callback_data) for row in markup.inline_keyboard for each in row]
    return not any(f":{Action.MORE}:" in data for data in datas)
