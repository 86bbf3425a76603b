"""The question before everything of a person is erased."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.erasure import write_consent
from bot.domain.ids import UserId
from bot.i18n import Texts


def of_erasure(texts: Texts, language: str, user_id: UserId, now: float) -> InlineKeyboardMarkup:
    """Erase all of it, or keep it; `now` in Unix seconds."""
    argument = write_consent(user_id, now)
    words = {Action.FORGET_ME: "button-forget-me", Action.KEEP_ME: "button-keep-me"}
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    texts.plain(language, key),
                    callback_data=write_tap(Tap(action, argument=argument)),
                )
                for action, key in words.items()
            ]
        ]
    )
