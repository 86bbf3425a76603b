"""setMyCommands, getMyCommands, deleteMyCommands, and which list a person is shown.

Rule: one list per scope and language; the most specific scope wins, and within a scope the person's
language before none. After Bot API notes, section 2.
"""

from __future__ import annotations

import re

from playground.telegram_service.access import find_chat
from playground.telegram_service.errors import bad_request
from playground.telegram_service.messages import Chat
from playground.telegram_service.methods.call import Call
from playground.telegram_service.people import Bot, CommandList, User
from playground.telegram_service.wire import FieldError, Fields, Json, JsonObject

_MOST = 100
_MAX_NAME = 32
_MAX_DESCRIPTION = 256
_NAME = re.compile(r"[a-z0-9_]+")
_WIDE = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_NARROW = ("chat", "chat_administrators", "chat_member")


async def set_my_commands(call: Call) -> Json:
    """setMyCommands; an empty list is deleteMyCommands."""
    commands = _read_commands(call)
    key = _read_key(call)
    checked = tuple(_checked(name, description) for name, description in commands)
    if len(checked) > _MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if checked:
        call.world.bot.commands[key] = CommandList(checked)
    else:
        call.world.bot.commands.pop(key, None)
    _tell(call)
    return True


async def delete_my_commands(call: Call) -> Json:
    """deleteMyCommands."""
    call.world.bot.commands.pop(_read_key(call), None)
    _tell(call)
    return True


async def get_my_commands(call: Call) -> Json:
    """getMyCommands: exactly this scope and language, no falling back."""
    found = call.world.bot.commands.get(_read_key(call))
    return commands_json(found)


def commands_json(found: CommandList | None) -> list[JsonObject]:
    """The form of an array of BotCommand."""
    pairs = found.commands if found is not None else ()
    return [{"command": name, "description": description} for name, description in pairs]


def _tell(call: Call) -> None:
    people = [user_id for user_id, user in call.world.users.items() if not user.is_bot]
    call.world.events.tell(people, {"type": "commands", "chat_id": None})


def _read_commands(call: Call) -> list[tuple[str, str]]:
    value = call.query.json("commands", "Can't parse commands JSON object")
    if not call.query.text("commands"):
        return []
    if not isinstance(value, list):
        raise bad_request("Expected an Array of BotCommand")
    try:
        items = [Fields.of(item, "expected an Object") for item in value]
        return [(item.string("command"), item.string("description")) for item in items]
    except FieldError as exc:
        raise bad_request(f"Can't parse BotCommand: {exc}") from exc


def _checked(name: str, description: str) -> tuple[str, str]:
    name = name.strip().removeprefix("/")
    description = description.strip()
    if not name:
        raise bad_request("Command must be non-empty")
    if len(name) > _MAX_NAME:
        raise bad_request(f"Command length must not exceed {_MAX_NAME}")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > _MAX_DESCRIPTION:
        raise bad_request(f"Command description length must not exceed {_MAX_DESCRIPTION}")
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return name, description


def check_language(code: str) -> None:
    """Two small letters or nothing. Raises ApiError."""
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("Invalid language code specified")


def _read_key(call: Call) -> tuple[str, str]:
    fields = call.query.fields(
        "scope",
        "Can't parse BotCommandScope JSON object",
        "Can't parse BotCommandScope: BotCommandScope must be an Object",
    )
    try:
        scope = "default" if fields is None else _scope(call, fields)
    except FieldError as exc:
        raise bad_request(f"Can't parse BotCommandScope: {exc}") from exc
    language = call.query.text("language_code")
    check_language(language)
    return scope, language


def _scope(call: Call, fields: Fields) -> str:
    kind = fields.string("type")
    if kind in _WIDE:
        return kind
    if kind not in _NARROW:
        raise FieldError("Unsupported type specified")
    chat_id = fields.string("chat_id")
    if not chat_id:
        raise FieldError("Empty chat_id specified")
    user_id = fields.integer("user_id") if kind == "chat_member" else 0
    if kind == "chat_member" and user_id <= 0:
        raise FieldError("Invalid user_id specified")
    chat = find_chat(call.world, chat_id, "read")
    if kind != "chat" and chat.person is not None:
        raise bad_request(f"can't use specified scope in {chat.kind} chats")
    return f"{kind}:{chat.id}" + (f":{user_id}" if user_id else "")


def shown_commands(bot: Bot, chat: Chat, person: User) -> list[JsonObject]:
    """The list that this person sees in this chat."""
    language = person.language_code[:2].lower()
    for scope in _scopes(chat, person):
        for code in (language, ""):
            found = bot.commands.get((scope, code))
            if found is not None:
                return commands_json(found)
    return []


def _scopes(chat: Chat, person: User) -> list[str]:
    if chat.person is not None:
        return [f"chat:{chat.id}", "all_private_chats", "default"]
    admin = chat.is_admin(person.id)
    scopes = [f"chat_member:{chat.id}:{person.id}"]
    scopes += [f"chat_administrators:{chat.id}"] if admin else []
    scopes += [f"chat:{chat.id}"]
    scopes += ["all_chat_administrators"] if admin else []
    return [*scopes, "all_group_chats", "default"]
