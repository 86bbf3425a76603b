"""The statements that choose which jobs are worked on next. The rules stand in `bot.ports`."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    Update,
    and_,
    case,
    func,
    or_,
    select,
    update,
)

from bot.domain.jobs import JobState
from bot.ports import COMPANION_SECONDS
from storage.schema import jobs

QUEUED = JobState.QUEUED.value
RUNNING = JobState.RUNNING.value
SLOT_STATES = tuple(
    state.value for state in (JobState.SUBMITTING, JobState.UNCERTAIN, JobState.RUNNING)
)
"""A person has at most `running_per_account` jobs in these."""


def choose_due(now: float, *, limit: int, running_per_account: int) -> Select[str, str, int]:
    """(id, state, account_id) of what may be claimed now, most urgent first.

    A QUEUED job is as urgent as the most overdue one of its person behind it, which keeps the
    order of creation without letting other people wait longer than their due times say.
    """
    line = (jobs.c.state, jobs.c.user_id)
    in_order = (jobs.c.created_at, jobs.c.id)
    urgency = func.min(jobs.c.due_at).over(partition_by=line, order_by=in_order, rows=(0, None))
    place = func.row_number().over(partition_by=line, order_by=in_order)
    waiting = (
        select(
            jobs.c.id,
            jobs.c.state,
            jobs.c.user_id,
            jobs.c.account_id,
            jobs.c.created_at,
            case((jobs.c.state == QUEUED, urgency), else_=jobs.c.due_at).label("urgency"),
            place.label("place"),
        )
        .where(_free(now), jobs.c.due_at <= now)
        .subquery("waiting")
    )
    busy = _busy_people(jobs.c.lease_until > now)
    return (
        select(waiting.c.id, waiting.c.state, waiting.c.account_id)
        .outerjoin(busy, busy.c.user_id == waiting.c.user_id)
        .where(
            or_(
                waiting.c.state != QUEUED,
                waiting.c.place + func.coalesce(busy.c.jobs, 0) <= running_per_account,
            )
        )
        .order_by(waiting.c.urgency, waiting.c.created_at, waiting.c.id)
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
    """When the first job is due and out of anybody's lease, jobs that wait in line aside."""
    claimable_at = case(
        (jobs.c.lease_until > jobs.c.due_at, jobs.c.lease_until), else_=jobs.c.due_at
    )
    due = select(func.min(claimable_at)).where(jobs.c.due_at.is_not(None))
    if running_per_account is None:
        return due
    busy = _busy_people(jobs.c.lease_until.is_not(None))
    is_stuck = and_(
        jobs.c.state == QUEUED,
        jobs.c.lease_until.is_(None),
        func.coalesce(busy.c.jobs, 0) >= running_per_account,
    )
    return due.select_from(jobs.outerjoin(busy, busy.c.user_id == jobs.c.user_id)).where(~is_stuck)


def _free(now: float) -> ColumnElement[bool]:
    return or_(jobs.c.lease_until.is_(None), jobs.c.lease_until <= now)


def _busy_people(is_leased: ColumnElement[bool]) -> Subquery:
    """How many slots of each person are taken: at the service, or about to be."""
    return (
        select(jobs.c.user_id, func.count().label("jobs"))
        .where(or_(jobs.c.state.in_(SLOT_STATES), and_(jobs.c.state == QUEUED, is_leased)))
        .group_by(jobs.c.user_id)
        .subquery("busy")
    )
