"""The layers of settings: what holds for a person in a chat, and who may change which of them."""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from bot.domain.errors import UserError
from bot.domain.ids import ChatId, UserId
from bot.domain.jobs import Origin
from bot.domain.models import Catalogue
from bot.domain.preferences import Chosen, Layer, Preferences, place_of, settle
from bot.domain.setting_words import Change
from bot.ports import ChatRanks, Clock, PreferenceStore
from bot.services.generations import CatalogueOf

log = structlog.get_logger(__name__)


class Layers:
    """Settings from the person's side. `operator` is the lowest layer, from the configuration."""

    def __init__(
        self,
        *,
        preferences: PreferenceStore,
        ranks: ChatRanks,
        operator: Chosen,
        catalogue_of: CatalogueOf,
        clock: Clock,
    ) -> None:
        self._preferences = preferences
        self._ranks = ranks
        self._operator = operator
        self._catalogue_of = catalogue_of
        self._clock = clock

    async def preferences_of(self, origin: Origin) -> Preferences:
        """What holds for the person of an origin in its chat."""
        return settle(await self.held(origin.user_id, origin.chat_id))

    async def held(self, user_id: UserId, chat_id: ChatId) -> Mapping[Layer, Chosen]:
        """What each layer holds for this person in this chat."""
        chosen = await self._preferences.chosen(user_id, chat_id)
        return {**chosen, Layer.OPERATOR: self._operator}

    async def catalogue_of(self, user_id: UserId) -> Catalogue:
        """The models that this person can choose."""
        return await self._catalogue_of(user_id)

    async def may_change(self, layer: Layer, user_id: UserId, chat_id: ChatId) -> bool:
        """Everybody their own; a chat's, its administrators; the operator's, nobody."""
        if layer is Layer.CHAT:
            return await self._ranks.is_admin(chat_id, user_id)
        return layer is not Layer.OPERATOR

    async def change(
        self, layer: Layer, user_id: UserId, chat_id: ChatId, change: Change
    ) -> Chosen:
        """Set one setting in a layer; gives what the layer holds now.

        Raises `UserError` (settings-admins-only) for a chat's layer and somebody who isn't an
        administrator there.
        """
        if not await self.may_change(layer, user_id, chat_id):
            raise UserError("settings-admins-only")
        place = place_of(layer, user_id, chat_id)
        log.info("settings.changed", layer=layer, setting=change.setting, user_id=user_id)
        return await self._preferences.choose(
            place, change.setting, change.value, self._clock.now()
        )
