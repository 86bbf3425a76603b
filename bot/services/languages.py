"""Which language each person is spoken to in, in answers and in what comes of itself later."""

from __future__ import annotations

from typing import Final

from bot.domain.ids import UserId
from bot.domain.languages import Spoken
from bot.i18n import DEFAULT_LANGUAGE
from bot.ports import LanguageStore

REMEMBERED: Final = 10_000
"""People whose language is held in memory; the others are looked up."""


class Languages:
    """People's languages: what they chose, or what Telegram tells of them."""

    def __init__(self, store: LanguageStore) -> None:
        self._store = store
        self._known: dict[UserId, Spoken] = {}

    async def heard(self, user_id: UserId, told: str) -> str:
        """The language to answer in; what Telegram tells (one of ours) is noted if it is new."""
        spoken = await self._of(user_id)
        if spoken is None or spoken.told != told:
            await self._store.hear(user_id, told)
            spoken = Spoken(spoken.chosen if spoken is not None else None, told)
            self._remember(user_id, spoken)
        return spoken.language

    async def of(self, user_id: UserId, otherwise: str = DEFAULT_LANGUAGE) -> str:
        """The language for what is said to a person of itself."""
        spoken = await self._of(user_id)
        return spoken.language if spoken is not None else otherwise

    async def known(self, user_id: UserId) -> str | None:
        """The same; None for whom nothing is known of, since they never wrote."""
        spoken = await self._of(user_id)
        return spoken.language if spoken is not None else None

    async def chosen(self, user_id: UserId) -> str | None:
        """What the person chose; None follows Telegram."""
        spoken = await self._of(user_id)
        return spoken.chosen if spoken is not None else None

    async def choose(self, user_id: UserId, language: str | None, told: str) -> str:
        """Speak this language from now on, None: the one that Telegram tells. Gives the one to
        speak."""
        await self._store.choose(user_id, language, told)
        self._remember(user_id, Spoken(language, told))
        return language or told

    def forget(self, user_id: UserId) -> None:
        """The person is gone: what is held in memory goes with them."""
        self._known.pop(user_id, None)

    async def _of(self, user_id: UserId) -> Spoken | None:
        spoken = self._known.get(user_id) or await self._store.of(user_id)
        if spoken is not None:
            self._remember(user_id, spoken)
        return spoken

    def _remember(self, user_id: UserId, spoken: Spoken) -> None:
        if len(self._known) >= REMEMBERED:
            self._known.pop(next(iter(self._known)))
        self._known[user_id] = spoken
