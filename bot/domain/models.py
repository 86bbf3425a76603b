"""The model catalogue as the bot sees it: data handed in by the backend that knows the service."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.requests import MediaKind

_SHORT_NAME: Final = re.compile(r"[A-Za-z0-9_.-]{1,32}")


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
    counts_words: bool = False
    """Without pictures, words like 8张 in the prompt decide how many it makes."""
    title: str = ""
    """What the site calls it; empty for a model of the built-in list, whose name people know."""
    is_built_in: bool = True

    @property
    def shown_name(self) -> str:
        """The name for people."""
        return self.title or self.name

    @property
    def tag(self) -> str:
        """What a button calls it: its name, or a digest of a name that a button can't hold."""
        if _SHORT_NAME.fullmatch(self.name):
            return self.name
        return f"k.{hashlib.sha256(self.name.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All models in the order people are shown them; the first of a kind is its default.

    `region` is the site that it was made for, empty for all of them; `dated` tells how old the
    built-in part is, as a day.
    """

    models: Sequence[Model]
    region: str = ""
    dated: str = ""

    def of_kind(self, kind: MediaKind) -> tuple[Model, ...]:
        return tuple(model for model in self.models if model.kind is kind)

    def default(self, kind: MediaKind) -> Model:
        return (self.offered(kind) or self.of_kind(kind))[0]

    def named(self, name: str) -> Model | None:
        return next((model for model in self.models if model.name == name), None)

    def offered(self, kind: MediaKind) -> tuple[Model, ...]:
        """What this site has; `--model #3` is the third of them."""
        return self.in_region(kind, self.region) if self.region else self.of_kind(kind)

    def offers(self, name: str) -> bool:
        """Whether a model is there, on this site."""
        model = self.named(name)
        return model is not None and model in self.offered(model.kind)

    def tagged(self, tag: str) -> Model | None:
        """The model of a button."""
        return next((model for model in self.models if model.tag == tag), None)

    def in_region(self, kind: MediaKind, region: str) -> tuple[Model, ...]:
        return tuple(model for model in self.of_kind(kind) if region in model.regions)
