"""A picture told from its content: format, pixels, orientation, and what to blank in it.

Reads only what it must through `read(start, length)`, so a file on disk is never held in memory.
Only JPEG, PNG and WebP are taken.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.protocol import xmp
from jimeng.sdk.protocol.exif import Exif, read_exif
from jimeng.sdk.protocol.formats import HEAD_BYTES, format_of
from jimeng.sdk.protocol.limits import MAX_INPUT_BYTES, MAX_PIXELS, MAX_SIDE, MEGABYTE

Read = Callable[[int, int], bytes]

ALLOWED = "JPEG, PNG and WebP"
# Metadata beyond this is no camera's; it is left alone rather than read.
_MAX_METADATA = MEGABYTE
# The usual writer of PNG cuts at 8 kB, so the largest file that is taken has about 13,000.
_MAX_CHUNKS = 50_000

_EXIF_MARK = b"Exif\x00\x00"
_XMP_MARK = b"http://ns.adobe.com/xap/1.0/\x00"
_PNG_XMP_MARK = b"XML:com.adobe.xmp\x00\x00\x00"
_SOS, _EOI, _APP1 = 0xDA, 0xD9, 0xE1
# Start-of-frame markers; the three left out mean other things.
_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})


class Patch(Struct, frozen=True):
    """Bytes to put over what stands at `start`; the length never changes."""

    start: int
    data: bytes


class Picture(Struct, frozen=True):
    """What a look at a picture found."""

    format: str
    width: int
    height: int
    orientation: int = 1
    patches: tuple[Patch, ...] = ()


class _Found(Struct, frozen=True):
    width: int = 0
    height: int = 0
    exif: Exif = Exif()
    patches: tuple[Patch, ...] = ()


def examine(read: Read, size: int) -> Picture:
    """Look at a picture of `size` bytes; raises InvalidRequestError for what cannot be sent."""
    check_size(size)
    kind = format_of(read(0, HEAD_BYTES))
    readers = {"png": _png, "jpeg": _jpeg, "webp": _webp}
    if kind not in readers:
        raise InvalidRequestError(f"not a picture that can be sent: {ALLOWED} are allowed")
    try:
        found = readers[kind](read, size)
    except (struct.error, IndexError) as error:
        raise InvalidRequestError(f"the {kind} picture is damaged") from error
    _check_pixels(kind, found.width, found.height)
    return Picture(kind, found.width, found.height, found.exif.orientation, found.patches)


def check_size(size: int) -> None:
    """Refuse an input that is empty or larger than the limit."""
    if size == 0:
        raise InvalidRequestError("the input is empty")
    if size > MAX_INPUT_BYTES:
        raise InvalidRequestError(
            f"the input has {size} bytes, allowed are {MAX_INPUT_BYTES} "
            f"({MAX_INPUT_BYTES // MEGABYTE} MB)"
        )


def _check_pixels(kind: str, width: int, height: int) -> None:
    if width == 0 or height == 0:
        raise InvalidRequestError(f"the {kind} picture is damaged")
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise InvalidRequestError(
            f"the picture is {width}×{height}, allowed are {MAX_SIDE} per side and "
            f"{MAX_PIXELS // 1_000_000} megapixels"
        )


def _blank(exif: Exif, offset: int) -> tuple[Patch, ...]:
    """Zeros over every location span of a block that starts at `offset`."""
    return tuple(Patch(offset + span.start, bytes(span.length)) for span in exif.location)


def _blank_xmp(packet: bytes, offset: int) -> tuple[Patch, ...]:
    """Blanks over every location value of a packet: the XML around it stays whole."""
    return tuple(Patch(offset + span.start, b" " * span.length) for span in xmp.locations(packet))


def _png(read: Read, size: int) -> _Found:
    width, height = struct.unpack(">LL", read(16, 8))
    found = _Found(width, height)
    for start, name, length in _png_chunks(read, size):
        # Metadata may stand behind the pixels, so the search goes on to the end.
        if name not in (b"eXIf", b"iTXt") or length > _MAX_METADATA:
            continue
        block = read(start + 8, length)
        exif = read_exif(block) if name == b"eXIf" else found.exif
        blanks = _blank(exif, 0) if name == b"eXIf" else _png_xmp(block)
        patches = (*found.patches, *_png_patches(name, block, blanks, start + 8))
        found = _Found(width, height, exif, patches)
    return found


def _png_xmp(block: bytes) -> tuple[Patch, ...]:
    """Blanks for the location in an XMP chunk; positions count from the chunk's content."""
    return _blank_xmp(block, 0) if block.startswith(_PNG_XMP_MARK) else ()


def _png_chunks(read: Read, size: int) -> Iterator[tuple[int, bytes, int]]:
    at = 8
    for _ in range(_MAX_CHUNKS):
        if at + 12 > size:
            return
        length, name = struct.unpack(">L4s", read(at, 8))
        if name == b"IEND":
            return
        yield at, name, length
        at += 12 + length
    raise _too_many_parts()


def _png_patches(
    name: bytes, block: bytes, blanks: tuple[Patch, ...], start: int
) -> tuple[Patch, ...]:
    """Blanks for a chunk's content at `start`, and its checksum anew or readers would refuse it."""
    if not blanks:
        return ()
    blanked = patched(block, 0, blanks)
    checksum = zlib.crc32(name + blanked).to_bytes(4, "big")
    moved = tuple(Patch(start + patch.start, patch.data) for patch in blanks)
    return (*moved, Patch(start + len(block), checksum))


def _jpeg(read: Read, size: int) -> _Found:
    found = _Found()
    for marker, start, length in _jpeg_segments(read, size):
        if marker in _SOF and not found.width:
            height, width = struct.unpack(">HH", read(start + 1, 4))
            found = _Found(width, height, found.exif, found.patches)
        elif marker == _APP1 and read(start, 6) == _EXIF_MARK:
            exif = read_exif(read(start + 6, length - 6))
            patches = (*found.patches, *_blank(exif, start + 6))
            first = found.exif if found.exif.orientation != 1 else exif
            found = _Found(found.width, found.height, first, patches)
        elif marker == _APP1 and read(start, len(_XMP_MARK)) == _XMP_MARK:
            patches = (*found.patches, *_blank_xmp(read(start, length), start))
            found = _Found(found.width, found.height, found.exif, patches)
    return found


def _jpeg_segments(read: Read, size: int) -> Iterator[tuple[int, int, int]]:
    """Marker, start and length of the content of each segment before the pixels."""
    at = 2
    for _ in range(_MAX_CHUNKS):
        if at + 4 > size:
            return
        fill, marker = read(at, 2)
        if fill != 0xFF:
            return
        if marker == 0xFF:
            at += 1
        elif marker in _STANDALONE:
            at += 2
        elif marker in (_SOS, _EOI):
            return
        else:
            length = int.from_bytes(read(at + 2, 2), "big")
            if length < 2:
                return
            yield marker, at + 4, length - 2
            at += 2 + length
    raise _too_many_parts()


def _webp(read: Read, size: int) -> _Found:
    found = _Found()
    # What stands behind the container's own end is no part of the picture.
    end = min(size, 8 + int.from_bytes(read(4, 4), "little"))
    at = 12
    for _ in range(_MAX_CHUNKS):
        if at + 8 > end:
            break
        name, length = struct.unpack("<4sL", read(at, 8))
        start = at + 8
        if name in _WEBP_SIZES and not found.width:
            width, height = _WEBP_SIZES[name](read(start, 10))
            found = _Found(width, height, found.exif, found.patches)
        elif name == b"EXIF" and length <= _MAX_METADATA:
            # Some writers put the JPEG mark before the block here, too.
            skip = len(_EXIF_MARK) if read(start, 6) == _EXIF_MARK else 0
            exif = read_exif(read(start + skip, length - skip))
            patches = (*found.patches, *_blank(exif, start + skip))
            found = _Found(found.width, found.height, exif, patches)
        elif name == b"XMP " and length <= _MAX_METADATA:
            patches = (*found.patches, *_blank_xmp(read(start, length), start))
            found = _Found(found.width, found.height, found.exif, patches)
        at = start + length + length % 2
    else:
        raise _too_many_parts()
    return found


def _too_many_parts() -> InvalidRequestError:
    """A search that is given up might have missed a location, so nothing goes up."""
    return InvalidRequestError(f"the picture has more than {_MAX_CHUNKS} parts")


def _vp8(head: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", head[6:10])
    return width & 0x3FFF, height & 0x3FFF


def _vp8l(head: bytes) -> tuple[int, int]:
    bits = int.from_bytes(head[1:5], "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _vp8x(head: bytes) -> tuple[int, int]:
    width = int.from_bytes(head[4:7], "little")
    height = int.from_bytes(head[7:10], "little")
    return width + 1, height + 1


_WEBP_SIZES: dict[bytes, Callable[[bytes], tuple[int, int]]] = {
    b"VP8 ": _vp8,
    b"VP8L": _vp8l,
    b"VP8X": _vp8x,
}


def patched(chunk: bytes, start: int, patches: tuple[Patch, ...]) -> bytes:
    """A piece of the file that stands at `start`, with the patches that touch it laid over."""
    touching = [
        p for p in patches if p.start < start + len(chunk) and start < p.start + len(p.data)
    ]
    if not touching:
        return chunk
    changed = bytearray(chunk)
    for patch in touching:
        begin = max(patch.start, start)
        end = min(patch.start + len(patch.data), start + len(chunk))
        changed[begin - start : end - start] = patch.data[begin - patch.start : end - patch.start]
    return bytes(changed)
