"""The stores of choices and languages in memory."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.ids import ChatId, UserId
from bot.domain.languages import Spoken
from bot.domain.preferences import NOTHING, Chosen, Layer, Place, Setting, Value, place_of

CHOSEN_IN_CHATS = (Layer.ME_HERE, Layer.CHAT, Layer.ME)


class FakePreferenceStore:
    """Implements `bot.ports.PreferenceStore` in memory."""

    def __init__(self) -> None:
        self._chosen: dict[Place, Chosen] = {}

    async def chosen(self, user_id: UserId, chat_id: ChatId) -> Mapping[Layer, Chosen]:
        places = {layer: place_of(layer, user_id, chat_id) for layer in CHOSEN_IN_CHATS}
        return {
            layer: self._chosen[place] for layer, place in places.items() if place in self._chosen
        }

    async def choose(
        self, place: Place, setting: Setting, value: Value | None, now: float
    ) -> Chosen:
        after = self._chosen.pop(place, NOTHING).having(setting, value)
        if after != NOTHING:
            self._chosen[place] = after
        return after

    def of(self, user_id: UserId) -> list[Chosen]:
        """What one person chose anywhere."""
        return [chosen for place, chosen in self._chosen.items() if place.user_id == user_id]

    def forget(self, user_id: UserId) -> None:
        """Forget everything of one person."""
        self._chosen = {p: chosen for p, chosen in self._chosen.items() if p.user_id != user_id}


class FakeLanguageStore:
    """Implements `bot.ports.LanguageStore` in memory."""

    def __init__(self) -> None:
        self.spoken: dict[UserId, Spoken] = {}

    async def of(self, user_id: UserId) -> Spoken | None:
        return self.spoken.get(user_id)

    async def hear(self, user_id: UserId, told: str) -> None:
        before = self.spoken.get(user_id)
        self.spoken[user_id] = Spoken(before.chosen if before is not None else None, told)

    async def choose(self, user_id: UserId, language: str | None, told: str) -> None:
        self.spoken[user_id] = Spoken(language, told)
