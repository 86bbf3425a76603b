"""The buttons under a failure: each leads on. What may cost opens a receipt first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.alterations import Alteration, Aspect
from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.ids import JobId
from bot.domain.jobs import Charged, Failure, FailureKind, Job
from bot.i18n import Texts
from bot.keyboards.buttons import button, to_login_of

CHIPS_A_ROW: Final = 3
ALTER_MODEL, ALTER_SIZE, ALTER_ANY = "model", "size", "any"
"""What a tap on `ALTER` wants to choose from."""

OWN_HISTORY: Final = {
    True: "https://jimeng.jianying.com/ai-tool/generate",
    False: "https://dreamina.capcut.com/ai-tool/generate",
}
"""Where a person works at Jimeng, and at Dreamina."""

_ROWS: Final[Mapping[FailureKind, tuple[tuple[Action, str], ...]]] = {
    FailureKind.LOGIN: ((Action.LOGIN, ""),),
    FailureKind.OTHER_ACCOUNT: ((Action.LOGIN, ""),),
    FailureKind.CREDIT: ((Action.TOP_UP, ""), (Action.ALTER, ALTER_SIZE)),
    FailureKind.CONTENT: ((Action.REMIX, ""),),
    FailureKind.RISK: ((Action.ALTER, ALTER_MODEL),),
    FailureKind.PAUSED: ((Action.ALTER, ALTER_MODEL),),
    FailureKind.FORBIDDEN: ((Action.ALTER, ALTER_MODEL),),
    FailureKind.PARAMETERS: ((Action.ALTER, ALTER_ANY), (Action.REMIX, "")),
    FailureKind.INPUT: ((Action.REMIX, ""),),
    FailureKind.GENERATION: ((Action.RETRY, ""), (Action.REMIX, "")),
    FailureKind.DELIVERY: ((Action.ORIGINALS, ""),),
}
_LEADS_TO_SITE: Final = frozenset(
    {FailureKind.RISK, FailureKind.PAUSED, FailureKind.RESULT_LOST, FailureKind.TOO_LARGE}
)


def of_failure(texts: Texts, job: Job, failure: Failure) -> InlineKeyboardMarkup | None:
    """What its person can do about it; None where nothing on our side helps."""
    language = job.origin.language
    row = [
        _button(texts, language, action, job.id, argument)
        for action, argument in _ROWS.get(failure.kind, ())
    ]
    # What surely cost nothing may be asked for again; where that isn't known, people look first.
    if failure.kind in {FailureKind.RATE, FailureKind.UPSTREAM} and failure.charged is Charged.NO:
        row.append(button(texts, language, Action.RETRY, job.id))
    if failure.kind in _LEADS_TO_SITE and failure.region:
        url = OWN_HISTORY[failure.region == "cn"]
        row.insert(0, InlineKeyboardButton(texts.plain(language, "button-open-site"), url=url))
    if failure.kind is FailureKind.UNCLASSIFIED:
        row.append(_copies(texts, language, job.id, failure))
    return InlineKeyboardMarkup([row]) if row else None


def of_alterations(
    texts: Texts, language: str, job_id: JobId, offered: Sequence[Alteration]
) -> InlineKeyboardMarkup:
    """A button for each change that is possible."""
    chips = [
        InlineKeyboardButton(
            _chip(texts, language, each),
            callback_data=write_tap(Tap(Action.VARY, job_id, str(each))),
        )
        for each in offered
    ]
    starts = range(0, len(chips), CHIPS_A_ROW)
    return InlineKeyboardMarkup([chips[start : start + CHIPS_A_ROW] for start in starts])


def _button(
    texts: Texts, language: str, action: Action, job_id: JobId, argument: str
) -> InlineKeyboardButton:
    if action is Action.LOGIN:
        return to_login_of(texts, language, job_id)
    if action is not Action.ALTER:
        return button(texts, language, action, job_id, argument)
    return InlineKeyboardButton(
        texts.plain(language, f"button-alter-{argument}"),
        callback_data=write_tap(Tap(action, job_id, argument)),
    )


def _copies(texts: Texts, language: str, job_id: JobId, failure: Failure) -> InlineKeyboardButton:
    """Puts what an operator needs to know into the clipboard."""
    told = " · ".join(part for part in (f"#{job_id}", failure.code, failure.log_id) if part)
    words = texts.plain(language, "button-copy-reference")
    return InlineKeyboardButton(words, copy_text=CopyTextButton(told))


def _chip(texts: Texts, language: str, alteration: Alteration) -> str:
    if alteration.aspect is Aspect.SECONDS:
        return texts.plain(language, "duration-seconds", seconds=int(alteration.value))
    return alteration.value
