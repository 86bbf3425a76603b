"""The people's side with JSON in place of objects, for those who pass it on: the chat page.

Rule: nothing but translation; every method is the world's of the same name.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from playground.telegram_service.events import Subscription
from playground.telegram_service.wire import JsonObject
from playground.telegram_service.world import TelegramWorld


class JsonFace:
    """A world seen through JSON. Refusals are UserSideErrors as ever."""

    def __init__(self, world: TelegramWorld) -> None:
        self._world = world

    def people(self) -> list[JsonObject]:
        """All people."""
        return [user.to_json() for user in self._world.people()]

    def bot_profile(self) -> JsonObject:
        """The bot with what it says about itself, in no particular language."""
        return self._world.bot_profile()

    def add_user(self, first_name: str, language_code: str = "zh-hans") -> JsonObject:
        """A new person."""
        return self._world.add_user(first_name, language_code).to_json()

    def add_group(self, title: str, members: Sequence[int], is_forum: bool = False) -> JsonObject:
        """A new group with the bot in it."""
        return self._world.add_group(title, members, is_forum).to_json()

    def chats_of(self, user_id: int) -> list[JsonObject]:
        """A person's chats."""
        return self._world.chats_of(user_id)

    def history(self, user_id: int, chat_id: int | None = None) -> list[JsonObject]:
        """A chat as a person sees it."""
        return self._world.history(user_id, chat_id)

    def commands_for(self, user_id: int, chat_id: int | None = None) -> list[JsonObject]:
        """A person's command menu in a chat."""
        return self._world.commands_for(user_id, chat_id)

    def subscribe(self, user_id: int) -> Subscription:
        """A person's news."""
        return self._world.subscribe(user_id)

    async def user_send(
        self,
        user_id: int,
        chat_id: int | None = None,
        text: str | None = None,
        photos: Sequence[bytes] = (),
        documents: Sequence[tuple[str, bytes]] = (),
        caption: str | None = None,
        reply_to: int | None = None,
        thread_id: int | None = None,
    ) -> list[JsonObject]:
        """Send; gives the messages as the person sees them."""
        messages = await self._world.user_send(
            user_id, chat_id, text, photos, documents, caption, reply_to, thread_id
        )
        return [self._world.render.seen_by_person(message) for message in messages]

    async def user_edit(self, user_id: int, chat_id: int, message_id: int, text: str) -> None:
        """Edit one's own message."""
        await self._world.user_edit(user_id, chat_id, message_id, text)

    async def user_tap(
        self,
        user_id: int,
        chat_id: int | None,
        message_id: int,
        data: str,
        asks: bool = False,
        wait_seconds: float = 0.0,
    ) -> JsonObject:
        """Tap a button."""
        answer = await self._world.user_tap(user_id, chat_id, message_id, data, asks, wait_seconds)
        return dict(dataclasses.asdict(answer))

    async def user_inline(
        self,
        user_id: int,
        chat_id: int | None,
        words: str,
        offset: str = "",
        wait_seconds: float = 0.0,
    ) -> JsonObject:
        """Ask the bot for something to send."""
        answer = await self._world.user_inline(user_id, chat_id, words, offset, wait_seconds)
        return answer.to_json()

    async def user_choose(
        self,
        user_id: int,
        chat_id: int | None,
        query_id: str,
        result_id: str,
        reply_to: int | None = None,
        thread_id: int | None = None,
    ) -> JsonObject:
        """Send one of the results; gives the message as the person sees it."""
        message = await self._world.user_choose(
            user_id, chat_id, query_id, result_id, reply_to, thread_id
        )
        return self._world.render.seen_by_person(message)

    async def user_react(
        self, user_id: int, chat_id: int, message_id: int, emoji: str | None
    ) -> None:
        """Set or take back one's reaction."""
        await self._world.user_react(user_id, chat_id, message_id, emoji)

    def file_bytes(self, file_unique_id: str) -> tuple[bytes, str, str]:
        """A file's bytes, type and name."""
        return self._world.file_bytes(file_unique_id)
