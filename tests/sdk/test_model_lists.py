"""The list of models as callers see it, built in and joined with what the service says."""

from __future__ import annotations

import pytest
from msgspec import structs

from jimeng import Model, Region
from jimeng.sdk.protocol.catalog import public_name
from jimeng.sdk.protocol.limits import MAX_COMPOSED, MAX_FRAMES, MAX_REFERENCES
from jimeng.sdk.protocol.model_lists import built_in, joined
from jimeng.sdk.protocol.video_catalog import video_model
from jimeng.sdk.protocol.video_orders import video_order

EVERYWHERE = ("cn", "us", "hk", "jp", "sg")


def named(name: str, region: Region | None = None) -> Model:
    (found,) = [model for model in built_in(region) if model.name == name]
    return found


def test_a_picture_model() -> None:
    model = named("jimeng-4.0")
    assert structs.replace(model, sizes={}) == Model(
        name="jimeng-4.0",
        key="high_aes_general_v40",
        video=False,
        regions=EVERYWHERE,
        ratios=("1:1", "3:4", "16:9", "4:3", "9:16", "2:3", "3:2", "21:9"),
        resolutions=("1k", "2k", "4k"),
        references=MAX_COMPOSED,
        smart_ratio=True,
        documented=True,
        source="built in 2026-02-28",
    )
    assert model.sizes["4k"]["21:9"] == (6048, 2592)


def test_sizes_are_those_of_the_region() -> None:
    """Without a region the first that has the model; nanobanana differs between them."""
    assert named("nanobanana", Region.US).sizes["2k"]["16:9"] == (1024, 1024)
    assert named("nanobanana", Region.SG).sizes["2k"]["16:9"] == (1024, 576)
    assert named("nanobanana").sizes["2k"]["16:9"] == (1024, 1024)


def test_a_video_model() -> None:
    assert named("jimeng-video-3.0") == Model(
        name="jimeng-video-3.0",
        key="dreamina_ic_generate_video_model_vgfm_3.0",
        video=True,
        regions=EVERYWHERE,
        ratios=("21:9", "16:9", "4:3", "1:1", "3:4", "9:16"),
        resolutions=("480p", "720p", "1080p"),
        seconds=(5, 10),
        frames=MAX_FRAMES,
        references=0,
        benefit="basic_video_operation_vgfm_v_three",
        documented=True,
        source="built in 2026-02-28",
    )
    seedance = named("jimeng-video-seedance-2.0")
    assert (seedance.resolutions, seedance.references) == ((), MAX_REFERENCES)
    assert (seedance.documented, seedance.regions) == (False, ("cn",))


@pytest.mark.parametrize("region", Region)
def test_a_region_lists_what_it_has(region: Region) -> None:
    listed = built_in(region)
    assert {model.name for model in listed} == {
        model.name for model in built_in() if region.value in model.regions
    }
    assert all(region.value in model.regions for model in listed)


def live(key: str, **more: object) -> Model:
    empty = Model(
        name="?", key=key, video=True, regions=("cn",), ratios=(), resolutions=(), source="live"
    )
    return structs.replace(empty, **more)


def test_a_live_model_keeps_what_the_service_does_not_tell() -> None:
    known = named("jimeng-video-seedance-2.0")
    (shown,) = joined([known], [live(known.key)])
    assert shown == structs.replace(known, source="live")


def test_a_live_model_shows_what_the_service_tells() -> None:
    told: dict[str, object] = {
        "ratios": ("1:1",),
        "resolutions": ("4k",),
        "seconds": (3,),
        "frames": 1,
        "references": 5,
    }
    known = named("jimeng-video-seedance-2.0")
    (shown,) = joined([known], [live(known.key, **told)])
    assert shown == structs.replace(known, source="live", **told)
    sized = structs.replace(named("jimeng-4.0"), sizes={"2k": {"1:1": (1, 1)}}, source="live")
    assert joined([named("jimeng-4.0")], [sized]) == (sized,)


def test_models_named_by_their_key() -> None:
    """A known key is the known model; an unknown one can do whatever is asked of it."""
    known = video_model("key:dreamina_ic_generate_video_model_vgfm_lite", Region.CN)
    assert known.name == "jimeng-video-2.0"
    new = video_order("p", "key:brand_new", {"duration_ms": 7000, "resolution": "1080p"}, Region.JP)
    assert (new.model.name, new.model.key) == ("key:brand_new", "brand_new")
    assert (new.resolution, new.duration_ms, new.benefit) == (
        "1080p",
        7000,
        "basic_video_operation_vgfm_v_three",
    )
    assert list(Region) == list(new.model.regions)


def test_public_names_of_keys() -> None:
    assert public_name("high_aes_general_v40") == "jimeng-4.0"
    assert public_name("brand_new") == "key:brand_new"
    assert public_name("") == ""


def test_a_live_picture_model_keeps_what_the_service_does_not_tell() -> None:
    known = named("jimeng-4.0")
    told = structs.replace(live(known.key), video=False)
    assert joined([known], [told]) == (structs.replace(known, source="live"),)
