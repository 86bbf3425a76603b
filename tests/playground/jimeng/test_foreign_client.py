"""The stand-in is tuned to nobody: a client that knows only the notes completes its work here."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator

import av
import httpx
import pytest
from PIL import Image

from tests.playground.jimeng.foreign_client import ForeignClient, RefusedError
from tests.playground.jimeng.site import Service
from tests.playground.jimeng.uploading import picture

SESSION = "somebody-elses-session"
SPEED = 60.0


@pytest.fixture
async def foreigner(service: Service) -> AsyncIterator[ForeignClient]:
    service.world.add_account(SESSION, gift=100)
    service.stage.clock.set_speed(SPEED)
    with httpx.Client(base_url=service.url, trust_env=False, timeout=60) as http:
        yield ForeignClient(http, SESSION)


def sizes(pictures: list[bytes]) -> list[tuple[int, int]]:
    return [Image.open(io.BytesIO(data)).size for data in pictures]


async def test_pictures_from_a_text(foreigner: ForeignClient) -> None:
    made = await asyncio.to_thread(foreigner.picture, "a lighthouse in the fog")
    assert sizes(made) == [(1664, 936)] * 4
    assert len(set(made)) == 4
    assert await asyncio.to_thread(foreigner.balance) == 96


async def test_pictures_from_pictures(foreigner: ForeignClient) -> None:
    inputs = [picture("red"), picture("green")]
    made = await asyncio.to_thread(foreigner.composition, "both in one room", inputs)
    assert sizes(made) == [(1664, 936)] * 4


@pytest.mark.parametrize("frame", [None, picture("blue")], ids=["from a text", "from a frame"])
async def test_a_video(foreigner: ForeignClient, frame: bytes | None) -> None:
    (film,) = await asyncio.to_thread(foreigner.video, "slow waves", frame)
    with av.open(io.BytesIO(film), "r") as container:
        stream = container.streams.video[0]
        assert (stream.height, stream.frames / (stream.average_rate or 1)) == (480, 5)
    assert await asyncio.to_thread(foreigner.balance) == 90


async def test_what_the_notes_refuse_is_refused_here_too(
    foreigner: ForeignClient, service: Service
) -> None:
    """Strict, not just lenient: an unknown upload, and a login of nobody."""
    with pytest.raises(RefusedError, match="1015"):
        await asyncio.to_thread(ForeignClient(foreigner.http, "nobody").upload, picture("red"))
    foreigner.upload = lambda content: "tos-cn-i-tb4s082cfz/never-uploaded"  # type: ignore[method-assign]
    with pytest.raises(RefusedError):
        await asyncio.to_thread(foreigner.composition, "from nothing", [b""])
