"""What the service itself listed for an account, and the catalogue that comes of it. Pure.

The service changes its models without a word. A listed model that the built-in list doesn't know is
usable at once; one that was listed before and isn't any more is gone. A built-in model that was
never listed stays usable: that the list leaves it out may say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.models import Catalogue, Model
from bot.domain.requests import MediaKind

NEW_FOR: Final = 30 * 86_400.0
"""Seconds for which a model that appeared, or went, is news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A model in the service's list for one account: since when, and when it was last there."""

    model: Model
    first_seen: float
    last_seen: float


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What came, with the time of its first sighting, and what went, with that of its last."""

    came: Sequence[Sighting] = ()
    went: Sequence[Sighting] = ()


def catalogue_for(built_in: Catalogue, region: str, sightings: Sequence[Sighting]) -> Catalogue:
    """The models as an account of this region has them now."""
    here = _of_region(region, sightings)
    gone = {each.model.name for each in here if not _is_listed(each, here)}
    known = [
        replace(model, regions=model.regions - {region}) if model.name in gone else model
        for model in built_in.models
    ]
    new = [
        each.model
        for each in sorted(here, key=lambda each: (each.first_seen, each.model.name))
        if _is_listed(each, here) and built_in.named(each.model.name) is None
    ]
    return replace(built_in, models=(*known, *new), region=region)


def news(built_in: Catalogue, region: str, sightings: Sequence[Sighting], now: float) -> News:
    """What appeared beyond the built-in list or lately, and what went lately."""
    here = _of_region(region, sightings)
    since = now - NEW_FOR
    came = [
        each
        for each in here
        if _is_listed(each, here)
        and (
            built_in.named(each.model.name) is None
            or (each.first_seen > _first_look(each.model.kind, here) and each.first_seen >= since)
        )
    ]
    went = [each for each in here if not _is_listed(each, here) and each.last_seen >= since]
    return News(came=came, went=went)


def last_look(region: str, sightings: Sequence[Sighting]) -> float | None:
    """When the service's list was last read for this region; None for never."""
    return max((each.last_seen for each in _of_region(region, sightings)), default=None)


def _of_region(region: str, sightings: Sequence[Sighting]) -> Sequence[Sighting]:
    return [each for each in sightings if region in each.model.regions]


def _is_listed(sighting: Sighting, here: Sequence[Sighting]) -> bool:
    """Whether the latest list of its kind still had it."""
    kind = sighting.model.kind
    latest = max(each.last_seen for each in here if each.model.kind is kind)
    return sighting.last_seen >= latest


def _first_look(kind: MediaKind, here: Sequence[Sighting]) -> float:
    return min(each.first_seen for each in here if each.model.kind is kind)
