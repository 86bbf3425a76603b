"""The schema of a submission, offence by offence. Protocol notes, sections 4.6, 8, 9 and 11."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.playground.jimeng.site import (
    Json,
    Service,
    Site,
    core_of,
    picture_job,
    video_job,
    with_draft,
    with_nested,
)


async def test_draft_content_must_be_text(site: Site) -> None:
    """Sending the draft as an object is answered 1002 (section 4.6)."""
    body = picture_job()
    body["draft_content"] = json.loads(body["draft_content"])
    answer = await site.submit(body)
    assert answer["ret"] == "1002"
    assert answer["data"]["aigc_data"] is None
    assert answer["data"]["fail_code"] == "1002"


def _replaced(**changes: Any) -> Callable[[Json], Json]:
    return lambda body: {**body, **changes}


def _telemetry(value: Any) -> Callable[[Json], Json]:
    return _replaced(metrics_extra=value)


def _core(**changes: Any) -> Callable[[Json], Json]:
    return lambda body: with_nested(body, lambda draft: core_of(draft).update(changes))


def _without_core(name: str) -> Callable[[Json], Json]:
    return lambda body: with_nested(body, lambda draft: core_of(draft).pop(name))


def _component(**changes: Any) -> Callable[[Json], Json]:
    return lambda body: with_nested(body, lambda draft: draft["component_list"][0].update(changes))


def _size(width: int, height: int, resolution: str) -> Callable[[Json], Json]:
    info = {"width": width, "height": height, "resolution_type": resolution}
    return _core(large_image_info={"id": str(uuid.uuid4()), **info})


def _ids(change: Callable[[Json], object]) -> Callable[[Json], Json]:
    return lambda body: with_nested(body, change)


def _one_id_for_two(draft: Json) -> None:
    core_of(draft)["id"] = core_of(draft)["large_image_info"]["id"].upper()


OFFENCES: list[tuple[str, Callable[[Json], Json], str]] = [
    ("submit id no uuid", _replaced(submit_id="job-1"), "1000"),
    ("submit id a number", _replaced(submit_id=1), "1002"),
    ("submit id missing", lambda b: {k: v for k, v in b.items() if k != "submit_id"}, "1000"),
    ("aid of another region", _replaced(http_common_info={"aid": 513641}), "1000"),
    ("aid as text", _replaced(http_common_info={"aid": "513695"}), "1002"),
    ("extend missing", lambda b: {k: v for k, v in b.items() if k != "extend"}, "1000"),
    ("unknown root model", _replaced(extend={"root_model": "best_model"}), "1000"),
    ("draft no json", _replaced(draft_content="{"), "1000"),
    ("draft empty text", _replaced(draft_content=""), "1000"),
    ("metrics as object", _telemetry({}), "1002"),
    ("scene options as list", _telemetry('{"sceneOptions":[]}'), "1002"),
    ("scene options no json", _telemetry('{"sceneOptions":"["}'), "1000"),
    ("draft of another type", lambda b: with_draft(b, type="sketch"), "1000"),
    ("version below min_version", lambda b: with_draft(b, version="3.0.1"), "1000"),
    ("version no version", lambda b: with_draft(b, version="latest"), "1000"),
    ("main component unknown", lambda b: with_draft(b, main_component_id="x"), "1000"),
    ("no component", lambda b: with_draft(b, component_list=[]), "1000"),
    ("component of no kind", _component(type="audio_base_component"), "1000"),
    ("generate_type unknown", _component(generate_type="paint"), "1000"),
    ("aigc_mode unknown", _component(aigc_mode="story"), "1000"),
    ("abilities missing", _component(abilities={}), "1000"),
    ("prompt empty", _core(prompt=""), "1000"),
    ("prompt blank", _core(prompt="  \n"), "1000"),
    ("prompt a list", _core(prompt=["a"]), "1002"),
    ("strength above one", _core(sample_strength=1.1), "1000"),
    ("strength as text", _core(sample_strength="0.5"), "1002"),
    ("negative prompt a number", _core(negative_prompt=0), "1002"),
    ("seed negative", _core(seed=-1), "1000"),
    ("seed too large", _core(seed=2**32), "1000"),
    ("seed a fraction", _core(seed=0.5), "1002"),
    ("ratio code unknown", _core(image_ratio=9), "1000"),
    ("4k code at 1k", _core(image_ratio=101), "1000"),
    ("ratio missing", _without_core("image_ratio"), "1000"),
    ("flag as number", _core(intelligent_ratio=0), "1002"),
    ("size missing", _without_core("large_image_info"), "1000"),
    ("size of no table", _size(1000, 1000, "1k"), "1000"),
    ("size of another class", _size(2048, 2048, "1k"), "1000"),
    ("class unknown", _size(2048, 2048, "8k"), "1000"),
    ("unknown model", _core(model="best_model"), "1000"),
    (
        "another root model",
        _replaced(extend={"root_model": "high_aes_general_v30l:general_v3.0_18b"}),
        "1000",
    ),
    ("negative prompt missing", _without_core("negative_prompt"), "1000"),
    ("seed missing", _without_core("seed"), "1000"),
    ("draft id no uuid", lambda b: with_draft(b, id="draft-1"), "1000"),
    ("core id empty", _core(id=""), "1000"),
    ("core id missing", _without_core("id"), "1000"),
    ("size id a number", _ids(lambda d: core_of(d)["large_image_info"].update(id=1)), "1002"),
    ("one id for two objects", _ids(_one_id_for_two), "1000"),
    ("model of other regions", _core(model="external_model_gemini_flash_image_v25"), "1000"),
]


@pytest.mark.parametrize(
    ("offence", "ret"), [pytest.param(o, ret, id=name) for name, o, ret in OFFENCES]
)
async def test_offence_is_refused_and_not_charged(
    site: Site, offence: Callable[[Json], Json], ret: str
) -> None:
    """Each field alone is enough for a refusal, and a refusal costs nothing."""
    answer = await site.submit(offence(picture_job()))
    assert (answer["ret"], answer["data"]["aigc_data"]) == (ret, None)
    assert site.account.balance["gift"] == 66


@pytest.mark.parametrize(
    "fine",
    [
        _core(image_ratio=1.0, sample_strength=1),
        _core(image_ratio=8),
        _size(1024, 1024, "1k"),
        _size(768, 1024, "1k"),
        _size(5404, 3040, "4k"),
        lambda body: {k: v for k, v in body.items() if k != "metrics_extra"},
        _component(metadata={"id": str(uuid.uuid4()), "created_time_in_ms": 1768097895000}),
        _replaced(submit_id=str(uuid.uuid1()), a_field_of_tomorrow=1),
    ],
)
async def test_what_other_ages_send_is_taken(site: Site, fine: Callable[[Json], Json]) -> None:
    """Numbers written as 1.0, other size tables, unknown extra fields."""
    assert (await site.submit(fine(picture_job())))["ret"] == "0"


async def test_intelligent_ratio_needs_no_code_and_chooses_itself(site: Site) -> None:
    """With `intelligent_ratio` the ratio comes from the prompt (section 8.3)."""
    job = _without_core("image_ratio")(picture_job("a tall tower", intelligent_ratio=True))
    answer = await site.submit(job)
    record = await _ended(site, answer)
    image = record["item_list"][0]["image"]["large_images"][0]
    assert (image["width"], image["height"]) != (1328, 1328)


async def _ended(site: Site, answer: Json) -> Json:
    site.service.stage.clock.set_speed(1_000_000)
    await site.service.stage.clock.sleep(60)
    return await site.record(answer["data"]["aigc_data"]["history_record_id"])


@pytest.mark.parametrize(
    ("prompt", "core", "option", "count"),
    [
        ("a fox", {}, {}, 4),
        ("绘本：小熊找蜂蜜 6张", {}, {}, 6),
        ("99张", {}, {}, 15),
        ("6张", {"model": "high_aes_general_v30l:general_v3.0_18b"}, {}, 4),
        ("a fox", {}, {"gen_count": 2}, 2),
    ],
)
async def test_number_of_pictures_decides_the_charge(
    site: Site, prompt: str, core: Json, option: Json, count: int
) -> None:
    """Four by default, a number before 张 on 4.x, `gen_count` where given (section 8.4)."""
    body = picture_job(prompt, **core)
    own = {"id": str(uuid.uuid4()), **option}
    body = with_nested(body, lambda d: d["component_list"][0]["abilities"].update(gen_option=own))
    record = (await site.submit(body))["data"]["aigc_data"]
    assert record["total_image_count"] == count
    assert site.account.balance["gift"] == 66 - count


@pytest.mark.parametrize("count", [0, 9])
async def test_gen_count_is_one_to_eight(site: Site, count: int) -> None:
    """Section 11.4: 1-8 pictures per job."""
    option = {"id": str(uuid.uuid4()), "gen_count": count}
    body = with_nested(
        picture_job(),
        lambda d: d["component_list"][0]["abilities"].update(gen_option=option),
    )
    assert (await site.submit(body))["ret"] == "1000"


def _params(draft: Json) -> Json:
    ability = draft["component_list"][0]["abilities"]["gen_video"]
    params: Json = ability["text_to_video_params"]
    return params


def _video(**changes: Any) -> Callable[[Json], Json]:
    return lambda body: with_nested(body, lambda draft: _params(draft).update(changes))


def _clip(**changes: Any) -> Callable[[Json], Json]:
    return lambda body: with_nested(
        body, lambda draft: _params(draft)["video_gen_inputs"][0].update(changes)
    )


@pytest.mark.parametrize(
    ("offence", "ret"),
    [
        (_video(video_aspect_ratio="5:4"), "1000"),
        (_video(video_aspect_ratio="wide"), "1000"),
        (_video(seed="7"), "1002"),
        (_video(model_req_key="dreamina_veo3_generate_video"), "1000"),
        (_video(video_gen_inputs=[]), "1000"),
        (_clip(duration_ms=11000), "1000"),
        (_clip(resolution="999p"), "1000"),
        (_clip(prompt=""), "1000"),
        (_clip(fps=30), "1000"),
        (
            _clip(
                first_frame_image={
                    "id": str(uuid.uuid4()),
                    "image_uri": "tos-cn-i-tb4s082cfz/unknown",
                }
            ),
            "1000",
        ),
        (_replaced(extend={"root_model": "dreamina_ic_generate_video_model_vgfm_3.0"}), "1000"),
    ],
)
async def test_video_offence_is_refused(
    site: Site, offence: Callable[[Json], Json], ret: str
) -> None:
    """Ratio, length, resolution, model and benefit type are checked (sections 9 and 11.5)."""
    assert (await site.submit(offence(video_job())))["ret"] == ret


async def test_video_costs_ten(site: Site) -> None:
    """And a reduced fraction is the ratio that it means."""
    answer = await site.submit(_video(video_aspect_ratio="7:3")(video_job()))
    assert answer["data"]["aigc_data"]["generate_type"] == 10
    assert site.account.balance["gift"] == 56


async def test_models_of_a_region(service: Service) -> None:
    """nanobanana is not on the mainland, 2.1 nowhere else (section 11.1)."""
    us = Site(service, "american", "us")
    nano = picture_job(
        aid=513641,
        model="external_model_gemini_flash_image_v25",
        large_image_info={
            "id": str(uuid.uuid4()),
            "width": 1024,
            "height": 1024,
            "resolution_type": "2k",
        },
    )
    assert (await us.submit(nano))["ret"] == "0"
    old = picture_job(aid=513641, model="high_aes_general_v21_L:general_v2.1_L")
    assert (await us.submit(old))["ret"] == "1000"
