"""The statements that choose which jobs are worked on next. The rules stand in `bot.ports`."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import (
    ColumnElement,
    Select,
    Update,
    and_,
    case,
    func,
    or_,
    select,
    union_all,
    update,
)

from bot.domain.jobs import JobState
from bot.ports import COMPANION_SECONDS
from storage.schema import jobs

QUEUED = JobState.QUEUED.value
RUNNING = JobState.RUNNING.value
SLOT_STATES = (JobState.SUBMITTING.value, JobState.UNCERTAIN.value, JobState.RUNNING.value)
"""An account has at most `running_per_account` jobs in these."""

others = jobs.alias("others")


def choose_due(now: float, *, limit: int, running_per_account: int) -> Select[str, str, int]:
    """(id, state, account_id) of what may be claimed now, most urgent first.

    A QUEUED job is as urgent as the most overdue one of its account behind it, which keeps the
    order of creation without letting other people wait longer than their due times say. QUEUED
    jobs take turns: everybody's first slot comes before anybody's second.
    """
    line = (jobs.c.state, jobs.c.user_id, jobs.c.account_name)
    in_order = (jobs.c.created_at, jobs.c.id)
    urgency = func.min(jobs.c.due_at).over(partition_by=line, order_by=in_order, rows=(0, None))
    place = func.row_number().over(partition_by=line, order_by=in_order)
    turn = func.row_number().over(partition_by=line[:2], order_by=in_order)
    waiting = (
        select(
            jobs.c.id,
            jobs.c.state,
            jobs.c.user_id,
            jobs.c.account_name,
            jobs.c.account_id,
            jobs.c.created_at,
            case((jobs.c.state == QUEUED, urgency), else_=jobs.c.due_at).label("urgency"),
            place.label("place"),
            turn.label("turn"),
        )
        .where(_free(now), jobs.c.due_at <= now)
        .subquery("waiting")
    )
    is_leased = others.c.lease_until > now
    taken = _slots_taken(waiting.c.user_id, waiting.c.account_name, is_leased)
    whole = _slots_taken(waiting.c.user_id, None, is_leased)
    turns = case((waiting.c.state == QUEUED, waiting.c.turn + whole), else_=0)
    return (
        select(waiting.c.id, waiting.c.state, waiting.c.account_id)
        .where(or_(waiting.c.state != QUEUED, waiting.c.place + taken <= running_per_account))
        .order_by(turns, waiting.c.urgency, waiting.c.created_at, waiting.c.id)
        .limit(limit)
    )


def choose_companions(
    now: float, accounts: Collection[int], chosen: Collection[str]
) -> Select[str]:
    """Ids of these accounts' other RUNNING jobs that are due about now, oldest due first."""
    return (
        select(jobs.c.id)
        .where(
            _free(now),
            jobs.c.state == RUNNING,
            jobs.c.account_id.in_(accounts),
            jobs.c.due_at <= now + COMPANION_SECONDS,
            jobs.c.id.not_in(chosen),
        )
        .order_by(jobs.c.due_at, jobs.c.created_at, jobs.c.id)
    )


def take(chosen: Collection[str], owner: str, lease_until: float) -> Update:
    """Write the lease. The new version shuts out whoever held the job before."""
    return (
        update(jobs)
        .where(jobs.c.id.in_(chosen))
        .values(
            lease_owner=owner,
            lease_until=lease_until,
            lease_version=jobs.c.version + 1,
            version=jobs.c.version + 1,
        )
    )


def earliest(running_per_account: int | None) -> Select[float | None]:
    """When the first job is due and out of anybody's lease, jobs that wait in line aside.

    Two questions, each of which an index answers without reading every job that waits.
    """
    free = select(jobs.c.due_at.label("at")).where(
        jobs.c.due_at.is_not(None), jobs.c.lease_until.is_(None)
    )
    if running_per_account is not None:
        is_leased = others.c.lease_until.is_not(None)
        taken = _slots_taken(jobs.c.user_id, jobs.c.account_name, is_leased)
        free = free.where(or_(jobs.c.state != QUEUED, taken < running_per_account))
    first_free = free.order_by(jobs.c.due_at).limit(1).subquery("first_free")
    out_of_lease = case(
        (jobs.c.lease_until > jobs.c.due_at, jobs.c.lease_until), else_=jobs.c.due_at
    )
    leased = select(out_of_lease.label("at")).where(jobs.c.lease_until.is_not(None))
    times = union_all(select(first_free.c["at"]), leased).subquery("times")
    return select(func.min(times.c["at"]))


def _free(now: float) -> ColumnElement[bool]:
    return or_(jobs.c.lease_until.is_(None), jobs.c.lease_until <= now)


def _slots_taken(
    user_id: ColumnElement[int],
    account_name: ColumnElement[str] | None,
    is_leased: ColumnElement[bool],
) -> ColumnElement[int]:
    """How many slots of this person's account (None: of all of theirs) are in use: at the service,
    or about to be."""
    of_account = [] if account_name is None else [others.c.account_name == account_name]
    return (
        select(func.count())
        .where(
            others.c.user_id == user_id,
            *of_account,
            or_(others.c.state.in_(SLOT_STATES), and_(others.c.state == QUEUED, is_leased)),
        )
        .scalar_subquery()
    )
