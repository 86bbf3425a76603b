"""What goes wrong on purpose: one row a misbehaviour, as the control address takes it.

Rule: each row is something that a real service or person does. Where a real one would contradict
itself (a "not modified" for words that never arrived), the row says so too: it comes after effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Value = str | int | float | bool

SLOW_SECONDS: Final = 30.0
"""Seconds of the playground's clock, which runs twenty times as fast with --fast."""


class Deed(StrEnum):
    """How a trouble is brought about."""

    FAULT = "fault"  # POST /faults
    RECORD_FAULT = "record fault"  # POST /faults about the prompt of one open request
    UPDATES = "updates"  # POST /updates
    BLOCK = "block"  # a person blocks the bot for a moment
    SESSION = "session"  # a person's session ends at the service


@dataclass(frozen=True, slots=True)
class Trouble:
    """One row; `body` is what is posted."""

    name: str
    deed: Deed
    body: Mapping[str, Value]


def _jimeng(name: str, path: str, **body: Value) -> Trouble:
    return Trouble(name, Deed.FAULT, {"service": "jimeng", "path": path, **body})


def _record(name: str, **body: Value) -> Trouble:
    where = {"service": "jimeng", "path": "get_history_by_ids"}
    return Trouble(name, Deed.RECORD_FAULT, {**where, **body})


def _telegram(name: str, method: str, **body: Value) -> Trouble:
    return Trouble(name, Deed.FAULT, {"service": "telegram", "method": method, **body})


def _call_troubles(what: str, path: str) -> tuple[Trouble, ...]:
    """What can happen to any call of the Jimeng service."""
    return (
        _jimeng(f"{what}: 500", path, code=500),
        _jimeng(f"{what}: reset", path, kind="reset"),
        _jimeng(f"{what}: answer lost", path, after_effect=True),
        _jimeng(f"{what}: half an answer", path, kind="truncate"),
        _jimeng(f"{what}: HTML", path, kind="wrong_type"),
        _jimeng(f"{what}: slow", path, kind="slow", seconds=SLOW_SECONDS),
        _jimeng(f"{what}: slow body", path, kind="trickle", seconds=SLOW_SECONDS),
    )


def _send_troubles(method: str) -> tuple[Trouble, ...]:
    """What can happen to any call that sends to a chat."""
    return (
        _telegram(f"{method}: 429", method, code=429, retry_after=2),
        _telegram(f"{method}: 502", method, code=502),
        _telegram(f"{method}: reset", method, kind="reset"),
        _telegram(f"{method}: answer lost", method, after_effect=True),
        _telegram(f"{method}: half an answer", method, kind="truncate"),
        _telegram(f"{method}: slow body", method, kind="trickle", seconds=SLOW_SECONDS),
    )


SUBMISSION: Final = (
    *_call_troubles("submission", "generate"),
    _jimeng("submission: 503 after acceptance", "generate", code=503, after_effect=True),
    _jimeng("submission: reset after acceptance", "generate", kind="reset", after_effect=True),
    _jimeng("submission: too many at once", "generate", code=1310),
    _jimeng("submission: refused by content review", "generate", code=2038),
    _jimeng("submission: refused by risk control", "generate", code=1019),
    _jimeng("submission: no credits", "generate", code=1006),
    _jimeng("submission: login error", "generate", code=1015),
    _jimeng("job fails later", "generate", kind="job_fails", code=2038),
    _jimeng("job fails later, keeps two", "generate", kind="job_fails", code=2038, items=2),
)

LOOKING: Final = (
    *_call_troubles("look-up", "get_history_by_ids"),
    _jimeng("look-up: 429", "get_history_by_ids", code=429, retry_after=1),
    _record("record missing", kind="record_missing", times=2),
    _record("record done without results", kind="record_says", status=50, items=0),
    _record("record failed without results", kind="record_says", status=30, items=0),
    _record("record failed with results", kind="record_says", status=30, items=2),
    _record("record in a state nobody knows", kind="record_says", status=77, items=1),
    _record("record running with all results", kind="record_says", status=45, items=4),
)

RESULTS: Final = (
    *_call_troubles("result", "result"),
    _jimeng("result: link expired", "result", code=403),
    _jimeng("result: 404", "result", code=404),
)

ACCOUNTS: Final = (
    _jimeng("login: 500", "/passport/account/info/v2", code=500),
    _jimeng("login: answer lost", "/passport/account/info/v2", after_effect=True),
    _jimeng("balance: 502", "user_credit", code=502),
)

CHAT: Final = (
    *_send_troubles("sendMessage"),
    *_send_troubles("sendMediaGroup"),
    *_send_troubles("editMessageText"),
    _telegram("sendMediaGroup: 502 after arrival", "sendMediaGroup", code=502, after_effect=True),
    _telegram("sendMediaGroup: HTML", "sendMediaGroup", kind="wrong_type"),
    _telegram("sendMediaGroup: 403", "sendMediaGroup", code=403),
    _telegram("sendMediaGroup: 400", "sendMediaGroup", code=400),
    _telegram("sendPhoto: 429", "sendPhoto", code=429, retry_after=2),
    _telegram("sendPhoto: answer lost", "sendPhoto", after_effect=True),
    _telegram("sendPhoto: reset", "sendPhoto", kind="reset"),
    _telegram("sendPhoto: half an answer", "sendPhoto", kind="truncate"),
    _telegram("sendPhoto: 400", "sendPhoto", code=400),
    _telegram("sendDocument: 502", "sendDocument", code=502),
    _telegram("sendDocument: answer lost", "sendDocument", after_effect=True),
    _telegram("editMessageText: not modified", "editMessageText", code=400, after_effect=True),
    _telegram("answerCallbackQuery: too old", "answerCallbackQuery", code=400),
    _telegram("deleteMessage: 500", "deleteMessage", code=500),
)

PICTURES: Final = (
    _jimeng("upload permit: 500", "get_upload_token", code=500),
    _jimeng("upload begun: reset", "ApplyImageUpload", kind="reset"),
    _jimeng("upload: answer lost", "/upload/v1", after_effect=True),
    _jimeng("upload: 502", "/upload/v1", code=502),
    _jimeng("upload ended: half an answer", "CommitImageUpload", kind="truncate"),
    _telegram("getFile: 429", "getFile", code=429, retry_after=1),
    _telegram("file: reset", "file", kind="reset"),
    _telegram("file: half of it", "file", kind="truncate"),
    _telegram("sendVideo: answer lost", "sendVideo", after_effect=True),
    _telegram("sendVideo: 502", "sendVideo", code=502),
)

POLLING: Final = (
    _telegram("getUpdates: 401", "getUpdates", code=401),
    _telegram("getUpdates: 404", "getUpdates", code=404),
    _telegram("getUpdates: 409", "getUpdates", code=409),
    _telegram("getUpdates: 502", "getUpdates", code=502),
    _telegram("getUpdates: answer lost", "getUpdates", after_effect=True),
    _telegram("getUpdates: half an answer", "getUpdates", kind="truncate"),
    _telegram("getUpdates: HTML", "getUpdates", kind="wrong_type"),
    _telegram("getMe: 502", "getMe", code=502),
    _telegram("setMyCommands: 500", "setMyCommands", code=500),
)

PEOPLE: Final = (
    Trouble("updates come twice", Deed.UPDATES, {"repeat": 3, "swap": 0}),
    Trouble("updates overtake each other", Deed.UPDATES, {"repeat": 0, "swap": 3}),
    Trouble("a person blocks the bot", Deed.BLOCK, {}),
    Trouble("a session ends", Deed.SESSION, {}),
)

OTHERS: Final = (
    *LOOKING,
    *RESULTS,
    *ACCOUNTS,
    *CHAT,
    *PICTURES,
    *POLLING,
    *PEOPLE,
)

TROUBLES: Final = (*SUBMISSION, *OTHERS)
