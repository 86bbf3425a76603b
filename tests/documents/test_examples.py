"""The example programs, run against the playground as a person would run them."""

from __future__ import annotations

import asyncio
import importlib.util
import io
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import httpx
import pytest
from PIL import Image

from jimeng import (
    AsyncJimengClient,
    ContentRefusedError,
    InsufficientCreditError,
    InvalidRequestError,
    JimengClient,
    ServerError,
)
from playground.faults import Fault
from playground.journal import Entry
from tests.documents.service import Service

ROOT = Path(__file__).parents[2]
TOKEN = "your_refresh_token_here"


def load(name: str) -> Any:
    """An example as a module."""
    spec = importlib.util.spec_from_file_location(f"examples.{name}", ROOT / f"examples/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def here(service: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    """The playground, named by the environment as the examples expect."""
    service.account(TOKEN)
    monkeypatch.setenv("JIMENG_TOKEN", TOKEN)
    monkeypatch.setenv("JIMENG_API_URL", service.addresses.jimeng_api)
    return service


def is_picture(path: Path) -> bool:
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        return image.width > 0


def most_at_once(service: Service) -> int:
    """How many jobs ran at the same time, by their own beginnings and ends."""
    jobs = service.jobs(TOKEN)
    return max(
        sum(one.accepted_at <= other.accepted_at < one.ends_at for one in jobs) for other in jobs
    )


def test_twenty_prompts_three_at_a_time(
    here: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = load("batch")
    assert len(batch.PROMPTS) == len(set(batch.PROMPTS)) == 20
    monkeypatch.setitem(batch.OPTIONS, "resolution", "1k")  # quicker to paint
    drawn = batch.PROMPTS[::4]
    for prompt in batch.PROMPTS:
        if prompt not in drawn:
            here.plan(Fault("jimeng", path="generate", code="2038", contains=prompt))
    assert asyncio.run(batch.main(tmp_path)) == 1

    assert sorted(job.order.prompt for job in here.jobs(TOKEN)) == sorted(drawn)
    files = sorted(tmp_path.iterdir())
    assert [path.name[:4] for path in files] == [
        f"{number:02}-{index}" for number in range(1, 21, 4) for index in range(1, 5)
    ]
    assert all(map(is_picture, files))
    assert most_at_once(here) <= batch.AT_ONCE


async def test_a_batch_fills_its_slots(here: Service, tmp_path: Path) -> None:
    """While nothing is answered, as many submissions stand at the service as there are slots."""
    batch = load("batch")
    stage = here.playground.stage
    stage.holds.hold("generate:before")
    for prompt in batch.PROMPTS:
        here.plan(Fault("jimeng", path="generate", code="2038", contains=prompt))

    def all_slots_are_used(entry: Entry) -> bool:
        return len(here.received("aigc_draft/generate")) == int(batch.AT_ONCE)

    running = asyncio.create_task(batch.main(tmp_path))
    arrived = stage.journal.wait_for(all_slots_are_used)
    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(arrived, here.loop))
    here.loop.call_soon_threadsafe(stage.holds.release_all)
    assert await running == 1


def test_a_batch_without_hope_stops(here: Service, tmp_path: Path) -> None:
    """No credit left after two: the other eighteen are not even tried."""
    batch = load("batch")
    here.plan(Fault("jimeng", path="generate", code="1006", contains=batch.PROMPTS[2]))

    async def run() -> dict[str, Any]:
        async with AsyncJimengClient(TOKEN, base_url=here.addresses.jimeng_api) as client:
            made = batch.Batch(client, tmp_path)
            await made.run(batch.PROMPTS)
            outcomes: dict[str, Any] = made.outcomes
            return outcomes

    outcomes = asyncio.run(run())
    refused = [one for one in outcomes.values() if isinstance(one, InsufficientCreditError)]
    assert len(outcomes) == 20
    assert len(refused) >= 18
    assert len(here.received("aigc_draft/generate")) <= 3


def test_resume_sees_everything_through(
    here: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resume = load("resume")
    assert resume.main(tmp_path, ["雪后的古镇", "雨夜的街道"]) == 0
    files = list(tmp_path.iterdir())
    assert len(files) == 8
    assert all(map(is_picture, files))
    assert sorted(capsys.readouterr().out.splitlines()) == sorted(map(str, files))


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_around_the_submission(here: Service, tmp_path: Path, moment: str) -> None:
    """A death before or after the request took effect: one job at most, and none paid twice."""
    resume = load("resume")
    kind: Any = {"before": "reset", "after": "error"}[moment]
    here.plan(Fault("jimeng", path="generate", kind=kind, after_effect=moment == "after"))
    (tmp_path / "notes").mkdir()
    with JimengClient(TOKEN, base_url=here.addresses.jimeng_api) as client:
        resume.submit(client, tmp_path / "notes", "雪后的古镇")
    (note,) = (tmp_path / "notes").iterdir()
    assert note.read_text() == ""

    ended = resume.main(tmp_path / "notes", [])
    assert len(here.jobs(TOKEN)) == (1 if moment == "after" else 0)
    assert ended == (0 if moment == "after" else 1)
    assert note.exists() == (moment == "before")
    assert len(here.received("aigc_draft/generate")) == 1


def test_a_refusal_leaves_no_note_and_a_dead_login_keeps_it(
    here: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resume = load("resume")
    here.plan(Fault("jimeng", path="generate", code="2038"))
    assert resume.main(tmp_path, ["不许画的"]) == 0
    assert list(tmp_path.iterdir()) == []

    (tmp_path / f"{uuid.uuid4()}.task").write_text("")
    here.plan(Fault("jimeng", path="get_history_by_ids", code="1015"))
    assert resume.main(tmp_path, []) == 1
    assert len(list(tmp_path.iterdir())) == 1
    assert "1015" in capsys.readouterr().out


def test_a_job_that_failed_is_settled(here: Service, tmp_path: Path) -> None:
    resume = load("resume")
    here.plan(Fault("jimeng", path="generate", kind="job_fails", code="2038"))
    assert resume.main(tmp_path, ["雪"]) == 0
    assert list(tmp_path.iterdir()) == []


class Routes:
    """What FastAPI offers to the example, so that its functions can be called without it."""

    def __init__(self, **options: Any) -> None:
        self.state = SimpleNamespace()
        self.lifespan = options["lifespan"]

    def __call__(self, path: object, **options: Any) -> Callable[[Any], Any]:
        return lambda function: function

    get = post = exception_handler = __call__


class Refusal(Exception):
    def __init__(self, status_code: int, detail: str) -> None:
        super().__init__(detail)
        self.status_code = status_code


class Reply:
    def __init__(self, content: object, status_code: int) -> None:
        self.content, self.status_code = content, status_code


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The web example over a stand-in of FastAPI."""
    fastapi, responses = ModuleType("fastapi"), ModuleType("fastapi.responses")
    vars(fastapi).update(FastAPI=Routes, HTTPException=Refusal, Request=object)
    vars(responses)["JSONResponse"] = Reply
    monkeypatch.setitem(sys.modules, "fastapi", fastapi)
    monkeypatch.setitem(sys.modules, "fastapi.responses", responses)
    return load("fastapi_app")


async def test_the_routes_submit_and_look(here: Service, web: Any) -> None:
    request = SimpleNamespace(app=web.app)
    async with web.lifespan(web.app):
        submitted = await web.submit(web.Order(prompt="雨夜的街道", ratio="9:16"), request)
        # As after a restart: only the service remembers.
        web.app.state.tasks.clear()
        while (seen := await web.look(submitted["id"], request))["state"] != "succeeded":
            assert seen["error"] is None
            await asyncio.sleep(seen["look_again_after"])
        assert (seen["finished"], len(seen["urls"])) == (4, 4)
        with pytest.raises(Refusal) as missing:
            await web.look(str(uuid.uuid4()), request)
        assert missing.value.status_code == 404
        with pytest.raises(InvalidRequestError):
            await web.submit(web.Order(prompt="x", ratio="5:4"), request)


async def test_errors_become_answers(web: Any) -> None:
    for error, status in (
        (InvalidRequestError("no"), 422),
        (ContentRefusedError("no", code="2038", submit_id="s"), 422),
        (ServerError("later"), 502),
    ):
        reply = await web.tell(object(), error)
        assert reply.status_code == status
        assert reply.content == {"error": error.message, "code": error.code, "id": error.submit_id}


async def test_over_the_real_framework(here: Service) -> None:
    """Where FastAPI is installed, the same through its routing and validation."""
    pytest.importorskip("fastapi", reason="FastAPI is no dependency; its stand-in is used above")
    web = load("fastapi_app")
    transport = httpx.ASGITransport(web.app)
    async with (
        web.app.router.lifespan_context(web.app),
        httpx.AsyncClient(transport=transport, base_url="http://app") as client,
    ):
        submitted = await client.post("/images", json={"prompt": "雨夜的街道"})
        assert submitted.status_code == 202
        looked = await client.get(f"/images/{submitted.json()['id']}")
        assert looked.json()["state"] in ("queued", "running", "succeeded")
        assert (await client.get(f"/images/{uuid.uuid4()}")).status_code == 404
        refused = await client.post("/images", json={"prompt": "x", "ratio": "5:4"})
        assert (refused.status_code, refused.json()["code"]) == (422, None)
