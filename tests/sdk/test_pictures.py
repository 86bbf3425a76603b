"""Pictures by content: what is taken, what is refused, and what is blanked in them."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from jimeng import InvalidRequestError
from jimeng.sdk.protocol import pictures as room
from jimeng.sdk.protocol.exif import read_exif
from jimeng.sdk.protocol.formats import format_of
from jimeng.sdk.protocol.messages import Open
from jimeng.sdk.protocol.pictures import Patch, examine, patched
from jimeng.sdk.transports import upright
from jimeng.sdk.transports.inputs import InputFile, open_input, pieces_of
from tests.sdk.pictures import FORMATS, metadata, picture, pixels

ORIENTATIONS = range(2, 9)


def look(data: bytes) -> room.Picture:
    return examine(lambda start, length: data[start : start + length], len(data))


def sent(data: bytes | str) -> bytes:
    file = open_input(Open(data))
    try:
        return b"".join(file.pieces())
    finally:
        file.close()


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_format_and_size_are_told_from_the_content(format_: str, mode: str) -> None:
    if (format_, mode) in {("jpeg", "RGBA"), ("jpeg", "P")}:
        mode = "CMYK"
    out = io.BytesIO()
    Image.new(mode, (37, 11)).save(out, format_, lossless=mode == "RGBA")
    found = look(out.getvalue())
    assert (found.format, found.width, found.height) == (format_, 37, 11)
    assert (found.orientation, found.patches) == (1, ())


def test_a_progressive_jpeg_is_read() -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 33)).save(out, "jpeg", progressive=True)
    assert (look(out.getvalue()).width, look(out.getvalue()).height) == (64, 33)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"GIF89a" + bytes(40),
        b"\x00\x00\x00\x18ftypmp42" + bytes(40),
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1\x00\x01" + bytes(20),
        b"RIFF\x00\x00\x00\x00WEBP",
        b"RIFF\x00\x00\x00\x00WEBPVP8 \x0a\x00\x00\x00\x00",
        b"<svg/>" + bytes(40),
        b"\xff\xd8\xff\xff" + b"\xff" * 40_000,
        b"\xff\xd8" + b"\xff\xd0" * 10 + bytes(9),
        b"\xff\xd8\xff\xe0\x00\x04ab" + bytes(9),
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidRequestError):
        look(data)


def test_a_refusal_names_what_is_allowed() -> None:
    with pytest.raises(InvalidRequestError, match="JPEG, PNG and WebP"):
        look(b"GIF89a" + bytes(40))


def _png_of(width: int, height: int) -> bytes:
    header = struct.pack(">LL5B", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">L", 13) + b"IHDR" + header + bytes(4)


@pytest.mark.parametrize("size", [(0, 5), (5, 0), (16_385, 1), (10_000, 8_001)])
def test_too_many_pixels_are_refused(size: tuple[int, int]) -> None:
    """A small file may claim to be enormous: nobody should decode it."""
    with pytest.raises(InvalidRequestError):
        look(_png_of(*size))


def test_the_largest_allowed_picture_is_taken() -> None:
    assert look(_png_of(10_000, 8_000)).width == 10_000


def test_too_many_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024 + 1)
    with pytest.raises(InvalidRequestError, match="100 MB"):
        open_input(Open(str(path)))


@pytest.mark.parametrize("format_", FORMATS)
def test_a_location_is_blanked_and_nothing_else(format_: str, tmp_path: Path) -> None:
    """Where a picture was taken is nobody's business; every other byte stays."""
    data = picture(format_, located=True)
    path = tmp_path / "a"
    path.write_bytes(data)
    blanked = sent(str(path))
    assert sent(data) == blanked
    general, location = metadata(data)
    assert location[1] == "N"
    assert metadata(blanked) == (general, {})
    assert pixels(blanked) == pixels(data)
    assert len(blanked) == len(data)
    changed = [n for n, (a, b) in enumerate(zip(data, blanked, strict=True)) if a != b]
    blank = blanked[changed[0] : changed[-1] + 1]
    # The checksum of a PNG chunk is the one thing that is written anew, at its very end.
    assert not blank.rstrip(b"\x00") if format_ != "png" else len(blank) < 250


XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exif:GPSLatitude="48,51.5N" '
    b"exif:GPSLongitude='2,17.4E' tiff:Make=\"Camera Works\">"
    b"<exif:GPSAltitude>35/1</exif:GPSAltitude></rdf:Description></rdf:RDF></x:xmpmeta>"
)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_location_in_xmp_is_blanked_too(format_: str) -> None:
    """The same facts stand there a second time, as XML."""
    out = io.BytesIO()
    image = Image.new("RGB", (9, 9), "red")
    if format_ == "png":
        from PIL import PngImagePlugin

        info = PngImagePlugin.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        image.save(out, format_, pnginfo=info)
    else:
        image.save(out, format_, xmp=XMP)
    blanked = sent(out.getvalue())
    want = XMP
    for value in (b"48,51.5N", b"2,17.4E", b"35/1"):
        assert value in out.getvalue()
        want = want.replace(value, b" " * len(value))
    assert want in blanked
    with Image.open(io.BytesIO(blanked)) as again:
        again.load()
        # A wrong checksum would have been refused above; the rest of the packet is still read.
        assert "Camera Works" in str(again.info)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_picture_without_location_goes_up_as_it_is(format_: str) -> None:
    data = picture(format_)
    assert sent(data) == data


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_turned_picture_is_set_upright(format_: str, orientation: int) -> None:
    """The service ignores orientation, so a portrait would be read lying down."""
    data = picture(format_, orientation=orientation, located=True)
    upright_now = sent(data)
    found = look(upright_now)
    sideways = orientation >= 5
    assert (found.width, found.height) == ((20, 40) if sideways else (40, 20))
    assert found.orientation == 1
    assert metadata(upright_now) == ({}, {})
    with Image.open(io.BytesIO(upright_now)) as image:
        corners = [
            image.convert("RGB").getpixel(place) for place in ((2, 2), (-3 + image.width, 2))
        ]
    red_first = {2: False, 3: False, 4: True, 5: True, 6: True, 7: False, 8: False}[orientation]
    top_left = corners[0]
    assert isinstance(top_left, tuple)
    assert (top_left[0] > 200) == red_first


def test_a_colour_profile_survives_turning() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", (8, 4)).save(out, "jpeg", exif=exif, icc_profile=profile)
    with Image.open(io.BytesIO(sent(out.getvalue()))) as image:
        assert image.info["icc_profile"] == profile


def test_without_pillow_a_turned_picture_goes_up_with_a_note(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upright, "set_upright", lambda file, format_: None)
    monkeypatch.setattr("jimeng.sdk.transports.inputs.set_upright", upright.set_upright)
    data = picture("jpeg", orientation=6)
    file = open_input(Open(data))
    assert b"".join(file.pieces()) == data
    assert "jimeng[images]" in (file.note or "")
    file.close()


def test_pillow_is_not_needed_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    original = builtins.__import__

    def without_pillow(name: str, *rest: Any) -> Any:
        if name.startswith("PIL"):
            raise ImportError(name)
        return original(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_pillow)
    assert upright.set_upright(io.BytesIO(), "jpeg") is None


def test_a_turned_picture_that_cannot_be_decoded_is_refused() -> None:
    data = picture("jpeg", orientation=6)
    broken = data[: data.index(b"\xff\xda") + 4]
    with pytest.raises(InvalidRequestError, match="damaged"):
        sent(broken)


@pytest.mark.parametrize("path", ["/nowhere/at/all.png", "/", "a\x00b"])
def test_a_file_that_cannot_be_read_is_refused(path: str) -> None:
    with pytest.raises(InvalidRequestError):
        open_input(Open(path))


def test_a_file_that_may_not_be_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.png").write_bytes(picture("png"))
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InvalidRequestError, match="Permission denied"):
        open_input(Open(str(tmp_path / "a.png")))


def test_only_what_this_room_opened_goes_up() -> None:
    with pytest.raises(TypeError):
        pieces_of(object())  # type: ignore[arg-type]  # the mistake meant


def test_a_clip_is_taken_as_it_is() -> None:
    file = open_input(Open(b"any bytes", clip=True))
    assert (file.size, file.format, file.width) == (9, None, 0)
    assert b"".join(file.pieces()) == b"any bytes"
    file.close()
    with pytest.raises(InvalidRequestError):
        open_input(Open(b"", clip=True))


@pytest.mark.parametrize("format_", FORMATS)
def test_only_a_little_is_read_to_examine(format_: str) -> None:
    data = picture(format_, size=(600, 600), located=True) + bytes(300_000)
    asked: list[int] = []

    def read(start: int, length: int) -> bytes:
        asked.append(length)
        return data[start : start + length]

    examine(read, len(data))
    assert sum(asked) < 10_000


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(
    format_=st.sampled_from(FORMATS),
    flips=st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), max_size=12),
    cut=st.integers(0, 900),
)
def test_damage_is_read_or_refused_but_never_crashes(
    format_: str, flips: list[tuple[int, int]], cut: int
) -> None:
    """Anything may be sent to a bot: a look at it must end, and blanking must stay inside."""
    data = bytearray(_LOCATED[format_][: max(cut, 4)])
    for place, value in flips:
        if place < len(data):
            data[place] = value
    try:
        found = look(bytes(data))
    except InvalidRequestError:
        return
    for patch in found.patches:
        assert patch.start >= 0
        assert patch.start + len(patch.data) <= len(data) or format_ == "png"


_LOCATED = {format_: picture(format_, located=True) for format_ in FORMATS}


@given(st.binary(max_size=200))
@example(b"II*\x00\x08\x00\x00\x00\xff\xff")
@example(b"MM\x00*\x00\x00\x00\x08\x00\x01\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00")
def test_any_block_of_metadata_is_read(block: bytes) -> None:
    found = read_exif(block)
    assert 1 <= found.orientation <= 8
    for span in found.location:
        assert 8 <= span.start < span.start + span.length <= len(block)


patches = st.lists(
    st.builds(Patch, st.integers(0, 60), st.binary(min_size=1, max_size=20)), max_size=4
)


@given(st.binary(min_size=1, max_size=80), patches, st.integers(1, 30))
def test_patches_fall_the_same_however_the_file_is_cut(
    data: bytes, laid: list[Patch], step: int
) -> None:
    whole = bytearray(data)
    for patch in laid:
        end = min(patch.start + len(patch.data), len(data))
        if patch.start < end:
            whole[patch.start : end] = patch.data[: end - patch.start]
    pieces = [patched(data[n : n + step], n, tuple(laid)) for n in range(0, len(data), step)]
    assert b"".join(pieces) == bytes(whole)


def test_formats_by_their_first_bytes() -> None:
    assert format_of(b"GIF87a") == format_of(b"GIF89a more") == "gif"
    assert format_of(b"RIFF\x00\x00\x00\x00WAVE") is None
    assert format_of(b"JUNK\x00\x00\x00\x00WEBP") is None
    assert format_of(b"\x00\x00\x00\x20ftypisom") == "mp4"
    assert format_of(b"") is None


def test_a_file_is_never_held_whole(tmp_path: Path) -> None:
    """Ten megabytes go up in pieces of a quarter."""
    path = tmp_path / "a.png"
    path.write_bytes(picture("png") + bytes(2_000_000))
    file = open_input(Open(str(path)))
    assert isinstance(file, InputFile)
    assert max(len(piece) for piece in file.pieces()) <= 256 * 1024
    assert file.size == path.stat().st_size
    file.close()
