"""One button: its words and what a tap on it says."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.ids import JobId
from bot.i18n import Texts

WORDS = {
    Action.AGREE: "button-agree",
    Action.REOPEN: "button-reopen",
    Action.CLAIM_AND_AGREE: "button-claim-and-agree",
    Action.AS_VIDEO: "button-as-video",
    Action.CANCEL: "button-cancel",
    Action.STOP_WAITING: "button-stop-waiting",
    Action.KEEP_WAITING: "button-keep-waiting",
    Action.SEND_AGAIN: "button-send-again",
    Action.DECLINE: "button-decline",
    Action.LOGIN: "button-login",
    Action.TOP_UP: "button-top-up",
    Action.RETRY: "button-retry",
    Action.REMIX: "button-remix",
    Action.ORIGINALS: "button-originals",
    Action.EDIT: "button-edit",
    Action.AS_REFERENCES: "button-as-references",
    Action.AS_FRAMES: "button-as-frames",
    Action.SWAP_FRAMES: "button-swap-frames",
    Action.REFRESH_CREDIT: "button-refresh",
    Action.AUTO_CLAIM: "button-auto-claim-stop",
    Action.ALLOW: "button-allow",
    Action.LEAVE: "button-leave",
    Action.ANNOUNCE: "button-announce",
    Action.UNANNOUNCE: "button-announce-not",
    Action.HEAR: "button-hear",
    Action.UNHEAR: "button-unhear",
    Action.EXHIBIT_SHOWN: "button-exhibit-shown",
    Action.EXHIBIT_HIDDEN: "button-exhibit-hidden",
    Action.TAKE_DOWN: "button-take-down",
    Action.MORE: "button-back",
}
"""The text of each action's button."""


def button(
    texts: Texts,
    language: str,
    action: Action,
    job_id: JobId | None = None,
    argument: str = "",
) -> InlineKeyboardButton:
    """A button for an action, about a job or the person."""
    return InlineKeyboardButton(
        texts.plain(language, WORDS[action]),
        callback_data=write_tap(Tap(action, job_id, argument)),
    )


def with_tap(texts: Texts, language: str, tap: Tap) -> InlineKeyboardMarkup:
    """The one button under a sentence that nobody asked for."""
    return InlineKeyboardMarkup([[button(texts, language, tap.action, argument=tap.argument)]])


def to_login_of(texts: Texts, language: str, job_id: JobId) -> InlineKeyboardButton:
    """Log in to the account that this job waits for."""
    return button(texts, language, Action.LOGIN, argument=f"job.{job_id}")
