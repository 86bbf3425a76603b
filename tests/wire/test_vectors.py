"""Both clients send what the golden vectors show, request by request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jimeng import APIException
from tests.wire.oracles import check_signatures
from tests.wire.styles import STYLES, call
from tests.wire.vectors import SESSION, Replay, vectors, with_inputs

METHODS = {"token_alive": "token_status"}
FILES = ("text_to_image", "multi_image", "image_composition", "video", "video_omni", "credit")
ALL = [vector for name in FILES for vector in vectors(name)]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("vector", ALL, ids=[vector["name"] for vector in ALL])
@pytest.mark.filterwarnings("ignore::jimeng.JimengWarning")
def test_sends_what_the_vector_shows(vector: dict[str, Any], style: str, tmp_path: Path) -> None:
    """The wire is the contract: path, query, headers, body and order, byte for byte where it is."""
    asked = vector["call"]
    replay = Replay(vector)
    token = asked["token"].replace("<sessionid>", SESSION)
    method = METHODS.get(asked["function"], asked["function"])
    args = with_inputs(asked["args"], tmp_path)

    if vector.get("scenario", {}).get("receive_error"):
        with pytest.raises(APIException):
            call(style, token, replay, method, **args)
    else:
        outcome = call(style, token, replay, method, **args)
        if "urls" in vector["peer_outcome"]:
            want = vector["peer_outcome"]["urls"]
            assert outcome == (want[0] if method == "generate_video" else want)

    assert replay.differences() == []
    for request in replay.sent:
        check_signatures(request)
