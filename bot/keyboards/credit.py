"""The button under a balance."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.domain.callbacks import Action
from bot.i18n import Texts
from bot.keyboards.buttons import button


def of_credit(texts: Texts, language: str) -> InlineKeyboardMarkup:
    """Ask for the balance again."""
    return InlineKeyboardMarkup([[button(texts, language, Action.REFRESH_CREDIT)]])
