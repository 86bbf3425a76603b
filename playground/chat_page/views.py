"""What the page shows of the world: the whole state of one person, made of the world's JSON."""

from __future__ import annotations

from playground.chat_page.page_info import PageInfo
from playground.telegram_service.people import Bot
from playground.telegram_service.wire import JsonObject
from playground.telegram_service.world import TelegramWorld

_PROFILE_TEXTS = ("name", "description", "short_description")


def info_of(world: TelegramWorld, info: PageInfo) -> JsonObject:
    """The same for everybody: the bot, the people, the demo token."""
    return {
        "bot": bot_for(world.bot, ""),
        "users": [person.to_json() for person in world.people()],
        "login_token": info.login_token,
        "notes": list(info.notes),
        "boot_id": info.boot_id,
    }


def bot_for(bot: Bot, language_code: str) -> JsonObject:
    """The bot's profile in a person's language, or in none where it has no such text."""
    profile = bot.user.to_json()
    for text in _PROFILE_TEXTS:
        in_language = bot.profile.get((text, language_code[:2].lower()))
        profile[text] = in_language or bot.profile.get((text, ""), "")
    profile["first_name"] = profile.pop("name") or bot.user.first_name
    return profile


def state_of(world: TelegramWorld, user_id: int) -> JsonObject:
    """Everything one person sees. Raises UserSideError where there is no such person."""
    me = world.person(user_id)
    return {
        "me": me.to_json(),
        "bot": bot_for(world.bot, me.language_code),
        "users": [person.to_json() for person in world.people()],
        "chats": [_chat_of(world, user_id, chat) for chat in world.chats_of(user_id)],
    }


def _chat_of(world: TelegramWorld, user_id: int, shown: JsonObject) -> JsonObject:
    chat_id = shown["id"]
    if not isinstance(chat_id, int):
        raise TypeError(f"the world gave a chat the id {chat_id!r}")
    chat = world.chats[chat_id]
    members = [user for user in chat.members if chat.is_member(user)]
    return {
        "chat": shown,
        "member_count": len(members),
        "messages": world.history(user_id, chat_id),
        "commands": world.commands_for(user_id, chat_id),
    }
