"""Picture requests: what is allowed, what is refused before anything is sent, what is adjusted."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jimeng import InvalidRequestError, JimengWarning, Region, TaskKind
from jimeng.sdk.protocol import catalog
from jimeng.sdk.protocol.catalog import RATIOS, RESOLUTIONS, image_models, size
from jimeng.sdk.protocol.image_orders import image_order
from tests.sdk.scripted import Script, accepted
from tests.wire.styles import STYLES, call

TOKENS = {region: f"{region.value}-abc" if region.international else "abc" for region in Region}
NO_GATE = {"credit_gate": False}
DOCUMENT_MODELS = {
    Region.CN: {"jimeng-4.0", "jimeng-3.1", "jimeng-3.0", "jimeng-2.1", "jimeng-xl-pro"},
    Region.US: {"jimeng-4.0", "jimeng-3.0", "nanobanana"},
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("model", "options", "named"),
    [
        ("no-such-model", {}, "jimeng-4.0"),
        ("nanobanana", {}, "jimeng-3.1"),
        ("", {}, "jimeng-4.0"),
        (None, {}, "jimeng-4.0"),
        ("key:", {}, "jimeng-4.0"),
        ("jimeng-4.0", {"ratio": "5:4"}, "21:9"),
        ("jimeng-4.0", {"ratio": 1}, "text"),
        ("jimeng-4.0", {"resolution": "8k"}, "1k, 2k, 4k"),
        ("jimeng-4.0", {"sampleStrength": 1.1}, "0 and 1"),
        ("jimeng-4.0", {"sampleStrength": -0.1}, "0 and 1"),
        ("jimeng-4.0", {"sampleStrength": float("nan")}, "0 and 1"),
        ("jimeng-4.0", {"sampleStrength": True}, "0 to 1"),
        ("jimeng-4.0", {"sampleStrength": "0.5"}, "0 to 1"),
        ("jimeng-4.0", {"negativePrompt": 7}, "text"),
        ("jimeng-4.0", {"negativePrompt": "\ud800"}, "surrogate"),
        ("jimeng-4.0", {"intelligentRatio": 1}, "True or False"),
        ("jimeng-4.0", {"seed": -1}, "4294967295"),
        ("jimeng-4.0", {"seed": 2**32}, "4294967295"),
        ("jimeng-4.0", {"seed": 1.0}, "whole"),
        ("jimeng-4.0", {"seed": True}, "whole"),
        ("jimeng-4.0", {"sample_strength": 0.5}, "sampleStrength"),
        ("jimeng-4.0", {"ratio": None}, "ratio must not be None"),
        ("jimeng-4.0", {"resolution": None}, "resolution must not be None"),
        ("jimeng-4.0", {"sampleStrength": None}, "sampleStrength must not be None"),
        ("jimeng-4.0", {"negativePrompt": None}, "negativePrompt must not be None"),
        ("jimeng-4.0", {"intelligentRatio": None}, "intelligentRatio must not be None"),
        ("jimeng-4.0", {"seed": None, "ratio": None}, "ratio, seed must not be None"),
        ("jimeng-4.0", [("ratio", "1:1")], "dict"),
    ],
)
def test_what_is_not_allowed_is_refused_before_anything_is_sent(
    style: str, model: Any, options: Any, named: str
) -> None:
    script = Script()
    with pytest.raises(InvalidRequestError) as caught:
        call(style, "abc", script, "generate_images", "cat", model, options)
    assert named in str(caught.value)
    assert caught.value.charged == "no"
    assert script.sent == []


@pytest.mark.parametrize("prompt", ["", " \n", None, 7, "half \ud83d"])
def test_a_prompt_that_cannot_be_sent_is_refused(prompt: Any) -> None:
    script = Script()
    with pytest.raises(InvalidRequestError):
        call("sync", "abc", script, "generate_images", prompt)
    assert script.sent == []


def test_every_region_has_the_documented_models() -> None:
    for region in Region:
        names = {model.name for model in image_models(region) if model.documented}
        assert names == DOCUMENT_MODELS.get(region, DOCUMENT_MODELS[Region.US])


@given(
    st.sampled_from(RATIOS),
    st.sampled_from(RESOLUTIONS),
    st.sampled_from([(r, m.name) for r in Region for m in image_models(r)]),
)
def test_sizes_follow_the_ratio(ratio: str, resolution: str, where: tuple[Region, str]) -> None:
    """Swapped sides are the peers' best-known mistake: 4:3 must lie, 3:4 must stand."""
    region, model = where
    got = size(model, ratio, resolution, region)
    across, down = map(int, got.ratio.split(":"))
    assert abs(got.width / got.height - across / down) < 0.03 * across / down
    assert got.ratio == ratio or (model, region) == ("nanobanana", Region.US)
    assert got.ratio_code % 100 == catalog.RATIO_CODES[got.ratio]
    assert (got.ratio_code > 100) == (resolution == "4k" and not model.startswith("nano"))


def _sent_draft(script: Script) -> dict[str, Any]:
    (body,) = script.bodies("generate")
    draft = json.loads(body["draft_content"])
    core = draft["component_list"][0]["abilities"]["generate"]["core_param"]
    assert isinstance(core, dict)
    return core


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("region", "model", "options", "count"),
    [
        (Region.US, "nanobanana", {"ratio": "16:9"}, 1),
        (Region.US, "nanobanana", {"ratio": "16:9", "resolution": "4k"}, 2),
        (Region.HK, "nanobanana", {"ratio": "16:9", "resolution": "2k"}, 1),
        (Region.CN, "jimeng-3.0", {"intelligentRatio": True}, 1),
        (Region.CN, "key:high_aes_general_v99", {}, 1),
    ],
)
def test_what_the_wire_cannot_carry_is_said(
    style: str, region: Region, model: str, options: dict[str, Any], count: int
) -> None:
    """Nothing is ever changed silently."""
    script = Script(generate=accepted())
    with pytest.warns(JimengWarning) as caught:
        task = call(
            style,
            TOKENS[region],
            script,
            "submit_image",
            "cat",
            model,
            options,
            client_options=NO_GATE,
        )
    assert len(caught) == count
    assert task.adjusted == tuple(str(warning.message) for warning in caught)


def test_a_warning_turned_into_an_error_stops_before_anything_is_sent() -> None:
    script = Script()
    with pytest.raises(JimengWarning):
        call("sync", "us-abc", script, "generate_images", "cat", "nanobanana", {"ratio": "3:2"})
    assert script.sent == []


@pytest.mark.parametrize(
    ("region", "model", "options"),
    [
        (Region.US, "nanobanana", None),
        (Region.US, "nanobanana", {"ratio": "1:1"}),
        (Region.HK, "nanobanana", {"ratio": "9:16"}),
        (Region.CN, "jimeng-4.0", {"intelligentRatio": True}),
        (Region.CN, "key:high_aes_general_v40", {}),
    ],
)
def test_what_goes_through_as_asked_is_not_remarked_on(
    region: Region, model: str, options: dict[str, Any] | None
) -> None:
    script = Script(generate=accepted())
    task = call(
        "sync",
        TOKENS[region],
        script,
        "submit_image",
        "cat",
        model,
        options,
        client_options=NO_GATE,
    )
    assert task.adjusted == ()


def test_a_warning_points_at_the_caller() -> None:
    import httpx

    from jimeng import JimengClient

    script = Script(generate=accepted())
    http = httpx.Client(transport=httpx.MockTransport(script))
    client = JimengClient("us-abc", http_client=http, credit_gate=False)
    with pytest.warns(JimengWarning) as caught:
        client.submit_image("cat", "nanobanana", {"ratio": "3:2"})
    assert caught[0].filename == __file__


def test_a_seed_is_sent_as_given_and_drawn_otherwise() -> None:
    script = Script(generate=accepted())
    call("sync", "abc", script, "submit_image", "cat", options={"seed": 7}, client_options=NO_GATE)
    assert _sent_draft(script)["seed"] == 7
    script = Script(generate=accepted())
    call("sync", "abc", script, "submit_image", "cat", client_options=NO_GATE)
    assert 2_500_000_000 <= _sent_draft(script)["seed"] <= 2_599_999_999


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_any_prompt_arrives_as_it_was_typed(prompt: str) -> None:
    """Text inside JSON inside JSON: the deepest nesting must not change a character."""
    script = Script(generate=accepted())
    call("sync", "abc", script, "submit_image", prompt, client_options=NO_GATE)
    assert _sent_draft(script)["prompt"] == prompt


@pytest.mark.parametrize(
    ("model", "prompt", "kind", "expected"),
    [
        ("jimeng-4.0", "3张不同颜色的杯子", TaskKind.SEVERAL_IMAGES, 3),
        ("jimeng-4.1", "连续的分镜", TaskKind.SEVERAL_IMAGES, 4),
        ("jimeng-4.5", "绘本，共12张", TaskKind.SEVERAL_IMAGES, 12),
        ("jimeng-4.0", "0张", TaskKind.SEVERAL_IMAGES, 4),
        ("jimeng-4.0", "99999999999999999999张", TaskKind.SEVERAL_IMAGES, 4),
        ("jimeng-4.0", "三张猫", TaskKind.TEXT_TO_IMAGE, 4),
        ("jimeng-4.6", "3张猫", TaskKind.TEXT_TO_IMAGE, 4),
        ("jimeng-3.0", "3张猫", TaskKind.TEXT_TO_IMAGE, 4),
    ],
)
def test_the_several_pictures_mode(model: str, prompt: str, kind: TaskKind, expected: int) -> None:
    order = image_order(prompt, model, None, Region.CN)
    assert (order.kind, order.expected) == (kind, expected)


def test_a_composition_has_no_seed() -> None:
    with pytest.raises(InvalidRequestError):
        image_order("cat", "jimeng-4.0", {"seed": 1}, Region.CN, composition=True)
