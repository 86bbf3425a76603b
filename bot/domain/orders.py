"""From a person's words and pictures to a request: what `/image` and `/video` mean, on any road.

The roads differ (a caption, a reply, an album), the meaning doesn't. Whatever can't be sent raises
`UserError` here, before anything is stored or spent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from bot.domain.commands import Extras, Note, Roles, parse_image, parse_video, refuse_unbuilt
from bot.domain.errors import UserError
from bot.domain.models import Catalogue
from bot.domain.ratios import nearest_ratio
from bot.domain.requests import GenerationRequest, ImageRequest, InputPicture, MediaKind

MEGABYTE: Final = 1024 * 1024

INPUT_MEGABYTES: Final = 20
"""The largest file that a bot may fetch from Telegram's own server (Bot API, getFile)."""

BUILT: Final = ("--yes",)
"""Flags beyond the request that are obeyed; nothing asks yet, so there is nothing to confirm."""

UNBUILT: Final = Extras.flags_without(BUILT)
"""Known flags that nothing acts on yet: refused by name, and never suggested."""

RATIO_AUTO: Final = "grammar-ratio-auto"


@dataclass(frozen=True, slots=True)
class Order:
    """A request that can be stored, and what its person should be told about it."""

    request: GenerationRequest
    notes: tuple[Note, ...] = ()


def read_order(
    kind: MediaKind, words: str, pictures: Sequence[InputPicture], catalogue: Catalogue
) -> Order:
    """Read what a command (or a caption) says about the pictures that came with it.

    The pictures of an image are its references, in their order. One picture of a video is its first
    frame, two are first and last. Without `--ar` the result has the shape of the first picture.
    """
    _check_sizes(pictures)
    # Words in the prompt are no hints yet: one that raises the price needs a receipt that asks.
    if kind is MediaKind.IMAGE:
        image = parse_image(words, catalogue, pictures=len(pictures), hints=False, unbuilt=UNBUILT)
        refuse_unbuilt(image.extras, built=BUILT)
        request = replace(image.request, inputs=tuple(pictures))
        return _shaped(Order(request, image.notes), image.extras, catalogue)
    video = parse_video(words, catalogue, pictures=len(pictures), hints=False, unbuilt=UNBUILT)
    refuse_unbuilt(video.extras, built=BUILT)
    frames = _frames(video.roles, pictures)
    model = catalogue.named(video.request.model)
    # What the wire doesn't carry for this model is not said to be asked for either.
    resolution = video.request.resolution if model is None or model.resolutions else ""
    order = Order(replace(video.request, inputs=frames, resolution=resolution), video.notes)
    return _shaped(order, video.extras, catalogue)


def _check_sizes(pictures: Sequence[InputPicture]) -> None:
    for number, picture in enumerate(pictures, start=1):
        if (picture.size or 0) > INPUT_MEGABYTES * MEGABYTE:
            size = -(-(picture.size or 0) // MEGABYTE)
            raise UserError("picture-too-big", number=number, size=size, limit=INPUT_MEGABYTES)


def _frames(roles: Roles, pictures: Sequence[InputPicture]) -> tuple[InputPicture, ...]:
    """First and last frame, in this order."""
    if roles.references:
        raise UserError("video-references-later")
    if roles.last is not None and roles.first is None:
        raise UserError("video-last-alone")
    numbers = [number for number in (roles.first, roles.last) if number is not None]
    return tuple(pictures[number - 1] for number in numbers)


def _shaped(order: Order, extras: Extras, catalogue: Catalogue) -> Order:
    """The order in the shape of its first picture, unless another one was asked for."""
    request = order.request
    is_open = extras.auto_ratio or not extras.names_ratio
    model = catalogue.named(request.model)
    aspect = _aspect(request.inputs[0]) if request.inputs else None
    if not is_open or model is None or not model.ratios or aspect is None:
        return order
    ratio = nearest_ratio(aspect, model.ratios)
    notes = tuple(note for note in order.notes if note.key != RATIO_AUTO)
    if isinstance(request, ImageRequest):
        return Order(replace(request, ratio=ratio), notes)
    return Order(replace(request, ratio=ratio), notes)


def _aspect(picture: InputPicture) -> Fraction | None:
    if not picture.width or not picture.height:
        return None
    return Fraction(picture.width, picture.height)
