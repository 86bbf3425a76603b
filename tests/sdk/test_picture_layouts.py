"""Layouts that cameras and editors write, put together by hand: sizes, padding, borders."""

from __future__ import annotations

import struct
import zlib

import pytest

from jimeng import InvalidRequestError
from jimeng.sdk.protocol.exif import Span, read_exif
from jimeng.sdk.protocol.limits import MAX_INPUT_BYTES
from jimeng.sdk.protocol.pictures import Picture, check_size, examine, patched
from jimeng.sdk.protocol.xmp import locations
from tests.sdk.pictures import picture

LATITUDE = b"0123456789abcdefghijklmn"  # three rationals, as far as their length goes
XMP = b'<x exif:GPSLatitude="48,51N" exif:GPSAltitude=""/>'
XMP_MARK = b"http://ns.adobe.com/xap/1.0/\x00"


def look(data: bytes) -> Picture:
    return examine(lambda start, length: data[start : start + length], len(data))


def tiff(*entries: tuple[int, int, int, bytes], order: str = "<", tail: bytes = b"") -> bytes:
    """A block with one directory; an entry is tag, type, count and its four bytes."""
    head = b"II*\x00" if order == "<" else b"MM\x00*"
    body = struct.pack(f"{order}LH", 8, len(entries))
    for tag, kind, count, value in entries:
        body += struct.pack(f"{order}HHL", tag, kind, count) + value
    return head + body + struct.pack(f"{order}L", 0) + tail


def orientation(value: int, order: str = "<") -> tuple[int, int, int, bytes]:
    return 0x0112, 3, 1, struct.pack(f"{order}HH", value, 0)


def located(order: str = "<") -> bytes:
    """A block whose location directory ends exactly where the block does."""
    start = 8 + 2 + 12 + 4
    values = start + 2 + 2 * 12
    pointer = (0x8825, 4, 1, struct.pack(f"{order}L", start))
    inline = struct.pack(f"{order}HHL", 1, 2, 4) + b"N\x00\x00\x00"
    outside = struct.pack(f"{order}HHLL", 2, 5, 3, values)
    tail = struct.pack(f"{order}H", 2) + inline + outside + LATITUDE
    return tiff(pointer, order=order, tail=tail)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("value", "read"), [(0, 1), (1, 1), (2, 2), (6, 6), (8, 8), (9, 1), (65535, 1)]
)
def test_orientations(order: str, value: int, read: int) -> None:
    assert read_exif(tiff(orientation(value, order), order=order)).orientation == read


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_location_is_the_directory_and_what_it_keeps_elsewhere(order: str) -> None:
    """Count and entries, then the one value that does not fit into its entry."""
    block = located(order)
    assert read_exif(block).location == (Span(26, 26), Span(52, 24))
    assert block[52:76] == LATITUDE


@pytest.mark.parametrize("cut", range(1, 24))
def test_a_value_that_is_cut_off_is_blanked_as_far_as_it_goes(cut: int) -> None:
    assert read_exif(located()[:-cut]).location == (Span(26, 26), Span(52, 24 - cut))


def test_a_directory_that_is_cut_off_keeps_its_whole_entries() -> None:
    block = located()
    assert read_exif(block[:52]).location == (Span(26, 26),)
    assert read_exif(block[:51]).location == (Span(26, 14),)
    assert read_exif(block[:39]).location == ()
    assert read_exif(block[:27]).location == ()


def test_a_location_never_reaches_into_the_header() -> None:
    pointer = (0x8825, 4, 1, struct.pack("<L", 26))
    value = struct.pack("<HHLL", 2, 5, 3, 0)
    block = tiff(pointer, tail=struct.pack("<H", 1) + value)
    assert read_exif(block).location == (Span(26, 14), Span(8, 16))


@pytest.mark.parametrize("start", [0, 7, 1_000])
def test_a_pointer_to_nowhere_is_no_location(start: int) -> None:
    assert read_exif(tiff((0x8825, 4, 1, struct.pack("<L", start)))).location == ()


def test_blocks_that_are_none() -> None:
    for block in (b"", b"II*\x00", b"II*\x00\x08\x00\x00\x00", b"ii*\x00" + tiff()[4:]):
        assert read_exif(block) == read_exif(b"")


def test_values_of_xmp() -> None:
    """Empty values need no blanks; both quotes and elements are found."""
    (span,) = locations(XMP)
    assert XMP[span.start : span.start + span.length] == b"48,51N"
    one = b"<exif:GPSAltitude>7</exif:GPSAltitude>"
    assert [one[s.start : s.start + s.length] for s in locations(one)] == [b"7"]


def chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<L", len(content)) + content + b"\x00" * (len(content) % 2)


def webp(*chunks: bytes, behind: bytes = b"") -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<L", len(body)) + body + behind


def extended(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return chunk(b"VP8X", b"\x08\x00\x00\x00" + sides)


def lossy(width: int, height: int) -> bytes:
    return chunk(b"VP8 ", b"\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", width, height) + b"\xff")


def lossless(width: int, height: int, alpha: int = 0) -> bytes:
    bits = (width - 1) | (height - 1) << 14 | alpha << 28
    return chunk(b"VP8L", b"\x2f" + struct.pack("<L", bits) + b"\xff\xff")


@pytest.mark.parametrize("frame", [extended, lossy, lossless])
@pytest.mark.parametrize("size", [(1, 1), (256, 255), (300, 9000), (16_383, 2)])
def test_sizes_of_webp(frame: object, size: tuple[int, int]) -> None:
    assert callable(frame)
    found = look(webp(frame(*size)))
    assert (found.width, found.height) == size


def test_bits_beyond_the_size_are_no_size() -> None:
    """The upper two bits of a lossy frame scale it, a lossless one says there whether it is seen
    through."""
    scaled = look(webp(lossy(0x4000 | 40, 0x8000 | 20)))
    assert (scaled.width, scaled.height) == (40, 20)
    clear = look(webp(lossless(40, 20, alpha=1)))
    assert (clear.width, clear.height) == (40, 20)


def test_the_canvas_of_an_extended_file_counts() -> None:
    found = look(webp(extended(40, 20), lossy(4, 2)))
    assert (found.width, found.height) == (40, 20)


@pytest.mark.parametrize("mark", [b"", b"Exif\x00\x00"], ids=["bare", "marked"])
@pytest.mark.parametrize("before", [b"", b"\x01", b"\x01\x02"], ids=["none", "odd", "even"])
def test_metadata_of_webp_is_found_behind_anything(mark: bytes, before: bytes) -> None:
    block = mark + tiff(orientation(6)) + located()
    data = webp(extended(40, 20), chunk(b"JUNK", before), chunk(b"EXIF", block))
    assert look(data).orientation == 6
    plain = mark + located()
    data = webp(extended(40, 20), chunk(b"JUNK", before), chunk(b"EXIF", plain))
    places = [(patch.start, len(patch.data)) for patch in look(data).patches]
    at = data.index(b"II*\x00")
    assert places == [(at + 26, 26), (at + 52, 24)]


def test_metadata_of_both_kinds_is_blanked() -> None:
    data = webp(extended(4, 2), chunk(b"EXIF", located()), chunk(b"XMP ", XMP))
    assert [len(patch.data) for patch in look(data).patches] == [26, 24, 6]
    assert data[look(data).patches[-1].start :][:6] == b"48,51N"


def test_what_stands_behind_the_container_is_no_part_of_it() -> None:
    assert look(webp(extended(4, 2), behind=chunk(b"EXIF", located()))).patches == ()


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def frame(width: int, height: int, marker: int = 0xC0) -> bytes:
    return segment(marker, struct.pack(">BHHB", 8, height, width, 3))


def jpeg(*parts: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(parts) + b"\xff\xda\x00\x02"


EXIF = b"Exif\x00\x00"


@pytest.mark.parametrize("size", [(1, 1), (300, 9000), (4_000, 16_000)])
@pytest.mark.parametrize(
    "before",
    [b"", b"\xff", b"\xff\xff\xff", b"\xff\xd0", b"\xff\x01\xff\xd7", segment(0xFE, b"")],
    ids=["nothing", "fill", "fills", "restart", "standalones", "empty comment"],
)
def test_sizes_of_jpeg_behind_anything(size: tuple[int, int], before: bytes) -> None:
    found = look(jpeg(before, frame(*size)))
    assert (found.width, found.height) == size


@pytest.mark.parametrize("marker", [0xC4, 0xC8, 0xCC])
def test_tables_are_no_frame(marker: int) -> None:
    found = look(jpeg(frame(9, 9, marker), frame(40, 20)))
    assert (found.width, found.height) == (40, 20)
    with pytest.raises(InvalidRequestError, match="damaged"):
        look(jpeg(frame(9, 9, marker)))


def test_the_first_frame_and_the_first_turn_count() -> None:
    """A preview inside the metadata must not speak for the picture."""
    turned = segment(0xE1, EXIF + tiff(orientation(6)))
    other = segment(0xE1, EXIF + tiff(orientation(3)))
    found = look(jpeg(turned, frame(40, 20), other, frame(4, 2)))
    assert (found.width, found.height, found.orientation) == (40, 20, 6)


def test_every_piece_of_metadata_is_blanked() -> None:
    parts = [
        segment(0xE1, EXIF + located()),
        frame(40, 20),
        segment(0xE1, XMP_MARK + XMP),
        segment(0xE2, XMP_MARK + XMP),
    ]
    data = jpeg(*parts)
    found = look(data)
    at = data.index(b"II*\x00")
    assert [(patch.start, len(patch.data)) for patch in found.patches] == [
        (at + 26, 26),
        (at + 52, 24),
        (data.index(b"48,51N"), 6),
    ]
    assert (found.width, found.height) == (40, 20)


def test_nothing_behind_the_pixels_is_read() -> None:
    data = jpeg(frame(40, 20)) + segment(0xE1, EXIF + located())
    assert look(data).patches == ()


def test_a_segment_that_cannot_be_ends_the_search() -> None:
    short = b"\xff\xe1\x00\x01"
    assert look(jpeg(frame(40, 20), short, segment(0xE1, EXIF + located()))).patches == ()


@pytest.mark.parametrize("format_", ["jpeg", "png", "webp"])
def test_real_files_with_metadata_keep_their_size(format_: str) -> None:
    found = look(picture(format_, size=(41, 23), located=True))
    assert (found.width, found.height) == (41, 23)
    assert found.patches


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A picture of 4 by 2 with chunks behind its head."""
    parts = [(b"IHDR", struct.pack(">LL5B", 4, 2, 8, 2, 0, 0, 0)), *chunks, (b"IEND", b"")]
    body = b"".join(
        struct.pack(">L", len(content))
        + name
        + content
        + struct.pack(">L", zlib.crc32(name + content))
        for name, content in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


PNG_XMP = b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + XMP


@pytest.mark.parametrize("behind", [(b"iTXt", PNG_XMP), (b"iTXt", b"Comment\x00\x00\x00\x00\x00x")])
def test_a_text_chunk_turns_no_picture_back(behind: tuple[bytes, bytes]) -> None:
    assert look(png((b"eXIf", tiff(orientation(6))), behind)).orientation == 6
    assert look(png(behind, (b"eXIf", tiff(orientation(6))))).orientation == 6


def test_metadata_of_png_is_blanked_where_it_stands() -> None:
    data = png((b"eXIf", located()), (b"iTXt", PNG_XMP))
    found = look(data)
    sent = patched(data, 0, found.patches)
    at = data.index(b"II*\x00")
    blanked = data[:at] + located()[:26] + bytes(50)
    assert sent.startswith(blanked)
    assert b"48,51N" in data
    assert b"48,51N" not in sent
    content = located()[:26] + bytes(50)
    checksum = zlib.crc32(b"eXIf" + content).to_bytes(4, "big")
    assert sent[len(blanked) : len(blanked) + 4] == checksum
    assert (found.width, found.height, len(sent)) == (4, 2, len(data))


def test_text_that_is_no_xmp_keeps_what_looks_like_a_location() -> None:
    """Only the packet under the XMP mark is XMP; a comment is the person's own words."""
    data = png((b"iTXt", b"Comment\x00\x00\x00\x00\x00" + XMP))
    assert look(data).patches == ()


def test_a_chunk_that_ends_with_the_file_is_read() -> None:
    """A file that lost its end still has its location blanked."""
    data = png((b"eXIf", located()))[:-12]
    assert len(look(data).patches) == 3
    webp_data = webp(extended(4, 2), chunk(b"EXIF", located()))
    assert len(look(webp_data).patches) == 2


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((16_385, 1), "the picture is 16385×1, allowed are 16384 per side and 80 megapixels"),
        ((1, 16_385), "the picture is 1×16385, allowed are 16384 per side and 80 megapixels"),
        ((8_001, 10_000), "the picture is 8001×10000, allowed are 16384 per side and 80 megap"),
        ((0, 9), "the webp picture is damaged"),
    ],
)
def test_a_refused_size_is_told(size: tuple[int, int], said: str) -> None:
    data = webp(extended(*size)) if 0 not in size else webp(lossy(*size))
    with pytest.raises(InvalidRequestError) as caught:
        look(data)
    assert caught.value.message.startswith(said)


@pytest.mark.parametrize("size", [(16_384, 1), (1, 16_384), (8_000, 10_000)])
def test_the_limits_themselves_are_allowed(size: tuple[int, int]) -> None:
    found = look(webp(extended(*size)))
    assert (found.width, found.height) == size


def test_the_limit_of_bytes_itself_is_allowed() -> None:
    check_size(MAX_INPUT_BYTES)
    with pytest.raises(InvalidRequestError, match=r"104857601 bytes, allowed are .*\(100 MB\)"):
        check_size(MAX_INPUT_BYTES + 1)
    with pytest.raises(InvalidRequestError, match=r"^the input is empty$"):
        check_size(0)


def test_a_picture_that_ends_too_early_is_called_damaged() -> None:
    with pytest.raises(InvalidRequestError, match=r"^the png picture is damaged$"):
        look(png()[:20])
