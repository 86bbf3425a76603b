"""What a failed request can be changed to: only what the catalogue can do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.adapters.jimeng_catalogue import read_catalogue
from bot.domain.alterations import (
    Alteration,
    Aspect,
    altered,
    other_models,
    others_of_model,
    read_alteration,
    smaller,
)
from bot.domain.callbacks import Action, Tap, read_tap, write_tap
from bot.domain.errors import UserError
from bot.domain.ids import JobId
from bot.domain.requests import GenerationRequest, ImageRequest, InputPicture, VideoRequest

CATALOGUE = read_catalogue()
IMAGE = ImageRequest(prompt="x", model="jimeng-4.0", resolution="2k", negative="fog")
VIDEO = VideoRequest(prompt="x", model="jimeng-video-3.0", seconds=10, resolution="720p")


@pytest.mark.parametrize("request_", [IMAGE, VIDEO])
def test_every_offer_fits_a_button_and_can_be_asked(request_: GenerationRequest) -> None:
    offered = [
        *other_models(request_, CATALOGUE, "cn"),
        *smaller(request_, CATALOGUE),
        *others_of_model(request_, CATALOGUE),
    ]
    assert offered
    for each in offered:
        tap = Tap(Action.VARY, JobId("A7K2M"), str(each))
        assert read_tap(write_tap(tap)) == tap
        assert len(write_tap(tap)) <= 64
        assert read_alteration(str(each)) == each
        changed = altered(request_, each, CATALOGUE)
        assert changed != request_
        model = CATALOGUE.named(changed.model)
        assert model is not None
        assert changed.resolution in (model.resolutions or ("",))


def test_smaller_is_smaller_and_the_nearest_first() -> None:
    assert [str(each) for each in smaller(IMAGE, CATALOGUE)] == ["res.1k"]
    assert [str(each) for each in smaller(VIDEO, CATALOGUE)][-1] == "dur.5"
    assert smaller(replace(IMAGE, resolution="1k"), CATALOGUE) == []


def test_other_models_are_of_the_site_and_take_the_pictures() -> None:
    abroad = {each.value for each in other_models(IMAGE, CATALOGUE, "us")}
    assert "nanobanana" in abroad
    assert "jimeng-3.1" not in abroad
    with_pictures = replace(IMAGE, inputs=(InputPicture(source="f"),) * 3)
    for each in other_models(with_pictures, CATALOGUE, "cn"):
        model = CATALOGUE.named(each.value)
        assert model is not None
        assert model.max_inputs >= 3


@pytest.mark.parametrize("text", ["", "model", "model.", "speed.5", ".x", "res"])
def test_what_no_button_says_is_nothing(text: str) -> None:
    assert read_alteration(text) is None


@pytest.mark.parametrize(
    ("request_", "alteration"),
    [
        (IMAGE, Alteration(Aspect.MODEL, "gone")),
        (IMAGE, Alteration(Aspect.MODEL, VIDEO.model)),
        (IMAGE, Alteration(Aspect.RESOLUTION, "8k")),
        (IMAGE, Alteration(Aspect.RATIO, "5:4")),
        (IMAGE, Alteration(Aspect.SECONDS, "5")),
        (VIDEO, Alteration(Aspect.SECONDS, "1000")),
        (VIDEO, Alteration(Aspect.SECONDS, "²")),
    ],
)
def test_what_a_model_cannot_do_is_refused(
    request_: GenerationRequest, alteration: Alteration
) -> None:
    with pytest.raises(UserError):
        altered(request_, alteration, CATALOGUE)
