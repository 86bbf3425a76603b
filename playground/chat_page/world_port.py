"""What the page asks of the Telegram world: the people's side of it, and nothing of the bot's side.

Rule: JSON objects are passed on as the world renders them (Bot API forms); the page reads them in
JavaScript. Whatever a person may not do raises `UserSideError`, a ValueError with a plain sentence.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Protocol

from playground.telegram_service.wire import Json

JsonMap = Mapping[str, Json]


class EventStream(Protocol):
    """Events for one person from the moment of the subscription until `aclose`."""

    def __aiter__(self) -> AsyncIterator[JsonMap]: ...

    async def __anext__(self) -> JsonMap: ...

    async def aclose(self) -> None: ...


class World(Protocol):
    """The methods of the Telegram service's world that the page calls."""

    def people(self) -> Sequence[JsonMap]: ...

    def bot_profile(self) -> JsonMap: ...

    def chats_of(self, user_id: int) -> Sequence[JsonMap]: ...

    def history(self, user_id: int, chat_id: int) -> Sequence[JsonMap]: ...

    def commands_for(self, user_id: int, chat_id: int) -> Sequence[JsonMap]: ...

    def subscribe(self, user_id: int) -> EventStream: ...

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
    ) -> Sequence[JsonMap]: ...

    async def user_edit(self, user_id: int, chat_id: int, message_id: int, text: str) -> None: ...

    async def user_tap(self, user_id: int, chat_id: int, message_id: int, data: str) -> JsonMap: ...

    async def user_react(
        self, user_id: int, chat_id: int, message_id: int, emoji: str | None
    ) -> None: ...

    def add_user(self, first_name: str, language_code: str = "zh-hans") -> JsonMap: ...

    def add_group(self, title: str, members: Sequence[int]) -> JsonMap: ...

    def file_bytes(self, file_unique_id: str) -> tuple[bytes, str, str]: ...
