"""The catalogue that comes of what the service listed: new models, gone ones, and numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.commands import parse_image, parse_video, render_image
from bot.domain.errors import UserError
from bot.domain.models import Catalogue, Model
from bot.domain.requests import MediaKind
from bot.domain.sightings import NEW_FOR, Sighting, catalogue_for, last_look, news
from tests.catalogue import make_catalogue, make_image_model

BUILT_IN = make_catalogue()
DAY = 86_400.0
NEW = replace(
    make_image_model("key:v55:x", regions=frozenset({"cn"}), aliases=("Image 5.5", "5.5")),
    title="Image 5.5",
    is_built_in=False,
)


def seen(model: Model | str, first: float, last: float, *, region: str = "cn") -> Sighting:
    known = BUILT_IN.named(model) if isinstance(model, str) else model
    assert known is not None
    here = replace(known, regions=frozenset({region}))
    return Sighting(model=here, first_seen=first, last_seen=last)


def here(*sightings: Sighting) -> Catalogue:
    return catalogue_for(BUILT_IN, "cn", sightings)


def test_without_a_look_it_is_the_built_in_list_of_the_region() -> None:
    catalogue = here()
    assert catalogue.models == BUILT_IN.models
    assert not catalogue.offers("nanobanana")
    assert catalogue.offers("jimeng-4.0")


def test_a_new_model_is_used_by_name_by_beginning_and_by_number() -> None:
    catalogue = here(seen("jimeng-4.0", 1, 9), seen(NEW, 9, 9))
    number = len(catalogue.offered(MediaKind.IMAGE))
    for typed in ("5.5", "image 5", "Image 5.5", "key:v55:x", f"#{number}"):
        parsed = parse_image(f"猫 --model {typed}", catalogue)
        assert (parsed.request.model, parsed.request.model_title) == (NEW.name, "Image 5.5"), typed
        assert "grammar-model-new" in [note.key for note in parsed.notes]
        again = parse_image(render_image(parsed.request), catalogue)
        assert again.request == parsed.request


def test_what_was_listed_and_is_no_more_is_gone() -> None:
    catalogue = here(seen("jimeng-4.0", 1, 9), seen("jimeng-3.1", 1, 5), seen(NEW, 1, 5))
    assert not catalogue.offers("jimeng-3.1")
    assert catalogue.named("jimeng-3.1") is not None  # so that it can be said where it is gone
    assert catalogue.named(NEW.name) is None
    assert catalogue.tagged(NEW.tag) is None
    # Never listed: that may say nothing.
    assert catalogue.offers("jimeng-3.0")


def test_a_kind_that_could_not_be_read_keeps_its_models() -> None:
    catalogue = here(seen("jimeng-4.0", 1, 9), seen("jimeng-video-3.0", 1, 5))
    assert catalogue.offers("jimeng-video-3.0")


def test_a_default_that_is_gone_gives_way_to_the_first_that_is_there() -> None:
    catalogue = here(seen("jimeng-4.0", 1, 5), seen("jimeng-3.1", 1, 9))
    assert parse_image("猫", catalogue).request.model == "jimeng-3.1"


def test_what_another_region_saw_changes_nothing() -> None:
    assert here(seen(NEW, 1, 5, region="us"), seen("jimeng-3.1", 1, 9)).named(NEW.name) is None
    assert last_look("cn", [seen(NEW, 1, 5, region="us")]) is None
    assert last_look("cn", [seen(NEW, 1, 5), seen("jimeng-4.0", 1, 7)]) == 7


def test_the_news_are_what_is_unknown_or_young_and_what_went_lately() -> None:
    now = 100 * DAY
    sightings = [
        seen("jimeng-4.0", 1 * DAY, now),  # there from the first look on
        seen("jimeng-3.1", 90 * DAY, now),  # young
        seen("jimeng-3.0", now - NEW_FOR - 1, now),  # no more
        seen(NEW, 1 * DAY, now),  # the built-in list doesn't know it
        seen("jimeng-2.1", 1 * DAY, 80 * DAY),  # went lately
        seen("jimeng-xl-pro", 1 * DAY, 60 * DAY),  # went long ago
        seen("jimeng-video-3.0", 99 * DAY, now),  # first look at this kind
    ]
    found = news(BUILT_IN, "cn", sightings, now)
    assert {each.model.name for each in found.came} == {"jimeng-3.1", NEW.name}
    assert [each.model.name for each in found.went] == ["jimeng-2.1"]


@pytest.mark.parametrize(
    ("typed", "model", "notes"),
    [
        ("#1", "jimeng-4.0", ["grammar-model-by-number"]),
        ("#2", "jimeng-3.1", ["grammar-model-by-number"]),
        ("＃2", "jimeng-3.1", ["grammar-model-by-number"]),
        ("1", "jimeng-4.0", ["grammar-model-by-number"]),
        ("5", "jimeng-xl-pro", ["grammar-model-by-number"]),
        ("3", "jimeng-3.0", []),  # somebody's version, whatever stands in that place
        ("4", "jimeng-4.0", []),
    ],
)
def test_numbers_are_those_of_the_list(typed: str, model: str, notes: list[str]) -> None:
    parsed = parse_image(f"猫 --model {typed}", here())
    assert parsed.request.model == model
    assert [note.key for note in parsed.notes] == notes
    assert parse_image(f"猫 -m {typed}", here()).request.model == model


def test_pictures_and_videos_are_numbered_apart() -> None:
    assert parse_video("猫 --model #2", here()).request.model == "jimeng-video-3.0-pro"


@pytest.mark.parametrize("typed", ["#0", "#99", "#", "#-1", "#9999999999", "#٣"])
def test_a_number_that_is_not_there_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="grammar-model"):
        parse_image(f"猫 --model {typed}", here())


def test_the_tag_of_a_button_is_short_and_its_own() -> None:
    tags = [model.tag for model in (*BUILT_IN.models, NEW)]
    assert len(set(tags)) == len(tags)
    assert max(map(len, tags)) <= 32
    assert here(seen(NEW, 9, 9)).tagged(NEW.tag) == NEW
