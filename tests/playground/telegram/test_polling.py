"""getUpdates: offsets, clamps, conflicts, kinds and lives of updates."""

from __future__ import annotations

import asyncio

import pytest

from playground.telegram_service.people import User
from tests.playground.telegram.service import Service

OTHER = (
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
    " running",
)
WEBHOOK = (
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete"
    " the webhook first",
)


async def texts(service: Service, **params: object) -> list[str]:
    """The texts of the updates that a poll gives, a second after the poll before."""
    service.clock.move(1)
    return [u["message"]["text"] for u in await service.result("getUpdates", **params)]


async def test_an_offset_confirms_what_lies_before_it(service: Service, mei: User):
    await service.world.user_send(mei.id, text="a")
    await service.world.user_send(mei.id, text="b")
    updates = await service.result("getUpdates")
    first = updates[0]["update_id"]
    assert [u["update_id"] for u in updates] == [first, first + 1, first + 2]
    service.clock.move(5)
    assert await texts(service, offset=first + 1) == ["a", "b"]
    assert await texts(service, offset=first + 2) == ["b"]
    assert await texts(service) == ["b"], "what was not confirmed comes back"


async def test_a_negative_offset_keeps_only_the_last_ones(service: Service, mei: User):
    for text in "abc":
        await service.world.user_send(mei.id, text=text)
    assert await texts(service, offset=-2) == ["b", "c"]
    assert await texts(service) == ["b", "c"]


async def test_an_offset_far_ahead_confirms_nothing(service: Service, mei: User):
    assert await texts(service, offset=2_000_000_000) == ["/start"]


@pytest.mark.parametrize(("limit", "count"), [(0, 1), (-5, 1), (2, 2), (1000, 100)])
async def test_limit_is_clamped(service: Service, mei: User, limit: int, count: int):
    for _ in range(110):
        await service.world.user_send(mei.id, text="x")
    assert len(await service.result("getUpdates", limit=limit)) == count


async def test_a_poll_waits_for_news(service: Service, mei: User):
    updates = await service.result("getUpdates")
    poll = asyncio.create_task(
        service.result("getUpdates", offset=updates[-1]["update_id"] + 1, timeout=30)
    )
    await waiting(service)
    await service.world.user_send(mei.id, text="news")
    assert [u["message"]["text"] for u in await poll] == ["news"]


async def kinds(service: Service) -> list[str]:
    """The kinds of the updates that a poll gives."""
    updates = await service.result("getUpdates")
    return [name for update in updates for name in update if name != "update_id"]


async def waiting(service: Service) -> None:
    """Return once a poll stands and waits."""
    await service.world.polling.standing.wait()


async def test_the_older_of_two_polls_is_ended(service: Service):
    older = asyncio.create_task(service.call("getUpdates", timeout=30))
    await waiting(service)
    newer = asyncio.create_task(service.call("getUpdates", timeout=1, offset=1))
    assert (await older).refusal == OTHER
    assert (await newer).result == []


async def test_a_poll_that_need_not_wait_ends_nobody(service: Service):
    older = asyncio.create_task(service.call("getUpdates", timeout=1))
    await waiting(service)
    assert await service.result("getUpdates", offset=7, timeout=0) == []
    assert (await older).result == []


async def test_the_same_offset_again_soon_has_to_wait(service: Service):
    """The rule that makes a client's busy loop harmless, and lets two of them collide."""
    assert await service.result("getUpdates") == []
    older = asyncio.create_task(service.call("getUpdates", timeout=0))
    await waiting(service)
    assert not older.done()
    assert (await older).result == []


async def test_the_same_offset_at_once_gets_one_update(service: Service, mei: User):
    await service.world.user_send(mei.id, text="a")
    assert len(await service.result("getUpdates")) == 2
    assert len(await service.result("getUpdates")) == 1
    service.clock.move(0.6)
    assert len(await service.result("getUpdates")) == 2


async def test_a_webhook_refuses_polls_and_ends_the_waiting_one(service: Service):
    poll = asyncio.create_task(service.call("getUpdates", timeout=30))
    await waiting(service)
    answer = await service.call("setWebhook", url="https://a.example/hook")
    assert (answer.result, answer.body["description"]) == (True, "Webhook was set")
    assert (await poll).refusal == (409, "Conflict: terminated by setWebhook request")
    assert await service.refusal("getUpdates") == WEBHOOK
    assert (await service.result("getWebhookInfo"))["url"] == "https://a.example/hook"
    answer = await service.call("deleteWebhook", drop_pending_updates=True)
    assert answer.body["description"] == "Webhook was deleted"
    assert await service.result("getUpdates") == []


async def test_a_webhook_is_set_once_a_second(service: Service):
    await service.result("setWebhook", url="https://a.example/hook")
    answer = await service.call("setWebhook", url="https://a.example/other")
    assert answer.refusal == (429, "Too Many Requests: retry after 1")
    service.clock.move(1)
    answer = await service.call("setWebhook", url="https://a.example/hook")
    assert answer.body["description"] == "Webhook is already set"


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"url": "http://a.example"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://a.example:99"},
         "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ({"url": "https://a.example", "secret_token": "x" * 257}, "secret token is too long"),
        ({"url": "https://a.example", "secret_token": "x y"},
         "secret token contains unallowed characters"),
    ],
)  # fmt: skip
async def test_webhooks_that_are_refused(service: Service, params: dict[str, str], text: str):
    assert await service.refusal("setWebhook", **params) == (400, f"Bad Request: {text}")


async def test_kinds_are_filtered_when_an_update_is_made(service: Service, mei: User):
    service.clock.move(1)
    await service.result("getUpdates", allowed_updates=["callback_query"])
    await service.world.user_send(mei.id, text="unheard")
    service.clock.move(1)
    await service.result("getUpdates", allowed_updates=[], offset=-1)
    await service.world.user_send(mei.id, text="heard")
    assert await texts(service, offset=0) == ["/start", "heard"]


@pytest.mark.parametrize("unreadable", ["[1]", "{}", "x", '{"a":1}'])
async def test_a_list_of_kinds_that_cannot_be_read_changes_nothing(
    service: Service, mei: User, unreadable: str
):
    await service.result("getUpdates", allowed_updates=["callback_query"])
    await service.call("getUpdates", allowed_updates=unreadable)
    assert service.world.updates.allowed == {"callback_query"}


async def test_reactions_come_only_on_request(service: Service, mei: User):
    await service.world.user_react(mei.id, mei.id, 1, "👍")
    assert await texts(service) == ["/start"]
    service.clock.move(5)
    await service.result("getUpdates", allowed_updates=["message_reaction"], offset=-1)
    await service.world.user_react(mei.id, mei.id, 1, "🔥")
    service.clock.move(5)
    reaction = (await service.result("getUpdates"))[-1]["message_reaction"]
    assert reaction["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert reaction["new_reaction"] == [{"type": "emoji", "emoji": "🔥"}]


async def test_messages_live_a_day_and_taps_150_seconds(service: Service, mei: User):
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    sent = await service.result("sendMessage", chat_id=mei.id, text="x", reply_markup=markup)
    await service.world.user_tap(mei.id, mei.id, sent["message_id"], "y")
    service.clock.move(149)
    assert await kinds(service) == ["message", "callback_query"]
    service.clock.move(2)
    assert [next(k for k in u if k != "update_id") for u in await service.result("getUpdates")] == [
        "message"
    ]
    service.clock.move(24 * 3600)
    assert await service.result("getUpdates") == []


async def test_conflicts_that_follow_quickly_are_late(service: Service):
    """The second conflict within three seconds waits, here a twentieth of a second."""
    await service.result("setWebhook", url="https://a.example/hook")
    loop = asyncio.get_running_loop()
    assert await service.refusal("getUpdates") == WEBHOOK
    before = loop.time()
    assert await service.refusal("getUpdates") == WEBHOOK
    assert loop.time() - before >= service.world.settings.conflict_pause_seconds
