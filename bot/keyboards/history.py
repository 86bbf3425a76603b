"""The buttons under a list of results: one a result, and one for each way to turn the page."""

from __future__ import annotations

from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.errors import UserError
from bot.domain.history import Search
from bot.i18n import Texts
from bot.services.history import Listing

RESULTS_A_ROW: Final = 5
SEARCH_TEXT, SEARCH_NEAR = "text", "near"
"""What a tap on `SEARCH` makes of a filter that can't be read."""


def of_listing(
    texts: Texts, language: str, listing: Listing, bot_username: str
) -> InlineKeyboardMarkup | None:
    """None where there is nothing to tap."""
    results = [
        InlineKeyboardButton(
            f"#{job.id}{' ⭐' if job.id in listing.found.stars else ''}",
            callback_data=write_tap(Tap(Action.SHOW, job.id)),
        )
        for job in listing.found.jobs
    ]
    rows = [results[at : at + RESULTS_A_ROW] for at in range(0, len(results), RESULTS_A_ROW)]
    if listing.pages > 1:
        rows.append(_pages(texts, language, listing))
    if not listing.search.is_private:
        words = texts.plain(language, "button-open-privately")
        rows.append([InlineKeyboardButton(words, url=f"https://t.me/{bot_username}")])
    return InlineKeyboardMarkup(rows) if rows else None


def of_filter(texts: Texts, language: str, error: UserError) -> InlineKeyboardMarkup:
    """What to do with a filter that can't be read: the one that it is like, or text."""
    near = f"{error.values.get('near', '')}"
    text = texts.plain(language, "button-search-text")
    named = [(near, SEARCH_NEAR)] if near else []
    row = [
        InlineKeyboardButton(words, callback_data=write_tap(Tap(Action.SEARCH, argument=how)))
        for words, how in (*named, (text, SEARCH_TEXT))
    ]
    return InlineKeyboardMarkup([row])


def page_argument(search: Search, page: int) -> str:
    """What a button for a page carries: the message that asked for the list, and the page."""
    return f"{search.message_id}.{page}"


def _pages(texts: Texts, language: str, listing: Listing) -> list[InlineKeyboardButton]:
    page, pages = listing.page, listing.pages
    named = [(f"{page}/{pages}", page)]
    if page > 1:
        named.insert(0, (texts.plain(language, "button-newer"), page - 1))
    if page < pages:
        named.append((texts.plain(language, "button-older"), page + 1))
    return [
        InlineKeyboardButton(
            words,
            callback_data=write_tap(Tap(Action.PAGE, None, page_argument(listing.search, to))),
        )
        for words, to in named
    ]
