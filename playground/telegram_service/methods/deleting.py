"""deleteMessage and deleteMessages.

Rule: within 48 hours; the bot's own messages anywhere, others' in private chats, and in groups only
where the bot is an administrator. After Bot API notes, section 2.
"""

from __future__ import annotations

from playground.telegram_service.access import find_chat, find_message
from playground.telegram_service.errors import bad_request
from playground.telegram_service.messages import Message
from playground.telegram_service.methods.call import Call
from playground.telegram_service.params import whole
from playground.telegram_service.wire import Json

_MOST = 100


async def delete_message(call: Call) -> Json:
    """deleteMessage."""
    chat_id, number = call.query.text("chat_id").strip(), call.query.message_id()
    message = find_message(call.world, chat_id, number, "message to delete", "read")
    complaint = _why_not(call, message)
    if complaint:
        raise bad_request(complaint)
    call.world.remove(message.chat, [number])
    return True


async def delete_messages(call: Call) -> Json:
    """deleteMessages: numbers that are unknown are passed over."""
    numbers = _read_numbers(call)
    chat = find_chat(call.world, call.query.text("chat_id").strip(), "read")
    found = [chat.messages[number] for number in numbers if number in chat.messages]
    for message in found:
        complaint = _why_not(call, message)
        if complaint:
            raise bad_request(complaint)
    call.world.remove(chat, [message.number for message in found])
    return True


def _read_numbers(call: Call) -> list[int]:
    if not call.query.text("message_ids"):
        raise bad_request("Message identifiers are not specified")
    value = call.query.json("message_ids", "Can't parse message_ids JSON object")
    if not isinstance(value, list):
        raise bad_request("Expected an Array of message identifiers")
    if len(value) > _MOST:
        raise bad_request("Too many message identifiers specified")
    numbers = []
    for item in value:
        if isinstance(item, bool) or not isinstance(item, int | str):
            raise bad_request("Message identifier must be a Number")
        number = whole(str(item))
        if number <= 0:
            raise bad_request("Invalid message identifier specified")
        numbers.append(number)
    return numbers


def _why_not(call: Call, message: Message) -> str:
    world, chat = call.world, message.chat
    own = message.sender is world.bot.user
    if world.now() - message.date > world.settings.delete_window_seconds:
        return "message can't be deleted for everyone"
    if own or chat.person is not None or chat.is_admin(world.bot.user.id):
        return ""
    return "message can't be deleted"
