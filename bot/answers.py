"""How the bot answers in a chat: in Telegram's HTML, as a reply, in the topic it was asked in.

Where the topic is gone by then, in the chat itself; where the chat is gone, in private.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import structlog
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot.telegram_gone import is_address_gone

log = structlog.get_logger(__name__)

LONGEST_TAP_ANSWER = 200
"""Characters of an answer to a tap (Bot API, answerCallbackQuery)."""

SPINS_AT_MOST = 3.0
"""Seconds that the button of a tap may spin while its answer is looked for."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to speak at: a chat, perhaps a topic and a message there, and whom it is for."""

    chat_id: int
    thread_id: int | None
    reply: ReplyParameters | None
    person_id: int | None

    def and_nearest(self) -> Iterator[Spot]:
        """This one; the chat outside of a topic that is gone; the person's private chat."""
        yield self
        if self.thread_id is not None:
            yield replace(self, thread_id=None)
        if self.person_id is not None and self.person_id != self.chat_id:
            yield Spot(self.person_id, None, None, self.person_id)


def spot_of(update: Update, *, is_reply: bool = True) -> Spot | None:
    """Where to answer what the update brought; None where there is no chat to answer in.

    A reply shows the beginning of the message that it answers.
    """
    chat, message, user = update.effective_chat, update.effective_message, update.effective_user
    if chat is None:
        return None
    # The message may be gone (a /login is deleted first): the answer is sent all the same.
    quoted = (
        ReplyParameters(message.message_id, allow_sending_without_reply=True)
        if message and is_reply
        else None
    )
    return Spot(chat.id, topic_of(message), quoted, None if user is None else user.id)


async def answer(
    update: Update,
    text: str,
    keyboard: InlineKeyboardMarkup | None = None,
    *,
    is_reply: bool = True,
) -> Message | None:
    """Answer what the update brought; None where there is no chat. Raises `TelegramError`."""
    spot = spot_of(update, is_reply=is_reply)
    return None if spot is None else await say_at(update.get_bot(), spot, text, keyboard)


async def say_at(
    bot: Bot, spot: Spot, text: str, markup: InlineKeyboardMarkup | ForceReply | None = None
) -> Message:
    """Say it there, or at the nearest place that is still there. Raises `TelegramError`."""

    async def say(place: Spot) -> Message:
        return await _send(bot, place, text, markup)

    return await at_nearest(spot, say)


async def at_nearest(spot: Spot, send: Callable[[Spot], Awaitable[Message]]) -> Message:
    """Send there, or to the nearest place that is still there. Raises `TelegramError`."""
    *earlier, last = spot.and_nearest()
    for place in earlier:
        try:
            return await send(place)
        except (BadRequest, Forbidden) as error:
            if not is_address_gone(error):
                raise
            log.info("answer.address_gone", chat_id=place.chat_id, reason=error.message)
    return await send(last)


async def _send(
    bot: Bot, spot: Spot, text: str, markup: InlineKeyboardMarkup | ForceReply | None
) -> Message:
    return await bot.send_message(
        spot.chat_id,
        text,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        message_thread_id=spot.thread_id,
        reply_parameters=spot.reply,
        reply_markup=markup,
    )


async def bring_up_to_date(
    update: Update, text: str, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Change the message whose button was tapped; one that can't be changed any more is answered.

    Raises `TelegramError`.
    """
    query = update.callback_query
    if query is None or query.message is None or not query.message.is_accessible:
        await answer(update, text, keyboard)
        return
    try:
        await query.edit_message_text(
            text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard,
        )
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise


async def acknowledge(update: Update, words: str = "", *, is_alert: bool = False) -> None:
    """Answer the tap that the update brought, so that its button stops spinning; an alert stays
    until it is read.

    Telegram accepts this for some seconds only, and once; a late one is no failure of the work.
    """
    if update.callback_query is None:
        return
    try:
        await update.callback_query.answer(words[:LONGEST_TAP_ANSWER], show_alert=is_alert)
    except BadRequest as error:
        log.info("tap.answered_late", reason=error.message)


@asynccontextmanager
async def spinning(update: Update) -> AsyncIterator[None]:
    """Work whose outcome is the answer to the tap. Should it take long, the tap is answered without
    words meanwhile: Telegram takes no answer that is late."""
    late = asyncio.create_task(_acknowledge_later(update))
    try:
        yield
    finally:
        late.cancel()
        await asyncio.gather(late, return_exceptions=True)


async def _acknowledge_later(update: Update) -> None:
    await asyncio.sleep(SPINS_AT_MOST)
    await acknowledge(update)


def topic_of(message: Message | None) -> int | None:
    """The forum topic of a message; threads of ordinary replies are none."""
    if message is None or not message.is_topic_message:
        return None
    return message.message_thread_id
