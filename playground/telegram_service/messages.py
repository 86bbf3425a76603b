"""Chats and the messages in them, as the service keeps them.

Rule: data only. A private chat has the person's id; a supergroup has its own message numbers, while
private chats and basic groups share one counter of the bot, as on the real service.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from playground.telegram_service.entities.model import FormattedText
from playground.telegram_service.media import Medium
from playground.telegram_service.people import Status, Topic, User
from playground.telegram_service.wire import Json, JsonObject

ChatKind = Literal["private", "group", "supergroup"]
NOTHING = FormattedText("")


@dataclass
class Chat:
    """A place for messages, with its members and their standing."""

    id: int
    kind: ChatKind
    title: str = ""
    person: User | None = None
    is_forum: bool = False
    members: dict[int, Status] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_number: int = 0
    migrated_to: int | None = None
    deleted: bool = False

    def to_json(self) -> JsonObject:
        """The form of Chat in messages."""
        if self.person is not None:
            body: JsonObject = {"id": self.id, "first_name": self.person.first_name}
            if self.person.last_name:
                body["last_name"] = self.person.last_name
            if self.person.username:
                body["username"] = self.person.username
            body["type"] = self.kind
            return body
        body = {"id": self.id, "title": self.title, "type": self.kind}
        if self.is_forum:
            body["is_forum"] = True
        if self.kind == "group":
            body["all_members_are_administrators"] = False
        return body

    def is_member(self, user_id: int) -> bool:
        """Whether this person (or bot) is in the chat now."""
        return self.members.get(user_id) in ("creator", "administrator", "member")

    def is_admin(self, user_id: int) -> bool:
        """Whether this person (or bot) runs the chat."""
        return self.members.get(user_id) in ("creator", "administrator")


@dataclass
class Message:
    """One message. `text` is the caption where there is a medium."""

    chat: Chat
    number: int
    date: int
    sender: User
    text: FormattedText = NOTHING
    medium: Medium | None = None
    reply_to: int | None = None
    quote: FormattedText | None = None
    thread_id: int | None = None
    album: str | None = None
    keyboard: Mapping[str, Json] | None = None
    edit_date: int | None = None
    service: JsonObject | None = None
    forward: JsonObject | None = None
    protected: bool = False
    caption_above: bool = False
    via: User | None = None
    effect_id: str = ""
    preview: Mapping[str, Json] | None = None
    reactions: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        """Whether this is a plain text message."""
        return self.medium is None and self.service is None

    def reactions_json(self) -> list[JsonObject]:
        """Who reacted with what, in order."""
        return [
            {"user_id": user_id, "emoji": emoji}
            for user_id, chosen in self.reactions.items()
            for emoji in chosen
        ]
