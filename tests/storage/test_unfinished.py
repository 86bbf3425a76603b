"""What a start finds begun besides jobs: as much as its services will take up, and no more."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.accounts import Round
from bot.domain.albums import AlbumPart
from bot.domain.announcements import CopyState, Listener
from bot.domain.ids import UserId
from bot.domain.lineage import Cause
from bot.domain.offers import place_of
from bot.domain.overview import Unfinished
from bot.domain.showings import Form, plan_showing
from bot.domain.waiting import Expects, Waiting
from storage import Storage
from tests.builders import START, make_account, make_credential, make_job, make_origin


async def test_an_empty_database_holds_nothing(storage: Storage) -> None:
    assert await storage.unfinished(START) == Unfinished()


async def test_a_showing_counts_until_it_is_over(storage: Storage) -> None:
    for number in (1, 2):
        showing = plan_showing(
            make_job(number), Form.RESULTS, make_origin(9), Cause(f"tap {number}"), START + 100
        )
        await storage.showings.put(showing)
    await storage.showings.save(replace(showing, due_at=None))
    assert await storage.unfinished(START) == Unfinished(showings=1)


async def test_copies_count_as_long_as_they_will_be_sent(storage: Storage) -> None:
    heard = storage.announcements
    for user in range(1, 6):
        await heard.set_listener(Listener(user_id=UserId(user), wants_announcements=True), START)
    draft = await heard.draft(UserId(9), "hello", "message 9 1", START)
    assert await storage.unfinished(START) == Unfinished()
    await heard.confirm(draft.id, START)
    await heard.set_listener(Listener(user_id=UserId(5), wants_announcements=False), START)
    assert await storage.unfinished(START) == Unfinished(copies=4)
    sent, begun = await heard.next_copy(), await heard.next_copy()
    assert sent is not None
    assert begun is not None
    await heard.settle(sent, CopyState.SENT)
    assert await storage.unfinished(START) == Unfinished(copies=3)
    await heard.resume()
    again = await heard.next_copy()
    assert again is not None
    assert again.user_id == begun.user_id
    assert again.is_repeat  # and not sent a third time
    assert await storage.unfinished(START) == Unfinished(copies=2)


async def test_albums_count_until_closed_and_collections_until_their_time(
    storage: Storage,
) -> None:
    for number, name in ((1, "a"), (2, "a"), (3, "b")):
        part = AlbumPart(album_id=name, origin=make_origin(number))
        await storage.albums.add(part, START)
    closed = (await storage.albums.open_albums())[1]
    await storage.albums.close(closed, START, made_job=True)
    for chat, expects in ((1, Expects.PICTURES), (2, Expects.WORDS)):
        waiting = Waiting(expects=expects, origin=make_origin(4, chat=chat), until=START + 60)
        await storage.offers.wait(place_of(waiting.origin), waiting)
    assert await storage.unfinished(START) == Unfinished(albums=1, collections=1)
    assert await storage.unfinished(START + 61) == Unfinished(albums=1)


async def test_rounds_count_when_they_are_due_and_their_login_fits(storage: Storage) -> None:
    link, plan = storage.accounts.link, storage.rounds.plan
    alive = await link(make_account(1), make_credential())
    lost = await link(make_account(2), make_credential())
    await storage.accounts.lose(lost, START)
    for account in (alive, lost):
        for kind in Round:
            await plan(account.id, kind, START)
    assert await storage.unfinished(START - 1) == Unfinished()
    assert await storage.unfinished(START) == Unfinished(claims=1, losses=1)
