"""What every send has in common: where it goes, what it answers, what hangs under it.

Rule: parameters are read first, the chat is checked next, the content after that, and whether the
person can be reached last, so that complaints come in the server's order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playground.telegram_service import access, keyboards
from playground.telegram_service.entities.formatting import formatted_text
from playground.telegram_service.entities.model import FormattedText
from playground.telegram_service.errors import bad_request
from playground.telegram_service.media import Medium
from playground.telegram_service.messages import Chat, Message
from playground.telegram_service.params import Query
from playground.telegram_service.state import WorldState
from playground.telegram_service.wire import FieldError, Fields, Json


@dataclass(frozen=True)
class ReplyTo:
    """The message to answer, as asked; 0 means none."""

    number: int = 0
    chat_id: str = ""
    may_be_missing: bool = False
    quote: FormattedText | None = None


@dataclass(frozen=True)
class SendOptions:
    """The parameters that all sends share."""

    chat_id: str
    reply: ReplyTo
    thread_id: int
    keyboard: keyboards.Keyboard | None
    protected: bool
    effect_id: str


@dataclass(frozen=True)
class Place:
    """Where a message goes, after all checks."""

    chat: Chat
    reply_to: int | None
    thread_id: int | None
    quote: FormattedText | None


def read_options(query: Query, *, with_markup: bool = True) -> SendOptions:
    """Read the shared parameters. Raises ApiError for unreadable ones."""
    reply = _read_reply(query)
    markup = keyboards.parse_markup(query.text("reply_markup")) if with_markup else None
    return SendOptions(
        chat_id=query.text("chat_id").strip(),
        reply=reply,
        thread_id=query.message_id("message_thread_id"),
        keyboard=markup,
        protected=query.flag("protect_content"),
        effect_id=query.text("message_effect_id"),
    )


def _read_reply(query: Query) -> ReplyTo:
    if "reply_parameters" not in query:
        number = query.message_id("reply_to_message_id")
        return ReplyTo(number, may_be_missing=query.flag("allow_sending_without_reply"))
    fields = query.fields(
        "reply_parameters",
        "Can't parse reply parameters JSON object",
        "Object expected as reply parameters",
    )
    if fields is None or fields.is_empty():
        return ReplyTo()
    try:
        return ReplyTo(
            max(0, fields.integer("message_id")),
            fields.optional_string("chat_id"),
            fields.optional_boolean("allow_sending_without_reply"),
            _quote(fields),
        )
    except FieldError as exc:
        raise bad_request(str(exc)) from exc


def _quote(fields: Fields) -> FormattedText | None:
    text = fields.optional_string("quote")
    if not text:
        return None
    return formatted_text(
        text, fields.optional_string("quote_parse_mode"), fields.raw("quote_entities")
    )


def find_place(world: WorldState, options: SendOptions) -> Place:
    """Check chat, replied message and topic. Raises ApiError."""
    chat = access.find_chat(world, options.chat_id, "write")
    answered = _answered(world, chat, options.reply)
    thread_id = access.check_thread(chat, options.thread_id)
    if answered is not None and thread_id is None:
        thread_id = answered.thread_id
    if options.effect_id and chat.person is None:
        raise bad_request("can't use message effects in the chat")
    keyboards.check_place(options.keyboard, private=chat.person is not None)
    return Place(
        chat,
        answered.number if answered is not None else None,
        thread_id,
        options.reply.quote if answered is not None else None,
    )


def _answered(world: WorldState, chat: Chat, reply: ReplyTo) -> Message | None:
    if reply.number <= 0:
        return None
    elsewhere = chat
    if reply.chat_id and reply.chat_id != str(chat.id):
        elsewhere = access.find_chat(world, reply.chat_id, "read")
    message = elsewhere.messages.get(reply.number)
    if message is None:
        if reply.may_be_missing:
            return None
        raise bad_request("message to be replied not found")
    if reply.quote is not None and reply.quote.text not in message.text.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    # A reply into another chat is sent, but shows nothing here.
    return message if elsewhere is chat else None


def new_message(
    world: WorldState,
    place: Place,
    options: SendOptions,
    text: FormattedText,
    medium: Medium | None = None,
    *,
    album: str | None = None,
    caption_above: bool = False,
) -> Message:
    """A message of the bot's at this place, not yet published."""
    message = world.draft(
        place.chat,
        world.bot.user,
        text,
        medium,
        album=album,
        reply_to=place.reply_to,
        thread_id=place.thread_id,
    )
    message.quote = place.quote
    message.keyboard = options.keyboard
    message.protected = options.protected
    message.effect_id = options.effect_id
    message.caption_above = caption_above
    return message


def check_sendable(world: WorldState, place: Place, messages: int = 1) -> None:
    """The far side's last word: flood limits, blocked, never started. Raises ApiError."""
    access.check_reachable(place.chat)
    world.flood.check(place.chat, messages)


def read_preview(query: Query) -> Mapping[str, Json] | None:
    """link_preview_options as given, with the old flag understood. Raises ApiError."""
    if not query.text("link_preview_options"):
        if query.flag("disable_web_page_preview"):
            return {"is_disabled": True}
        return None
    fields = query.fields(
        "link_preview_options",
        "Can't parse link preview options JSON object",
        "Object expected as link preview options",
    )
    if fields is None:
        return None
    names = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")
    try:
        options: dict[str, Json] = {n: True for n in names if fields.optional_boolean(n)}
        url = fields.optional_string("url")
    except FieldError as exc:
        raise bad_request(str(exc)) from exc
    if url:
        options["url"] = url
    return options or None
