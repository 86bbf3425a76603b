"""Questions that wait for a tap, and places where a next message is waited for."""

from __future__ import annotations

from typing import Protocol

from bot.domain.ids import UserId
from bot.domain.offers import Offer, OfferId, Place
from bot.domain.waiting import Waiting


class OfferStore(Protocol):
    """Offers and waitings, kept until they are taken up or forgotten."""

    async def put(self, offer: Offer) -> Offer:
        """Store an offer, and give the one that now has its name: another that had it already
        stays as it is."""
        ...

    async def get(self, offer_id: OfferId) -> Offer | None:
        """The offer, taken up or not; None when it is forgotten."""
        ...

    async def is_open(self, offer_id: OfferId) -> bool:
        """It is known and not taken up yet."""
        ...

    async def settle(self, offer_id: OfferId, now: float) -> bool:
        """It was taken up; False when it was before, or is forgotten."""
        ...

    async def about_pictures(self, place: Place, since: float) -> Offer | None:
        """The latest offer about pictures in this place that is neither older than this nor taken
        up."""
        ...

    async def wait(self, place: Place, waiting: Waiting) -> None:
        """Remember what the next message here means; what was remembered before is forgotten."""
        ...

    async def waiting_at(self, place: Place, now: float) -> Waiting | None:
        """What the next message here means; None when nothing is waited for any more."""
        ...

    async def stop_waiting(self, place: Place) -> bool:
        """Forget what was waited for here; False when nothing was."""
        ...

    async def forget_person(self, user_id: UserId) -> int:
        """Erase all that is about this person; gives the number of rows."""
        ...

    async def purge(self, older_than: float) -> int:
        """Forget offers made before this time, and waitings that ended before it."""
        ...
