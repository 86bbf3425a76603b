"""What the page shows of the world: the whole state of one person, made of the world's JSON."""

from __future__ import annotations

from playground.chat_page.page_info import PageInfo
from playground.chat_page.world_port import JsonMap, World


def info_of(world: World, info: PageInfo) -> JsonMap:
    """The same for everybody: the bot, the people, the demo token."""
    return {
        "bot": world.bot_profile(),
        "users": list(world.people()),
        "login_token": info.login_token,
        "notes": list(info.notes),
        "boot_id": info.boot_id,
    }


def state_of(world: World, user_id: int) -> JsonMap:
    """Everything one person sees. Raises UserSideError where there is no such person."""
    me = next((person for person in world.people() if person["id"] == user_id), None)
    chats: list[JsonMap] = []
    for chat in world.chats_of(user_id):
        chat_id = chat["id"]
        if not isinstance(chat_id, int):
            raise TypeError(f"the world gave a chat the id {chat_id!r}")
        chats.append(
            {
                "chat": chat,
                "messages": list(world.history(user_id, chat_id)),
                "commands": list(world.commands_for(user_id, chat_id)),
            }
        )
    return {"me": me, "chats": chats}
