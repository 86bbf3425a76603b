"""The comparator is as strict as it says: a vector test that cannot fail proves nothing."""

from __future__ import annotations

import copy
import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.comparator import Binder, differences
from tests.wire.styles import call
from tests.wire.vectors import SESSION, Replay, compare_request, expected_requests, vectors

VECTOR = vectors("text_to_image")[0]


def sent() -> Replay:
    replay = Replay(VECTOR)
    call("sync", SESSION, replay, "generate_images", **VECTOR["call"]["args"])
    return replay


SENT = sent()
GENERATE = expected_requests(VECTOR)[1]


def places(node: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value of an expected request."""
    if isinstance(node, dict):
        return [place for key, value in node.items() for place in places(value, (*way, key))]
    if isinstance(node, list) and node:
        return [place for key, value in enumerate(node) for place in places(value, (*way, key))]
    return [way]


LENIENT = ("headers", "accept-encoding")
COMPARED = [
    place
    for part in ("method", "origin", "path", "query", "headers", "body")
    for place in places(GENERATE[part], (part,))
    if place != LENIENT
]


def test_the_sent_request_fits() -> None:
    assert SENT.differences() == []
    assert len(COMPARED) > 90


@given(st.sampled_from(COMPARED))
def test_any_other_value_is_noticed(place: tuple[Any, ...]) -> None:
    """Each field in turn is expected to be something else."""
    want = copy.deepcopy(GENERATE)
    node = want
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = "something else"
    assert compare_request(want, SENT.sent[1], Binder(), "request")


@given(st.sampled_from([place for place in COMPARED if place[0] in ("query", "headers", "body")]))
def test_anything_unexpected_is_noticed(place: tuple[Any, ...]) -> None:
    want = copy.deepcopy(GENERATE)
    node = want
    for step in place[:-1]:
        node = node[step]
    del node[place[-1]]
    assert compare_request(want, SENT.sent[1], Binder(), "request")


def test_ids_that_should_be_equal_must_be() -> None:
    body = json.loads(SENT.sent[1].content)
    body["submit_id"] = "00000000-0000-0000-0000-000000000000"
    assert list(differences(GENERATE["body"], body, Binder()))


def test_a_missing_request_is_noticed() -> None:
    replay = Replay(VECTOR)
    replay.sent = SENT.sent[:2]
    assert replay.differences()


@pytest.mark.parametrize("encoding", ["gzip, deflate, br, zstd", "gzip", "identity"])
def test_encodings_may_be_fewer_but_not_others(encoding: str) -> None:
    first = SENT.sent[0]
    headers = {**dict(first.headers), "accept-encoding": encoding}
    request = httpx.Request(first.method, first.url, headers=headers, content=first.content)
    found = compare_request(expected_requests(VECTOR)[0], request, Binder(), "request")
    assert bool(found) == (encoding == "identity")
