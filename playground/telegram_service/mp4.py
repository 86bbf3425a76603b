"""Width, height and duration of an MP4, read from its boxes.

Rule: pure; anything odd gives zeros, since the real service sends such a video all the same.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator


def video_facts(data: bytes) -> tuple[int, int, int]:
    """Width and height in pixels and whole seconds; zeros where the file does not say."""
    moov = next((body for kind, body in _boxes(data) if kind == b"moov"), b"")
    width = height = duration = 0
    try:
        for kind, body in _boxes(moov):
            if kind == b"mvhd":
                duration = _duration(body)
            elif kind == b"trak":
                width, height = max((width, height), _size(body))
    except struct.error:
        return 0, 0, 0
    return width, height, duration


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        elif size == 0:
            size = len(data) - at
        if size < head:
            return
        yield kind, data[at + head : at + size]
        at += size


def _duration(body: bytes) -> int:
    if body[:1] == b"\1":
        scale, units = struct.unpack_from(">IQ", body, 20)
    else:
        scale, units = struct.unpack_from(">II", body, 12)
    return round(units / scale) if scale else 0


def _size(track: bytes) -> tuple[int, int]:
    for kind, body in _boxes(track):
        if kind == b"tkhd":
            width, height = struct.unpack_from(">II", body, len(body) - 8)
            return width >> 16, height >> 16
    return 0, 0
