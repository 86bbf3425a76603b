"""Joining, leaving, blocking, moving: how people and the bot stand to each other.

Rule: the user's side again; every change that the real service would tell the bot is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from playground.telegram_service.errors import UserSideError
from playground.telegram_service.messages import Chat
from playground.telegram_service.people import Status, Topic, User
from playground.telegram_service.state import WorldState


class Standing(WorldState):
    """The part of the world that is about membership."""

    def add_group(
        self,
        title: str,
        members: Sequence[int],
        is_forum: bool = False,
        *,
        basic: bool = False,
        bot_is_admin: bool = False,
    ) -> Chat:
        """A group made by the first member, with the bot in it; forums are supergroups."""
        people = [self._human(user_id) for user_id in members]
        if not title.strip() or not people:
            raise UserSideError("A group needs a title and at least one person.")
        chat = self.new_group(title.strip(), is_forum=is_forum, basic=basic and not is_forum)
        chat.members = {user.id: "member" for user in people}
        chat.members[people[0].id] = "creator"
        self.tell(chat, {"type": "chat", "chat": chat.to_json()})
        self.seat_bot(people[0].id, chat.id, "administrator" if bot_is_admin else "member")
        return chat

    def seat_bot(self, by: int, chat_id: int, status: Status) -> None:
        """Give the bot a standing in a group: member, administrator, kicked."""
        chat, user = self._group(chat_id), self._human(by)
        old = chat.members.get(self.bot.user.id, "left")
        chat.members[self.bot.user.id] = status
        user.met = True
        self.bot_standing(chat, user, old, status)
        joined = status in ("member", "administrator") and old in ("left", "kicked")
        if joined:
            bot = self.bot.user.to_json()
            self.publish(
                [
                    self.draft(
                        chat,
                        user,
                        service={"new_chat_members": [bot], "new_chat_member": bot},
                    )
                ]
            )

    def add_topic(self, user_id: int, chat_id: int, name: str) -> Topic:
        """Open a topic in a forum."""
        chat = self._group(chat_id)
        if not chat.is_forum:
            raise UserSideError("Only a forum has topics.")
        if not name.strip():
            raise UserSideError("A topic needs a name.")
        topic = self.open_topic(chat, self._human(user_id), name.strip(), 0x6FB9F0)
        self.tell(chat, {"type": "chat", "chat": chat.to_json()})
        return topic

    def delete_topic(self, chat_id: int, topic_id: int) -> None:
        """Delete a topic with its messages; the bot is not told."""
        chat = self._group(chat_id)
        if chat.topics.pop(topic_id, None) is None:
            raise UserSideError(f"There is no topic {topic_id}.")
        self.remove(
            chat, [n for n, message in chat.messages.items() if message.thread_id == topic_id]
        )

    def block_bot(self, user_id: int, *, blocked: bool = True) -> None:
        """Block the bot in private, or take it back."""
        user = self._human(user_id)
        if user.blocked_bot is blocked:
            return
        user.blocked_bot = blocked
        words = ("member", "kicked") if blocked else ("kicked", "member")
        self.bot_standing(self.chats[user_id], user, *words)

    def deactivate(self, user_id: int) -> None:
        """The person's account is gone."""
        self._human(user_id).deactivated = True

    def migrate(self, chat_id: int) -> Chat:
        """Turn a basic group into a supergroup with another id; the bot is told in both."""
        old = self._group(chat_id)
        if old.kind != "group" or old.migrated_to is not None:
            raise UserSideError("Only a basic group can become a supergroup.")
        creator = self.creator_of(chat_id)
        new = self.new_group(old.title, is_forum=False, basic=False)
        new.members = dict(old.members)
        leaving = self.draft(old, creator, service={"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        arriving = self.draft(new, creator, service={"migrate_from_chat_id": old.id})
        self.publish([leaving, arriving])
        self.tell(new, {"type": "chat", "chat": new.to_json()})
        return new

    def revoke_token(self) -> None:
        """The bot's token is taken back: every call is refused from now on."""
        self.bot.token_revoked = True

    def creator_of(self, chat_id: int) -> User:
        """The person who made a group."""
        members = self._group(chat_id).members
        return next(self.users[user] for user, status in members.items() if status == "creator")

    def _group(self, chat_id: int) -> Chat:
        chat = self.chats.get(chat_id)
        if chat is None or chat.person is not None:
            raise UserSideError(f"There is no group {chat_id}.")
        return chat

    def _human(self, user_id: int) -> User:
        user = self.users.get(user_id)
        if user is None or user.is_bot:
            raise UserSideError(f"There is no person {user_id}.")
        return user
