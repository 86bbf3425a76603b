"""Two questions to an EXIF block: which way is up, and where does it say where it was taken.

Nothing is moved: the location is blanked by writing zeros over it, so every other byte stays.
"""

from __future__ import annotations

import struct

from msgspec import Struct

_ORIENTATION = 0x0112
_GPS = 0x8825
_ENTRY = 12
_INLINE = 4
# Bytes per value of each TIFF type; an unknown type has none that could be found elsewhere.
_TYPE_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_UPRIGHT = 1


class Span(Struct, frozen=True):
    """Bytes to blank: from `start`, `length` of them."""

    start: int
    length: int


class Exif(Struct, frozen=True):
    """What an EXIF block says: orientation 1 to 8, and where its location data stands."""

    orientation: int = _UPRIGHT
    location: tuple[Span, ...] = ()


class _Entry(Struct, frozen=True):
    tag: int
    kind: int
    count: int
    at: int

    @property
    def size(self) -> int:
        return _TYPE_SIZES.get(self.kind, 0) * self.count


def read_exif(block: bytes) -> Exif:
    """Read a TIFF block; positions in the result count from its start. Damage reads as nothing."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(block[:4])
    if order is None:
        return Exif()
    entries = _entries(block, order, _long(block, order, 4))
    orientation = _UPRIGHT
    location: tuple[Span, ...] = ()
    for entry in entries:
        if entry.tag == _ORIENTATION:
            value = _short(block, order, entry.at + 8)
            orientation = value if 1 <= value <= 8 else _UPRIGHT
        elif entry.tag == _GPS:
            location = _location(block, order, _long(block, order, entry.at + 8))
    return Exif(orientation, location)


def _location(block: bytes, order: str, start: int) -> tuple[Span, ...]:
    """The location directory itself and the values that it keeps elsewhere."""
    entries = _entries(block, order, start)
    if not entries:
        return ()
    # Count and entries become zeros: a directory with nothing in it.
    spans = [Span(start, 2 + _ENTRY * len(entries))]
    for entry in entries:
        if entry.size > _INLINE:
            value = _long(block, order, entry.at + 8)
            spans.append(Span(value, entry.size))
    return tuple(kept for span in spans if (kept := _inside(span, len(block))))


def _inside(span: Span, size: int) -> Span | None:
    """The part of a span that lies inside the block, without the header."""
    start = max(span.start, 8)
    end = min(span.start + span.length, size)
    return Span(start, end - start) if end > start else None


def _entries(block: bytes, order: str, start: int) -> list[_Entry]:
    if not 8 <= start <= len(block) - 2:
        return []
    count = _short(block, order, start)
    places = range(start + 2, start + 2 + _ENTRY * count, _ENTRY)
    return [_entry(block, order, at) for at in places if at + _ENTRY <= len(block)]


def _entry(block: bytes, order: str, at: int) -> _Entry:
    tag, kind, count = struct.unpack_from(f"{order}HHL", block, at)
    return _Entry(tag, kind, count, at)


def _short(block: bytes, order: str, at: int) -> int:
    value: int = struct.unpack_from(f"{order}H", block, at)[0]
    return value


def _long(block: bytes, order: str, at: int) -> int:
    if at + 4 > len(block):
        return 0
    value: int = struct.unpack_from(f"{order}L", block, at)[0]
    return value
