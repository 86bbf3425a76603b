"""What the tests hold in hand: the running service, its answers, pictures to send."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from PIL import Image

from playground.clock import Clock
from playground.stage import Stage
from playground.telegram_service import TelegramWorld


class HandClock(Clock):
    """A clock whose Unix time moves only when told to."""

    def __init__(self) -> None:
        super().__init__()
        self._moment = 1_800_000_000.0

    def now(self) -> float:
        return self._moment

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self._moment += seconds


@dataclass(frozen=True)
class Answer:
    """HTTP status and body of one call."""

    status: int
    body: dict[str, Any]

    @property
    def result(self):
        """The result of a call that has to be right."""
        assert self.body["ok"] is True, self.body
        assert self.status == 200
        return self.body["result"]

    @property
    def refusal(self) -> tuple[int, str]:
        """Code and description of a refused call, whose HTTP status has to be the code."""
        assert self.body["ok"] is False, self.body
        assert self.status == self.body["error_code"]
        return self.body["error_code"], self.body["description"]


@dataclass(frozen=True)
class Service:
    """The server and its world."""

    url: str
    stage: Stage
    world: TelegramWorld
    client: httpx.AsyncClient

    @property
    def root(self) -> str:
        """The address before the method."""
        return f"{self.url}/bot{self.world.bot_token}"

    @property
    def clock(self) -> HandClock:
        """The clock of the run."""
        assert isinstance(self.stage.clock, HandClock)
        return self.stage.clock

    async def call(
        self, method: str, files: Mapping[str, tuple[str, bytes]] | None = None, **params: object
    ) -> Answer:
        """Call a method as most clients do: JSON, or a form when there are files."""
        if files is None:
            response = await self.client.post(f"{self.root}/{method}", json=params)
        else:
            fields = {
                name: value if isinstance(value, str) else json.dumps(value)
                for name, value in params.items()
            }
            response = await self.client.post(f"{self.root}/{method}", data=fields, files=files)
        return Answer(response.status_code, response.json())

    async def refusal(self, method: str, **params) -> tuple[int, str]:
        """Code and description of a call that has to be refused."""
        return (await self.call(method, **params)).refusal

    async def result(self, method: str, **params):
        """The result of a call that has to be right."""
        return (await self.call(method, **params)).result


def picture(width: int = 64, height: int = 48, form: str = "PNG", **saving: object) -> bytes:
    """A small picture with a gradient, so that sizes and colours can be told apart."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    out = io.BytesIO()
    image.save(out, form, **saving)
    return out.getvalue()


def bad(text: str) -> tuple[int, str]:
    """A 400 with this description."""
    return 400, f"Bad Request: {text}"
