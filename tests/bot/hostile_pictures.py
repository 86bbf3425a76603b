"""Pictures as an attacker would make them: small on the wire, large or broken when opened."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
GREY, RGB, RGBA = 0, 2, 6
CHANNELS = {GREY: 1, RGB: 3, RGBA: 4}


def chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk with its checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int, height: int, *, color: int = RGB, extra: bytes = b"", pixels: bytes | None = None
) -> bytes:
    """A PNG of zeros, compressed a thousandfold; `extra` stands before the pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, color, 0, 0, 0)
    if pixels is None:
        pixels = zeros(height * (width * CHANNELS[color] + 1))
    return PNG_HEAD + chunk(b"IHDR", header) + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def claimed(width: int, height: int) -> bytes:
    """A header that promises a picture, and nothing behind it."""
    return png(width, height, pixels=zlib.compress(b""))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """A picture that Pillow wrote."""
    data = BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def webp_claiming(width: int, height: int) -> bytes:
    """A real WebP whose canvas is then said to be enormous (`VP8X`, sizes less one in 24 bits)."""
    real = saved(Image.new("RGBA", (2, 2)), "WEBP", lossless=True, exif=b"Exif\0\0MM\0*\0\0\0\x08")
    at = real.index(b"VP8X") + 12
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return real[:at] + sides + real[at + 6 :]


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG whose frame header lies about its size."""
    real = saved(Image.new("RGB", (16, 16)), "JPEG")
    at = real.index(b"\xff\xc0") + 5
    return real[:at] + struct.pack(">HH", height, width) + real[at + 4 :]


def jpeg_with(segment: bytes, marker: int, image: Image.Image | None = None) -> bytes:
    """A JPEG with a segment of our own right behind its start."""
    real = saved(image or Image.new("RGB", (64, 48), "red"), "JPEG")
    return real[:2] + struct.pack(">BBH", 0xFF, marker, len(segment) + 2) + segment + real[2:]


def zeros(count: int) -> bytes:
    """So many zeros in zlib's form, never all in memory."""
    packer, block, packed = zlib.compressobj(1), bytes(1 << 20), b""
    while count > 0:
        packed += packer.compress(block[:count])
        count -= len(block)
    return packed + packer.flush()
