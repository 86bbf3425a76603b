"""Who there is: people and the bot.

Rule: data only, and how it is told in JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from playground.telegram_service.wire import Json, JsonObject

Status = Literal["creator", "administrator", "member", "left", "kicked"]


@dataclass
class User:
    """A person, or the bot itself."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    deactivated: bool = False
    # What the bot knows of this person: met anywhere, started in private, blocked afterwards.
    met: bool = False
    started: bool = False
    blocked_bot: bool = False

    def to_json(self) -> JsonObject:
        """The form of User in messages."""
        body: JsonObject = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        body.update({name: value for name, value in optional.items() if value})
        return body


@dataclass
class Topic:
    """A thread of a forum; its id is the number of the message that opened it."""

    id: int
    name: str
    icon_color: int = 0x6FB9F0
    closed: bool = False


def administrator_rights() -> JsonObject:
    """The rights of an administrator as ChatMemberAdministrator tells them."""
    names = (
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
        "can_pin_messages",
        "can_manage_topics",
        "can_send_welcome_messages",  # newer than Bot API 10.0; newer clients insist on it
    )
    rights: JsonObject = {name: True for name in names}
    rights.update(can_be_edited=False, is_anonymous=False, can_promote_members=False)
    return rights


@dataclass
class CommandList:
    """Commands set for one scope and language, in order: name to description."""

    commands: tuple[tuple[str, str], ...]


@dataclass
class Bot:
    """The bot: its identity, token and what it told the service about itself."""

    user: User
    token: str
    privacy_mode: bool
    supports_inline: bool
    token_revoked: bool = False
    logged_out: bool = False
    commands: dict[tuple[str, str], CommandList] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Mapping[str, Json]] = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """The form of getMe."""
        body = self.user.to_json()
        body.update(
            {
                "can_join_groups": True,
                "can_read_all_group_messages": not self.privacy_mode,
                "supports_inline_queries": self.supports_inline,
                "can_connect_to_business": False,
                "has_main_web_app": False,
                "has_topics_enabled": False,
                "allows_users_to_create_topics": False,
                "can_manage_bots": False,
            }
        )
        return body
