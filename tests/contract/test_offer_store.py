"""Questions and waitings: kept, settled once, told apart by person, chat and topic."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.commands import Note
from bot.domain.ids import ChatId, MessageId, UserId
from bot.domain.jobs import Origin
from bot.domain.lineage import Lineage, Relation
from bot.domain.offers import Deed, Offer, OfferId, Option, Place, Topic, offer_id, place_of
from bot.domain.requests import InputPicture, MediaKind
from bot.domain.waiting import Expects, Waiting
from bot.domain.wishes import Wish
from bot.ports import Stores
from tests.builders import START, make_job, make_origin

PICTURE = InputPicture(source="file", width=3, height=4, number=2)
WISH = Wish(
    kind=MediaKind.VIDEO,
    words="图1 走 --dur 5",
    pictures=(PICTURE,),
    literal=("--x",),
    dropped=("横屏",),
    as_references=True,
    lineage=Lineage(parent=make_job(1).id, relation=Relation.EDIT, picture=3),
    same_seed=7,
    notes=(Note("input-sticker"),),
)


def make_offer(number: int = 1, *, topic: Topic = Topic.OTHER, made_at: float = START) -> Offer:
    origin = make_origin(number)
    options = (
        Option(deed=Deed.PLACE, label=Note("offer-use", {"flag": "--ar 3:4"}), wish=WISH),
        Option(deed=Deed.ADD, label=Note("offer-ignore"), job=make_job(1).id),
    )
    return Offer(
        id=offer_id(origin),
        origin=origin,
        made_at=made_at,
        options=options,
        topic=topic,
        says=(Note("pictures-kept", {"count": 1}),),
    )


async def test_an_offer_comes_back_as_it_was(stores: Stores) -> None:
    offer = make_offer()
    await stores.offers.put(offer)
    assert await stores.offers.get(offer.id) == offer
    assert await stores.offers.get(OfferId("7.99.0")) is None
    assert offer.pictures == (PICTURE,)


async def test_the_same_update_again_changes_nothing(stores: Stores) -> None:
    offer = make_offer()
    assert await stores.offers.put(offer) == offer
    other = replace(offer, made_at=START + 60, options=())
    assert await stores.offers.put(other) == offer
    assert await stores.offers.get(offer.id) == offer


async def test_it_is_settled_once(stores: Stores) -> None:
    offer = make_offer()
    assert not await stores.offers.settle(offer.id, START)
    await stores.offers.put(offer)
    assert await stores.offers.is_open(offer.id)
    assert [await stores.offers.settle(offer.id, START) for _ in range(3)] == [True, False, False]
    assert not await stores.offers.is_open(offer.id)
    await stores.offers.put(offer)
    assert not await stores.offers.is_open(offer.id)


async def test_the_latest_open_offer_about_pictures_is_found(stores: Stores) -> None:
    place = place_of(make_origin())
    old, new = (
        make_offer(number, topic=Topic.PICTURES, made_at=START + number) for number in (1, 2)
    )
    for offer in (new, old, make_offer(3, made_at=START + 3)):
        await stores.offers.put(offer)
    assert await stores.offers.about_pictures(place, START) == new
    assert await stores.offers.about_pictures(place, START + 2.5) is None
    assert await stores.offers.about_pictures(replace(place, thread_id=4), START) is None
    assert await stores.offers.about_pictures(replace(place, user_id=UserId(8)), START) is None
    await stores.offers.settle(new.id, START)
    assert await stores.offers.about_pictures(place, START) == old


def make_waiting(origin: Origin, until: float = START + 120) -> Waiting:
    waiting = Waiting(
        expects=Expects.PICTURES,
        origin=origin,
        until=until,
        kind=MediaKind.IMAGE,
        words="合成",
        counter=MessageId(5),
    )
    return replace(waiting, pictures=(PICTURE,), seen=(MessageId(3),))


async def test_a_waiting_is_for_one_person_in_one_place(stores: Stores) -> None:
    origin = make_origin()
    place = place_of(origin)
    waiting = make_waiting(origin)
    await stores.offers.wait(place, waiting)
    assert await stores.offers.waiting_at(place, START + 120) == waiting
    assert await stores.offers.waiting_at(place, START + 120.1) is None
    others = (
        Place(user_id=UserId(8), chat_id=place.chat_id),
        Place(user_id=place.user_id, chat_id=ChatId(-5)),
        replace(place, thread_id=4),
    )
    for other in others:
        assert await stores.offers.waiting_at(other, START) is None
        assert not await stores.offers.stop_waiting(other)
    later = replace(waiting, expects=Expects.WORDS)
    await stores.offers.wait(place, later)
    assert await stores.offers.waiting_at(place, START) == later
    assert [await stores.offers.stop_waiting(place) for _ in range(2)] == [True, False]


async def test_what_is_old_is_forgotten(stores: Stores) -> None:
    old, new = make_offer(1), make_offer(2, made_at=START + 10)
    for offer in (old, new):
        await stores.offers.put(offer)
    place = place_of(make_origin())
    await stores.offers.wait(place, make_waiting(make_origin(), until=START + 1))
    assert await stores.offers.purge(START + 5) == 2
    assert await stores.offers.get(old.id) is None
    assert await stores.offers.get(new.id) == new
    assert await stores.offers.waiting_at(place, START) is None


async def test_a_person_is_forgotten_and_nobody_else(stores: Stores) -> None:
    mine, other = make_offer(1), make_offer(2)
    other = replace(other, origin=replace(other.origin, user_id=UserId(8)))
    for offer in (mine, other):
        await stores.offers.put(offer)
        await stores.offers.wait(place_of(offer.origin), make_waiting(offer.origin))
    assert await stores.offers.forget_person(UserId(7)) == 2
    assert await stores.offers.get(mine.id) is None
    assert await stores.offers.waiting_at(place_of(mine.origin), START) is None
    assert await stores.offers.get(other.id) == other
    assert await stores.offers.waiting_at(place_of(other.origin), START) is not None
