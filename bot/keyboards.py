"""Inline keyboards: which buttons a job's status message has. Every icon has a word."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.ids import JobId
from bot.domain.jobs import Job, JobState
from bot.i18n import Texts

Rows = Sequence[Sequence[InlineKeyboardButton]]

_CANCELLABLE = frozenset(
    {JobState.QUEUED, JobState.NEEDS_LOGIN, JobState.SUBMITTING, JobState.RUNNING}
)
"""A tap after the submission is answered honestly: the service knows no cancel."""


def of_job(texts: Texts, job: Job) -> InlineKeyboardMarkup | None:
    """The buttons under a job's status message, None when nothing can be done."""
    language = job.origin.language
    if job.state is JobState.UNCERTAIN:
        return InlineKeyboardMarkup(
            [
                [
                    _button(texts, language, Action.SEND_AGAIN, job.id),
                    _button(texts, language, Action.DECLINE, job.id),
                ]
            ]
        )
    if job.is_muted and not job.state.is_final:
        return InlineKeyboardMarkup([[_button(texts, language, Action.KEEP_WAITING, job.id)]])
    if job.state in _CANCELLABLE:
        return InlineKeyboardMarkup([[_button(texts, language, Action.CANCEL, job.id)]])
    return None


def of_queue(texts: Texts, language: str, jobs: Sequence[Job]) -> InlineKeyboardMarkup:
    """One cancel button a job, named after it."""
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    texts.plain(language, "button-cancel-job", id=job.id),
                    callback_data=write_tap(Tap(Action.CANCEL, job.id)),
                )
            ]
            for job in jobs
        ]
    )


def of_waiting(texts: Texts, language: str, job_id: JobId) -> InlineKeyboardMarkup:
    """The choice that is left where the service can't cancel."""
    return InlineKeyboardMarkup(
        [
            [
                _button(texts, language, Action.STOP_WAITING, job_id),
                _button(texts, language, Action.KEEP_WAITING, job_id),
            ]
        ]
    )


def of_credit(texts: Texts, language: str) -> InlineKeyboardMarkup:
    """The button under a balance."""
    return InlineKeyboardMarkup([[_button(texts, language, Action.REFRESH_CREDIT)]])


def to_login(texts: Texts, language: str, bot_username: str) -> InlineKeyboardMarkup:
    """Leads from a group to the login in the private chat."""
    words = texts.plain(language, "button-login-privately")
    return _link(words, f"https://t.me/{bot_username}?start=login")


def to_private_chat(texts: Texts, language: str, bot_username: str) -> InlineKeyboardMarkup:
    """Leads from a group to the private chat."""
    words = texts.plain(language, "button-open-privately")
    return _link(words, f"https://t.me/{bot_username}")


def _link(words: str, url: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(words, url=url)]])


_WORDS = {
    Action.CANCEL: "button-cancel",
    Action.STOP_WAITING: "button-stop-waiting",
    Action.KEEP_WAITING: "button-keep-waiting",
    Action.SEND_AGAIN: "button-send-again",
    Action.DECLINE: "button-decline",
    Action.REFRESH_CREDIT: "button-refresh",
}


def _button(
    texts: Texts, language: str, action: Action, job_id: JobId | None = None
) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        texts.plain(language, _WORDS[action]), callback_data=write_tap(Tap(action, job_id))
    )
