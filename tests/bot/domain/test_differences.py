"""Whatever differs from the request is said: by values, and for any result at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.differences import SAME_LENGTH, differences
from bot.domain.jobs import Artifact, Expected, Job, JobState, Progress, RemoteResult
from bot.domain.requests import ImageRequest, InputPicture, VideoRequest
from bot.i18n import Texts
from bot.status_text import render_status
from tests.builders import START, make_job, make_origin

TEXTS = Texts.load()
IMAGE = ImageRequest(prompt="x", model="jimeng-4.0", resolution="2k")
VIDEO = VideoRequest(prompt="x", model="m", ratio="16:9", resolution="720p", seconds=5)
SIDES = st.integers(1, 5000)


def artifact(index: int = 1, *, size: tuple[int, int], seconds: float | None = None) -> Artifact:
    return Artifact(
        index=index,
        path=f"{index}",
        size=1,
        sha256="0",
        format="x",
        width=size[0],
        height=size[1],
        seconds=seconds,
    )


def picture_job(expected: Expected, *artifacts: Artifact) -> Job:
    return replace(
        make_job(1, state=JobState.SUCCEEDED, request=IMAGE, finished_at=START + 60),
        progress=Progress(expected=expected),
        artifacts=artifacts,
    )


def film_job(artifact_: Artifact, request: VideoRequest = VIDEO) -> Job:
    job = make_job(1, state=JobState.SUCCEEDED, request=request, finished_at=START + 60)
    return replace(job, progress=Progress(expected=Expected(count=1)), artifacts=(artifact_,))


def lines(job: Job, language: str) -> list[str]:
    told = replace(job, origin=replace(make_origin(), language=language))
    return render_status(TEXTS, told, now=START + 60).split("\n")


def test_a_smaller_picture_is_said_in_both_languages() -> None:
    job = picture_job(Expected(count=1, width=2048, height=2048), artifact(size=(1536, 1536)))
    assert lines(job, "zh")[-1] == "要 2k，得到 1536×1536"
    assert lines(job, "en")[-1] == "2k asked for, 1536×1536 made"


def test_fewer_pictures_and_a_shorter_film_are_said() -> None:
    few = picture_job(Expected(count=4, width=10, height=10), artifact(size=(10, 10)))
    assert lines(few, "zh")[-1] == "要 4 个，得到 1 个"
    short = film_job(artifact(size=(1280, 720), seconds=4.0))
    assert lines(short, "en")[-1] == "5 s asked for, 4 s made"


def test_results_that_were_lost_on_the_way_are_fewer_too() -> None:
    found = tuple(RemoteResult(url=f"https://r.test/{n}") for n in range(4))
    job = replace(picture_job(Expected(), artifact(size=(9, 9))), results=found)
    assert [note.key for note in differences(job)] == ["differs-count"]


@pytest.mark.parametrize(
    ("size", "resolution", "ratio", "is_said"),
    [
        ((1280, 720), "720p", "16:9", False),
        ((1470, 630), "720p", "21:9", False),
        ((960, 960), "720p", "1:1", False),
        ((864, 480), "720p", "16:9", True),
        ((480, 480), "480p", "1:1", False),  # as high as its class says
        ((640, 640), "480p", "1:1", False),  # or of the area of its class
        ((360, 360), "480p", "1:1", True),
        ((1280, 720), "1080p", "16:9", True),
        ((720, 1280), "720p", "16:9", True),
        ((1920, 1080), "", "16:9", False),
    ],
)
def test_a_film_is_held_against_its_class_and_its_shape(
    size: tuple[int, int], resolution: str, ratio: str, is_said: bool
) -> None:
    request = replace(VIDEO, resolution=resolution, ratio=ratio)
    assert bool(differences(film_job(artifact(size=size, seconds=5.04), request))) is is_said


def test_a_film_that_begins_with_a_picture_has_its_shape() -> None:
    request = replace(VIDEO, inputs=(InputPicture(source="f"),))
    assert differences(film_job(artifact(size=(720, 1280), seconds=5.0), request)) == ()


@given(asked=st.tuples(SIDES, SIDES), got=st.lists(st.tuples(SIDES, SIDES), min_size=1), n=SIDES)
def test_of_pictures_anything_else_than_asked_has_its_line(
    asked: tuple[int, int], got: list[tuple[int, int]], n: int
) -> None:
    made = [artifact(number, size=size) for number, size in enumerate(got, start=1)]
    job = picture_job(Expected(count=n, width=asked[0], height=asked[1]), *made)
    keys = {note.key for note in differences(job)}
    assert ("differs-count" in keys) is (len(got) != n)
    assert ("differs-size" in keys) is any(size != asked for size in got)
    said = "\n".join(lines(job, "zh"))
    assert all(TEXTS.text("zh", note.key, **note.values) in said for note in differences(job))


@given(asked=st.integers(1, 30), got=st.floats(0.1, 60))
def test_of_films_another_length_has_its_line(asked: int, got: float) -> None:
    job = film_job(artifact(size=(1280, 720), seconds=got), replace(VIDEO, seconds=asked))
    assert bool(differences(job)) is (abs(got - asked) > SAME_LENGTH)
