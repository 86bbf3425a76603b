"""What a person asks for, valid by construction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.ids import JobId


class MediaKind(StrEnum):
    """What a generation gives."""

    IMAGE = "image"
    VIDEO = "video"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputPicture:
    """A picture a person gave. `source` is a Telegram file_id; `name` and `size` help messages.

    `width` and `height` tell its shape only: of a file, Telegram tells those of its thumbnail.
    """

    source: str
    size: int | None = None
    name: str | None = None
    width: int | None = None
    height: int | None = None
    result_of: JobId | None = None
    """The job of ours that made it, and its number there, from 1: its full-size file is used while
    we have it, and `source` otherwise."""
    result_number: int | None = None
    number: int | None = field(default=None, compare=False)
    """What the words call it, from 1; None where it is its place among the inputs."""
    link: str = ""
    """An https address to fetch it from, instead of a `source`."""
    is_clip: bool = False
    """It is a video: only models that take reference clips have a use for it."""
    is_last_frame: bool = False
    """Of a film that a job of ours made: its last picture is meant."""


def numbers_of(inputs: Sequence[InputPicture]) -> list[int]:
    """What the words call each of these pictures."""
    return [each.number or place for place, each in enumerate(inputs, start=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRequest:
    """Pictures from a text, or from pictures and a text.

    `ratio` is one of the catalogue's ("1:1"…), `resolution` a class of size ("2k"), `strength` the
    service's sampleStrength from 0 to 1, `seed` None for a random one. With `send_files` the files
    go along with the previews; with `send_privately` all goes to the person's private chat.
    """

    prompt: str
    model: str
    ratio: str = "1:1"
    resolution: str = "2k"
    negative: str = ""
    strength: float = 0.5
    seed: int | None = None
    send_files: bool = False
    send_privately: bool = False
    model_title: str = ""
    """What the site calls a model that the built-in list doesn't know."""
    inputs: tuple[InputPicture, ...] = ()
    smart_ratio: bool = False
    """The model chooses the ratio itself; `ratio` is then only what it would have been."""

    @property
    def kind(self) -> MediaKind:
        return MediaKind.IMAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoRequest:
    """A video from a text, from a first and a last frame (`inputs` in this order), or from
    reference material.

    `seconds` is the length asked for; `resolution` is empty where the model chooses it.
    """

    prompt: str
    model: str
    ratio: str = "1:1"
    resolution: str = "720p"
    seconds: int = 5
    seed: int | None = None
    send_files: bool = False
    send_privately: bool = False
    model_title: str = ""
    """What the site calls a model that the built-in list doesn't know."""
    inputs: tuple[InputPicture, ...] = field(default=())
    as_references: bool = False
    """The inputs are material that the prompt speaks of, not frames."""

    @property
    def kind(self) -> MediaKind:
        return MediaKind.VIDEO


GenerationRequest = ImageRequest | VideoRequest
