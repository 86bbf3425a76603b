"""Vectors of other clients and older revisions: we differ from them on purpose, and only so.

Each row says for a vector of the target wire what we do instead (see docs/decisions).
"""

from __future__ import annotations

from typing import Any

import pytest

from jimeng import (
    APIException,
    AuthenticationError,
    ContentRefusedError,
    InsufficientCreditError,
    InvalidRequestError,
    PermissionDeniedError,
    RateLimitError,
    RiskControlError,
    ServerError,
    SubmissionUnknownError,
)
from tests.wire.styles import STYLES, call
from tests.wire.vectors import SESSION, Replay, vectors, with_inputs

CN = "head-cn-t2i-jimeng-4.0-2k-1x1"
I2I = "head-cn-i2i1-bytes-jimeng-4.0-2k-1x1"
VIDEO = "head-cn-video-jimeng-video-3.0-720p-5s-default-0img"

# Where the peer fails with a number, falls back, or tries again: the error that we raise.
RAISED: dict[str, type[APIException]] = {
    f"{CN}-generate-ret1015": AuthenticationError,
    f"{CN}-generate-ret1006": InsufficientCreditError,
    f"{CN}-generate-ret5001": InsufficientCreditError,
    f"{CN}-generate-ret4001": APIException,
    f"{CN}-generate-ret1019": RiskControlError,
    f"{CN}-generate-ret3018": PermissionDeniedError,
    f"{CN}-generate-ret121101": RateLimitError,
    "head-us-t2i-jimeng-4.0-2k-1x1-generate-ret-6": RiskControlError,
    f"{CN}-poll-status30-2038": ContentRefusedError,
    f"{CN}-poll-status30-partial": ContentRefusedError,
    f"{CN}-poll-missing-image": SubmissionUnknownError,
    f"{I2I}-upload-apply-error": ServerError,
    f"{I2I}-algo-2003": ContentRefusedError,
    f"{VIDEO}-video-generate-ret4013": RiskControlError,
    "head-cn-t2i-nanobanana-2k-1x1-falls-back": InvalidRequestError,
    "head-cn-t2i-jimeng-4.0-8k-1x1-refused-locally": InvalidRequestError,
    "head-cn-t2i-jimeng-4.0-2k-5x4-refused-locally": InvalidRequestError,
    "head-cn-t2i-no-such-model-2k-1x1-falls-back": InvalidRequestError,
    f"{CN}-zero-credit-claim-refused": InsufficientCreditError,
    f"{I2I}-zero-credit-claim-refused": InsufficientCreditError,
    f"{VIDEO}-zero-credit-claim-refused": InsufficientCreditError,
    "head-us-video-jimeng-video-3.0-pro-1080p-5s-default-0img-fallback": InvalidRequestError,
}
# Where the peer succeeds and so do we.
DONE = {
    f"{CN}-poll-status10-items",
    f"{CN}-poll-45-stable",
    f"{CN}-poll-http502-retried",
    f"{I2I}-algo-other",
}
# A dropped submission: the peer sends it again, we look it up instead (tests/sdk/test_submission).
LOOKED_UP = {f"{CN}-generate-dropped-retried"}

FILES = ("text_to_image", "image_composition", "video", "credit", "behaviour")
INFORMATIVE = [v for name in FILES for v in vectors(name, status=("informative",))]
OTHER = ("all-defaults", "peer-skips")
"""The peer's own default models, and its refusal to claim while there is credit."""


def test_every_informative_vector_of_the_target_wire_has_a_row() -> None:
    known = RAISED.keys() | DONE | LOOKED_UP
    unknown = {v["name"] for v in INFORMATIVE if not v["name"].endswith(OTHER)} - known
    assert unknown == set()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "vector",
    [v for v in INFORMATIVE if v["name"] in RAISED.keys() | DONE],
    ids=lambda vector: vector["name"],
)
def test_we_say_what_happened(vector: dict[str, Any], style: str, tmp_path: Any) -> None:
    asked = vector["call"]
    replay = Replay(vector)
    token = asked["token"].replace("<sessionid>", SESSION)
    args = with_inputs(asked["args"], tmp_path)
    if vector["name"] in DONE:
        assert call(style, token, replay, asked["function"], **args)
        return
    with pytest.raises(APIException) as caught:
        call(style, token, replay, asked["function"], **args)
    assert type(caught.value) is RAISED[vector["name"]]
    # However it ended, the costly request went out once at most.
    assert sum(request.url.path.endswith("/generate") for request in replay.sent) <= 1
