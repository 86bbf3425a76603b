"""The control address, and both services' reactions to it, over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from aiohttp import web

from playground.assembly import Addresses, Playground
from playground.server import PortBusyError, start
from tests.playground.jimeng.site import CREDIT, GENERATE, POLL, Service, Site, picture_job


@dataclass
class Rig:
    """A whole playground without a bot, and a driver in front of it."""

    playground: Playground
    addresses: Addresses
    control: httpx.AsyncClient
    site: Site

    async def order(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """POST to the control address."""
        response = await self.control.post(path, json=body)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Everything listening on loopback."""
    async with Playground() as playground:
        addresses = await playground.start()
        async with (
            httpx.AsyncClient(base_url=addresses.control, trust_env=False) as control,
            httpx.AsyncClient(base_url=addresses.jimeng_api, trust_env=False) as client,
        ):
            service = Service(playground.stage, playground.jimeng, addresses.jimeng_api, client)
            yield Rig(playground, addresses, control, Site(service, "a-driver", "cn"))


async def test_received_has_every_call_in_order(rig: Rig) -> None:
    """Calls of both services, nested JSON opened, no secrets."""
    await rig.site.submit(picture_job("a fox"))
    async with httpx.AsyncClient(trust_env=False) as client:
        await client.get(f"{rig.addresses.telegram_api}/bot{rig.addresses.bot_token}/getMe")
    calls = (await rig.control.get("/received")).json()
    assert [(c["n"], c["service"], c["answered"]) for c in calls] == [
        (1, "jimeng", True),
        (2, "telegram", True),
    ]
    assert (calls[0]["path"], calls[0]["who"]) == (GENERATE, rig.site.account.name)
    assert calls[1]["method"] == "getMe"
    component = calls[0]["params"]["body"]["draft_content"]["component_list"][0]
    assert component["abilities"]["generate"]["core_param"]["prompt"] == "a fox"
    text = (await rig.control.get("/received")).text
    assert rig.site.session not in text
    assert rig.addresses.bot_token not in text
    later = (await rig.control.get("/received", params={"after": 1})).json()
    assert [call["n"] for call in later] == [2]


async def test_a_ret_as_fault_comes_in_the_paths_envelope(rig: Rig) -> None:
    """Beyond 100..599 a code is a `ret`, with text and key as seen beside it."""
    fault = {"service": "jimeng", "path": "generate", "code": 121101}
    await rig.order("/faults", fault)
    refused = await rig.site.submit()
    assert (refused["ret"], refused["errmsg"]) == ("121101", "reach daily generation limit")
    key = "web_notice_reach_daily_usage_limit"
    assert refused["data"]["fail_starling_key"] == key
    assert rig.site.account.balance["gift"] == 66


async def test_an_http_status_as_fault(rig: Rig) -> None:
    """With Retry-After where asked for, `times` over."""
    fault = {"service": "jimeng", "path": CREDIT, "code": 429, "retry_after": 7, "times": 2}
    await rig.order("/faults", fault)
    responses = [await rig.site.post(CREDIT, {}) for _ in range(3)]
    assert [r.status_code for r in responses] == [429, 429, 200]
    assert responses[0].headers["retry-after"] == "7"


async def test_risk_control_as_fault_has_its_key_alone(rig: Rig) -> None:
    """4013 comes without a fail_code (section 12)."""
    await rig.order("/faults", {"service": "jimeng", "path": "generate", "code": 4013})
    data = (await rig.site.submit())["data"]
    assert data["fail_code"] == ""
    assert data["fail_starling_key"] == "web_risk_control_message_reject_generation"


async def test_lost_submission_is_charged_and_can_be_found(rig: Rig) -> None:
    """The heart of it: no answer, yet accepted; the look-up by submit_id finds it."""
    await rig.order("/faults", {"service": "jimeng", "path": "generate", "after_effect": True})
    body = picture_job("a fox")
    with pytest.raises(httpx.TransportError):
        await rig.site.submit(body)
    found = await rig.site.ask(POLL, {"submit_ids": [body["submit_id"]]})
    assert body["submit_id"] in found["data"]
    books = (await rig.control.get("/books")).json()
    assert (books["accepted"], books["charged"], books["paid_twice"]) == (1, 4, 0)
    assert books["accounts"][rig.site.token]["balance"]["gift"] == 62


async def test_a_job_can_be_made_to_fail_later(rig: Rig) -> None:
    """Accepted and charged, then status 30 with code, key and what it keeps."""
    fault = {"service": "jimeng", "kind": "job_fails", "code": 2038, "items": 1}
    await rig.order("/faults", fault)
    record = (await rig.site.submit())["data"]["aigc_data"]
    assert record["status"] == 20
    await rig.order("/speed", {"factor": 1_000_000})
    await rig.playground.stage.clock.sleep(60)
    record = await rig.site.record(record["history_record_id"])
    assert (record["status"], record["fail_code"], len(record["item_list"])) == (30, "2038", 1)
    assert record["fail_starling_key"] == "web_text_violates_community_guidelines_toast"


async def test_a_record_can_be_missing_or_contradictory_for_once(rig: Rig) -> None:
    """Left out of one look-up; then shown as done without a picture; then as it is."""
    record = (await rig.site.submit(picture_job("a fox")))["data"]["aigc_data"]
    ids = {"history_ids": [record["history_record_id"]]}
    missing = {"service": "jimeng", "kind": "record_missing", "contains": "fox"}
    await rig.order("/faults", missing)
    says = {"service": "jimeng", "path": "get_history_by_ids", "kind": "record_says", "status": 50}
    await rig.order("/faults", says)
    assert (await rig.site.ask(POLL, ids))["data"] == {}
    (odd,) = (await rig.site.ask(POLL, ids))["data"].values()
    assert (odd["status"], odd["item_list"]) == (50, [])
    (plain,) = (await rig.site.ask(POLL, ids))["data"].values()
    assert plain["status"] == 20


async def test_held_submission(rig: Rig) -> None:
    """Held after its effect: found by others while its caller still waits."""
    await rig.order("/hold", {"edge": "generate:after"})
    body = picture_job()
    call = asyncio.create_task(rig.site.submit(body))
    waiting = await rig.control.get("/holds", params={"wait": "generate:after", "seconds": 5})
    assert waiting.json() == {
        "held": ["generate:after"],
        "waiting": {"generate:after": 1},
        "reached": True,
    }
    found = await rig.site.ask(POLL, {"submit_ids": [body["submit_id"]]})
    assert found["data"]
    assert (await rig.order("/release", {"edge": "generate:after"}))["released"] == 1
    assert (await call)["ret"] == "0"


async def test_waiting_for_nobody_ends(rig: Rig) -> None:
    """And says so."""
    await rig.order("/hold", {"edge": "generate"})
    answer = await rig.control.get("/holds", params={"wait": "generate", "seconds": 0.01})
    assert answer.json()["reached"] is False


async def test_speed_scales_durations_and_intervals(rig: Rig) -> None:
    """A hundred times as fast: intervals shrink, and jobs end in tenths of a second."""
    await rig.order("/speed", {"factor": 100})
    assert (await rig.control.get("/speed")).json() == {"factor": 100}
    record = (await rig.site.submit())["data"]["aigc_data"]
    assert record["queue_info"]["polling_config"]["interval_seconds"] == 0.02
    async with asyncio.timeout(5):
        await rig.playground.stage.clock.sleep(10)
    assert (await rig.site.record(record["history_record_id"]))["status"] == 50


async def test_credits_of_an_account(rig: Rig) -> None:
    """Balances by source, and a session that ends."""
    answer = await rig.order("/credits", {"token": rig.site.token, "gift": 1, "vip": 2})
    assert answer["balance"] == {"gift": 1, "vip": 2, "purchase": 0}
    assert (await rig.site.submit())["ret"] == "1006"
    await rig.order("/credits", {"token": rig.site.token, "session": "dead"})
    assert (await rig.site.submit())["ret"] == "1015"


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/faults", "{"),
        ("/faults", '{"service": "jimeng"}'),
        ("/faults", '{"service": "jimeng", "code": 500, "times": 0}'),
        ("/hold", '{"edge": "generate:during"}'),
        ("/hold", "{}"),
        ("/release", '{"edge": 1}'),
        ("/speed", '{"factor": 0}'),
        ("/speed", '{"factor": "fast"}'),
        ("/credits", '{"token": "x", "gift": -1}'),
        ("/credits", "[]"),
        ("/users/1/send", '{"text": "hi"}'),
    ],
)
async def test_bad_orders_are_told_plainly(rig: Rig, path: str, content: str) -> None:
    """Status 400 and a sentence; no trace, no page of HTML."""
    response = await rig.control.post(path, content=content)
    assert response.status_code == 400
    assert list(response.json()) == ["error"]
    assert " " in response.json()["error"]


async def test_bad_questions_are_told_plainly(rig: Rig) -> None:
    """Numbers in the address are checked as well; unknown paths are 404, methods 405."""
    assert (await rig.control.get("/received", params={"after": "x"})).status_code == 400
    assert (await rig.control.get("/holds", params={"wait": "nobody"})).status_code == 400
    assert (await rig.control.get("/secrets")).status_code == 404
    wrong = await rig.control.post("/received")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET,HEAD")


async def test_planned_faults_can_be_read_and_cleared(rig: Rig) -> None:
    """What is still to come."""
    await rig.order("/faults", {"service": "telegram", "method": "sendMessage", "code": 429})
    (planned,) = (await rig.control.get("/faults")).json()["faults"]
    assert (planned["method"], planned["code"], planned["times"]) == ("sendMessage", 429, 1)
    assert (await rig.control.delete("/faults")).json()["planned"] == 0
    assert (await rig.control.get("/faults")).json() == {"faults": []}


async def test_services_show_nothing_of_the_control(rig: Rig) -> None:
    """The management interface has a port of its own."""
    assert (await rig.site.service.client.get("/books")).status_code == 404


async def test_busy_port_is_told_in_one_sentence(rig: Rig) -> None:
    """With the port's number."""
    port = httpx.URL(rig.addresses.control).port
    assert port is not None
    with pytest.raises(PortBusyError, match=rf"Port {port} is already in use"):
        await start(web.Application(), port=port)
