"""Put the parts together: one stage, two services, the chat page, the control address.

Rule: the only place that knows all parts. Tests use it in-process, `python -m playground` as a
program.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Self

from playground import chat_page, control, jimeng_service, telegram_service
from playground.clock import Clock
from playground.jimeng_service import JimengWorld, Settings
from playground.server import RunningServer, start
from playground.stage import Stage
from playground.telegram_service import TelegramWorld

FAST_FACTOR = 20.0
PEOPLE = (("我", "zh-hans"), ("You", "en"))


@dataclass(frozen=True)
class Addresses:
    """Where everything listens, and what is needed to use it."""

    page: str
    telegram_api: str
    jimeng_api: str
    control: str
    bot_token: str
    login_token: str

    def to_json(self) -> dict[str, str]:
        """The line that drivers read."""
        return {
            "page": self.page,
            "telegram_api": self.telegram_api,
            "jimeng_api": self.jimeng_api,
            "control": self.control,
            "bot_token": self.bot_token,
            "login_token": self.login_token,
        }


class Playground:
    """Both services with their rims; an async context manager."""

    def __init__(
        self, *, fast: bool = False, paint_ahead: bool = False, notes: Sequence[str] = ()
    ) -> None:
        self.stage = Stage(clock=Clock(FAST_FACTOR if fast else 1.0))
        is_looked_at = paint_ahead or not fast
        settings = Settings(paint_ahead=paint_ahead, paint_smoothly=is_looked_at)
        self.jimeng = JimengWorld(self.stage, settings)
        self.telegram = TelegramWorld(self.stage)
        self.people = tuple(self.telegram.add_user(name, code) for name, code in PEOPLE)
        self._notes = notes
        self._servers = AsyncExitStack()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> Addresses:
        """Listen; only the page's port can be chosen. Raises PortBusyError."""
        info = chat_page.PageInfo(login_token=self.jimeng.login_token, notes=self._notes)
        page = chat_page.build_app(self.telegram, info)
        rim = control.build_app(
            self.stage,
            self.jimeng.set_credits,
            self.jimeng.models,
            telegram_service.control_routes(self.telegram),
        )
        page_server = await self._listen(await start(page, host, port))
        bot_api = telegram_service.build_app(self.stage, self.telegram)
        telegram_server = await self._listen(await start(bot_api, host))
        site = jimeng_service.build_app(self.stage, self.jimeng)
        jimeng_server = await self._listen(await start(site, host))
        control_server = await self._listen(await start(rim, host))
        return Addresses(
            page=page_server.url,
            telegram_api=telegram_server.url,
            jimeng_api=jimeng_server.url,
            control=control_server.url,
            bot_token=self.telegram.bot_token,
            login_token=self.jimeng.login_token,
        )

    async def close(self) -> None:
        """Let go of held callers and stop listening."""
        self.stage.holds.release_all()
        await self._servers.aclose()

    async def _listen(self, server: RunningServer) -> RunningServer:
        self._servers.push_async_callback(server.close)
        return server

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()
