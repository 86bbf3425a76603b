"""What a method is given and how it answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playground.telegram_service.params import Query
from playground.telegram_service.state import WorldState
from playground.telegram_service.wire import Json


@dataclass(frozen=True)
class Call:
    """One call of a method."""

    world: WorldState
    query: Query
    method: str


@dataclass(frozen=True)
class Described:
    """A result with words beside it, as the webhook methods give."""

    result: Json
    description: str


Method = Callable[[Call], Awaitable["Json | Described"]]
