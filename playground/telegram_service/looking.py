"""What people see: their chats, histories, menus, files and news.

Rule: the user's side; reading changes nothing. Whatever is not there raises UserSideError.
"""

from __future__ import annotations

from playground.telegram_service.errors import UserSideError
from playground.telegram_service.events import Subscription
from playground.telegram_service.messages import Chat
from playground.telegram_service.methods.commands import shown_commands
from playground.telegram_service.people import User
from playground.telegram_service.standing import Standing
from playground.telegram_service.wire import Json, JsonObject


class Looking(Standing):
    """The part of the world that shows."""

    def person(self, user_id: int) -> User:
        """A person by id. Raises UserSideError."""
        user = self.users.get(user_id)
        if user is None or user.is_bot:
            raise UserSideError(f"There is no person {user_id}.")
        return user

    def people(self) -> list[User]:
        """All people, in the order in which they came."""
        return [user for user in self.users.values() if not user.is_bot]

    def bot_profile(self) -> JsonObject:
        """The bot as people see it before they write to it."""
        profile = self.bot.profile
        return {
            **self.bot.user.to_json(),
            "description": profile.get(("description", ""), ""),
            "short_description": profile.get(("short_description", ""), ""),
        }

    def history(
        self, user_id: int, chat_id: int | None = None, *, after: int = 0
    ) -> list[JsonObject]:
        """The messages of a chat as this person sees them, oldest first; only newer numbers."""
        user = self.person(user_id)
        chat = self.chats.get(chat_id if chat_id is not None else user_id)
        if chat is None or user.id not in self.audience(chat):
            raise UserSideError(f"This person is in no chat {chat_id}.")
        newer = [message for message in chat.messages.values() if message.number > after]
        ordered = sorted(newer, key=lambda message: message.number)
        return [self.render.seen_by_person(message) for message in ordered]

    def chats_of(self, user_id: int) -> list[JsonObject]:
        """The chats of a person: with the bot first, then groups with their topics."""
        user = self.person(user_id)
        found = [chat for chat in self.chats.values() if user.id in self.audience(chat)]
        return [self._chat_json(chat) for chat in found]

    def _chat_json(self, chat: Chat) -> JsonObject:
        body: dict[str, Json] = dict(chat.to_json())
        if chat.person is not None:
            body["bot"] = self.bot.user.to_json()
            body["blocked"] = chat.person.blocked_bot
        if chat.is_forum:
            body["topics"] = [
                {"message_thread_id": topic.id, "name": topic.name, "closed": topic.closed}
                for topic in chat.topics.values()
            ]
        return body

    def commands_for(self, user_id: int, chat_id: int | None = None) -> list[JsonObject]:
        """The command menu of a person in a chat."""
        chat = self.chats.get(chat_id if chat_id is not None else user_id)
        if chat is None:
            raise UserSideError(f"There is no chat {chat_id}.")
        return shown_commands(self.bot, chat, self.person(user_id))

    def subscribe(self, user_id: int) -> Subscription:
        """Everything that happens in this person's chats from now on."""
        return self.events.subscribe(self.person(user_id).id)

    def file_bytes(self, file_unique_id: str) -> tuple[bytes, str, str]:
        """A file's bytes, type and name. Raises UserSideError."""
        stored = self.files.by_unique_id(file_unique_id)
        if stored is None:
            raise UserSideError("There is no such file.")
        return stored.data, stored.mime, stored.name
