"""Size and length of an MP4, read from its own boxes (ISO/IEC 14496-12).

Pure: the file is handed in as a function, so that a film is never whole in memory.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

Read = Callable[[int, int], bytes]
"""`read(start, length)`: the bytes there, fewer at the end of the file."""

BOXES_AT_MOST: Final = 1_000
"""A film has some dozens; a hostile file may claim millions."""

_CONTAINERS: Final = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
_PICTURES: Final = frozenset({b"avc1", b"avc3", b"hvc1", b"hev1", b"av01", b"vp09", b"mp4v"})
"""Sample entries of films; others are sound."""

_TRACK_HEADER: Final = 104
"""The longest header box that is read, version 1 of `tkhd` with its own head."""


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """Pixels as shown (a turned film's sides are changed), seconds, and how its pictures are coded
    (`avc1`, `hvc1`, …); None where unreadable."""

    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    codec: str | None = None


def read_film(read: Read, size: int) -> FilmFacts:
    """What the boxes of a file of `size` bytes say; whatever the bytes are, it never raises."""
    facts = FilmFacts()
    try:
        for kind, start, end in _boxes(read, 0, size):
            body = read(start, min(end - start, _TRACK_HEADER))
            if kind == b"mvhd":
                facts = replace(facts, seconds=_seconds(body))
            elif kind == b"tkhd" and facts.width is None:
                width, height = _sides(body)
                if width and height:  # a sound track has none
                    facts = replace(facts, width=width, height=height)
            elif kind == b"stsd" and body[12:16] in _PICTURES:
                facts = replace(facts, codec=body[12:16].decode())
    except (struct.error, IndexError):
        return facts
    return facts


def _boxes(read: Read, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, start, end) of each box's content, those inside `moov` and its tracks too."""
    waiting = [(start, end)]
    for _ in range(BOXES_AT_MOST):
        if not waiting:
            return
        at, limit = waiting.pop()
        if at + 8 > limit:
            continue
        head = 8
        length, kind = struct.unpack(">I4s", read(at, 8))
        if length == 1:
            head = 16
            (length,) = struct.unpack(">Q", read(at + 8, 8))
        elif length == 0:
            length = limit - at
        if length < head or at + length > limit:
            return
        waiting.append((at + length, limit))
        if kind in _CONTAINERS:
            waiting.append((at + head, at + length))
        else:
            yield kind, at + head, at + length


def _seconds(body: bytes) -> float | None:
    if body[0] == 1:
        scale, length = struct.unpack(">IQ", body[20:32])
    else:
        scale, length = struct.unpack(">II", body[12:20])
    return length / scale if scale and length else None


def _sides(body: bytes) -> tuple[int, int]:
    """Whole pixels; the matrix tells a film that is shown turned by a quarter."""
    matrix_at = 52 if body[0] == 1 else 40
    a, b, _, c, d = struct.unpack(">5i", body[matrix_at : matrix_at + 20])
    width, height = (
        side >> 16 for side in struct.unpack(">II", body[matrix_at + 36 : matrix_at + 44])
    )
    is_turned = a == d == 0 and b != 0 and c != 0
    return (height, width) if is_turned else (width, height)
