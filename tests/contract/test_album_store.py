"""What every store of albums owes: parts are kept once, in order, and late ones are known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.albums import Album, AlbumPart, Fate
from bot.domain.ids import ChatId
from bot.domain.requests import InputPicture, MediaKind
from bot.ports import AlbumStore
from tests.builders import START, make_origin


def make_part(number: int, album: str = "a", *, chat: int | None = None) -> AlbumPart:
    return AlbumPart(
        album_id=album,
        origin=make_origin(number, chat=chat),
        picture=InputPicture(source=f"file {number}", size=5, width=4, height=3),
        kind=MediaKind.VIDEO if number == 2 else None,
        words="让它动起来 --dur 5" if number == 2 else "",
    )


async def only(albums: AlbumStore) -> Album:
    (album,) = await albums.open_albums()
    return album


async def test_parts_come_back_by_message_id_whatever_their_order(albums: AlbumStore) -> None:
    for moment, number in enumerate((3, 1, 2)):
        assert await albums.add(make_part(number), START + moment) is Fate.KEPT
    album = await only(albums)
    assert album.parts == tuple(make_part(number) for number in (1, 2, 3))
    assert (album.chat_id, album.album_id) == (ChatId(7), "a")
    assert (album.first_at, album.last_at) == (START, START + 2)


async def test_a_repeated_part_changes_nothing(albums: AlbumStore) -> None:
    await albums.add(make_part(1), START)
    again = replace(make_part(1), words="other words")
    assert await albums.add(again, START + 5) is Fate.REPEATED
    album = await only(albums)
    assert (album.parts, album.last_at) == ((make_part(1),), START)


async def test_albums_are_told_apart_by_name_and_chat(albums: AlbumStore) -> None:
    await albums.add(make_part(1, "b"), START)
    await albums.add(make_part(2, "a"), START + 1)
    await albums.add(make_part(1, "a", chat=-5), START + 2)
    found = await albums.open_albums()
    assert [(album.chat_id, album.album_id) for album in found] == [(7, "b"), (7, "a"), (-5, "a")]


async def test_a_closed_album_is_not_given_out(albums: AlbumStore) -> None:
    await albums.add(make_part(1), START)
    await albums.add(make_part(2, "b"), START)
    await albums.close((await albums.open_albums())[0], START + 2, made_job=True)
    assert (await only(albums)).album_id == "b"


async def test_a_part_that_came_meanwhile_keeps_an_album_open_unless_it_made_a_job(
    albums: AlbumStore,
) -> None:
    for name, number, made_job in (("a", 1, False), ("b", 11, True)):
        await albums.add(make_part(number, name), START)
        (read,) = [album for album in await albums.open_albums() if album.album_id == name]
        await albums.add(make_part(number + 1, name), START + 1)
        assert await albums.close(read, START + 2, made_job=made_job) is False
    album = await only(albums)
    assert (album.album_id, len(album.parts)) == ("a", 2)
    assert await albums.close(album, START + 3, made_job=False) is True


async def test_a_closed_album_knows_its_parts(albums: AlbumStore) -> None:
    await albums.add(make_part(1), START)
    await albums.close(await only(albums), START + 2, made_job=True)
    assert await albums.add(make_part(1), START + 3) is Fate.REPEATED


@pytest.mark.parametrize(
    ("chat", "made_job", "first"),
    [
        (None, True, Fate.LATE),
        (None, False, Fate.LATE),
        (-5, True, Fate.LATE),
        (-5, False, Fate.IGNORED),
    ],
)
async def test_what_comes_too_late_is_told_once(
    albums: AlbumStore, chat: int | None, made_job: bool, first: Fate
) -> None:
    await albums.add(make_part(1, chat=chat), START)
    await albums.close(await only(albums), START + 2, made_job=made_job)
    assert await albums.add(make_part(2, chat=chat), START + 3) is first
    assert await albums.add(make_part(2, chat=chat), START + 3) is Fate.REPEATED
    assert await albums.add(make_part(3, chat=chat), START + 4) is Fate.IGNORED
    assert list(await albums.open_albums()) == []


async def test_reopening_counts_the_time_of_open_albums_anew(albums: AlbumStore) -> None:
    await albums.add(make_part(1), START)
    await albums.add(make_part(2), START + 1)
    await albums.reopen(START + 500)
    album = await only(albums)
    assert (album.first_at, album.last_at) == (START + 500, START + 500)


async def test_purge_forgets_old_closed_albums_only(albums: AlbumStore) -> None:
    for number, name in enumerate(("old", "new", "open"), start=1):
        await albums.add(make_part(number, name), START)
    by_name = {album.album_id: album for album in await albums.open_albums()}
    await albums.close(by_name["old"], START + 10, made_job=True)
    await albums.close(by_name["new"], START + 20, made_job=True)
    assert await albums.purge(START + 20) == 1
    assert await albums.add(make_part(1, "old"), START + 30) is Fate.KEPT
    assert await albums.add(make_part(2, "new"), START + 30) is Fate.REPEATED
    assert [album.album_id for album in await albums.open_albums()] == ["open", "old"]


async def test_a_late_part_that_was_not_told_of_leaves_the_next_one_late(
    albums: AlbumStore,
) -> None:
    await albums.add(make_part(1), START)
    (album,) = await albums.open_albums()
    await albums.close(album, START + 2, made_job=True)
    assert await albums.add(make_part(2), START + 3) is Fate.LATE
    await albums.leave_untold(album.chat_id, album.album_id)
    assert await albums.add(make_part(3), START + 4) is Fate.LATE
    assert await albums.add(make_part(4), START + 5) is Fate.IGNORED
    assert await albums.messages_of(album.chat_id, album.album_id) == [1, 2, 3, 4]
    assert await albums.messages_of(album.chat_id, "another") == []
