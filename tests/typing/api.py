"""The SDK as a user's type checker sees it. Never run, only type-checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import assert_type

import httpx

from jimeng import (
    AccountInfo,
    APIException,
    AsyncJimengClient,
    CreditDetails,
    CreditHistory,
    Download,
    ImageResult,
    JimengClient,
    Model,
    QueueInfo,
    Region,
    Result,
    Task,
    TaskState,
    TaskStatus,
    Token,
    TokenStatus,
    TransportError,
    VideoResult,
    parse_token,
)


def constructors() -> None:
    """Every argument of both constructors."""
    JimengClient(
        "us-token",
        base_url="http://127.0.0.1:8080",
        http_client=httpx.Client(),
        timeout=5,
        wait_timeout=60,
        credit_gate=False,
        sleep=lambda seconds: None,
        clock=lambda: 0.0,
    )
    AsyncJimengClient("token", proxy="socks5://127.0.0.1:1080", timeout=httpx.Timeout(5))


def sync() -> None:
    """Every method of the sync client."""
    with JimengClient("token") as client:
        assert_type(client, JimengClient)
        assert_type(client.region, Region)
        assert_type(client.generate_images("cat"), list[str])
        assert_type(client.generate_images("cat", "jimeng-4.0", {"ratio": "1:1"}), list[str])
        composed = client.generate_image_composition("oil", [b"", "a.png", Path("b.png")])
        assert_type(composed, list[str])
        assert_type(client.generate_video("cat", options={"filePaths": ["a.png"]}), str)
        task = client.submit_image("cat", options={"seed": 7}, submit_id="…")
        assert_type(task, Task)
        assert_type(client.submit_composition("oil", [b""], submit_id="…"), Task)
        assert_type(client.submit_video("cat"), Task)
        assert_type(client.status([task]), list[TaskStatus])
        assert_type(client.find("…"), Task | None)
        results = client.wait(task, on_progress=print)
        assert_type(results, tuple[ImageResult | VideoResult, ...])
        assert_type(client.originals(results), tuple[Result, ...])
        assert_type(client.download(results[0], "a.png"), Download)
        assert_type(client.download("https://…", Path("a.png")), Download)
        assert_type(client.get_credit(), dict[str, int | float])
        assert_type(client.get_credit_details(), CreditDetails)
        assert_type(client.receive_credit(), dict[str, object])
        assert_type(client.credit_history(20, "0", gained=True), CreditHistory)
        assert_type(client.models(live=True), tuple[Model, ...])
        assert_type(client.token_status(), TokenStatus)
        assert_type(client.account_info(), AccountInfo)
        client.close()


async def awaited() -> None:
    """Every method of the async client."""
    async with AsyncJimengClient("token") as client:
        assert_type(client, AsyncJimengClient)
        assert_type(await client.generate_images("cat"), list[str])
        assert_type(await client.generate_image_composition("oil", [b""]), list[str])
        assert_type(await client.generate_video("cat"), str)
        task = await client.submit_image("cat")
        assert_type(task, Task)
        assert_type(await client.submit_composition("oil", ["a.png"]), Task)
        assert_type(await client.submit_video("cat"), Task)
        assert_type(await client.status([task]), list[TaskStatus])
        assert_type(await client.find("…"), Task | None)
        results = await client.wait(task, on_progress=tell)
        assert_type(results, tuple[Result, ...])
        assert_type(await client.originals(results), tuple[Result, ...])
        assert_type(await client.download(results[0], "a.png"), Download)
        assert_type(await client.get_credit(), dict[str, int | float])
        assert_type(await client.get_credit_details(), CreditDetails)
        assert_type(await client.receive_credit(), dict[str, object])
        assert_type(await client.credit_history(), CreditHistory)
        assert_type(await client.models(), tuple[Model, ...])
        assert_type(await client.token_status(), TokenStatus)
        assert_type(await client.account_info(), AccountInfo)
        await client.aclose()


async def tell(status: TaskStatus) -> None:
    """A report may be awaited."""
    assert_type(status.state, TaskState)
    assert_type(status.queue, QueueInfo | None)
    assert_type(status.error, APIException | None)
    assert_type(status.next_poll_seconds, float)


def values(task: Task, error: APIException, lost: TransportError) -> None:
    """What callers read."""
    assert_type(task.to_json(), str)
    assert_type(Task.from_json("{}"), Task)
    assert_type(task.adjusted, tuple[str, ...])
    assert_type(error.code, str | None)
    assert_type(error.retry_after, float | None)
    assert_type(error.retryable, bool)
    assert_type(lost.sent, bool)
    assert_type(parse_token("us-…"), Token)


CALLBACKS: tuple[Callable[[TaskStatus], object], ...] = (tell, print)
