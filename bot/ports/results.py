"""Where it is kept which results were sent, and which are starred."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.ids import ChatId, JobId, MessageId, UserId
from bot.domain.results import ResultRef, SentFile


class ResultStore(Protocol):
    """Sent results and stars. What is recorded twice stands once."""

    async def record(self, job_id: JobId, files: Sequence[SentFile], now: float) -> None:
        """Note the messages that carry these results."""
        ...

    async def result_at(self, chat_id: ChatId, message_id: MessageId) -> ResultRef | None:
        """The result that a message of ours carries."""
        ...

    async def files_of(self, job_id: JobId) -> Sequence[SentFile]:
        """All messages with results of a job, the newest last."""
        ...

    async def toggle_star(self, user_id: UserId, ref: ResultRef, now: float) -> bool:
        """Star a result, or take its star away; True when it now has one."""
        ...

    async def stars_of(self, user_id: UserId, job_id: JobId) -> frozenset[int]:
        """The numbers of a job's results that this person starred."""
        ...

    async def forget(self, job_id: JobId) -> None:
        """Forget everything about a job's results."""
        ...
