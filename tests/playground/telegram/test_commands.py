"""Command menus: what may be set, and who sees which list."""

from __future__ import annotations

import pytest

from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, bad


def menu(*names: str) -> list[dict[str, str]]:
    """Commands with these names."""
    return [{"command": name, "description": f"does {name}"} for name in names]


@pytest.mark.parametrize(
    ("params", "complaint"),
    [
        ({"commands": "x"}, "can't parse commands JSON object"),
        ({"commands": {}}, "expected an Array of BotCommand"),
        ({"commands": [1]}, "can't parse BotCommand: expected an Object"),
        ({"commands": [{"command": "a"}]},
         'can\'t parse BotCommand: Can\'t find field "description"'),
        ({"commands": menu("")}, "command must be non-empty"),
        ({"commands": menu("a" * 33)}, "command length must not exceed 32"),
        ({"commands": [{"command": "a", "description": " "}]},
         "command description must be non-empty"),
        ({"commands": [{"command": "a", "description": "x" * 257}]},
         "command description length must not exceed 256"),
        ({"commands": menu("Image")}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("画")}, "BOT_COMMAND_INVALID"),
        ({"commands": menu(*(f"c{n}" for n in range(101)))}, "BOT_COMMANDS_TOO_MUCH"),
        ({"scope": "x"}, "can't parse BotCommandScope JSON object"),
        ({"scope": []}, "can't parse BotCommandScope: BotCommandScope must be an Object"),
        ({"scope": {"type": "x"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"scope": {"type": "chat"}},
         'can\'t parse BotCommandScope: Can\'t find field "chat_id"'),
        ({"scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        ({"language_code": "zh-hans"}, "invalid language code specified"),
        ({"language_code": "ZH"}, "invalid language code specified"),
    ],
)  # fmt: skip
async def test_what_is_refused(service: Service, params: dict[str, object], complaint: str):
    given = {"commands": menu("a"), **params}
    assert await service.refusal("setMyCommands", **given) == bad(complaint)


async def test_the_most_specific_scope_wins_and_language_before_none(service: Service, mei: User):
    world = service.world
    group = world.add_group("G", [mei.id])

    async def put(name: str, **where: object) -> None:
        assert await service.result("setMyCommands", commands=menu(name), **where) is True

    def seen(chat_id: int) -> list[object]:
        return [command["command"] for command in world.commands_for(mei.id, chat_id)]

    assert seen(mei.id) == []
    await put("default")
    assert (seen(mei.id), seen(group.id)) == (["default"], ["default"])
    await put("chinese", language_code="zh")
    assert seen(mei.id) == ["chinese"]
    await put("private", scope={"type": "all_private_chats"})
    assert (seen(mei.id), seen(group.id)) == (["private"], ["chinese"])
    await put("here", scope={"type": "chat", "chat_id": mei.id})
    assert seen(mei.id) == ["here"]
    await put("groups", scope={"type": "all_group_chats"})
    await put("admins", scope={"type": "all_chat_administrators"})
    assert seen(group.id) == ["admins"]
    member = {"type": "chat_member", "chat_id": group.id, "user_id": mei.id}
    await put("you", scope=member)
    assert seen(group.id) == ["you"]
    await service.result("deleteMyCommands", scope=member)
    assert seen(group.id) == ["admins"]


async def test_reading_does_not_fall_back(service: Service):
    await service.result("setMyCommands", commands=menu("a", "b"))
    assert await service.result("getMyCommands") == menu("a", "b")
    assert await service.result("getMyCommands", language_code="zh") == []
    await service.result("setMyCommands", commands=[])
    assert await service.result("getMyCommands") == []


async def test_people_hear_of_a_new_menu(service: Service, mei: User):
    async with service.world.subscribe(mei.id) as news:
        await service.result("setMyCommands", commands=menu("a"))
        assert (await anext(news))["type"] == "commands"


async def test_profile_texts(service: Service):
    await service.result("setMyDescription", description="draws", language_code="en")
    await service.result("setMyDescription", description="画画")
    answers = [
        await service.result("getMyDescription", language_code=code) for code in ("en", "de", "")
    ]
    assert answers == [{"description": text} for text in ("draws", "画画", "画画")]
    assert await service.result("getMyName") == {"name": "Jimeng Playground"}
