"""A film's size and length from its boxes: real films, odd ones, and any bytes at all."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.mp4_facts import FilmFacts, read_film
from playground.jimeng_service.painter import Painting, paint_file

PLAIN = (65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30)
QUARTER_TURN = (0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30)


def facts(content: bytes) -> FilmFacts:
    return read_film(lambda start, length: content[start : start + length], len(content))


def box(kind: bytes, *content: bytes, long: bool = False) -> bytes:
    body = b"".join(content)
    if long:
        return struct.pack(">I4sQ", 1, kind, len(body) + 16) + body
    return struct.pack(">I4s", len(body) + 8, kind) + body


def movie_header(length: int, scale: int, *, version: int = 0) -> bytes:
    times = struct.pack(">QQIQ" if version else ">IIII", 0, 0, scale, length)
    return box(b"mvhd", bytes([version, 0, 0, 0]), times, bytes(80))


def track(width: int, height: int, *, version: int = 0, matrix: tuple[int, ...] = PLAIN) -> bytes:
    times = bytes(32 if version else 20)
    sides = struct.pack(">II", width << 16, height << 16)
    head = bytes([version, 0, 0, 0]) + times + bytes(16) + struct.pack(">9i", *matrix) + sides
    return box(b"trak", box(b"tkhd", head), box(b"mdia", bytes(40)))


def test_a_real_film_tells_its_own_size_and_length() -> None:
    film = paint_file(Painting("海浪", 1, 0, 160, 90, seconds=1.0))
    assert facts(film) == FilmFacts(width=160, height=90, seconds=1.0, codec="avc1")


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize("long", [False, True])
def test_the_index_may_stand_at_the_end_in_either_version(version: int, long: bool) -> None:
    sound = track(0, 0, version=version)
    picture = track(1280, 720, version=version)
    moov = box(b"moov", movie_header(5042, 1000, version=version), sound, picture)
    film = box(b"ftyp", b"isom") + box(b"mdat", bytes(1000), long=long) + moov
    assert facts(film) == FilmFacts(width=1280, height=720, seconds=5.042)


def test_a_film_that_is_shown_turned_has_its_sides_changed() -> None:
    film = box(b"moov", movie_header(5, 1), track(1280, 720, matrix=QUARTER_TURN))
    assert (facts(film).width, facts(film).height) == (720, 1280)


def test_a_box_without_a_length_reaches_to_the_end() -> None:
    moov = box(b"moov", movie_header(5, 1), track(64, 48))
    film = box(b"ftyp", b"isom") + struct.pack(">I4s", 0, b"moov") + moov[8:]
    assert facts(film) == FilmFacts(width=64, height=48, seconds=5.0)


@pytest.mark.parametrize("end", [4, 20, 60, 130])
def test_a_film_that_breaks_off_tells_what_it_can_and_never_raises(end: int) -> None:
    film = box(b"moov", movie_header(5, 1), track(64, 48))
    assert facts(film[:end]) == FilmFacts()


def test_a_length_of_nothing_is_not_told() -> None:
    assert facts(box(b"moov", movie_header(0, 1000))).seconds is None
    assert facts(box(b"moov", movie_header(5, 0))).seconds is None


def test_a_hostile_number_of_boxes_comes_to_an_end() -> None:
    film = box(b"free") * 100_000 + box(b"moov", track(64, 48))
    reads: list[int] = []

    def read(start: int, length: int) -> bytes:
        reads.append(start)
        return film[start : start + length]

    assert read_film(read, len(film)) == FilmFacts()
    assert len(reads) < 10_000


KINDS = st.sampled_from([b"moov", b"trak", b"mvhd", b"tkhd", b"mdat"])
JUNK = st.recursive(
    st.binary(max_size=120),
    lambda inner: st.builds(box, KINDS, inner, inner, long=st.booleans()),
    max_leaves=6,
)


@given(JUNK)
def test_whatever_the_bytes_are_it_answers(content: bytes) -> None:
    assert isinstance(facts(content), FilmFacts)
