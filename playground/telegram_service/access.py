"""Which chat a call means, and whether the bot may do there what it wants.

Rule: the checks come in the server's order: identifier, knowledge of the chat, the bot's standing,
the message replied to, the topic; what only the far side knows (blocked, never started) comes last.
After Bot API notes, section 2.
"""

from __future__ import annotations

from typing import Literal

from playground.telegram_service.errors import bad_request, forbidden, migrated
from playground.telegram_service.messages import Chat, Message
from playground.telegram_service.params import whole
from playground.telegram_service.people import User
from playground.telegram_service.state import WorldState

Right = Literal["read", "edit", "write"]


def find_chat(world: WorldState, chat_id: str, right: Right) -> Chat:
    """The chat of a `chat_id` parameter. Raises ApiError."""
    if not chat_id:
        raise bad_request("chat_id is empty")
    chat = _by_name(world, chat_id[1:]) if chat_id[0] == "@" else world.chats.get(whole(chat_id))
    if chat is None:
        raise bad_request("chat not found")
    if chat.person is not None:
        _check_person(chat.person, right)
    else:
        _check_group(world, chat, right)
    return chat


def _by_name(world: WorldState, name: str) -> Chat | None:
    # Public names resolve to groups and channels only; people cannot be written to by name.
    del world, name
    return None


def _check_person(person: User, right: Right) -> None:
    if not person.met:
        raise bad_request("chat not found")
    if person.deactivated and right != "read":
        raise forbidden("user is deactivated")


def _check_group(world: WorldState, chat: Chat, right: Right) -> None:
    kind = "supergroup" if chat.kind == "supergroup" else "group"
    standing = chat.members.get(world.bot.user.id, None)
    if chat.migrated_to is not None:
        if right == "write":
            raise migrated(chat.migrated_to)
        return
    if chat.deleted:
        raise forbidden("the group chat was deleted")
    if standing is None:
        raise bad_request("chat not found")
    if standing == "kicked" and (right != "read" or kind == "supergroup"):
        raise forbidden(f"bot was kicked from the {kind} chat")
    if standing == "left" and (right != "read" or kind == "supergroup"):
        raise forbidden(f"bot is not a member of the {kind} chat")


def check_reachable(chat: Chat) -> None:
    """What only shows when something is really sent to a person. Raises ApiError."""
    if chat.person is None:
        return
    if chat.person.blocked_bot:
        raise forbidden("bot was blocked by the user")
    if not chat.person.started:
        raise forbidden("bot can't initiate conversation with a user")


def find_message(world: WorldState, chat_id: str, number: int, what: str, right: Right) -> Message:
    """The message of a call; `what` begins the complaint. Raises ApiError."""
    chat = find_chat(world, chat_id, right)
    message = chat.messages.get(number)
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def own_message(world: WorldState, chat_id: str, number: int) -> Message:
    """A message of the bot's own, to be edited. Raises ApiError."""
    message = find_message(world, chat_id, number, "message to edit", "edit")
    foreign = message.sender is not world.bot.user or message.forward is not None
    with_other_keyboard = message.keyboard is not None and "inline_keyboard" not in message.keyboard
    if foreign or message.service is not None or with_other_keyboard:
        raise bad_request("message can't be edited")
    check_reachable(message.chat)
    return message


def check_thread(chat: Chat, thread_id: int) -> int | None:
    """The topic of a message about to be sent, None outside topics. Raises ApiError."""
    if thread_id <= 0:
        return None
    if thread_id not in chat.topics:
        raise bad_request("message thread not found")
    if chat.topics[thread_id].closed:
        raise bad_request("TOPIC_CLOSED")
    return thread_id
