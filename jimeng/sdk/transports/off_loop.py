"""Disk work off the event loop; asyncio is a third of this package's import, so it comes late."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run blocking work in a thread and wait for it."""
    import asyncio

    return await asyncio.to_thread(work, *args, **kwargs)
