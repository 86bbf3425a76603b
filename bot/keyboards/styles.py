"""The buttons of styles: a list of them, and what can be done with one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.styles import Style
from bot.i18n import Texts

A_ROW: Final = 3
SHOWN_AT_MOST: Final = 60
"""Telegram takes a hundred buttons; nobody looks through them."""

_WORDS: Final = {
    Action.STYLE: "button-style-back",
    Action.STYLE_USE: "button-style-use",
    Action.STYLE_SHARE: "button-style-share",
    Action.STYLE_DELETE: "button-style-delete",
    Action.STYLE_DELETE_SURELY: "button-style-delete-surely",
    Action.STYLE_KEEP: "button-style-keep",
}


def of_styles(styles: Sequence[Style]) -> InlineKeyboardMarkup | None:
    """One button a style; of two with one name, both."""
    buttons = [
        InlineKeyboardButton(style.name, callback_data=_data(Action.STYLE, style))
        for style in styles[:SHOWN_AT_MOST]
    ]
    rows = [buttons[start : start + A_ROW] for start in range(0, len(buttons), A_ROW)]
    return InlineKeyboardMarkup(rows) if rows else None


def of_style(texts: Texts, language: str, style: Style, *, can_write: bool) -> InlineKeyboardMarkup:
    """Use it, hand it on, and, for whoever wrote it down, delete it."""
    actions = [Action.STYLE_USE, Action.STYLE_SHARE]
    if can_write:
        actions.append(Action.STYLE_DELETE)
    return _row(texts, language, style, actions)


def of_style_deletion(texts: Texts, language: str, style: Style) -> InlineKeyboardMarkup:
    """Deleting is asked about once."""
    return _row(texts, language, style, [Action.STYLE_DELETE_SURELY, Action.STYLE])


def of_style_offer(texts: Texts, language: str, style: Style) -> InlineKeyboardMarkup:
    """Keep what somebody handed on."""
    return _row(texts, language, style, [Action.STYLE_KEEP])


def _row(
    texts: Texts, language: str, style: Style, actions: Sequence[Action]
) -> InlineKeyboardMarkup:
    buttons = [
        InlineKeyboardButton(
            texts.plain(language, _WORDS[action]), callback_data=_data(action, style)
        )
        for action in actions
    ]
    return InlineKeyboardMarkup([buttons])


def _data(action: Action, style: Style) -> str:
    return write_tap(Tap(action, argument=style.id))
