"""Which of a person's settings the models that they use can't do. Such values are kept."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.models import Catalogue, Model
from bot.domain.preferences import Preferences, Setting, Value
from bot.domain.requests import MediaKind


@dataclass(frozen=True, slots=True)
class Unfit:
    """A setting whose value has no effect: `model` doesn't know it, or is gone itself (empty)."""

    setting: Setting
    value: Value
    model: str


def unfit_in(preferences: Preferences, catalogue: Catalogue) -> tuple[Unfit, ...]:
    """What the models in use can't do, in the order of the settings."""
    found: list[Unfit] = []
    for setting, name in (
        (Setting.IMAGE_MODEL, preferences.image_model),
        (Setting.VIDEO_MODEL, preferences.video_model),
    ):
        if name is not None and not catalogue.offers(name):
            found.append(Unfit(setting, name, ""))
    image = model_in_use(preferences, catalogue, MediaKind.IMAGE)
    video = model_in_use(preferences, catalogue, MediaKind.VIDEO)
    lists = (
        (Setting.RATIO, preferences.ratio, image, image.ratios),
        (Setting.RATIO, preferences.ratio, video, video.ratios),
        (Setting.IMAGE_RESOLUTION, preferences.image_resolution, image, image.resolutions),
        (Setting.VIDEO_RESOLUTION, preferences.video_resolution, video, video.resolutions),
    )
    found += [
        Unfit(setting, value, model.name)
        for setting, value, model, allowed in lists
        if value is not None and value not in allowed
    ]
    if preferences.count is not None and preferences.count != image.makes:
        found.append(Unfit(Setting.COUNT, preferences.count, image.name))
    return tuple(found)


def model_in_use(preferences: Preferences, catalogue: Catalogue, kind: MediaKind) -> Model:
    """The person's own model of a kind, while it is offered; otherwise the kind's default."""
    is_image = kind is MediaKind.IMAGE
    named = catalogue.named(
        (preferences.image_model if is_image else preferences.video_model) or ""
    )
    is_there = named is not None and named in catalogue.offered(kind)
    return named if named is not None and is_there else catalogue.default(kind)
