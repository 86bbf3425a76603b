"""getChat and its relations, sendChatAction, reactions, topics, leaving."""

from __future__ import annotations

from playground.telegram_service.access import (
    check_reachable,
    find_chat,
    find_message,
)
from playground.telegram_service.errors import bad_request
from playground.telegram_service.messages import Chat
from playground.telegram_service.methods.call import Call
from playground.telegram_service.params import whole
from playground.telegram_service.people import Topic, administrator_rights
from playground.telegram_service.reactions import ALLOWED
from playground.telegram_service.wire import FieldError, Fields, Json, JsonObject

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "pick_up_location",
        "record_video_note",
        "upload_video_note",
    ]
)
_TOPIC_COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
_MAX_TOPIC_NAME = 128


async def send_chat_action(call: Call) -> Json:
    """sendChatAction: shown for five seconds or until a message comes."""
    action = call.query.text("action").strip().lower()
    if action not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = find_chat(call.world, call.query.text("chat_id").strip(), "write")
    check_reachable(chat)
    thread_id = call.query.message_id("message_thread_id") or None
    call.world.tell(chat, {"type": "chat_action", "action": action, "thread_id": thread_id})
    return True


async def get_chat(call: Call) -> Json:
    """getChat."""
    chat = find_chat(call.world, call.query.text("chat_id").strip(), "read")
    body: JsonObject = {
        **chat.to_json(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.person is not None and chat.person.username:
        body["active_usernames"] = [chat.person.username]
    if chat.kind == "supergroup":
        body["permissions"] = {"can_send_messages": True, "can_send_photos": True}
    return body


def _member(call: Call, chat: Chat, user_id: int) -> JsonObject:
    user = call.world.users[user_id]
    status = chat.members.get(user_id, "left")
    body: JsonObject = {"user": user.to_json(), "status": status}
    if status == "creator":
        body["is_anonymous"] = False
    if status == "kicked":
        body["until_date"] = 0
    if status == "administrator":
        body.update(administrator_rights())
    return body


async def get_chat_member(call: Call) -> Json:
    """getChatMember."""
    user_id = whole(call.query.text("user_id"))
    if user_id <= 0:
        raise bad_request("Invalid user_id specified")
    chat = find_chat(call.world, call.query.text("chat_id").strip(), "read")
    if user_id not in call.world.users:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.person is not None:
        if user_id not in (chat.person.id, call.world.bot.user.id):
            raise bad_request("member not found")
        return {"user": call.world.users[user_id].to_json(), "status": "member"}
    return _member(call, chat, user_id)


async def get_chat_administrators(call: Call) -> Json:
    """getChatAdministrators: other bots would be left out, but there are none."""
    chat = _group(call)
    return [_member(call, chat, user_id) for user_id in chat.members if chat.is_admin(user_id)]


async def get_chat_member_count(call: Call) -> Json:
    """getChatMemberCount."""
    chat = find_chat(call.world, call.query.text("chat_id").strip(), "read")
    return 2 if chat.person is not None else sum(1 for user in chat.members if chat.is_member(user))


async def leave_chat(call: Call) -> Json:
    """leaveChat."""
    chat = _group(call)
    chat.members[call.world.bot.user.id] = "left"
    return True


def _group(call: Call) -> Chat:
    chat = find_chat(call.world, call.query.text("chat_id").strip(), "read")
    if chat.person is not None:
        raise bad_request("there are no administrators in the private chat")
    return chat


async def set_message_reaction(call: Call) -> Json:
    """setMessageReaction: a bot sets at most one, from the usual list."""
    emoji = _read_reactions(call)
    message = find_message(
        call.world,
        call.query.text("chat_id").strip(),
        call.query.message_id(),
        "message to react",
        "read",
    )
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if not ALLOWED.issuperset(emoji):
        raise bad_request("REACTION_INVALID")
    check_reachable(message.chat)
    call.world.react(message, call.world.bot.user, tuple(emoji))
    return True


def _read_reactions(call: Call) -> list[str]:
    value = call.query.json("reaction", "Can't parse reaction types JSON object")
    if not call.query.text("reaction"):
        return []
    if not isinstance(value, list):
        raise bad_request("Expected an Array of ReactionType")
    try:
        return [_reaction(Fields.of(item, "expected an Object")) for item in value]
    except FieldError as exc:
        raise bad_request(f"Can't parse ReactionType: {exc}") from exc


def _reaction(fields: Fields) -> str:
    kind = fields.string("type")
    if kind == "emoji":
        return fields.string("emoji")
    if kind == "custom_emoji":
        fields.string("custom_emoji_id")
        return "custom"  # only premium people have these, so it is refused as not allowed
    raise FieldError("invalid reaction type specified")


async def create_forum_topic(call: Call) -> Json:
    """createForumTopic: in forums where the bot is an administrator."""
    name = call.query.text("name")
    chat = find_chat(call.world, call.query.text("chat_id").strip(), "write")
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not chat.is_admin(call.world.bot.user.id):
        raise bad_request("not enough rights to create a topic")
    if not 1 <= len(name) <= _MAX_TOPIC_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY")
    color = call.query.integer("icon_color", _TOPIC_COLORS[0], 0, 0xFFFFFF)
    topic: Topic = call.world.open_topic(chat, call.world.bot.user, name, color)
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": topic.icon_color}
