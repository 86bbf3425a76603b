"""The store of offers and waitings in memory."""

from __future__ import annotations

from bot.domain.ids import UserId
from bot.domain.offers import Offer, OfferId, Place, Topic, place_of
from bot.domain.waiting import Waiting


class FakeOfferStore:
    """Implements `bot.ports.OfferStore` in memory."""

    def __init__(self) -> None:
        self._offers: dict[OfferId, Offer] = {}
        self._settled: set[OfferId] = set()
        self._waitings: dict[Place, Waiting] = {}

    async def put(self, offer: Offer) -> Offer:
        return self._offers.setdefault(offer.id, offer)

    async def get(self, offer_id: OfferId) -> Offer | None:
        return self._offers.get(offer_id)

    async def is_open(self, offer_id: OfferId) -> bool:
        return offer_id in self._offers and offer_id not in self._settled

    async def settle(self, offer_id: OfferId, now: float) -> bool:
        if offer_id not in self._offers or offer_id in self._settled:
            return False
        self._settled.add(offer_id)
        return True

    async def about_pictures(self, place: Place, since: float) -> Offer | None:
        found = [
            offer
            for offer in self._offers.values()
            if offer.topic is Topic.PICTURES
            and place_of(offer.origin) == place
            and offer.made_at >= since
            and offer.id not in self._settled
        ]
        return max(found, key=lambda offer: offer.made_at, default=None)

    async def wait(self, place: Place, waiting: Waiting) -> None:
        self._waitings[place] = waiting

    async def waiting_at(self, place: Place, now: float) -> Waiting | None:
        waiting = self._waitings.get(place)
        return waiting if waiting is not None and waiting.until >= now else None

    async def stop_waiting(self, place: Place) -> bool:
        return self._waitings.pop(place, None) is not None

    async def forget_person(self, user_id: UserId) -> int:
        offers = [each.id for each in self._offers.values() if each.origin.user_id == user_id]
        places = [place for place in self._waitings if place.user_id == user_id]
        for name in offers:
            del self._offers[name]
        for place in places:
            del self._waitings[place]
        return len(offers) + len(places)

    async def purge(self, older_than: float) -> int:
        offers = [each.id for each in self._offers.values() if each.made_at < older_than]
        places = [place for place, each in self._waitings.items() if each.until < older_than]
        for name in offers:
            del self._offers[name]
        for place in places:
            del self._waitings[place]
        return len(offers) + len(places)
