"""The catalogue as callers see it, built in and live; and the history of credit."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from jimeng import (
    CreditDetails,
    CreditHistory,
    CreditRecord,
    ExpiringCredit,
    InvalidRequestError,
    JimengWarning,
)
from tests.sdk.scripted import TOKEN, Script, ok, refused
from tests.wire.styles import STYLES, call


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


IMAGES = {
    "model_list": [
        {
            "model_req_key": "high_aes_general_v40",
            "model_name": "Seedream 4.0",
            "resolution_map": {
                "2k": {"image_ratio_sizes": [{"ratio_type": 3, "width": 2560, "height": 1440}]},
                "4k": None,
            },
            "input_image_limit": [{"ability_name": "byte_edit", "max_image_num": 6}],
        },
        {"model_req_key": "high_aes_general_v99", "model_name": "Seedream 9"},
        {"model_name": "nameless"},
    ]
}
VIDEOS = {
    "model_list": [
        {
            "model_req_key": "dreamina_seedance_99",
            "options": [
                {"key": "resolution", "enum_val": {"string_value": ["720p"]}},
                {"key": "frames", "enum_val": {"int_value": [96, 120]}},
                {"key": "video_aspect_ratio", "enum_val": {"string_value": ["16:9"]}},
                {"key": "unified_edit"},
            ],
        }
    ]
}


def configs(images: Any, videos: Any) -> Script:
    def answer(request: httpx.Request) -> httpx.Response:
        data = videos if "video_generate" in request.url.path else images
        return httpx.Response(200, json=data)

    return Script(get_common_config=answer)


def test_the_built_in_list_asks_nobody(style: str) -> None:
    script = Script()
    models = call(style, TOKEN, script, "models")
    assert script.sent == []
    by_name = {model.name: model for model in models}
    assert by_name["jimeng-4.0"].sizes["2k"]["16:9"] == (2560, 1440)
    assert by_name["jimeng-video-3.0"].seconds == (5, 10)
    assert by_name["jimeng-video-3.0"].benefit == "basic_video_operation_vgfm_v_three"
    assert {model.source for model in models} == {"built in 2026-02-28"}
    assert "nanobanana" not in by_name


def test_the_live_list_names_what_is_known_and_shows_what_is_new(style: str) -> None:
    """A new model is usable on the day it appears."""
    models = call(style, TOKEN, configs(ok(IMAGES), ok(VIDEOS)), "models", live=True)
    known, new, video = models
    assert (known.name, known.source, known.documented) == ("jimeng-4.0", "live", True)
    assert known.resolutions == ("2k", "4k")
    assert known.sizes["2k"] == {"16:9": (2560, 1440)}
    assert known.references == 6
    assert new.name == "key:high_aes_general_v99"
    assert (video.name, video.video, video.seconds) == ("key:dreamina_seedance_99", True, (4, 5))
    assert (video.ratios, video.resolutions) == (("16:9",), ("720p",))


@pytest.mark.parametrize("answer", [refused("1000", "no"), ok({"model_list": 7})], ids=repr)
def test_what_cannot_be_read_stays_built_in_and_says_so(style: str, answer: Any) -> None:
    with pytest.warns(JimengWarning, match="live list"):
        models = call(style, TOKEN, configs(answer, ok(VIDEOS)), "models", live=True)
    assert {m.source for m in models if not m.video} == {"built in 2026-02-28"}
    assert [m.source for m in models if m.video] == ["live"]


def test_an_odd_model_does_not_hide_the_others(style: str) -> None:
    odd = [
        {"model_req_key": "odd", "resolution_map": 7},
        {"model_req_key": 7},
        "what",
        {"model_req_key": "plain", "input_image_limit": 4},
    ]
    script = configs(ok({"model_list": odd}), ok(VIDEOS))
    models = [model for model in call(style, TOKEN, script, "models", live=True) if not model.video]
    assert [(model.key, model.references) for model in models] == [("odd", 0), ("plain", 4)]


@pytest.mark.parametrize(
    ("images", "videos", "kind"),
    [(refused("1000", "no"), ok(VIDEOS), "picture"), (ok(IMAGES), refused("1000"), "video")],
)
def test_the_list_that_could_not_be_read_is_named(
    style: str, images: Any, videos: Any, kind: str
) -> None:
    with pytest.warns(JimengWarning, match=f"the live list of {kind} models could not be read"):
        call(style, TOKEN, configs(images, videos), "models", live=True)


@pytest.mark.parametrize("limit", [None, [], [{"ability_name": "byte_edit"}], [{}]])
def test_a_limit_that_is_not_told_is_none(style: str, limit: Any) -> None:
    new = {"model_req_key": "new", "input_image_limit": limit}
    script = configs(ok({"model_list": [new]}), ok(VIDEOS))
    (model,) = [m for m in call(style, TOKEN, script, "models", live=True) if not m.video]
    assert (model.name, model.references) == ("key:new", 0)


@pytest.mark.parametrize("empty", [ok(None), ok({"model_list": []}), ok({})], ids=repr)
def test_an_empty_list_leaves_the_built_in_one(style: str, empty: Any) -> None:
    models = call(style, TOKEN, configs(empty, empty), "models", live=True)
    assert models == call(style, TOKEN, Script(), "models")


def test_what_expires_when_is_told_beside_the_balance(style: str) -> None:
    credit = {"gift_credit": 60, "purchase_credit": 3, "vip_credit": 20}
    parts = [{"credit_amount": 60, "expire_time": 1768147199}, {"credit_amount": 0}, {}]
    script = Script(user_credit=ok({"credit": credit, "expiring_credits": parts}))
    assert call(style, TOKEN, script, "get_credit_details") == CreditDetails(
        gift=60, purchase=3, vip=20, expiring=(ExpiringCredit(60, 1768147199),)
    )


@pytest.mark.parametrize("parts", [{}, {"expiring_credits": None}, {"expiring_credits": []}])
def test_a_service_that_tells_no_expiry_is_not_asked_again(
    style: str, parts: dict[str, Any]
) -> None:
    script = Script(user_credit=ok({"credit": {"gift_credit": 5}, **parts}))
    got = call(style, TOKEN, script, "get_credit_details")
    assert got == CreditDetails(gift=5, purchase=0, vip=0)
    assert len(script.sent) == 1


def test_credit_history(style: str) -> None:
    rows = [
        {
            "amount": 66,
            "create_time": 1768097895,
            "title": "每日",
            "history_type": 1,
            "submit_id": "",
        },
        {
            "amount": 1,
            "create_time": 1768097896,
            "title": "图片",
            "history_type": 2,
            "submit_id": "s",
        },
        {"amount": 2, "title": "?"},
    ]
    page = {"total_credit": 65, "records": rows, "new_cursor": 20, "has_more": True}
    script = Script(user_credit_history=ok(page))
    got = call(style, TOKEN, script, "credit_history", 3, "0", gained=True)
    assert got == CreditHistory(
        total=65,
        records=(
            CreditRecord(66, 1768097895, "每日", True, None),
            CreditRecord(1, 1768097896, "图片", False, "s"),
            CreditRecord(2, 0, "?", None, None),
        ),
        next_cursor="20",
    )
    call(style, TOKEN, script, "credit_history", gained=False)
    call(style, TOKEN, script, "credit_history")
    assert script.bodies("user_credit_history") == [
        {"count": 3, "cursor": "0", "history_type": 1},
        {"count": 20, "cursor": "0", "history_type": 2},
        {"count": 20, "cursor": "0"},
    ]


def test_the_last_page_has_no_cursor(style: str) -> None:
    for answer in (ok({"records": [], "new_cursor": "9", "has_more": False}), ok(None)):
        got = call(style, TOKEN, Script(user_credit_history=answer), "credit_history")
        assert (got.records, got.next_cursor) == ((), None)


@pytest.mark.parametrize("count", [0, 101, True, "20"])
def test_an_odd_page_size_is_refused(style: str, count: Any) -> None:
    script = Script()
    with pytest.raises(InvalidRequestError):
        call(style, TOKEN, script, "credit_history", count)
    assert script.sent == []
