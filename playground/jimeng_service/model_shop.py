"""Which models the service has in this run: those of the catalogue, more, or fewer.

Rule: models come and go at the service without a word to clients; a new one is asked for and taken
like any other, one that is gone is listed no more and refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from playground.jimeng_service import catalog
from playground.journal import JSON

Site = Literal["cn", "us", "sg"]
"""Clusters: Hong Kong and Japan are served by that of Singapore."""


class NewModel(msgspec.Struct, forbid_unknown_fields=True):
    """A model that appears; `seconds` are the lengths of a video's."""

    key: str
    name: str
    kind: Literal["image", "video"] = "image"
    sites: tuple[Site, ...] = ("cn", "us", "sg")
    seconds: tuple[int, ...] = (5, 10)


class Change(msgspec.Struct, forbid_unknown_fields=True):
    """Body of POST /models: one model that appears, or the key of one that goes."""

    add: NewModel | None = None
    drop: str | None = None


class ModelShop:
    """The models of one run."""

    def __init__(self) -> None:
        self.images: dict[str, catalog.ImageModel] = dict(catalog.IMAGE_MODELS)
        self.videos: dict[str, catalog.VideoModel] = dict(catalog.VIDEO_MODELS)

    def change(self, body: bytes) -> Mapping[str, JSON]:
        """`POST /models`. Raises ValueErrors with a plain sentence."""
        wanted = msgspec.json.decode(body, type=Change)
        if (wanted.add is None) == (wanted.drop is None):
            raise ValueError("Name exactly one of add and drop.")
        if wanted.add is not None:
            self._add(wanted.add)
        elif wanted.drop is not None:
            self._drop(wanted.drop)
        return self.to_json()

    def to_json(self) -> Mapping[str, JSON]:
        """The keys of all models, by kind."""
        return {"images": list[JSON](self.images), "videos": list[JSON](self.videos)}

    def _add(self, new: NewModel) -> None:
        if not new.key.strip() or not new.name.strip():
            raise ValueError("key and name must not be empty.")
        if new.key in self.images or new.key in self.videos:
            raise ValueError(f"There is a model {new.key} already.")
        if not new.sites or not new.seconds or min(new.seconds) < 1 or max(new.seconds) > 60:
            raise ValueError("sites and seconds must name at least one each, seconds from 1 to 60.")
        sites = frozenset[str](new.sites)
        if new.kind == "image":
            self.images[new.key] = catalog.ImageModel(new.name, sites)
        else:
            lengths = frozenset(seconds * 1000 for seconds in new.seconds)
            self.videos[new.key] = catalog.VideoModel(new.name, sites, lengths)

    def _drop(self, key: str) -> None:
        if self.images.pop(key, None) is None and self.videos.pop(key, None) is None:
            raise ValueError(f"There is no model {key}.")
