"""What both services received, in order.

Rule: a call is written down when it arrives and marked when it ends. Parameters come without
secrets: the service leaves them out, and names that always hold secrets are blanked here too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]

_SECRET_NAMES = frozenset(
    [
        "authorization",
        "cookie",
        "password",
        "secret_access_key",
        "secret_token",
        "session_token",
        "sessionid",
        "token",
        "x-amz-security-token",
    ]
)


@dataclass(slots=True)
class Entry:
    """One call: what was asked and how it ended.

    `answered` is None while the call is open, True when an answer was handed to the connection,
    False when none was; `lost` says that the call took effect and its answer was withheld.
    """

    n: int
    at: float
    service: str
    name: str
    params: dict[str, JSON]
    who: str | None = None
    status: int | None = None
    code: str | None = None
    answered: bool | None = None
    lost: bool = False
    fault: str | None = None

    def to_json(self) -> dict[str, JSON]:
        """The form of `GET /received`; `method` for telegram, `path` for jimeng."""
        named = "method" if self.service == "telegram" else "path"
        return {
            "n": self.n,
            "at": round(self.at, 6),
            "service": self.service,
            named: self.name,
            "params": self.params,
            "who": self.who,
            "status": self.status,
            "code": self.code,
            "answered": self.answered,
            "lost": self.lost,
            "fault": self.fault,
        }


@dataclass(slots=True)
class _Waiter:
    predicate: Callable[[Entry], bool]
    future: asyncio.Future[Entry] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Journal:
    """The list of calls, and a way to wait for one."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._entries: list[Entry] = []
        self._waiters: list[_Waiter] = []

    def record(
        self, service: str, call: str, params: Mapping[str, JSON], who: str | None = None
    ) -> Entry:
        """Write down a call that just arrived; `who` names the bot or account, not its secret."""
        clean = {name: blank_secrets(name, value) for name, value in params.items()}
        entry = Entry(len(self._entries) + 1, self._now(), service, call, clean, who)
        self._entries.append(entry)
        self._wake(entry)
        return entry

    def changed(self, entry: Entry) -> None:
        """Tell waiters that an entry was marked."""
        self._wake(entry)

    def entries(self) -> tuple[Entry, ...]:
        """All calls so far, oldest first."""
        return tuple(self._entries)

    async def wait_for(self, predicate: Callable[[Entry], bool]) -> Entry:
        """The first entry, past or future, that fits; looked at again when it is marked."""
        for entry in self._entries:
            if predicate(entry):
                return entry
        waiter = _Waiter(predicate)
        self._waiters.append(waiter)
        try:
            return await waiter.future
        finally:
            self._waiters.remove(waiter)

    def _wake(self, entry: Entry) -> None:
        for waiter in self._waiters:
            if not waiter.future.done() and waiter.predicate(entry):
                waiter.future.set_result(entry)


def blank_secrets(name: str, value: JSON) -> JSON:
    """The value with everything under a secret's name replaced, at any depth."""
    if name.lower() in _SECRET_NAMES:
        return "***"
    if isinstance(value, dict):
        return {key: blank_secrets(key, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [blank_secrets("", inner) for inner in value]
    return value
