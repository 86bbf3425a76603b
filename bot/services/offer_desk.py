"""Where offers are written: options in, a row out. Who makes offers does it here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import UserError
from bot.domain.grammar.results import Note
from bot.domain.jobs import Origin
from bot.domain.offers import FIRST_TURN, Offer, Option, Topic, offer_id, turn_after
from bot.domain.refusals import ways_out
from bot.domain.wishes import Wish
from bot.ports import Clock, OfferStore
from bot.services.orders import Orders


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDesk:
    """Writes offers down, and finds the ways out of refusals."""

    store: OfferStore
    orders: Orders
    clock: Clock

    async def ways_out(
        self, origin: Origin, wish: Wish, error: UserError
    ) -> tuple[Note, Sequence[Option]]:
        """What to say of a refusal, and its options."""
        catalogue = await self.orders.catalogue_of(origin.user_id)
        return ways_out(wish, error, await self.orders.reads(origin), catalogue)

    async def put(
        self,
        origin: Origin,
        options: Sequence[Option],
        topic: Topic,
        says: Sequence[Note],
        *,
        turn: str = FIRST_TURN,
    ) -> Offer:
        """Write an offer about this message down, and give what is stored: whoever shows it shows
        what its buttons do.

        The same asked again is the one of before; what asks something else gets a further turn.
        """
        offer = Offer(
            id=offer_id(origin, turn),
            origin=origin,
            made_at=self.clock.now(),
            options=tuple(options),
            topic=topic,
            says=tuple(says),
        )
        while not (stored := await self.store.put(offer)).asks_as(offer):
            offer = replace(offer, id=offer_id(origin, turn_after("instead of", offer.id)))
        return stored
