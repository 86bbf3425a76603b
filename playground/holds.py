"""Stop calls at an edge: before they take effect, or after it and before the answer.

Rule: an edge is `name:before` or `name:after`; the name is a Bot API method or a Jimeng path (whole
or its last segment, any case). A held edge stops every caller until it is released. A driver can
wait until somebody stands there, so nothing needs to sleep and hope.
"""

from __future__ import annotations

import asyncio
from typing import Literal

from playground.faults import same_call

Side = Literal["before", "after"]


class HoldError(ValueError):
    """An edge that cannot be understood; the text is a plain sentence for the driver."""


def parse_edge(edge: str) -> tuple[str, Side]:
    """Split `generate:after`; without a side it means before. Raises HoldError."""
    name, colon, side = edge.strip().rpartition(":")
    if not colon:
        name, side = side, "before"
    if side not in ("before", "after"):
        raise HoldError("the side of an edge is before or after, as in generate:after")
    if not name.strip("/ "):
        raise HoldError("an edge needs the name of a method or path, as in generate:after")
    return name.strip("/ ").lower(), "before" if side == "before" else "after"


class _Held:
    def __init__(self, name: str, side: Side) -> None:
        self.name, self.side = name, side
        self.callers = 0
        self.opened = asyncio.Event()
        self.arrived = asyncio.Event()

    @property
    def edge(self) -> str:
        return f"{self.name}:{self.side}"


class Holds:
    """The edges that are held now."""

    def __init__(self) -> None:
        self._held: list[_Held] = []

    def hold(self, edge: str) -> str:
        """Hold an edge and return its full name; holding it twice is the same as once."""
        name, side = parse_edge(edge)
        if self._find(name, side) is None:
            self._held.append(_Held(name, side))
        return f"{name}:{side}"

    def release(self, edge: str) -> int:
        """Let callers through; returns how many stood there (0 also if the edge was not held)."""
        name, side = parse_edge(edge)
        held = self._find(name, side)
        if held is None:
            return 0
        self._held.remove(held)
        held.opened.set()
        return held.callers

    def release_all(self) -> None:
        """Open every edge, for the end of a run."""
        for held in list(self._held):
            self.release(held.edge)

    def waiting(self) -> dict[str, int]:
        """Held edges where callers stand now, with their number."""
        return {held.edge: held.callers for held in self._held if held.callers}

    def edges(self) -> tuple[str, ...]:
        """All held edges."""
        return tuple(held.edge for held in self._held)

    async def pass_through(self, name: str, side: Side) -> bool:
        """Block while this edge of the call is held; True if it had to stop."""
        stopped = False
        while held := next(
            (h for h in self._held if h.side == side and same_call(h.name, name)), None
        ):
            stopped = True
            held.callers += 1
            held.arrived.set()
            try:
                await held.opened.wait()
            finally:
                held.callers -= 1
                if not held.callers:
                    held.arrived.clear()
        return stopped

    async def wait_for_caller(self, edge: str) -> None:
        """Return once somebody stands at a held edge. Raises HoldError if it is not held."""
        name, side = parse_edge(edge)
        held = self._find(name, side)
        if held is None:
            raise HoldError(f"the edge {name}:{side} is not held")
        await held.arrived.wait()

    def _find(self, name: str, side: Side) -> _Held | None:
        return next((h for h in self._held if h.name == name and h.side == side), None)
