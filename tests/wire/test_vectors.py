"""Both clients send what the golden vectors show, request by request."""

from __future__ import annotations

from typing import Any

import pytest

from jimeng import APIException
from tests.wire.oracles import check_signatures
from tests.wire.styles import STYLES, call
from tests.wire.vectors import SESSION, Replay, vectors

METHODS = {"token_alive": "token_status"}
ALL = [
    vector
    for name in ("text_to_image", "multi_image", "credit")
    for vector in vectors(name)
    if vector["call"]["function"]
    in ("generate_images", "get_credit", "receive_credit", "token_alive")
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("vector", ALL, ids=[vector["name"] for vector in ALL])
@pytest.mark.filterwarnings("ignore::jimeng.JimengWarning")
def test_sends_what_the_vector_shows(vector: dict[str, Any], style: str) -> None:
    """The wire is the contract: path, query, headers, body and order, byte for byte where it is."""
    asked = vector["call"]
    replay = Replay(vector)
    token = asked["token"].replace("<sessionid>", SESSION)
    method = METHODS.get(asked["function"], asked["function"])

    if vector.get("scenario", {}).get("receive_error"):
        with pytest.raises(APIException):
            call(style, token, replay, method, **asked["args"])
    else:
        outcome = call(style, token, replay, method, **asked["args"])
        if "urls" in vector["peer_outcome"]:
            assert outcome == vector["peer_outcome"]["urls"]

    assert replay.differences() == []
    for request in replay.sent:
        check_signatures(request)
