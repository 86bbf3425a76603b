"""Searching what was made, on SQL.

A search reads the person's rows in the order of time and looks into each prompt. An index over
words would know nothing of Chinese, which has no spaces, nor of one or two characters, which are
most of what people look for.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.history import Filter, Found, Item, Place, Search, Shelf, fold, is_made
from bot.domain.ids import ChatId, JobId, MessageId, UserId
from bot.domain.jobs import Job, PartKind
from storage.codec import decode_request
from storage.engine import Database
from storage.rows import job_from
from storage.schema import history, jobs, searches, sent_files, stars

_SHOWABLE = (PartKind.PREVIEWS.value, PartKind.VIDEO.value)
"""What stands in a chat as a picture or a video, not as a file."""


async def note_made(connection: AsyncConnection, job: Job) -> None:
    """Write a job that is over and left something into the history, in the job's transaction."""
    if is_made(job):
        row = {
            "user_id": job.origin.user_id,
            "made_at": job.created_at,
            "job_id": job.id,
            "chat_id": job.origin.chat_id,
            "is_private": int(job.is_personal),
            "kind": job.request.kind.value,
            "model": fold(job.request.model),
            "words": fold(job.request.prompt),
        }
        await connection.execute(insert(history).values(row).prefix_with("OR REPLACE"))


class SqlHistoryStore:
    """Implements `bot.ports.HistoryStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, search: Search, wanted: Filter, *, limit: int, offset: int = 0) -> Found:
        listed = _on_shelf(search).where(
            history.c.made_at <= search.asked_at,
            *_conditions(wanted, search.user_id, is_star_asked=search.shelf is Shelf.HISTORY),
        )
        counted = select(func.count()).select_from(listed.order_by(None).subquery())
        page = listed.limit(limit).offset(offset)

        async def work(connection: AsyncConnection) -> Found:
            total = (await connection.execute(counted)).scalar_one()
            ids = list((await connection.execute(page)).scalars())
            rows = await connection.execute(select(jobs).where(jobs.c.id.in_(ids)))
            by_id = {row.id: job_from(row) for row in rows}
            mine = select(stars.c.job_id, stars.c.picture).where(
                stars.c.user_id == search.user_id, stars.c.job_id.in_(ids)
            )
            starred: dict[JobId, frozenset[int]] = {}
            for job_id, picture in await connection.execute(mine):
                starred[JobId(job_id)] = starred.get(JobId(job_id), frozenset()) | {picture}
            return Found([by_id[each] for each in ids if each in by_id], starred, total)

        return await self._database.read(work)

    async def items(
        self,
        user_id: UserId,
        wanted: Filter,
        *,
        job: JobId | None = None,
        after: Place | None = None,
        limit: int,
    ) -> Sequence[Item]:
        is_shown = exists().where(sent_files.c.job_id == history.c.job_id, *_showable())
        chosen = (
            select(history.c.job_id)
            .where(history.c.user_id == user_id, *_conditions(wanted, user_id), is_shown)
            .order_by(history.c.made_at.desc(), history.c.job_id.desc())
            .limit(limit + 1)
        )
        if job is not None:
            chosen = chosen.where(history.c.job_id == job)
        if after is not None:
            mark = select(history.c.made_at, history.c.job_id).where(
                history.c.job_id == after.job, history.c.user_id == user_id
            )
            chosen = chosen.where(
                tuple_(history.c.made_at, history.c.job_id) <= mark.scalar_subquery()
            )

        async def work(connection: AsyncConnection) -> Sequence[Item]:
            ids = list((await connection.execute(chosen)).scalars())
            rows = await connection.execute(_files_of(ids, user_id, wanted))
            items = {(row.job_id, row.picture): row for row in rows}  # the newest name stays
            found = [
                _item(items[key]) for key in sorted(items, key=lambda k: (ids.index(k[0]), k[1]))
            ]
            return [each for each in found if _is_behind(each, after)][:limit]

        return await self._database.read(work)

    async def keep(self, search: Search) -> None:
        row = insert(searches).values(
            chat_id=search.chat_id,
            message_id=search.message_id,
            user_id=search.user_id,
            is_private=int(search.is_private),
            shelf=search.shelf.value,
            words=search.words,
            asked_at=search.asked_at,
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(row.on_conflict_do_nothing())

        await self._database.write(work)

    async def kept(self, chat_id: ChatId, message_id: MessageId) -> Search | None:
        wanted = select(searches).where(
            searches.c.chat_id == chat_id, searches.c.message_id == message_id
        )

        async def work(connection: AsyncConnection) -> Search | None:
            row = (await connection.execute(wanted)).one_or_none()
            if row is None:
                return None
            return Search(
                chat_id=ChatId(row.chat_id),
                message_id=MessageId(row.message_id),
                user_id=UserId(row.user_id),
                is_private=bool(row.is_private),
                shelf=Shelf(row.shelf),
                words=row.words,
                asked_at=row.asked_at,
            )

        return await self._database.read(work)

    async def purge(self, older_than: float) -> int:
        async def work(connection: AsyncConnection) -> int:
            gone = delete(searches).where(searches.c.asked_at < older_than)
            return (await connection.execute(gone)).rowcount

        return await self._database.write(work)


def _on_shelf(search: Search) -> Select[tuple[str]]:
    """The jobs of the list before any filter, in its order."""
    is_here = and_(history.c.chat_id == search.chat_id, history.c.is_private == 0)
    is_mine = history.c.user_id == search.user_id
    if search.shelf is Shelf.HISTORY:
        return (
            select(history.c.job_id)
            .where(is_mine if search.is_private else and_(is_mine, is_here))
            .order_by(history.c.made_at.desc(), history.c.job_id.desc())
        )
    starred = (
        select(stars.c.job_id, func.max(stars.c.starred_at).label("at"))
        .where(stars.c.user_id == search.user_id, stars.c.starred_at <= search.asked_at)
        .group_by(stars.c.job_id)
        .subquery()
    )
    return (
        select(history.c.job_id)
        .join(starred, starred.c.job_id == history.c.job_id)
        .where(is_mine if search.is_private else is_here)
        .order_by(starred.c.at.desc(), history.c.job_id.desc())
    )


def _conditions(
    wanted: Filter, user_id: UserId, *, is_star_asked: bool = True
) -> list[ColumnElement[bool]]:
    conditions = [func.instr(history.c.words, fold(word)) > 0 for word in wanted.words]
    if wanted.model:
        part = func.instr(history.c.model, fold(wanted.model)) > 0
        conditions.append(or_(part, history.c.model.in_([fold(name) for name in wanted.models])))
    if wanted.kind is not None:
        conditions.append(history.c.kind == wanted.kind.value)
    if wanted.period is not None:
        conditions.append(history.c.made_at >= wanted.period.since)
        conditions.append(history.c.made_at < wanted.period.until)
    if wanted.is_starred and is_star_asked:
        conditions.append(
            exists().where(stars.c.user_id == user_id, stars.c.job_id == history.c.job_id)
        )
    return conditions


def _showable() -> tuple[ColumnElement[bool], ...]:
    return sent_files.c.kind.in_(_SHOWABLE), sent_files.c.file_id != ""


def _files_of(ids: Sequence[str], user_id: UserId, wanted: Filter) -> Select[tuple[object, ...]]:
    files: Select[tuple[object, ...]] = (
        select(sent_files, jobs.c.request, jobs.c.created_at)
        .join(jobs, jobs.c.id == sent_files.c.job_id)
        .where(sent_files.c.job_id.in_(ids), *_showable())
        .order_by(sent_files.c.sent_at, sent_files.c.message_id)
    )
    if not wanted.is_starred:
        return files
    return files.where(
        exists().where(
            stars.c.user_id == user_id,
            stars.c.job_id == sent_files.c.job_id,
            stars.c.picture == sent_files.c.picture,
        )
    )


def _item(row: Row[*tuple[object, ...]]) -> Item:
    cell = row._mapping
    return Item(
        job=JobId(cell["job_id"]),
        picture=cell["picture"],
        kind=PartKind(cell["kind"]),
        file_id=cell["file_id"],
        prompt=decode_request(cell["request"]).prompt,
        made_at=cell["created_at"],
    )


def _is_behind(item: Item, mark: Place | None) -> bool:
    """The jobs before the mark's are left out already."""
    return mark is None or item.job != mark.job or item.picture > mark.picture
