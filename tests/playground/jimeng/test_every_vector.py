"""The stand-in takes every request shape of every vector: all ages, peers and the page's own.

Each vector runs with an account of its own, rich enough for it; what differs from the recording are
only values that the service hands out.
"""

from __future__ import annotations

import pytest

from playground.jimeng_service import Settings
from tests.playground.jimeng.replaying import Replayer
from tests.playground.jimeng.site import Json, Service
from tests.wire.vectors import vectors

FILES = (
    "text_to_image",
    "multi_image",
    "image_composition",
    "video",
    "video_omni",
    "credit",
    "behaviour",
    "era-2025-10-1b032fb",
    "era-2025-11-6a72474",
    "era-2026-02-a6fd69e",
    "peer-2026-06-zhizinan1997",
    "site-capture-2026-02-24",
)
ANY = ("normative", "extended", "informative")
VECTORS = [
    pytest.param(vector, id=vector["name"])
    for name in FILES
    for vector in vectors(name, status=ANY)
]


@pytest.fixture
def settings() -> Settings:
    """Jobs end at once, so that a vector's polls find their results."""
    return Settings(queue_seconds=1e-6, image_seconds=1e-6, video_seconds=1e-6)


@pytest.mark.parametrize("vector", VECTORS)
async def test_vector_is_accepted(service: Service, vector: Json) -> None:
    """No request of the vector is refused."""
    session = "0123456789abcdef0123456789abcdef"
    region = _region(vector)
    token = session if region == "cn" else f"{region}-{session}"
    service.world.add_account(token, gift=1000)
    for path, answer in await Replayer(service, vector, session).run():
        assert _accepted(answer), (path, answer)


def _region(vector: Json) -> str:
    """The region that the requests name; one old client asks cn whatever its token says."""
    named = [r["query"]["region"] for r in vector["requests"] if "region" in r.get("query", {})]
    return str(named[0] if named else vector["call"]["region"]).lower()


def _accepted(answer: Json) -> bool:
    if "ResponseMetadata" in answer:
        return "Error" not in answer["ResponseMetadata"]
    if "ret" in answer:
        return str(answer["ret"]) == "0"
    return answer.get("code") == 2000 or answer.get("message") == "success"
