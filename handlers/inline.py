"""`@bot words` in any chat: one's own results again. It shows and never makes anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import structlog
from telegram import (
    InlineQueryResult,
    InlineQueryResultCachedPhoto,
    InlineQueryResultCachedVideo,
    InlineQueryResultsButton,
    Update,
)
from telegram.error import BadRequest

from bot.domain.accounts import site_day
from bot.domain.errors import UserError
from bot.domain.history import Item
from bot.domain.jobs import PartKind
from bot.services.history import Items
from bot.status_text import shorten
from bot.telegram_app import BotContext
from handlers.origins import person_of

log = structlog.get_logger(__name__)

CACHE_SECONDS: Final = 5
"""How long Telegram may answer the same words by itself: a result just made should be there."""

BUTTON_LENGTH: Final = 64
TITLE_LENGTH: Final = 60
START: Final = "inline"
NOTHING: Final = Items((), "")


async def answer_query(update: Update, context: BotContext) -> None:
    """The person's results that fit the words, the newest first; nobody else's, ever."""
    query = update.inline_query
    if query is None:
        return
    try:
        found = await context.services.history.items(person_of(update), query.query, query.offset)
    except UserError as error:
        # Half a filter is what people type on their way to a whole one.
        words = context.plain("inline-unread", filter=str(error.values.get("filter", query.query)))
        await _answer(update, NOTHING, words)
        return
    is_empty = not found.items and not query.offset
    await _answer(update, found, context.plain("inline-nothing") if is_empty else "")


async def turn_away(update: Update, context: BotContext) -> None:
    """Somebody who may not use the bot gets nothing but the way to ask for it."""
    await _answer(update, NOTHING, context.plain("inline-stranger"))


async def _answer(update: Update, found: Items, words: str) -> None:
    """Answer, with a button to the private chat where there are words for one.

    The query lives for seconds only: one that is over is nobody's loss, and isn't tried again.
    """
    query = update.inline_query
    if query is None:
        return
    button = InlineQueryResultsButton(shorten(words, BUTTON_LENGTH), start_parameter=START)
    try:
        await query.answer(
            _results(found.items),
            cache_time=CACHE_SECONDS,
            is_personal=True,
            next_offset=found.next_offset,
            button=button if words else None,
        )
    except BadRequest as error:
        log.info("inline.not_answered", reason=error.message)


def _results(items: Sequence[Item]) -> list[InlineQueryResult]:
    return [_result(item) for item in items]


def _result(item: Item) -> InlineQueryResult:
    name = f"{item.job}.{item.picture}"
    title = shorten(" ".join(item.prompt.split()), TITLE_LENGTH) or f"#{item.job}"
    about = f"#{item.job} · {item.picture} · {site_day(item.made_at):%Y-%m-%d}"
    if item.kind is PartKind.VIDEO:
        return InlineQueryResultCachedVideo(name, item.file_id, title, description=about)
    return InlineQueryResultCachedPhoto(name, item.file_id, title=title, description=about)
