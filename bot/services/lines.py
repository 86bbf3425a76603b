"""Lines that were given back to be changed: the reply to one is a new job of the same kind, about
the same pictures and from the same result. They are kept like questions, so restarts lose none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.grammar.results import Note
from bot.domain.ids import MessageId
from bot.domain.jobs import Origin
from bot.domain.offers import Deed, Offer, Option, offer_id
from bot.domain.wishes import Wish
from bot.ports import Clock, OfferStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Each is for the person whom it was given to; to anybody else it is a message like others."""

    store: OfferStore
    clock: Clock

    async def keep(self, origin: Origin, message_id: MessageId, wish: Wish) -> None:
        """Remember what the line in this message of ours stands for."""
        about = replace(origin, message_id=message_id)
        option = Option(deed=Deed.EDIT, label=Note("offer-edit"), wish=wish)
        await self.store.put(
            Offer(id=offer_id(about), origin=about, made_at=self.clock.now(), options=(option,))
        )

    async def answered(self, origin: Origin, message_id: MessageId) -> Wish | None:
        """What the line in this message stands for; None for any other message."""
        offer = await self.store.get(offer_id(replace(origin, message_id=message_id)))
        if offer is None or offer.origin.user_id != origin.user_id:
            return None
        option = offer.options[0]
        return option.wish if option.deed is Deed.EDIT else None
