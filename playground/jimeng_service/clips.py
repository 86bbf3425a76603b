"""Read size and length of an uploaded MP4 from its boxes.

Rule: only what a commit's answer tells; a file that cannot be read has none of it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_CONTAINERS = frozenset({b"moov", b"trak"})


@dataclass(frozen=True)
class Clip:
    """What is known of a clip; 0 where it could not be read."""

    width: int = 0
    height: int = 0
    seconds: float = 0.0


def read_clip(content: bytes) -> Clip:
    """The first picture track's size and the film's length."""
    width = height = 0
    seconds = 0.0
    for kind, body in _boxes(content):
        if kind == b"mvhd" and len(body) >= 32:
            scale, length = _length(body)
            seconds = length / scale if scale else 0.0
        elif kind == b"tkhd" and len(body) >= 84 and not width:
            wide, high = struct.unpack(">II", body[-8:])
            width, height = wide >> 16, high >> 16
    return Clip(width, height, round(seconds, 3))


def _length(body: bytes) -> tuple[int, int]:
    """Time scale and duration; version 1 has wider fields."""
    if body[0] == 1:
        scale, length = struct.unpack(">IQ", body[20:32])
    else:
        scale, length = struct.unpack(">II", body[12:20])
    return int(scale), int(length)


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """All boxes, those inside containers too."""
    at = 0
    while at + 8 <= len(content):
        size, kind = struct.unpack(">I4s", content[at : at + 8])
        if size == 1 and at + 16 <= len(content):
            size, head = int.from_bytes(content[at + 8 : at + 16]), 16
        else:
            head = 8
        size = size or len(content) - at
        if size < head:
            return
        body = content[at + head : at + size]
        if kind in _CONTAINERS:
            yield from _boxes(body)
        else:
            yield kind, body
        at += size
