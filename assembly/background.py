"""The tasks that run beside polling, and the order in which they end."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

from bot.adapters.telegram_operators import TelegramOperators
from bot.domain.commands import Note
from bot.services.worker import Worker
from bot.telegram_app import Services


class Background:
    """Everything that should run for ever, and the line of the start, which should not."""

    def __init__(self) -> None:
        self._house: list[asyncio.Task[None]] = []
        self._gathering: list[asyncio.Task[None]] = []
        self._working: list[asyncio.Task[None]] = []
        self._told: list[asyncio.Task[None]] = []

    @property
    def parts(self) -> list[asyncio.Task[None]]:
        """What the process ends with when one of them does."""
        return [*self._working, *self._gathering, *self._house]

    def keep(self, doing: Coroutine[None, None, None], name: str) -> None:
        """Run what needs no connection: it starts before Telegram is reached."""
        self._house.append(asyncio.create_task(doing, name=name))

    def gather(self, doing: Coroutine[None, None, None], name: str) -> None:
        """Run what speaks to the outside unasked; what it leaves stays in its rows."""
        self._gathering.append(asyncio.create_task(doing, name=name))

    def work(self, worker: Worker, services: Services) -> None:
        """Start the job engine and the services that look after things by themselves."""
        self._working.append(asyncio.create_task(worker.run(), name="worker"))
        self.gather(services.albums.run(), "albums")
        self.gather(services.showings.run(), "showings")
        self.gather(services.prices.run(), "prices")
        self.gather(services.rounds.run(), "rounds")
        self.gather(services.models.run(), "models")
        self.gather(services.announcements.run(), "announcements")

    def tell(self, operators: TelegramOperators, line: Note) -> None:
        """Say what the start found, without waiting for it."""
        self._told.append(asyncio.create_task(operators.say(line), name="start told"))

    def leave_house(self) -> None:
        """The house needs no keeping while the bot ends."""
        for task in self._house:
            task.cancel()

    async def end(self) -> None:
        """Cut off what gathers; wait for the worker, which hands back what it can't finish."""
        for task in (*self._gathering, *self._told):
            task.cancel()
        await asyncio.gather(*self._gathering, *self._told, return_exceptions=True)
        await asyncio.gather(*self._working, return_exceptions=True)
