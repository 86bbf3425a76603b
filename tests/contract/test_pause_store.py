"""Which models are left alone: the fake and the real store."""

from __future__ import annotations

from bot.ports import Stores


async def test_a_pause_holds_for_one_model_of_one_account(stores: Stores) -> None:
    await stores.pauses.begin("me", "jimeng-4.0", 100.0)
    assert await stores.pauses.until("me", "jimeng-4.0") == 100.0
    assert await stores.pauses.until("me", "jimeng-3.0") is None
    assert await stores.pauses.until("another", "jimeng-4.0") is None


async def test_a_later_pause_is_longer_and_never_shorter(stores: Stores) -> None:
    for until, holds in ((100.0, 100.0), (50.0, 100.0), (300.0, 300.0)):
        await stores.pauses.begin("me", "jimeng-4.0", until)
        assert await stores.pauses.until("me", "jimeng-4.0") == holds
