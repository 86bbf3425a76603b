"""What came back held against what was asked for: nothing is changed silently.

Encoders round to whole frames and sides, so half a second and a quarter of a film's area are no
difference; of a picture every pixel counts, since its size was part of the request.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from bot.domain.grammar.results import Note
from bot.domain.jobs import Artifact, Job
from bot.domain.ratios import aspect_of
from bot.domain.requests import ImageRequest, VideoRequest

SAME_LENGTH: Final = 0.5
"""Seconds."""
SAME_AREA: Final = 0.25
SAME_SHAPE: Final = 0.08
"""Shares by which a film's area and shape may differ from the nominal ones."""

WIDE: Final = Fraction(16, 9)
"""The shape in which a class of film, 720p, has as many lines as its name says."""


def differences(job: Job) -> tuple[Note, ...]:
    """A line for each way in which the fetched results are not what was asked for."""
    if not job.artifacts:
        return ()
    request = job.request
    notes = [_count(job), _pixels(job)]
    if isinstance(request, VideoRequest):
        notes += [_film_size(request, job.artifacts), _film_shape(request, job.artifacts)]
        notes.append(_length(request, job.artifacts))
    return tuple(note for note in notes if note is not None)


def _count(job: Job) -> Note | None:
    expected = job.progress.expected if job.progress is not None else None
    wanted = expected.count if expected is not None else None
    asked = wanted or len(job.results)
    if not asked or asked == len(job.artifacts):
        return None
    return Note("differs-count", {"asked": asked, "got": len(job.artifacts)})


def _pixels(job: Job) -> Note | None:
    """A picture's size as it was sent; films are asked for by class alone."""
    expected = job.progress.expected if job.progress is not None else None
    if expected is None or not isinstance(job.request, ImageRequest):
        return None
    asked = (expected.width, expected.height)
    odd = _sizes(each for each in job.artifacts if (each.width, each.height) != asked)
    if None in asked or not odd:
        return None
    named = job.request.resolution or f"{expected.width}×{expected.height}"
    return Note("differs-size", {"asked": named, "got": odd})


def _film_size(request: VideoRequest, artifacts: tuple[Artifact, ...]) -> Note | None:
    """A film is of its class by its short side or by its area: models differ in what they keep when
    the shape isn't 16:9."""
    lines = request.resolution.removesuffix("p")
    if not lines.isdecimal():
        return None
    odd = _sizes(each for each in artifacts if not _is_of_class(each, int(lines)))
    return Note("differs-size", {"asked": request.resolution, "got": odd}) if odd else None


def _is_of_class(film: Artifact, lines: int) -> bool:
    if not film.width or not film.height:
        return True  # nobody could read its size
    short = abs(min(film.width, film.height) / lines - 1)
    area = abs(film.width * film.height / float(lines**2 * WIDE) - 1)
    return short <= SAME_SHAPE or area <= SAME_AREA


def _film_shape(request: VideoRequest, artifacts: tuple[Artifact, ...]) -> Note | None:
    """A film that begins with a picture has the picture's shape."""
    if request.inputs or not request.ratio:
        return None
    asked = float(aspect_of(request.ratio))
    odd = _sizes(
        each
        for each in artifacts
        if each.width and each.height and abs(each.width / each.height / asked - 1) > SAME_SHAPE
    )
    return Note("differs-size", {"asked": request.ratio, "got": odd}) if odd else None


def _length(request: VideoRequest, artifacts: tuple[Artifact, ...]) -> Note | None:
    odd = sorted(
        {
            each.seconds
            for each in artifacts
            if each.seconds is not None and abs(each.seconds - request.seconds) > SAME_LENGTH
        }
    )
    if not odd:
        return None
    got = ", ".join(f"{seconds:.1f}".removesuffix(".0") for seconds in odd)
    return Note("differs-length", {"asked": request.seconds, "got": got})


def _sizes(artifacts: Iterable[Artifact]) -> str:
    """Each size once; those that nobody could read are left out."""
    return ", ".join(
        sorted({f"{each.width}×{each.height}" for each in artifacts if each.width and each.height})
    )
