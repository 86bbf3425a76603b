"""The real bot with one bug planted in it, which the suite must find.

Rule: the only module here that knows the bot from inside, and the only place where these bugs live.
Each changes one seam of the composed program, then runs it as always.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from telegram import Update

import main
from bot.adapters.durable_updates import DurableQueue, DurableUpdateProcessor
from bot.adapters.jimeng_backend import JimengBackend
from bot.domain.accounts import Credential
from bot.domain.jobs import Job, JobState
from bot.domain.observations import AnswerLost, NotSent, Observation
from storage.jobs import SqlJobStore


def skip_precommit() -> None:
    """The submission is sent before it is stored that it begins."""
    store = SqlJobStore.apply

    async def apply(self: SqlJobStore, before: Job, after: Job, *, release: bool = True) -> Job:
        if (before.state, after.state) == (JobState.QUEUED, JobState.SUBMITTING):
            return after
        return await store(self, before, after, release=release)

    _replace(SqlJobStore, "apply", apply)


def resubmit() -> None:
    """A submission whose answer is lost is sent again instead of being looked up."""
    submit = JimengBackend.submit

    async def send(
        self: JimengBackend, credential: Credential, job: Job, pictures: Sequence[Path]
    ) -> Observation:
        seen = await submit(self, credential, job, pictures)
        return NotSent(seen.detail) if isinstance(seen, AnswerLost) else seen

    _replace(JimengBackend, "submit", send)


def ack_first() -> None:
    """Updates are confirmed to Telegram from memory, and stored when their turn has come."""
    handle = DurableUpdateProcessor._handle

    async def put(self: DurableQueue, item: object) -> None:
        await asyncio.Queue.put(self, item)

    async def store_and_handle(
        self: DurableUpdateProcessor, update: Update, coroutine: Awaitable[Any]
    ) -> None:
        await self._inbox.put(update.update_id, update.to_json(), 0.0)
        await handle(self, update, coroutine)

    _replace(DurableQueue, "put", put)
    _replace(DurableUpdateProcessor, "_handle", store_and_handle)


def _replace(owner: type, name: str, value: object) -> None:
    """Plant it; a seam that is no longer there must not pass for a bug that was found."""
    if name not in vars(owner):
        raise AttributeError(f"{owner.__name__} has no {name} any more")
    setattr(owner, name, value)


PLANTS: Final[Mapping[str, Callable[[], None]]] = {
    "skip_precommit": skip_precommit,
    "resubmit": resubmit,
    "ack_first": ack_first,
}

if __name__ == "__main__":
    PLANTS[sys.argv[1]]()
    sys.exit(main.main([]))
