"""The request that a button under a result stands for."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from bot.domain.errors import UserError
from bot.domain.ids import UserId
from bot.domain.jobs import Job
from bot.domain.lineage import Relation
from bot.domain.models import Catalogue, Model
from bot.domain.ratios import nearest_ratio
from bot.domain.requests import (
    GenerationRequest,
    ImageRequest,
    InputPicture,
    MediaKind,
    VideoRequest,
)

LARGEST: Final = "4k"
USUAL_SECONDS: Final = 5
USUAL_VIDEO_RESOLUTION: Final = "720p"


def is_fork(job: Job, user_id: UserId) -> bool:
    """Whether what this person makes of the job comes from somebody else's result."""
    return job.origin.user_id != user_id


def follow(
    parent: Job, relation: Relation, picture: InputPicture, catalogue: Catalogue
) -> GenerationRequest:
    """The request of a job that follows from `picture`, a result of `parent`.

    Raises `UserError` (followup-model-gone, followup-no-4k, followup-only-pictures,
    followup-only-films, followup-no-first-frame).
    """
    request = parent.request
    if relation is Relation.AGAIN:
        _known(request.model, catalogue)
        return replace(request, seed=None)
    if relation is Relation.CONTINUE:
        return _continued(request, picture, catalogue)
    if not isinstance(request, ImageRequest):
        raise UserError("followup-only-pictures")
    if relation is Relation.ANIMATE:
        return _animated(request, picture, catalogue)
    model = _known(request.model, catalogue)
    if not model.max_inputs:
        model = catalogue.default(MediaKind.IMAGE)
    resolution = LARGEST if relation is Relation.UPSCALE else request.resolution
    if relation is Relation.UPSCALE and LARGEST not in model.resolutions:
        raise UserError("followup-no-4k", model=model.name)
    # A seed is for texts only; with a picture the service takes none.
    return replace(
        request,
        model=model.name,
        model_title=model.title,
        resolution=resolution,
        seed=None,
        inputs=(picture,),
    )


def result_picture(job: Job, number: int, *, source: str = "") -> InputPicture:
    """A result as an input; `source` is Telegram's copy, for when ours is gone.

    Raises `UserError` (followup-no-picture) where the job has no such result.
    """
    artifact = next((each for each in job.artifacts if each.index == number), None)
    if artifact is None:
        raise UserError("followup-no-picture", number=number, id=job.id)
    return InputPicture(
        source=source,
        width=artifact.width,
        height=artifact.height,
        result_of=job.id,
        result_number=number,
        is_clip=not isinstance(job.request, ImageRequest),
    )


def _continued(
    request: GenerationRequest, picture: InputPicture, catalogue: Catalogue
) -> VideoRequest:
    """A film of the same kind whose first frame is the other's last."""
    if not isinstance(request, VideoRequest):
        raise UserError("followup-only-films")
    model = _known(request.model, catalogue)
    if not model.max_inputs:
        raise UserError("followup-no-first-frame", model=model.name)
    return replace(request, seed=None, inputs=(replace(picture, is_last_frame=True),))


def _animated(request: ImageRequest, picture: InputPicture, catalogue: Catalogue) -> VideoRequest:
    model = catalogue.default(MediaKind.VIDEO)
    resolutions, seconds = model.resolutions, model.seconds
    usual = USUAL_VIDEO_RESOLUTION if USUAL_VIDEO_RESOLUTION in resolutions else ""
    return VideoRequest(
        prompt=request.prompt,
        model=model.name,
        model_title=model.title,
        ratio=_shape(picture, model.ratios, request.ratio),
        resolution=usual or next(iter(resolutions), ""),
        seconds=USUAL_SECONDS if USUAL_SECONDS in seconds or not seconds else seconds[0],
        inputs=(picture,),
    )


def _shape(picture: InputPicture, ratios: tuple[str, ...], asked: str) -> str:
    if not picture.width or not picture.height or not ratios:
        return asked
    return nearest_ratio(Fraction(picture.width, picture.height), ratios)


def _known(name: str, catalogue: Catalogue) -> Model:
    model = catalogue.named(name)
    if model is None:
        raise UserError("followup-model-gone", model=name)
    return model
