"""The model catalogue as the bot sees it: data handed in by the backend that knows the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.requests import MediaKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model and what it can be asked for. Empty tuples mean "does not apply".

    `max_inputs` counts pictures: references of an image model, frames of a video model;
    `max_references` and `max_clips` are a video model's reference material. `aliases` are other
    names people know it by; `makes` is the pictures of one job (a video job makes one video).
    """

    name: str
    kind: MediaKind
    regions: frozenset[str]
    ratios: tuple[str, ...]
    resolutions: tuple[str, ...]
    seconds: tuple[int, ...] = ()
    takes_negative: bool = True
    max_inputs: int = 0
    max_references: int = 0
    max_clips: int = 0
    smart_ratio: bool = False
    """It can choose the ratio by itself."""
    aliases: tuple[str, ...] = ()
    makes: int = 4


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All models in the order people are shown them; the first of a kind is its default."""

    models: Sequence[Model]

    def of_kind(self, kind: MediaKind) -> tuple[Model, ...]:
        return tuple(model for model in self.models if model.kind is kind)

    def default(self, kind: MediaKind) -> Model:
        return self.of_kind(kind)[0]

    def named(self, name: str) -> Model | None:
        return next((model for model in self.models if model.name == name), None)

    def in_region(self, kind: MediaKind, region: str) -> tuple[Model, ...]:
        return tuple(model for model in self.of_kind(kind) if region in model.regions)
