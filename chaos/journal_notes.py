"""What the journal is kept for: which sends took place, and which calls had an answer.

Rule: calls are noted once they have ended, and only those that speak of somebody's request; an hour
has half a million others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from chaos.control import Call, Control
from chaos.kinds import number_in

MEDIA: Final = frozenset({"sendMediaGroup", "sendPhoto", "sendDocument", "sendVideo"})
_TO_CHATS: Final = MEDIA | {"sendMessage", "editMessageText"}
_SUBMISSION: Final = "/generate"
_ANSWER: Final = "answerCallbackQuery"


@dataclass(frozen=True, slots=True)
class Note:
    """One ended call about a request.

    `message_id` is the message that it replies to or edits, `prompt_number` what a submission
    names; `heard` says that the bot can have read a good answer.
    """

    n: int
    at: float
    name: str
    chat_id: int
    message_id: int
    prompt_number: str
    status: int | None
    heard: bool
    fault: str | None

    @property
    def is_media(self) -> bool:
        """Whether it sent results."""
        return self.name in MEDIA


class _ChatParams(msgspec.Struct, frozen=True):
    chat_id: str = ""
    message_id: str = ""
    reply_parameters: str = ""


class _ReplyParameters(msgspec.Struct, frozen=True):
    message_id: int = 0


class _Answer(msgspec.Struct, frozen=True):
    callback_query_id: str = ""
    text: str = ""


def take_note(call: Call) -> Note | None:
    """The note of a call, None where it concerns no request."""
    name = call.method or call.path
    if name in _TO_CHATS:
        params = msgspec.json.decode(call.params, type=_ChatParams)
        return _note(call, name, _number(params.chat_id), _message_of(params), "")
    if name.endswith(_SUBMISSION):
        number = number_in(bytes(call.params).decode())
        return _note(call, "submission", 0, 0, number)
    return None


def _note(call: Call, name: str, chat_id: int, message_id: int, prompt_number: str) -> Note:
    heard = call.answered is True and call.status == 200 and not call.lost
    return Note(
        n=call.n,
        at=call.at,
        name=name,
        chat_id=chat_id,
        message_id=message_id,
        prompt_number=prompt_number,
        status=call.status,
        heard=heard,
        fault=call.fault,
    )


def _message_of(params: _ChatParams) -> int:
    if params.message_id:
        return _number(params.message_id)
    if not params.reply_parameters:
        return 0
    return msgspec.json.decode(params.reply_parameters, type=_ReplyParameters).message_id


def _number(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0


class JournalReader:
    """Reads the journal piece by piece."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._notes: dict[int, Note] = {}
        self._polls: list[float] = []
        self._answers: defaultdict[str, list[str]] = defaultdict(list)
        self._heard: set[int] = set()
        self._read_up_to = 0

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes, oldest first."""
        return tuple(self._notes[n] for n in sorted(self._notes))

    @property
    def polls(self) -> tuple[float, ...]:
        """When the bot asked for updates, Unix seconds."""
        return tuple(self._polls)

    @property
    def answers(self) -> Mapping[str, Sequence[str]]:
        """What the bot answered to each tap, also where its answer never arrived."""
        return self._answers

    async def read(self) -> bool:
        """Read on; True when no call about a request is still open."""
        query = {"after": str(self._read_up_to)}
        calls = await self._control.get(tuple[Call, ...], "/received", query)
        open_ones = [call.n for call in calls if call.answered is None and _matters(call)]
        for call in calls:
            self._keep(call)
        if calls:
            self._read_up_to = min(open_ones) - 1 if open_ones else calls[-1].n
        return not open_ones

    def _keep(self, call: Call) -> None:
        if call.method == "getUpdates" and (not self._polls or call.at > self._polls[-1]):
            self._polls.append(call.at)
        if call.method == _ANSWER and call.n not in self._heard:
            self._heard.add(call.n)
            answer = msgspec.json.decode(call.params, type=_Answer)
            self._answers[answer.callback_query_id].append(answer.text)
        note = take_note(call)
        if note is not None:
            self._notes[call.n] = note


def _matters(call: Call) -> bool:
    return take_note(call) is not None


def first_polls(polls: Iterable[float], births: Iterable[float]) -> list[float]:
    """Seconds from each start of the bot to its first question for updates."""
    moments = sorted(polls)
    lags = []
    for born in births:
        first = next((at for at in moments if at >= born), None)
        if first is not None:
            lags.append(first - born)
    return lags
