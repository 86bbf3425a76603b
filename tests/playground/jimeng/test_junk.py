"""Whatever arrives, the stand-in answers in its own envelope: never a trace, never HTTP 500."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.jimeng_service.drafts import read_submission
from playground.jimeng_service.envelope import Refusal
from playground.jimeng_service.fields import parse_object
from playground.jimeng_service.image_orders import read_image_order, without_marks
from playground.jimeng_service.model_shop import ModelShop
from playground.jimeng_service.regions import REGIONS
from playground.jimeng_service.video_orders import read_video_order
from tests.playground.jimeng.site import POLL, Json, Site, picture_job, video_job

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def _places(node: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Ways to every value inside a document."""
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    found = []
    for key, value in inner:
        found.append((*way, key))
        if isinstance(value, dict | list):
            found += _places(value, (*way, key))
    return found


def _replaced(document: Any, way: tuple[Any, ...], value: Any) -> Any:
    if not way:
        return value
    copy = dict(document) if isinstance(document, dict) else list(document)
    copy[way[0]] = _replaced(document[way[0]], way[1:], value)
    return copy


@given(st.data(), st.sampled_from((picture_job, video_job)))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_spoilt_submission_is_read_or_refused(data: st.DataObject, make: Any) -> None:
    """Any value at any place of the draft: an order comes out, or a refusal, nothing else."""
    body: Json = make()
    draft = json.loads(body["draft_content"])
    way = data.draw(st.sampled_from(_places(draft)))
    body["draft_content"] = json.dumps(_replaced(draft, way, data.draw(JUNK)))
    region = REGIONS["cn"]
    try:
        submission = read_submission(parse_object(json.dumps(body)), region)
        read = read_image_order if make is picture_job else read_video_order
        order = read(submission, region, lambda uri: False, ModelShop())
    except Refusal as refusal:
        assert refusal.code in {"1000", "1002", "2008"}  # noqa: PT017 - an order is as good
    else:
        assert order.count >= 1
        assert order.prompt.encode()


@pytest.mark.parametrize(
    "headers",
    [
        {"sign": "é" * 32},
        {"cookie": "sessionid=\xff\xfe"},
        {"cookie": ";;;=;sessionid"},
        {"device-time": "١٢٣"},
    ],
)
async def test_odd_headers(site: Site, headers: dict[str, str]) -> None:
    """Bytes that are no ASCII are simply wrong."""
    sent = {name: value.encode("utf-8") for name, value in headers.items()}
    response = await site.post(POLL, {"history_ids": ["1"]}, headers=sent)
    assert response.status_code == 200
    assert response.json()["ret"] in {"1014", "1015"}


@pytest.mark.parametrize(
    "raw",
    [b'{"history_ids":["\\ud800"]}', b"\xff\xfe", b'{"a":' * 5000, b'{"count":NaN}', b"null"],
)
async def test_odd_bodies(site: Site, raw: bytes) -> None:
    """Half characters, wrong encodings, endless nesting."""
    response = await site.post(POLL, raw=raw)
    assert response.status_code == 200
    assert response.json()["ret"] in {"0", "1000", "1002"}


async def test_odd_addresses(site: Site) -> None:
    """Of results and uploads."""
    client = site.service.client
    for path in ("/result/x", "/result/%ff.webp?x-expires=%ff&x-signature=%ff", "/result/..%2f"):
        assert (await client.get(path)).status_code == 403
    assert (await client.post("/upload/v1/%ff", content=b"x")).status_code == 403
    assert "Error" in (await client.get("/")).json()["ResponseMetadata"]


@pytest.mark.parametrize(
    ("prompt", "references", "bare"),
    [
        ("##a poster", 1, "a poster"),
        ("####a poster", 2, "a poster"),
        ("##a poster", 2, "a poster"),
        ("a poster##", 1, "a poster"),
        ("###1 poster", 1, "#1 poster"),
        ("##a poster", 0, "##a poster"),
    ],
)
def test_marks_of_references_are_not_the_persons_words(
    prompt: str, references: int, bare: str
) -> None:
    """Clients of different ages put them differently (section 13)."""
    assert without_marks(prompt, references) == bare
