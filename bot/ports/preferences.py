"""Where people's choices and languages are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.domain.ids import ChatId, UserId
from bot.domain.languages import Spoken
from bot.domain.preferences import Chosen, Layer, Place, Setting, Value


class PreferenceStore(Protocol):
    """What people and chats chose. A place where nothing is chosen holds nothing."""

    async def chosen(self, user_id: UserId, chat_id: ChatId) -> Mapping[Layer, Chosen]:
        """What each layer holds for this person in this chat; a layer without a choice is left
        out, and so is the operator's."""
        ...

    async def choose(
        self, place: Place, setting: Setting, value: Value | None, now: float
    ) -> Chosen:
        """Set one setting at a place, or with None take its choice away; gives what stands there
        now. Others' changes at the same place are kept."""
        ...


class LanguageStore(Protocol):
    """Which language each person is spoken to in."""

    async def of(self, user_id: UserId) -> Spoken | None: ...

    async def hear(self, user_id: UserId, told: str) -> None:
        """Note the language that Telegram tells of a person; what they chose stays."""
        ...

    async def choose(self, user_id: UserId, language: str | None, told: str) -> None:
        """Note what the person chose; None follows Telegram again."""
        ...
