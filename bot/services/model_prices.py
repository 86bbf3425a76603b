"""What a model's jobs cost, by size and length, as far as jobs told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.ids import UserId
from bot.domain.models import Model
from bot.domain.prices import LearnedPrice, price_key
from bot.domain.requests import GenerationRequest, ImageRequest, MediaKind, VideoRequest
from bot.ports import AccountStore, PriceStore


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPrices:
    """Learned prices, by model."""

    accounts: AccountStore
    prices: PriceStore

    async def of_model(self, user_id: UserId, model: Model) -> Sequence[LearnedPrice]:
        """The prices of jobs from words alone, on the site of the person's account."""
        account = await self.accounts.of_user(user_id)
        if account is None:
            return ()
        learned = []
        for resolution in model.resolutions or ("",):
            for seconds in model.seconds if model.kind is MediaKind.VIDEO else (None,):
                key = price_key(_request(model, resolution, seconds), account.region)
                price = await self.prices.price(key)
                if price is not None:
                    learned.append(LearnedPrice(resolution, seconds, price))
        return learned


def _request(model: Model, resolution: str, seconds: int | None) -> GenerationRequest:
    if seconds is None:
        return ImageRequest(prompt="", model=model.name, resolution=resolution)
    return VideoRequest(prompt="", model=model.name, resolution=resolution, seconds=seconds)
