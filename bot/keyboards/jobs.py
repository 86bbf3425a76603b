"""The buttons under a job's status message and in the queue."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.ids import JobId
from bot.domain.jobs import Job, JobState
from bot.domain.receipts import Asks, RoleChange
from bot.domain.requests import ImageRequest
from bot.i18n import Texts
from bot.keyboards.buttons import button, to_login_of
from bot.keyboards.failures import of_failure

_ROLES = {
    RoleChange.AS_REFERENCES: Action.AS_REFERENCES,
    RoleChange.AS_FRAMES: Action.AS_FRAMES,
    RoleChange.SWAP_FRAMES: Action.SWAP_FRAMES,
}
_NOTES = {"grammar-hint-used": Action.DROP_HINT, "grammar-did-you-mean": Action.MEANT}

_CANCELLABLE = frozenset(
    {JobState.QUEUED, JobState.NEEDS_LOGIN, JobState.SUBMITTING, JobState.RUNNING}
)
"""A tap after the submission is answered honestly: the service knows no cancel."""


def of_job(texts: Texts, job: Job) -> InlineKeyboardMarkup | None:
    """The buttons under a job's status message, None when nothing can be done."""
    language = job.origin.language
    if job.state is JobState.DRAFTED:
        return _of_receipt(texts, job)
    if job.state in {JobState.FAILED, JobState.EXPIRED} and job.failure is not None:
        return of_failure(texts, job, job.failure)
    if job.state is JobState.EXPIRED and job.submitted_at is None:
        return InlineKeyboardMarkup([[button(texts, language, Action.REOPEN, job.id)]])
    if job.state is JobState.UNCERTAIN:
        return InlineKeyboardMarkup(
            [
                [
                    button(texts, language, Action.SEND_AGAIN, job.id, job.question),
                    button(texts, language, Action.DECLINE, job.id),
                ]
            ]
        )
    if job.is_muted and not job.state.is_final:
        return InlineKeyboardMarkup([[button(texts, language, Action.KEEP_WAITING, job.id)]])
    if job.state in _CANCELLABLE:
        row = [button(texts, language, Action.CANCEL, job.id)]
        if job.state is JobState.NEEDS_LOGIN:
            row.insert(0, to_login_of(texts, language, job.id))
        if job.receipt.offers_video:
            row.append(button(texts, language, Action.AS_VIDEO, job.id))
        return InlineKeyboardMarkup([row])
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
                button(texts, language, Action.STOP_WAITING, job_id),
                button(texts, language, Action.KEEP_WAITING, job_id),
            ]
        ]
    )


def _of_receipt(texts: Texts, job: Job) -> InlineKeyboardMarkup:
    """Agree, change the words, make a video of it, or leave it; then what else was read. Where
    nobody could pay it yet, the login comes first."""
    is_short = job.receipt.asks is Asks.BALANCE
    actions = [Action.CLAIM_AND_AGREE if is_short else Action.AGREE, Action.EDIT]
    if isinstance(job.request, ImageRequest):
        actions.append(Action.AS_VIDEO)
    actions.append(Action.CANCEL)
    language = job.origin.language
    rows = [[to_login_of(texts, language, job.id)]] if job.lacks_account else []
    rows += [[button(texts, language, action, job.id) for action in actions]]
    roles = [button(texts, language, _ROLES[each], job.id) for each in job.receipt.offers_roles]
    rows += [roles] if roles else []
    rows += [[each] for each in _of_notes(texts, job)]
    return InlineKeyboardMarkup(rows)


def _of_notes(texts: Texts, job: Job) -> list[InlineKeyboardButton]:
    """What was read out of the words, each to be taken back or taken up."""
    buttons = []
    for number, note in enumerate(job.receipt.notes):
        action = _NOTES.get(note.key)
        if action is None or job.receipt.wish is None:
            continue
        words = texts.plain(job.origin.language, f"button-{action}", **note.values)
        data = write_tap(Tap(action, job.id, f"{number}"))
        buttons.append(InlineKeyboardButton(words, callback_data=data))
    return buttons
