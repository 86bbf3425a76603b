"""Edges: who stops, who passes, and how a driver waits."""

from __future__ import annotations

import asyncio

import pytest

from playground.holds import HoldError, Holds, parse_edge


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        ("generate:after", ("generate", "after")),
        ("sendMediaGroup:before", ("sendmediagroup", "before")),
        ("generate", ("generate", "before")),
        ("/mweb/v1/aigc_draft/generate:after", ("mweb/v1/aigc_draft/generate", "after")),
    ],
)
def test_edges_as_drivers_write_them(text: str, edge: tuple[str, str]) -> None:
    """Without a side it means before."""
    assert parse_edge(text) == edge


@pytest.mark.parametrize("text", ["", ":after", "generate:during", "/:before"])
def test_edges_that_mean_nothing(text: str) -> None:
    """Told in a sentence."""
    with pytest.raises(HoldError, match="edge"):
        parse_edge(text)


async def test_callers_stop_until_released() -> None:
    """All of them, at that side only; a driver can wait for the first."""
    holds = Holds()
    assert holds.hold("generate:after") == "generate:after"
    assert not await holds.pass_through("/mweb/v1/aigc_draft/generate", "before")
    callers = [
        asyncio.create_task(holds.pass_through("/mweb/v1/aigc_draft/generate", "after"))
        for _ in range(2)
    ]
    await holds.wait_for_caller("generate:after")
    await asyncio.sleep(0)
    assert holds.waiting() == {"generate:after": 2}
    assert holds.release("GENERATE:after") == 2
    assert await asyncio.gather(*callers) == [True, True]
    assert holds.edges() == ()


async def test_a_caller_who_leaves_is_no_longer_waiting() -> None:
    """A cancelled call does not stay in the count."""
    holds = Holds()
    holds.hold("getMe")
    caller = asyncio.create_task(holds.pass_through("getMe", "before"))
    await holds.wait_for_caller("getMe")
    caller.cancel()
    await asyncio.gather(caller, return_exceptions=True)
    assert holds.waiting() == {}


async def test_releasing_what_is_not_held_is_harmless() -> None:
    """So that a driver's clean-up needs no care; waiting there is a mistake."""
    holds = Holds()
    assert holds.release("getMe") == 0
    with pytest.raises(HoldError, match="not held"):
        await holds.wait_for_caller("getMe")


async def test_all_are_released_at_the_end() -> None:
    """Nobody hangs when a run is over."""
    holds = Holds()
    holds.hold("a:before")
    holds.hold("b:after")
    callers = [
        asyncio.create_task(holds.pass_through("a", "before")),
        asyncio.create_task(holds.pass_through("b", "after")),
    ]
    await asyncio.sleep(0)
    holds.release_all()
    async with asyncio.timeout(5):
        await asyncio.gather(*callers)
