"""Inline mode: the query, the one answer it takes, each refusal, and what comes of a choice."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from playground import control
from playground.jimeng_service.model_shop import ModelShop
from playground.server import start
from playground.telegram_service import TelegramSettings, UserSideError, control_routes
from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, bad, picture

TOO_OLD = bad("query is too old and response timeout expired or query ID is invalid")


async def typed(service: Service, mei: User, words: str = "cat", **fields: Any) -> dict[str, Any]:
    """Words behind the bot's name; gives the query as the bot gets it."""
    await service.world.user_inline(mei.id, None, words, **fields)
    update = (await service.result("getUpdates", offset=-1))[-1]
    query: dict[str, Any] = update["inline_query"]
    return query


async def photo_id(service: Service, mei: User) -> str:
    files = {"photo": ("a.png", picture())}
    sent = (await service.call("sendPhoto", files=files, chat_id=str(mei.id))).result
    file_id: str = sent["photo"][-1]["file_id"]
    return file_id


def cached(file_id: str, name: str = "a", **more: object) -> dict[str, object]:
    return {"type": "photo", "id": name, "photo_file_id": file_id, **more}


async def answer(service: Service, query: dict[str, Any], results: object, **more: Any) -> Any:
    return await service.call(
        "answerInlineQuery", inline_query_id=query["id"], results=results, **more
    )


async def test_the_bot_gets_what_is_typed(service: Service, mei: User):
    query = await typed(service, mei, "猫 ⭐", offset="A.1")
    assert {name: query[name] for name in ("query", "offset", "chat_type")} == {
        "query": "猫 ⭐",
        "offset": "A.1",
        "chat_type": "sender",
    }
    assert query["from"]["id"] == mei.id
    group = service.world.add_group("Friends", [mei.id])
    await service.world.user_inline(mei.id, group.id, "x")
    query = (await service.result("getUpdates", offset=-1))[-1]["inline_query"]
    assert query["chat_type"] == "supergroup"


async def test_an_answer_is_taken_once(service: Service, mei: User):
    file_id = await photo_id(service, mei)
    query = await typed(service, mei)
    assert (await answer(service, query, [cached(file_id)])).result is True
    assert (await answer(service, query, [cached(file_id)])).refusal == TOO_OLD


async def test_unknown_and_late_answers(service: Service, mei: User):
    assert (await answer(service, {"id": "1"}, [])).refusal == TOO_OLD
    query = await typed(service, mei)
    service.clock.move(service.world.settings.inline_answer_seconds + 1)
    assert (await answer(service, query, [])).refusal == TOO_OLD


async def test_a_query_that_nobody_fetched_dies_of_age(service: Service, mei: User):
    await service.world.user_inline(mei.id, None, "cat")
    assert [update.kind for update in service.world.updates.pending][-1] == "inline_query"
    service.clock.move(service.world.settings.inline_life_seconds + 1)
    assert "inline_query" not in [update.kind for update in service.world.updates.pending]


@pytest.mark.parametrize(
    ("results", "complaint"),
    [
        ("{", "can't parse JSON encoded inline query results"),
        ({}, "expected an Array of inline query results"),
        (["x"], "can't parse inline query result: Inline query result must be an object"),
        ([{"id": "a"}], "can't parse inline query result: Can't find field \"type\""),
        ([{"type": "poem"}], 'type "poem" is unsupported for the inline query result'),
        ([{"type": "photo"}], "can't parse inline query result: Can't find field \"id\""),
        ([cached("{id}", "")], "RESULT_ID_INVALID"),
        ([cached("{id}", "é" * 33)], "RESULT_ID_INVALID"),
        ([cached("{id}"), cached("{id}")], "RESULT_ID_DUPLICATE"),
        ([cached("AgACAgQAAx")], "wrong file identifier/HTTP URL specified"),
        (
            [{"type": "video", "id": "a", "video_file_id": "{id}"}],
            "can't parse inline query result: Can't find field \"title\"",
        ),
        (
            [{"type": "video", "id": "a", "video_file_id": "{id}", "title": "x"}],
            "can't use file of type Photo as Video",
        ),
        (
            [{"type": "photo", "id": "a", "photo_url": "https://a.test/b.jpg"}],
            "WEBDOCUMENT_URL_INVALID",
        ),
        ([cached("{id}", caption="x" * 1025)], "message caption is too long"),
        (
            [cached("{id}", reply_markup={"inline_keyboard": [[{"text": "x"}]]})],
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ([cached("{id}", str(n)) for n in range(51)], "too many inline query results specified"),
    ],
)
async def test_results_that_are_refused(
    service: Service, mei: User, results: object, complaint: str
):
    file_id = await photo_id(service, mei)
    query = await typed(service, mei)
    if isinstance(results, list):
        results = [
            {k: file_id if v == "{id}" else v for k, v in each.items()}
            if isinstance(each, dict)
            else each
            for each in results
        ]
    assert (await answer(service, query, results)).refusal == bad(complaint)
    assert (await answer(service, query, [])).result is True  # the query still waits


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ({"next_offset": "é" * 33}, "NEXT_OFFSET_INVALID"),
        (
            {"button": {"start_parameter": "a"}},
            "can't parse inline query results button: Can't find field \"text\"",
        ),
        ({"button": {"text": "x"}}, "button must have exactly one action"),
        (
            {"button": {"text": "x", "start_parameter": "a", "web_app": {"url": "https://a.test"}}},
            "button must have exactly one action",
        ),
        ({"button": {"text": "x", "start_parameter": ""}}, "START_PARAM_EMPTY"),
        ({"button": {"text": "x", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({"button": {"text": "x", "start_parameter": "a" * 65}}, "START_PARAM_INVALID"),
    ],
)
async def test_offsets_and_buttons_that_are_refused(
    service: Service, mei: User, more: dict[str, object], complaint: str
):
    query = await typed(service, mei)
    assert (await answer(service, query, [], **more)).refusal == bad(complaint)


async def test_another_bots_file_is_refused(service: Service, mei: User):
    await photo_id(service, mei)
    messages = service.world.chats[mei.id].messages.values()
    medium = next(message.medium for message in messages if message.medium)
    foreign = service.world.files.file_id(medium.main, 123, 1)
    query = await typed(service, mei)
    refusal = (await answer(service, query, [cached(foreign)])).refusal
    assert refusal == bad("wrong file identifier/HTTP URL specified")


async def test_the_person_sees_the_answer_and_sends_one_of_it(service: Service, mei: User):
    file_id = await photo_id(service, mei)
    query = await typed(service, mei)
    markup = {"inline_keyboard": [[{"text": "x", "url": "https://a.test/"}]]}
    await answer(
        service,
        query,
        [
            cached(file_id, "one", title="t", description="d"),
            cached(file_id, "two", caption="<b>hi</b>", parse_mode="HTML", reply_markup=markup),
        ],
        next_offset="A.2",
        is_personal=True,
        cache_time=5,
    )
    asked = service.world.inline.answered(query["id"], mei)
    assert asked is not None
    seen: Any = asked.answer.result().to_json()
    assert [each["id"] for each in seen["results"]] == ["one", "two"]
    assert (seen["results"][0]["title"], seen["results"][0]["description"]) == ("t", "d")
    assert seen["results"][0]["photo"][-1]["file_unique_id"]
    assert (seen["next_offset"], seen["cache_time"], seen["is_personal"]) == ("A.2", 5, True)

    message = await service.world.user_choose(mei.id, None, query["id"], "two")
    (update,) = await service.result("getUpdates", offset=-1)
    body = update["message"]
    assert body["message_id"] == message.number
    assert body["from"]["id"] == mei.id
    assert body["via_bot"]["id"] == service.world.bot.user.id
    assert (body["caption"], body["reply_markup"]) == ("hi", markup)
    assert body["photo"][-1]["file_unique_id"] == seen["results"][1]["photo"][-1]["file_unique_id"]


async def test_only_what_was_answered_to_oneself_can_be_chosen(service: Service, mei: User):
    other = service.world.add_user("Li")
    file_id = await photo_id(service, mei)
    query = await typed(service, mei)
    with pytest.raises(UserSideError):
        await service.world.user_choose(mei.id, None, query["id"], "a")
    await answer(service, query, [cached(file_id)])
    for user, name in ((mei, "b"), (other, "a")):
        with pytest.raises(UserSideError):
            await service.world.user_choose(user.id, None, query["id"], name)


async def test_a_person_types_256_characters_at_most(service: Service, mei: User):
    await service.world.user_inline(mei.id, None, "x" * 256)
    with pytest.raises(UserSideError):
        await service.world.user_inline(mei.id, None, "x" * 257)


async def test_a_choice_is_told_only_to_a_bot_that_asked_for_it(service: Service, mei: User):
    file_id = await photo_id(service, mei)
    query = await typed(service, mei)
    await answer(service, query, [cached(file_id)])
    await service.world.user_choose(mei.id, None, query["id"], "a")
    kinds = [update.kind for update in service.world.updates.pending]
    assert "chosen_inline_result" not in kinds


class TestWithFeedback:
    """Its owner turned the feedback on."""

    @pytest.fixture
    def settings(self) -> TelegramSettings:
        return TelegramSettings(inline_feedback=True)

    async def test_the_choice_is_told(self, service: Service, mei: User):
        file_id = await photo_id(service, mei)
        query = await typed(service, mei, "cat")
        await answer(service, query, [cached(file_id)])
        await service.world.user_choose(mei.id, None, query["id"], "a")
        (update,) = await service.result("getUpdates", offset=-1)
        chosen = update["chosen_inline_result"]
        assert (chosen["result_id"], chosen["query"], chosen["from"]["id"]) == ("a", "cat", mei.id)


class TestWithoutInlineMode:
    """A bot whose owner never turned it on."""

    @pytest.fixture
    def settings(self) -> TelegramSettings:
        return TelegramSettings(supports_inline=False)

    async def test_there_is_nothing_to_type(self, service: Service, mei: User):
        assert (await service.result("getMe"))["supports_inline_queries"] is False
        with pytest.raises(UserSideError):
            await service.world.user_inline(mei.id, None, "x")


async def test_the_control_address_types_and_chooses(service: Service, mei: User):
    file_id = await photo_id(service, mei)
    routes = control_routes(service.world)
    app = control.build_app(service.stage, lambda body: {}, ModelShop(), routes)
    server = await start(app)
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as driver:
        body = {"query": "cat", "wait_seconds": 0}
        asked = (await driver.post(f"/users/{mei.id}/inline", json=body)).json()
        assert (asked["ok"], asked["answered"], asked["results"]) == (True, False, [])
        button = {"text": "more", "start_parameter": "inline"}
        query = {"id": asked["query_id"]}
        await answer(service, query, [cached(file_id)], button=button)
        chosen = {"query_id": asked["query_id"], "result_id": "a"}
        sent = (await driver.post(f"/users/{mei.id}/choose", json=chosen)).json()
        assert sent["message"]["via_bot"]["is_bot"] is True
        refused = await driver.post(f"/users/{mei.id}/choose", json={**chosen, "result_id": "b"})
        assert refused.status_code == 400
    await server.close()
