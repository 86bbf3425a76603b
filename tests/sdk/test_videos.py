"""Video requests: what is allowed, what is adjusted, and the clean file at the end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jimeng import InvalidRequestError, JimengWarning, Region, TaskKind, VideoResult
from jimeng.sdk.protocol.references import split_prompt
from jimeng.sdk.protocol.video_catalog import VIDEO_MODELS, VIDEO_RATIOS, video_models
from jimeng.sdk.protocol.video_orders import nearest_ratio, video_order
from tests.sdk.scripted import SUBMIT_ID, TOKEN, Script, accepted, history, ok, record, refused
from tests.wire.styles import STYLES, call
from tests.wire.vectors import asset

NO_GATE = {"credit_gate": False}
PREVIEW = "https://v9.example.test/preview.mp4"
CLEAN = "https://v26.example.test/clean.mp4?x-expires=1799633895"
OMNI = {"functionMode": "omni_reference"}
SEEDANCE = "jimeng-video-seedance-2.0"


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def file(url: str, width: int = 1280, height: int = 720) -> dict[str, Any]:
    return {"video_url": url, "width": width, "height": height, "format": "mp4"}


def video_item(**video: Any) -> dict[str, Any]:
    shown = {"duration_ms": 5000, "transcoded_video": {"origin": file(PREVIEW)}, **video}
    return {"common_attr": {"id": "77", "cover_url": "https://c.example.test"}, "video": shown}


def finished(*items: dict[str, Any]) -> dict[str, Any]:
    return record(50, item_list=list(items) or [video_item()], generate_type=10)


def clean(**more: Any) -> dict[str, Any]:
    items = [
        {
            "common_attr": {"id": "77"},
            "video": {"transcoded_video": {"origin": file(CLEAN, 1920, 1080)}},
        }
    ]
    return ok({"item_list": items, **more})


@pytest.mark.parametrize(
    ("token", "model", "options", "named"),
    [
        ("us-a", "jimeng-video-3.0-pro", {}, "jimeng-video-3.0"),
        ("us-a", "jimeng-video-2.0", {}, "jimeng-video-3.5-pro"),
        ("a", "jimeng-video-sora2", {}, "jimeng-video-3.0"),
        ("a", "jimeng-4.0", {}, "jimeng-video-3.0"),
        ("a", "key:", {}, "jimeng-video-3.0"),
        ("a", "jimeng-video-3.0", {"duration_ms": 7000}, "5000, 10000"),
        ("a", "jimeng-video-3.0", {"duration_ms": 5000.0}, "whole"),
        ("a", "jimeng-video-3.0", {"duration_ms": "5000"}, "whole"),
        ("a", "jimeng-video-3.0", {"resolution": "4k"}, "480p, 720p, 1080p"),
        ("a", "jimeng-video-3.0", {"ratio": "3:2"}, "21:9"),
        ("a", "jimeng-video-3.0", {"width": 0}, "above zero"),
        ("a", "jimeng-video-3.0", {"height": -5}, "above zero"),
        ("a", "jimeng-video-3.0", {"width": 1024.5}, "whole"),
        ("a", "jimeng-video-3.0", {"filePaths": "a.png"}, "list"),
        ("a", "jimeng-video-3.0", {"filePaths": ["a.png"] * 3}, "at most 2"),
        ("a", "jimeng-video-3.0", {"filePaths": [asset("img1.png")]}, "path"),
        ("a", "jimeng-video-3.0", {"filePaths": ["/nowhere.png"]}, "nowhere"),
        ("a", "jimeng-video-3.0", {"sampleStrength": 0.5}, "duration_ms"),
        ("a", "jimeng-video-3.0", {"resolution": None}, "resolution must not be None"),
        ("a", "jimeng-video-3.0", {"filePaths": None}, "filePaths must not be None"),
        ("a", "jimeng-video-3.0", {"functionMode": "magic"}, "omni_reference"),
        ("a", "jimeng-video-3.0", {"materials": []}, "omni_reference"),
        ("a", "jimeng-video-3.0", {**OMNI, "materials": []}, SEEDANCE),
        ("a", SEEDANCE, OMNI, "image_file_1"),
        ("a", SEEDANCE, {**OMNI, "materials": []}, "image_file_1"),
        ("a", SEEDANCE, {**OMNI, "materials": ["a"]}, "image_file_1"),
        ("a", SEEDANCE, {**OMNI, "materials": [{"field": "image_file_1"}]}, "url"),
        ("a", SEEDANCE, {**OMNI, "materials": [{"field": "audio_file_1", "path": "a"}]}, "video"),
        (
            "a",
            SEEDANCE,
            {**OMNI, "materials": [{"field": "image_file_1", "path": "a", "url": "b"}]},
            "one of",
        ),
        (
            "a",
            SEEDANCE,
            {**OMNI, "materials": [{"field": "image_file_1", "path": "a", "x": 1}]},
            "one of",
        ),
        (
            "a",
            SEEDANCE,
            {**OMNI, "materials": [{"field": "image_file_1", "url": "ftp://a"}]},
            "http",
        ),
        ("a", SEEDANCE, {**OMNI, "materials": [{"field": "image_file_1", "bytes": "a"}]}, "bytes"),
        (
            "a",
            SEEDANCE,
            {**OMNI, "materials": [{"field": "image_file_1", "bytes": b"a"}] * 2},
            "more than once",
        ),
        (
            "a",
            SEEDANCE,
            {
                **OMNI,
                "materials": [{"field": f"video_file_{n}", "bytes": b"a"} for n in range(1, 5)],
            },
            "9 and 3, 12 in all",
        ),
        (
            "a",
            SEEDANCE,
            {**OMNI, "filePaths": ["a"], "materials": [{"field": "image_file_1", "bytes": b"a"}]},
            "exclude",
        ),
    ],
)
def test_what_is_not_allowed_is_refused_before_anything_is_sent(
    style: str, token: str, model: str, options: dict[str, Any], named: str
) -> None:
    script = Script()
    with pytest.raises(InvalidRequestError) as caught:
        call(style, token, script, "generate_video", "cat", model, options)
    assert named in str(caught.value)
    assert script.sent == []


def test_a_prompt_is_needed_where_no_frame_speaks(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError):
        video_order(" ", "jimeng-video-3.0", {}, Region.CN)
    order = video_order("", "jimeng-video-3.0", {"filePaths": [tmp_path / "a.png"]}, Region.CN)
    assert order.prompt == ""


@pytest.mark.parametrize(
    ("model", "options", "notes"),
    [
        ("jimeng-video-3.0", {"resolution": "1080p", "width": 512, "height": 512}, 0),
        ("jimeng-video-3.0", {"width": 1920, "height": 800}, 1),
        ("jimeng-video-3.0", {"width": 1920, "height": 800, "ratio": "21:9"}, 0),
        ("jimeng-video-3.0-pro", {"resolution": "1080p"}, 1),
        ("jimeng-video-3.0-pro", {}, 0),
        ("key:dreamina_seedance_99", {"duration_ms": 7000}, 1),
        ("key:dreamina_ic_generate_video_model_vgfm_3.0", {}, 0),
    ],
)
def test_what_the_wire_cannot_carry_is_said(
    model: str, options: dict[str, Any], notes: int
) -> None:
    script = Script(generate=accepted())
    if notes:
        with pytest.warns(JimengWarning) as caught:
            task = call(
                "sync", TOKEN, script, "submit_video", "cat", model, options, client_options=NO_GATE
            )
        assert task.adjusted == tuple(str(warning.message) for warning in caught)
    else:
        task = call(
            "sync", TOKEN, script, "submit_video", "cat", model, options, client_options=NO_GATE
        )
    assert len(task.adjusted) == notes
    assert (task.kind, task.expected) == (TaskKind.VIDEO, 1)


@pytest.mark.parametrize(
    ("width", "height", "ratio"),
    [
        (1024, 1024, "1:1"),
        (1280, 720, "16:9"),
        (2520, 1080, "21:9"),
        (1024, 768, "4:3"),
        (768, 1024, "3:4"),
        (720, 1280, "9:16"),
        (10_000, 1, "21:9"),
        (1, 10_000, "9:16"),
        (1000, 900, "1:1"),
    ],
)
def test_width_and_height_become_the_nearest_ratio(width: int, height: int, ratio: str) -> None:
    assert nearest_ratio(width, height) == ratio


@given(st.sampled_from(VIDEO_RATIOS), st.integers(1, 500))
def test_an_exact_ratio_is_found_at_any_scale(ratio: str, scale: int) -> None:
    across, down = map(int, ratio.split(":"))
    order = video_order(
        "cat", "jimeng-video-3.0", {"width": across * scale, "height": down * scale}, Region.CN
    )
    assert (order.ratio, order.adjusted) == (ratio, ())


def test_every_model_has_a_length_to_start_with() -> None:
    for region in Region:
        for model in video_models(region):
            order = video_order("cat", model.name, None, region)
            assert order.duration_ms // 1000 in model.seconds
    assert len({model.key for model in VIDEO_MODELS.values()}) == len(VIDEO_MODELS)


def test_the_documented_models_and_where_they_are() -> None:
    names = {region: {m.name for m in video_models(region) if m.documented} for region in Region}
    assert len(names[Region.CN]) == 4
    assert names[Region.US] == {"jimeng-video-3.0"}


def test_a_seed_is_sent_as_given() -> None:
    script = Script(generate=accepted())
    call("sync", TOKEN, script, "submit_video", "x", options={"seed": 9}, client_options=NO_GATE)
    (body,) = script.bodies("generate")
    draft = json.loads(body["draft_content"])
    params = draft["component_list"][0]["abilities"]["gen_video"]["text_to_video_params"]
    assert params["seed"] == 9


def test_the_clean_file_is_handed_over(style: str) -> None:
    script = Script(
        generate=accepted(), get_history_by_ids=history(finished()), get_local_item_list=clean()
    )
    url = call(style, TOKEN, script, "generate_video", "cat", client_options=NO_GATE)
    assert url == CLEAN
    assert script.bodies("get_local_item_list") == [
        {
            "item_id_list": ["77"],
            "pack_item_opt": {"scene": 1, "need_data_integrity": True},
            "is_for_video_download": True,
        }
    ]


@pytest.mark.parametrize(
    "answer",
    [
        refused("1000", "invalid parameter"),
        httpx.Response(500),
        httpx.ReadError("x"),
        ok({}),
        ok({"item_list": [{"common_attr": {"id": "other"}, "video": {"url": "x"}}]}),
    ],
    ids=repr,
)
def test_without_the_clean_file_the_preview_stays(style: str, answer: Any) -> None:
    script = Script(
        generate=accepted(), get_history_by_ids=history(finished()), get_local_item_list=answer
    )
    assert call(style, TOKEN, script, "generate_video", "x", client_options=NO_GATE) == PREVIEW


def test_the_other_name_of_the_list_is_read_too() -> None:
    answer = clean(item_list=None, local_item_list=clean()["data"]["item_list"])
    script = Script(
        generate=accepted(), get_history_by_ids=history(finished()), get_local_item_list=answer
    )
    assert call("sync", TOKEN, script, "generate_video", "x", client_options=NO_GATE) == CLEAN


@pytest.mark.parametrize(
    ("item", "url"),
    [
        (video_item(), PREVIEW),
        (video_item(transcoded_video={"360p": file("a", 640), "720p": file("b", 1280)}), "b"),
        (video_item(transcoded_video={"origin": {"video_url": ""}}, play_url="p"), "p"),
        (video_item(transcoded_video=None, download_url="d"), "d"),
        (video_item(transcoded_video={}, url="u"), "u"),
        (
            {"common_attr": {"transcoded_video": {"origin": file("c")}}, "item_id": 5},
            "c",
        ),
    ],
)
def test_the_address_is_found_wherever_it_stands(item: dict[str, Any], url: str) -> None:
    script = Script(get_history_by_ids=history(finished(item)))
    task = call(
        "sync", TOKEN, Script(generate=accepted()), "submit_video", "x", client_options=NO_GATE
    )
    (status,) = call("sync", TOKEN, script, "status", [task])
    assert [result.url for result in status.results] == [url]


def test_originals_of_a_status_can_be_asked_for(style: str) -> None:
    task = call(
        style, TOKEN, Script(generate=accepted()), "submit_video", "x", client_options=NO_GATE
    )
    script = Script(get_history_by_ids=history(finished()), get_local_item_list=clean())
    (status,) = call(style, TOKEN, script, "status", [task])
    (best,) = call(style, TOKEN, script, "originals", status.results)
    assert best == VideoResult(
        url=CLEAN,
        width=1920,
        height=1080,
        format="mp4",
        expires_at=1799633895,
        seconds=5.0,
        cover_url="https://c.example.test",
        item_id="77",
    )
    assert call(style, TOKEN, Script(), "originals", ()) == ()


def test_a_length_that_differs_is_told() -> None:
    task = call(
        "sync",
        TOKEN,
        Script(generate=accepted()),
        "submit_video",
        "x",
        options={"duration_ms": 10_000},
        client_options=NO_GATE,
    )
    (status,) = call(
        "sync", TOKEN, Script(get_history_by_ids=history(finished())), "status", [task]
    )
    assert status.differences == ("asked for 10 s, got 5 s",)


def test_find_knows_a_video() -> None:
    info = {"model_req_key": "dreamina_ic_generate_video_model_vgfm_3.0"}
    found = record(20, generate_type=10, model_info=info, total_image_count=1)
    task = call("sync", TOKEN, Script(get_history_by_ids=history(found)), "find", SUBMIT_ID)
    assert (task.kind, task.model, task.expected) == (TaskKind.VIDEO, "jimeng-video-3.0", 1)


def test_prompts_are_split_at_the_names_of_materials() -> None:
    fields = ["image_file_1", "image_file_10"]
    assert split_prompt("@image_file_10 and @image_file_1!", fields) == [1, " and ", 0, "!"]
    assert split_prompt("@image_file_2", fields) == ["@image_file_2"]
    assert split_prompt("", fields) == []


words = st.sampled_from(["@image_file_1", "@image_file_2", "@video_file_1", "a", " ", "@", "1"])


@given(st.lists(words, max_size=12))
def test_splitting_a_prompt_loses_nothing(parts: list[str]) -> None:
    fields = ["image_file_1", "video_file_1"]
    prompt = "".join(parts)
    again = [f"@{fields[p]}" if isinstance(p, int) else p for p in split_prompt(prompt, fields)]
    assert "".join(again) == prompt


@pytest.mark.parametrize("style", STYLES)
def test_a_clip_that_cannot_be_fetched_is_named(style: str) -> None:
    """Clips from addresses are fetched right before their upload, and as often as a read."""
    materials = [{"field": "video_file_1", "url": "https://clips.example.test/walk.mp4"}]
    script = Script(walk=[*[httpx.Response(503)] * 3, httpx.Response(404)])
    with pytest.raises(InvalidRequestError) as caught:
        call(
            style,
            TOKEN,
            script,
            "submit_video",
            "@video_file_1 at night",
            SEEDANCE,
            {**OMNI, "materials": materials},
            client_options=NO_GATE,
        )
    assert (caught.value.picture, caught.value.http_status) == (1, 404)
    assert caught.value.message == "input 1: an input could not be fetched"
    assert script.paths() == ["walk"] * 4
