"""The buttons of a question: one row each, or two short ones side by side."""

from __future__ import annotations

from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.offers import Offer, write_choice
from bot.i18n import Texts

SHORT: Final = 14
"""Letters of a label that leaves room for another one beside it."""


def of_offer(texts: Texts, language: str, offer: Offer) -> InlineKeyboardMarkup:
    """A button for each option, in their order."""
    rows: list[list[InlineKeyboardButton]] = []
    has_room = False
    for number, option in enumerate(offer.options):
        words = texts.plain(language, option.label.key, **option.label.values)
        data = write_tap(Tap(Action.CHOOSE, argument=write_choice(offer.id, number)))
        button = InlineKeyboardButton(words, callback_data=data)
        is_short = len(words) <= SHORT
        if has_room and is_short:
            rows[-1].append(button)
            has_room = False
        else:
            rows.append([button])
            has_room = is_short
    return InlineKeyboardMarkup(rows)


def of_collection(texts: Texts, language: str) -> InlineKeyboardMarkup:
    """Throw away what /album collected."""
    data = write_tap(Tap(Action.STOP_COLLECTING))
    words = texts.plain(language, "button-cancel-collecting")
    return InlineKeyboardMarkup([[InlineKeyboardButton(words, callback_data=data)]])


def of_start(texts: Texts, language: str) -> InlineKeyboardMarkup:
    """First contact: to the login, and to what there is."""
    labels = {"login": "button-login", "help": "button-help"}
    row = [
        InlineKeyboardButton(
            texts.plain(language, key), callback_data=write_tap(Tap(Action.RUN, argument=name))
        )
        for name, key in labels.items()
    ]
    return InlineKeyboardMarkup([row])


def of_command(texts: Texts, language: str, name: str) -> InlineKeyboardMarkup:
    """Run the command that somebody meant."""
    data = write_tap(Tap(Action.RUN, argument=name))
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"/{name}", callback_data=data)]])
