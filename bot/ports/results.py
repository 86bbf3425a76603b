"""Where it is kept which results were sent, and which are starred."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from bot.domain.ids import ChatId, JobId, MessageId, UserId
from bot.domain.results import ResultRef, SentFile


class ResultArchive(Protocol):
    """The files of results on our disk."""

    async def locate(self, job_id: JobId, number: int) -> Path | None:
        """The full-size file of a result, None when the job or the file is gone."""
        ...

    async def discard(self, job_id: JobId) -> None:
        """Erase everything that was fetched for a job; what is gone already is no failure."""
        ...


class Showcase(Protocol):
    """Results where people see them."""

    async def take_away(self, chat_id: ChatId, message_id: MessageId) -> None:
        """Delete a message of ours, if Telegram still lets us (Bot API, deleteMessage: 48 h)."""
        ...


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

    async def star(self, user_id: UserId, ref: ResultRef, now: float) -> None:
        """Star a result; one that has its star keeps it, with its time."""
        ...

    async def unstar(self, user_id: UserId, ref: ResultRef) -> None:
        """Take a result's star away, if it has one."""
        ...

    async def stars_of(self, user_id: UserId, job_id: JobId) -> frozenset[int]:
        """The numbers of a job's results that this person starred."""
        ...

    async def forget(self, job_id: JobId) -> None:
        """Forget everything about a job's results."""
        ...
