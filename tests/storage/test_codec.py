"""What goes into a document comes out of it, whatever it holds; what is damaged says so."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.albums import AlbumPart
from bot.domain.commands import Note
from bot.domain.jobs import Artifact, Failure, Part, Progress, RemoteResult
from bot.domain.requests import (
    GenerationRequest,
    ImageRequest,
    InputPicture,
    MediaKind,
    VideoRequest,
)
from storage import DamagedDatabaseError, codec
from storage.codec import Document
from tests.builders import make_origin

# Annotations of the domain lead the way; numbers are such as JSON and SQLite can hold.
whole = st.integers(-(2**63), 2**63 - 1)
real = st.floats(allow_nan=False, allow_infinity=False)
maybe_whole, maybe_real = st.none() | whole, st.none() | real
wholes = st.lists(whole, max_size=3).map(tuple)

pictures = st.builds(InputPicture, size=maybe_whole, width=maybe_whole, height=maybe_whole)
inputs = st.lists(pictures, max_size=3).map(tuple)
requests = st.one_of(
    st.builds(ImageRequest, strength=real, seed=maybe_whole, inputs=inputs),
    st.builds(VideoRequest, seconds=whole, seed=maybe_whole, inputs=inputs),
)
progress = st.builds(
    Progress,
    queue_position=maybe_whole,
    queue_length=maybe_whole,
    forecast_seconds=maybe_real,
    finished=whole,
    total=maybe_whole,
)
media = {"width": maybe_whole, "height": maybe_whole, "seconds": maybe_real}
results = st.builds(RemoteResult, cover_url=st.none() | st.text(), **media)
artifacts = st.builds(Artifact, index=whole, size=whole, **media)
parts = st.builds(Part, indexes=wholes, attempts=whole, message_ids=wholes, oversize=maybe_whole)


@given(requests)
def test_a_request_comes_back_in_its_own_kind(request: GenerationRequest) -> None:
    again = codec.decode_request(codec.encode_request(request))
    assert again == request
    assert type(again) is type(request)


@given(progress)
def test_progress_comes_back(value: Progress) -> None:
    assert codec.PROGRESS.decode(codec.PROGRESS.encode(value)) == value


@given(st.builds(Failure, picture=maybe_whole, size=maybe_whole))
def test_a_failure_comes_back(value: Failure) -> None:
    assert codec.FAILURE.decode(codec.FAILURE.encode(value)) == value


@given(st.lists(results, max_size=3).map(tuple))
def test_results_come_back(value: tuple[RemoteResult, ...]) -> None:
    assert codec.RESULTS.decode(codec.RESULTS.encode(value)) == value


@given(st.lists(artifacts, max_size=3).map(tuple))
def test_artifacts_come_back(value: tuple[Artifact, ...]) -> None:
    assert codec.ARTIFACTS.decode(codec.ARTIFACTS.encode(value)) == value


@given(st.lists(parts, max_size=3).map(tuple))
def test_parts_come_back(value: tuple[Part, ...]) -> None:
    assert codec.PARTS.decode(codec.PARTS.encode(value)) == value


def test_the_stored_form_is_readable_by_its_names() -> None:
    """An operator with a shell reads it, and so does the next version of this program."""
    text = codec.encode_request(VideoRequest(prompt="猫", model="jimeng-video-3.0", seconds=10))
    stored = json.loads(text)
    assert stored["kind"] == "video"
    assert stored["request"]["prompt"] == "猫"
    assert stored["request"]["seconds"] == 10


def test_a_row_of_a_newer_or_older_version_is_read() -> None:
    """Fields may come and go at the end: unknown ones are passed over, missing ones default."""
    text = '{"kind": "image", "request": {"prompt": "p", "model": "m", "colour": "red"}, "x": 1}'
    assert codec.decode_request(text) == ImageRequest(prompt="p", model="m")


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (codec.PROGRESS, "{"),
        (codec.PROGRESS, '{"finished": "many"}'),
        (codec.FAILURE, '{"kind": "bad luck", "charged": "no"}'),
        (codec.PARTS, '[{"kind": "previews"}]'),
        (codec.RESULTS, "null"),
    ],
)
def test_damage_is_told_without_the_content(document: Document[object], text: str) -> None:
    with pytest.raises(DamagedDatabaseError, match="can't be read"):
        document.decode(text)


@pytest.mark.parametrize("text", ['{"kind": "song", "request": {}}', '{"request": {}}', ""])
def test_a_request_of_no_known_kind_is_damage(text: str) -> None:
    with pytest.raises(DamagedDatabaseError):
        codec.decode_request(text)


def test_what_had_to_be_changed_is_a_text_of_old_or_a_key_with_values() -> None:
    note = Note("adjusted-ratio", {"asked": "16:9", "used": "1:1"})
    told = ("said by the library", note)
    assert codec.ADJUSTED.decode(codec.ADJUSTED.encode(told)) == told
    assert codec.ADJUSTED.decode('["of an older version"]') == ("of an older version",)


def test_a_part_of_an_album_comes_back_as_it_was() -> None:
    part = AlbumPart(
        album_id="a",
        origin=make_origin(5, chat=-5),
        picture=InputPicture(source="file", size=5, name="猫.png", width=4, height=3),
        kind=MediaKind.VIDEO,
        words="动起来\n--dur 5",
    )
    assert codec.ALBUM_PART.decode(codec.ALBUM_PART.encode(part)) == part
    silent = AlbumPart(album_id="a", origin=make_origin(6))
    assert codec.ALBUM_PART.decode(codec.ALBUM_PART.encode(silent)) == silent
