"""One send of a delivery: counted in its row before it is begun, settled in it afterwards.

First deliveries and showings go through here alike; how their rows are written is told them apart.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.domain.deliveries import ATTEMPTS_AT_MOST
from bot.domain.jobs import Job
from bot.domain.observations import Observation, SendBegins, SendDoubtful, Sent
from bot.ports import Clock, Notifier, ResultStore

Store = Callable[[Job, Observation], Awaitable[Job]]
"""Decides what follows from an observation and writes it; gives the delivery as it then stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Sends parts of deliveries."""

    notifier: Notifier
    results: ResultStore
    clock: Clock
    data_dir: Path

    async def send(self, delivery: Job, part: int, store: Store, *, is_repeat: bool = False) -> Job:
        """Send a part and write what became of it. What was sent before (`is_repeat`) is named to
        Telegram where it has it, with the stars of whoever it is shown to."""
        if delivery.parts[part].attempts >= ATTEMPTS_AT_MOST:
            cut_off = SendDoubtful(part, "too many sends were cut off")
            return await store(delivery, cut_off)
        delivery = await store(delivery, SendBegins(part))
        if is_repeat:
            known = await self.results.files_of(delivery.id)
            stars = await self.results.stars_of(delivery.origin.user_id, delivery.id)
        else:
            known, stars = (), frozenset()
        answer = await self.notifier.send_part(
            delivery, part, folder=self.data_dir, known=known, stars=stars
        )
        delivery = await store(delivery, answer)
        if isinstance(answer, Sent):
            await self.results.record(delivery.id, answer.files, self.clock.now())
        return delivery
