"""The buttons of models: one each, and one to use it."""

from __future__ import annotations

from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.models import Catalogue, Model
from bot.domain.requests import MediaKind
from bot.i18n import Texts

A_ROW: Final = 4
SHOWN_AT_MOST: Final = 40
"""Buttons of one kind; Telegram takes a hundred altogether."""

_ICONS: Final = {MediaKind.IMAGE: "🖼", MediaKind.VIDEO: "🎬"}


def of_models(catalogue: Catalogue) -> InlineKeyboardMarkup:
    """The numbers of the list, with the icon of their kind."""
    rows: list[list[InlineKeyboardButton]] = []
    for kind in MediaKind:
        buttons = [
            InlineKeyboardButton(
                f"{_ICONS[kind]} {number}",
                callback_data=write_tap(Tap(Action.MODEL, argument=model.tag)),
            )
            for number, model in enumerate(catalogue.offered(kind)[:SHOWN_AT_MOST], start=1)
        ]
        rows += [buttons[start : start + A_ROW] for start in range(0, len(buttons), A_ROW)]
    return InlineKeyboardMarkup(rows)


def of_model(texts: Texts, language: str, model: Model) -> InlineKeyboardMarkup:
    """Use it."""
    words = texts.plain(language, "button-model-use")
    data = write_tap(Tap(Action.MODEL_USE, argument=model.tag))
    return InlineKeyboardMarkup([[InlineKeyboardButton(words, callback_data=data)]])
