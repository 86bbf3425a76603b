"""Counts what rows hold as begun and not ended, jobs aside: a start takes it up again.

Each count is of what its service will find, so that the operators are told no more than is done.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.accounts import Round
from bot.domain.announcements import ATTEMPTS_AT_MOST, CopyState
from bot.domain.overview import Unfinished
from bot.domain.waiting import Expects
from storage.engine import Database
from storage.schema import accounts, albums, listeners, rounds, showings, waitings
from storage.schema import announcement_copies as copies

_DECLINED: Final = select(listeners.c.user_id).where(listeners.c.wants_announcements == 0)


async def count_unfinished(database: Database, now: float) -> Unfinished:
    """`now` is real Unix seconds."""
    counts = {
        "showings": _count().where(showings.c.due_at.is_not(None)),
        "copies": _copies(),
        "albums": _count().where(albums.c.closed_at.is_(None)),
        "collections": _count().where(
            func.json_extract(waitings.c.waiting, "$.expects") == Expects.PICTURES.value,
            waitings.c.until >= now,
        ),
        "claims": _rounds(Round.CLAIM, now, alive=True),
        "losses": _rounds(Round.LOSS, now, alive=False),
    }

    async def work(connection: AsyncConnection) -> Unfinished:
        found = {
            name: (await connection.execute(counted)).scalar_one()
            for name, counted in counts.items()
        }
        return Unfinished(**found)

    return await database.read(work)


def _count() -> Select[int]:
    return select(func.count())


def _copies() -> Select[int]:
    """Those that were begun once are sent once more; those that nobody wants any more are not."""
    is_owed = or_(
        copies.c.state == CopyState.WAITING.value,
        and_(copies.c.state == CopyState.BEGUN.value, copies.c.attempts < ATTEMPTS_AT_MOST),
    )
    return _count().where(is_owed, copies.c.user_id.not_in(_DECLINED))


def _rounds(kind: Round, now: float, *, alive: bool) -> Select[int]:
    """A dead login claims nothing, and of one that lives again no loss is told."""
    return (
        _count()
        .select_from(rounds)
        .join(accounts, accounts.c.id == rounds.c.account_id)
        .where(rounds.c.kind == kind.value, rounds.c.due_at <= now, accounts.c.alive == int(alive))
    )
