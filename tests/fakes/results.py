"""The store of sent results and stars in memory."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.ids import ChatId, JobId, MessageId, UserId
from bot.domain.results import ResultRef, SentFile


class FakeResultStore:
    """Implements `bot.ports.ResultStore` in memory."""

    def __init__(self) -> None:
        self._sent: dict[tuple[ChatId, MessageId], tuple[float, JobId, SentFile]] = {}
        self._stars: dict[tuple[UserId, ResultRef], float] = {}

    async def record(self, job_id: JobId, files: Sequence[SentFile], now: float) -> None:
        for file in files:
            self._sent.setdefault((file.chat_id, file.message_id), (now, job_id, file))

    async def result_at(self, chat_id: ChatId, message_id: MessageId) -> ResultRef | None:
        found = self._sent.get((chat_id, message_id))
        return None if found is None else ResultRef(job=found[1], picture=found[2].picture)

    async def files_of(self, job_id: JobId) -> Sequence[SentFile]:
        mine = [
            (at, file.message_id, file) for at, job, file in self._sent.values() if job == job_id
        ]
        return [file for _, _, file in sorted(mine, key=lambda each: each[:2])]

    async def star(self, user_id: UserId, ref: ResultRef, now: float) -> None:
        self._stars.setdefault((user_id, ref), now)

    async def unstar(self, user_id: UserId, ref: ResultRef) -> None:
        self._stars.pop((user_id, ref), None)

    def starred_at(self, user_id: UserId, job_id: JobId) -> list[float]:
        """When this person starred results of the job, for the history."""
        return [
            at for (user, ref), at in self._stars.items() if user == user_id and ref.job == job_id
        ]

    async def stars_of(self, user_id: UserId, job_id: JobId) -> frozenset[int]:
        return frozenset(
            ref.picture for user, ref in self._stars if user == user_id and ref.job == job_id
        )

    async def forget(self, job_id: JobId) -> None:
        self._sent = {name: each for name, each in self._sent.items() if each[1] != job_id}
        self._stars = {name: at for name, at in self._stars.items() if name[1].job != job_id}

    def starred_by(self, user_id: UserId) -> list[ResultRef]:
        """All stars of one person."""
        return [ref for user, ref in self._stars if user == user_id]

    def forget_stars(self, user_id: UserId) -> None:
        """Take all of them away."""
        self._stars = {name: at for name, at in self._stars.items() if name[0] != user_id}
