"""The playground's control address, typed: what is read from it and what is asked of it.

Rule: the decoder of this package. Fields that nobody here needs are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

import httpx
import msgspec

Read = TypeVar("Read")
Value = str | int | float | bool | None

PATIENCE: Final = 30.0


class Delivered(msgspec.Struct, frozen=True):
    """One medium in a chat, by the Telegram service's books."""

    message_id: int
    kind: str
    digest: str
    at: float


class RequestPage(msgspec.Struct, frozen=True):
    """One message of a person."""

    user_id: int
    chat_id: int
    message_id: int
    texts: tuple[str, ...]
    taps: int
    delivered: tuple[Delivered, ...]


class Submission(msgspec.Struct, frozen=True):
    """One accepted submission, by the Jimeng service's books."""

    submit_id: str
    prompt: str
    cost: int
    at: float


class PromptPage(msgspec.Struct, frozen=True):
    """What the books say of one prompt."""

    accepted: int
    asked: int
    charged: int


class Books(msgspec.Struct, frozen=True):
    """Both services' books."""

    requests: tuple[RequestPage, ...]
    submissions: tuple[Submission, ...]
    prompts: dict[str, PromptPage]


class Call(msgspec.Struct, frozen=True):
    """One call that a service received; `params` undecoded."""

    n: int
    at: float
    service: str
    params: msgspec.Raw
    method: str = ""
    path: str = ""
    status: int | None = None
    code: str | None = None
    answered: bool | None = None
    lost: bool = False
    fault: str | None = None


class Button(msgspec.Struct, frozen=True):
    """A button under a message."""

    text: str
    callback_data: str = ""


class Keyboard(msgspec.Struct, frozen=True):
    """The buttons under a message; other keyboards have none."""

    inline_keyboard: tuple[tuple[Button, ...], ...] = ()


class Sender(msgspec.Struct, frozen=True):
    """Who wrote a message."""

    is_bot: bool


class Answered(msgspec.Struct, frozen=True):
    """The message that another one replies to."""

    message_id: int


class Message(msgspec.Struct, frozen=True):
    """A message as its person sees it."""

    message_id: int
    date: int
    sender: Sender = msgspec.field(name="from")
    text: str = ""
    caption: str = ""
    edit_date: int = 0
    media_group_id: str = ""
    reply_to_message: Answered | None = None
    reply_markup: Keyboard = Keyboard()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All its buttons, row by row."""
        return tuple(button for row in self.reply_markup.inline_keyboard for button in row)


class NewPerson(msgspec.Struct, frozen=True):
    """The answer to a new person."""

    id: int


class Sent(msgspec.Struct, frozen=True):
    """The answer to a message that was sent for a person."""

    message_id: int


class Tapped(msgspec.Struct, frozen=True):
    """The answer to a tap: the name under which the bot answers it later."""

    callback_query_id: str


class HeldEdges(msgspec.Struct, frozen=True):
    """Held edges, and whether somebody came to the one that was waited for."""

    held: tuple[str, ...] = ()
    reached: bool = False


class PlannedFaults(msgspec.Struct, frozen=True):
    """What is still to come."""

    faults: tuple[dict[str, Value], ...]


class Refused(Exception):
    """The control address said no, in a sentence: the chat has changed meanwhile."""


class Control:
    """Calls of the control address."""

    def __init__(self, url: str) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=PATIENCE, trust_env=False)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def get(
        self, kind: type[Read], path: str, query: Mapping[str, str] | None = None
    ) -> Read:
        """Read something. Raises `Refused`."""
        answer = await self._http.get(path, params=dict(query or {}))
        return self._read(kind, answer)

    async def post(self, path: str, body: Mapping[str, object]) -> None:
        """Have something done. Raises `Refused`."""
        self._check(await self._http.post(path, content=msgspec.json.encode(body)))

    async def make(self, kind: type[Read], path: str, body: Mapping[str, object]) -> Read:
        """Have something made that has an answer. Raises `Refused`."""
        return self._read(kind, await self._http.post(path, content=msgspec.json.encode(body)))

    async def delete(self, path: str) -> None:
        """Have something forgotten."""
        self._check(await self._http.delete(path))

    def _read(self, kind: type[Read], answer: httpx.Response) -> Read:
        self._check(answer)
        return msgspec.json.decode(answer.content, type=kind)

    def _check(self, answer: httpx.Response) -> None:
        if answer.status_code == httpx.codes.BAD_REQUEST:
            raise Refused(answer.text)
        answer.raise_for_status()
