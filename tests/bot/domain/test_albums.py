"""When an album is complete, and what it asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.albums import Album, AlbumPart, loose_words, wishes_of
from bot.domain.commands import Note
from bot.domain.ids import ChatId
from bot.domain.requests import InputPicture, MediaKind
from tests.builders import START, make_origin


def part(number: int, kind: MediaKind | None = None, words: str = "") -> AlbumPart:
    return AlbumPart(
        album_id="a",
        origin=make_origin(number),
        picture=InputPicture(source=f"file {number}"),
        kind=kind,
        words=words,
    )


def album(*parts: AlbumPart, first_at: float = START, last_at: float = START) -> Album:
    return Album(chat_id=ChatId(7), album_id="a", parts=parts, first_at=first_at, last_at=last_at)


@pytest.mark.parametrize(
    ("is_private", "last", "due"),
    [(True, 0.0, 1.5), (True, 1.4, 2.9), (False, 0.0, 2.5), (True, 9.0, 10.0), (False, 99, 10.0)],
)
def test_it_is_complete_when_nothing_has_come_for_a_while_or_by_ten_seconds(
    is_private: bool, last: float, due: float
):
    one = part(1)
    one = replace(one, origin=replace(one.origin, is_private=is_private))
    assert album(one, last_at=START + last).due_at == START + due


def test_the_words_may_stand_under_any_part():
    found = album(part(1), part(2, MediaKind.VIDEO, "走 --dur 10"))
    (wish,) = wishes_of(found)
    assert (wish.kind, wish.words) == (MediaKind.VIDEO, "走 --dur 10")
    assert [picture.source for picture in wish.pictures] == ["file 1", "file 2"]
    assert found.origin == make_origin(2)


def test_without_words_it_asks_for_nothing():
    silent = album(part(1), part(2))
    assert wishes_of(silent) == ()
    assert silent.origin == make_origin(1)


def test_two_captions_are_a_question():
    both = album(part(1, MediaKind.IMAGE, "猫"), part(2, MediaKind.IMAGE, "狗"))
    assert [wish.words for wish in wishes_of(both)] == ["猫", "狗"]
    assert all(len(wish.pictures) == 2 for wish in wishes_of(both))


def test_a_text_right_after_it_is_no_part_and_asks_for_nothing():
    text = replace(part(3), picture=None, words="变成油画", is_loose=True)
    silent = album(part(1), part(2), text)
    assert wishes_of(silent) == ()
    assert loose_words(silent) == text
    (wish,) = wishes_of(album(part(1, MediaKind.IMAGE, "猫"), text))
    assert (wish.notes, len(wish.pictures)) == ((), 1)


def test_what_is_no_picture_is_left_out_and_told():
    mixed = album(part(1, MediaKind.IMAGE, "猫"), replace(part(2), picture=None))
    (wish,) = wishes_of(mixed)
    assert len(wish.pictures) == 1
    assert wish.notes == (Note("album-others"),)
