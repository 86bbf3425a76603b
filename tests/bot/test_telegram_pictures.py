"""Pictures of people, brought to our disk in their order; what can't be had is named by number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from telegram.error import TimedOut
from telegram.request import RequestData

from bot.adapters.fetching import Fetcher
from bot.adapters.telegram_pictures import TelegramPictures
from bot.domain.ids import JobId
from bot.domain.jobs import Charged, FailureKind, Job
from bot.domain.observations import Refused, Unreachable
from bot.domain.requests import ImageRequest, InputPicture
from tests.bot.heif_samples import heic
from tests.bot.telegram_double import RecordingRequest, make_bot, refusal
from tests.builders import make_job

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


class FileRequest(RecordingRequest):
    """Also gives out files: the content is the file's path."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        if "/file/bot" in url:
            return 200, url.rsplit("/", 1)[-1].encode()
        return await super().do_request(url, method, request_data)


@pytest.fixture
def telegram() -> FileRequest:
    return FileRequest()


def job_with(*sources: str) -> Job:
    inputs = tuple(InputPicture(source=source) for source in sources)
    return make_job(request=ImageRequest(prompt="猫", model="jimeng-4.0", inputs=inputs))


def file(path: str) -> tuple[int, dict[str, Any]]:
    return 200, {
        "ok": True,
        "result": {"file_id": path, "file_unique_id": path, "file_path": path},
    }


async def nowhere(job_id: JobId, number: int) -> Path | None:
    """Nothing of ours is asked for."""
    raise AssertionError("no result was named")


def pictures(telegram: FileRequest) -> TelegramPictures:
    return TelegramPictures(make_bot(telegram), nowhere)


async def test_they_come_in_their_order(telegram: FileRequest, tmp_path: Path) -> None:
    telegram.planned["getFile"].extend([file("a"), file("b")])
    folder = tmp_path / "results" / "job"
    fetched = await pictures(telegram).fetch(job_with("one", "two"), folder)
    assert folder.parent.stat().st_mode & 0o777 == 0o700
    assert not isinstance(fetched, Unreachable | Refused)
    assert [path.read_bytes() for path in fetched] == [b"a", b"b"]
    assert [call.params["file_id"] for call in telegram.of("getFile")] == ["one", "two"]


async def test_without_pictures_nothing_is_asked(telegram: FileRequest, tmp_path: Path) -> None:
    assert await pictures(telegram).fetch(job_with(), tmp_path / "x") == ()
    assert telegram.calls == []
    assert not (tmp_path / "x").exists()


async def test_a_picture_that_is_gone_or_too_big_is_named_and_free(
    telegram: FileRequest, tmp_path: Path
) -> None:
    too_big = refusal(400, "Bad Request: file is too big")
    telegram.planned["getFile"].extend([file("a"), too_big])
    seen = await pictures(telegram).fetch(job_with("one", "two"), tmp_path)
    assert isinstance(seen, Refused)
    failure = seen.failure
    assert (failure.kind, failure.charged, failure.picture) == (
        FailureKind.INPUT,
        Charged.NO,
        2,
    )


@pytest.mark.parametrize(
    ("trouble", "wait"),
    [
        (TimedOut(), None),
        (refusal(429, "Too Many Requests: retry after 30", retry_after=30), 30.0),
        (refusal(502, "Bad Gateway"), None),
    ],
)
async def test_trouble_on_the_way_is_tried_again(
    telegram: FileRequest, tmp_path: Path, trouble: Any, wait: float | None
) -> None:
    telegram.planned["getFile"].append(trouble)
    seen = await pictures(telegram).fetch(job_with("one"), tmp_path)
    assert isinstance(seen, Unreachable)
    assert seen.retry_after == wait


class Heif(FileRequest):
    """Gives out this content, whatever it is called."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.content = content
        self.planned["getFile"].append(file("photo.jpg"))

    async def do_request(self, url: str, *rest: Any, **more: Any) -> tuple[int, bytes]:
        if "/file/bot" in url:
            return 200, self.content
        return await super().do_request(url, *rest, **more)


async def test_an_iphones_own_format_is_told_from_its_content_and_converted(
    tmp_path: Path,
) -> None:
    seen = await pictures(Heif(heic(60, 90, turned=True))).fetch(job_with("a"), tmp_path / "job")
    assert not isinstance(seen, Unreachable | Refused)
    [path] = seen
    with Image.open(path) as made:
        assert (made.format, made.size) == ("JPEG", (60, 90))


async def test_an_iphones_picture_that_is_broken_is_named_and_free(tmp_path: Path) -> None:
    broken = Heif(b"\0\0\0\x18ftypheic and the rest")
    seen = await pictures(broken).fetch(job_with("a"), tmp_path / "job")
    assert isinstance(seen, Refused)
    assert (seen.failure.kind, seen.failure.picture) == (FailureKind.HEIF, 1)
    assert seen.failure.charged is Charged.NO


@pytest.mark.parametrize(
    "link",
    [
        "https://127.0.0.1/a.png",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/a.png",
        "https://10.0.0.8/a.png",
    ],
)
async def test_a_link_into_our_own_network_is_not_followed(
    telegram: FileRequest, tmp_path: Path, link: str
) -> None:
    fetcher = Fetcher(trusted=None, proxy=None)
    source = TelegramPictures(make_bot(telegram), nowhere, fetcher)
    request = ImageRequest(
        prompt="猫", model="jimeng-4.0", inputs=(InputPicture(source="", link=link),)
    )
    seen = await source.fetch(make_job(request=request), tmp_path / "job")
    await fetcher.aclose()
    assert isinstance(seen, Refused)
    assert (seen.failure.kind, seen.failure.charged) == (FailureKind.LINK, Charged.NO)
    assert telegram.calls == []
    assert link not in repr(seen)
