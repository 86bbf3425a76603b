"""Every request of every method goes to its role's own host, signed over its own time."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from jimeng import InvalidRequestError, Task, TaskKind, VideoResult
from tests.sdk.scripted import SUBMIT_ID, TOKEN, Script, by_submit_id, credit, ok, record
from tests.sdk.test_uploads import PNG
from tests.sdk.test_uploads import service as upload_service
from tests.wire.oracles import check_signatures
from tests.wire.styles import STYLES, call

NOW = 1_790_786_145.9
CLOCK = {"clock": lambda: NOW}
MWEB, COMMERCE = "dreamina-api.us.capcut.com", "commerce.us.capcut.com"
TASK = Task(
    submit_id=SUBMIT_ID,
    kind=TaskKind.TEXT_TO_IMAGE,
    model="jimeng-4.0",
    prompt="p",
    expected=4,
    submitted_at=NOW,
)
CALLS: list[tuple[str, tuple[Any, ...], str, str]] = [
    ("get_credit", (), COMMERCE, "user_credit"),
    ("receive_credit", (), COMMERCE, "credit_receive"),
    ("credit_history", (), COMMERCE, "user_credit_history"),
    ("token_status", (), MWEB, "v2"),
    ("status", ([TASK],), MWEB, "get_history_by_ids"),
    ("find", (SUBMIT_ID,), MWEB, "get_history_by_ids"),
    ("originals", ([VideoResult("http://a", item_id="1")],), MWEB, "get_local_item_list"),
]


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def script() -> Script:
    return Script(
        user_credit=credit(),
        credit_receive=ok({"receive_quota": 66}),
        user_credit_history=ok({"records": []}),
        v2={"message": "success", "data": {"user_id": 1}},
        get_history_by_ids=by_submit_id(record(20)),
        get_local_item_list=ok({"item_list": []}),
        get_common_config=ok({"model_list": []}),
    )


@pytest.mark.parametrize(("method", "args", "host", "path"), CALLS, ids=[c[0] for c in CALLS])
def test_where_it_goes(
    style: str, method: str, args: tuple[Any, ...], host: str, path: str
) -> None:
    service = script()
    call(style, f"us-{TOKEN}", service, method, *args, client_options=CLOCK)
    (sent,) = service.sent
    assert (sent.method, sent.url.host, service.name(sent)) == ("POST", host, path)
    assert sent.headers["origin"] == f"https://{host}"
    assert sent.headers["device-time"] == "1790786145"
    check_signatures(sent)


@pytest.fixture
def shanghai() -> Iterator[None]:
    """The wall clock of somewhere else, put back afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("shanghai")
def test_upload_signatures_are_dated_in_utc(style: str) -> None:
    """Whatever the clock on the wall says where the caller lives."""
    uploads = upload_service()
    call(style, TOKEN, uploads, "submit_composition", "cat", [PNG], client_options=CLOCK)
    signed = [one for one in uploads.sent if "x-amz-date" in one.headers]
    assert [one.headers["x-amz-date"] for one in signed] == ["20260930T163545Z"] * 2
    for one in signed:
        check_signatures(one)


def test_the_live_catalogue_asks_for_both_kinds(style: str) -> None:
    service = script()
    call(style, f"us-{TOKEN}", service, "models", live=True, client_options=CLOCK)
    assert [request.url.path for request in service.sent] == [
        "/mweb/v1/get_common_config",
        "/mweb/v1/video_generate/get_common_config",
    ]
    for request in service.sent:
        assert request.url.host == MWEB
        assert request.headers["device-time"] == "1790786145"
        check_signatures(request)


def test_commerce_may_say_its_data_as_text(style: str) -> None:
    """The data as text counts where the data itself is missing."""
    page = {"total_credit": 3, "records": [{"amount": 1, "title": "t"}]}
    service = Script(
        user_credit_history={"ret": "0", "response": json.dumps(page)},
        credit_receive={"ret": "0", "response": '{"receive_quota": 7}'},
    )
    assert call(style, TOKEN, service, "credit_history").total == 3
    assert call(style, TOKEN, service, "receive_credit") == {"receive_quota": 7}
    empty = Script(credit_receive={"ret": "0", "data": None})
    assert call(style, TOKEN, empty, "receive_credit") == {}


@pytest.mark.parametrize("count", [1, 100])
def test_the_smallest_and_the_largest_page(style: str, count: int) -> None:
    service = script()
    call(style, TOKEN, service, "credit_history", count)
    assert service.bodies("user_credit_history")[0]["count"] == count
    for wrong in (0, 101):
        with pytest.raises(InvalidRequestError, match="from 1 to 100"):
            call(style, TOKEN, service, "credit_history", wrong)


def test_odd_entries_of_the_live_catalogue(style: str) -> None:
    """Half a size is none, and what an entry leaves out stays empty for a model that is new."""
    sizes = [
        {"ratio_type": 1, "width": 8, "height": 0},
        {"ratio_type": 2, "width": 0, "height": 8},
        {"ratio_type": 99, "width": 8, "height": 8},
        {"ratio_type": 3, "width": 16, "height": 9},
    ]
    image = {
        "model_req_key": "new_image",
        "model_name": "New",
        "resolution_map": {"2k": {"image_ratio_sizes": sizes}},
        "input_image_limit": [{"ability_name": "byte_edit"}, {"max_image_num": 3}],
    }

    def answer(request: httpx.Request) -> httpx.Response:
        video = "video_generate" in request.url.path
        listed = [{"model_req_key": "new_video"}] if video else [image, {"model_req_key": "bare"}]
        return httpx.Response(200, json=ok({"model_list": listed}))

    models = call(style, f"jp-{TOKEN}", Script(get_common_config=answer), "models", live=True)
    picture, bare, film = models
    assert (picture.name, picture.key, picture.regions) == ("key:new_image", "new_image", ("jp",))
    assert (picture.sizes, picture.ratios) == ({"2k": {"16:9": (16, 9)}}, ("16:9",))
    assert (picture.references, bare.references, picture.video) == (3, 0, False)
    assert (film.name, film.regions, film.video) == ("key:new_video", ("jp",), True)
    assert (film.ratios, film.resolutions, film.seconds) == ((), (), ())


def test_find_says_what_it_needs(style: str) -> None:
    with pytest.raises(InvalidRequestError, match="a submit id is needed"):
        call(style, TOKEN, script(), "find", None)
