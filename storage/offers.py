"""Offers and waitings on SQL."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import UserId
from bot.domain.offers import Offer, OfferId, Place, Topic, place_of
from bot.domain.waiting import Waiting
from storage import codec
from storage.engine import Database
from storage.schema import offers, waitings


class SqlOfferStore:
    """Implements `bot.ports.OfferStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, offer: Offer) -> Offer:
        place = place_of(offer.origin)
        stored = insert(offers).values(
            offer_id=offer.id,
            user_id=place.user_id,
            chat_id=place.chat_id,
            thread_id=place.thread_id,
            topic=offer.topic.value,
            made_at=offer.made_at,
            offer=codec.OFFER.encode(offer),
        )

        named = select(offers.c.offer).where(offers.c.offer_id == offer.id)

        async def work(connection: AsyncConnection) -> Offer:
            if (await connection.execute(stored.on_conflict_do_nothing())).rowcount == 1:
                return offer
            return codec.OFFER.decode((await connection.execute(named)).scalar_one())

        return await self._database.write(work)

    async def get(self, offer_id: OfferId) -> Offer | None:
        wanted = select(offers.c.offer).where(offers.c.offer_id == offer_id)

        async def work(connection: AsyncConnection) -> Offer | None:
            text = (await connection.execute(wanted)).scalar_one_or_none()
            return None if text is None else codec.OFFER.decode(text)

        return await self._database.read(work)

    async def is_open(self, offer_id: OfferId) -> bool:
        wanted = select(offers.c.offer_id).where(
            offers.c.offer_id == offer_id, offers.c.settled_at.is_(None)
        )

        async def work(connection: AsyncConnection) -> bool:
            return (await connection.execute(wanted)).first() is not None

        return await self._database.read(work)

    async def settle(self, offer_id: OfferId, now: float) -> bool:
        settled = (
            update(offers)
            .where(offers.c.offer_id == offer_id, offers.c.settled_at.is_(None))
            .values(settled_at=now)
        )

        async def work(connection: AsyncConnection) -> bool:
            return (await connection.execute(settled)).rowcount == 1

        return await self._database.write(work)

    async def about_pictures(self, place: Place, since: float) -> Offer | None:
        wanted = (
            select(offers.c.offer)
            .where(
                offers.c.user_id == place.user_id,
                offers.c.chat_id == place.chat_id,
                offers.c.thread_id == place.thread_id,
                offers.c.topic == Topic.PICTURES.value,
                offers.c.made_at >= since,
                offers.c.settled_at.is_(None),
            )
            .order_by(offers.c.made_at.desc())
            .limit(1)
        )

        async def work(connection: AsyncConnection) -> Offer | None:
            text = (await connection.execute(wanted)).scalar_one_or_none()
            return None if text is None else codec.OFFER.decode(text)

        return await self._database.read(work)

    async def wait(self, place: Place, waiting: Waiting) -> None:
        held = {"until": waiting.until, "waiting": codec.WAITING.encode(waiting)}
        begun = insert(waitings).values(
            user_id=place.user_id, chat_id=place.chat_id, thread_id=place.thread_id, **held
        )
        names = ["user_id", "chat_id", "thread_id"]

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(begun.on_conflict_do_update(index_elements=names, set_=held))

        await self._database.write(work)

    async def waiting_at(self, place: Place, now: float) -> Waiting | None:
        wanted = select(waitings.c.waiting).where(*_at(place), waitings.c.until >= now)

        async def work(connection: AsyncConnection) -> Waiting | None:
            text = (await connection.execute(wanted)).scalar_one_or_none()
            return None if text is None else codec.WAITING.decode(text)

        return await self._database.read(work)

    async def stop_waiting(self, place: Place) -> bool:
        async def work(connection: AsyncConnection) -> bool:
            return (await connection.execute(delete(waitings).where(*_at(place)))).rowcount == 1

        return await self._database.write(work)

    async def forget_person(self, user_id: UserId) -> int:
        async def work(connection: AsyncConnection) -> int:
            erased = 0
            for table in (offers, waitings):
                theirs = delete(table).where(table.c.user_id == user_id)
                erased += (await connection.execute(theirs)).rowcount
            return erased

        return await self._database.write(work)

    async def purge(self, older_than: float) -> int:
        old_offers = delete(offers).where(offers.c.made_at < older_than)
        old_waitings = delete(waitings).where(waitings.c.until < older_than)

        async def work(connection: AsyncConnection) -> int:
            forgotten = (await connection.execute(old_offers)).rowcount
            return forgotten + (await connection.execute(old_waitings)).rowcount

        return await self._database.write(work)


def _at(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        waitings.c.user_id == place.user_id,
        waitings.c.chat_id == place.chat_id,
        waitings.c.thread_id == place.thread_id,
    )
