"""What the service listed for an account: the fake and the real store."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ids import AccountId
from bot.domain.sightings import Sighting
from bot.ports import Stores
from tests.catalogue import make_image_model, make_video_model

FIRST, SECOND = AccountId(1), AccountId(2)
PICTURE = make_image_model("key:new", aliases=("Image 5.5",))
VIDEO = make_video_model("jimeng-video-3.0")


async def test_what_is_listed_again_keeps_its_first_sighting(stores: Stores) -> None:
    await stores.sightings.note(FIRST, [VIDEO, PICTURE], 1.0)
    changed = replace(PICTURE, title="Image 5.5", is_built_in=False)
    await stores.sightings.note(FIRST, [changed], 2.0)
    assert await stores.sightings.of_account(FIRST) == [
        Sighting(model=VIDEO, first_seen=1.0, last_seen=1.0),
        Sighting(model=changed, first_seen=1.0, last_seen=2.0),
    ]


async def test_accounts_are_apart_and_forgotten_one_by_one(stores: Stores) -> None:
    await stores.sightings.note(FIRST, [PICTURE], 1.0)
    await stores.sightings.note(SECOND, [VIDEO], 1.0)
    await stores.sightings.note(SECOND, [], 2.0)
    await stores.sightings.forget(FIRST)
    assert await stores.sightings.of_account(FIRST) == []
    assert [each.model for each in await stores.sightings.of_account(SECOND)] == [VIDEO]
