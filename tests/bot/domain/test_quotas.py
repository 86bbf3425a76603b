"""Which limits hold for whom, and when their time begins and ends."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.access import Subject, SubjectKind, is_let_in, subject_of
from bot.domain.accounts import SITE_DAY, Access
from bot.domain.quotas import (
    EVERYBODY,
    Limit,
    Period,
    Unit,
    allowances_of,
    bounds_of,
    subjects_of,
)
from tests.builders import START, make_job, make_origin

ANNE, GROUP = Subject(SubjectKind.USER, 7), Subject(SubjectKind.CHAT, -100)
PEOPLE, GROUPS = (Subject(kind, EVERYBODY) for kind in (SubjectKind.USER, SubjectKind.CHAT))


def limit(subject: Subject, most: int | None, period: Period = Period.DAY) -> Limit:
    return Limit(subject=subject, period=period, unit=Unit.JOBS, most=most)


def mosts(subject: Subject, *limits: Limit) -> list[int]:
    return [each.most for each in allowances_of([subject], limits, START)]


@given(st.floats(min_value=1.7e9, max_value=2.5e9), st.sampled_from(list(Period)))
def test_a_moment_lies_in_its_period_and_the_next_follows_at_once(
    now: float, period: Period
) -> None:
    since, until = bounds_of(period, now)
    assert since <= now < until
    assert bounds_of(period, since) == (since, until)
    assert bounds_of(period, until)[0] == until
    begins = datetime.fromtimestamp(since, SITE_DAY)
    assert (begins.hour, begins.minute, begins.second) == (0, 0, 0)
    assert period is Period.DAY or begins.day == 1


def test_ones_own_limit_goes_before_everybodys() -> None:
    assert mosts(ANNE, limit(PEOPLE, 20)) == [20]
    assert mosts(ANNE, limit(PEOPLE, 20), limit(ANNE, 5)) == [5]
    assert mosts(ANNE, limit(PEOPLE, 5), limit(ANNE, 20)) == [20]
    assert mosts(ANNE, limit(PEOPLE, 20), limit(ANNE, None)) == []
    assert mosts(ANNE, limit(PEOPLE, 20), limit(ANNE, 90, Period.MONTH)) == [20, 90]


def test_groups_and_people_have_limits_of_their_own() -> None:
    limits = [limit(PEOPLE, 20), limit(GROUPS, 50)]
    assert [mosts(each, *limits) for each in (ANNE, GROUP)] == [[20], [50]]
    assert mosts(Subject(SubjectKind.CHAT, 7), limit(ANNE, 1)) == []


def test_a_private_job_is_its_persons_alone() -> None:
    assert subjects_of(make_job(1)) == (ANNE,)
    assert subjects_of(make_job(1, origin=make_origin(1, chat=-100))) == (ANNE, GROUP)


def test_the_settings_first_then_what_an_operator_decided() -> None:
    closed, opened = Access(frozenset({7}), frozenset({1})), Access(None, frozenset({1}))
    assert is_let_in(ANNE, closed, None)
    assert not is_let_in(ANNE, closed, False)
    assert not is_let_in(subject_of(9), closed, None)
    assert is_let_in(subject_of(9), closed, True)
    assert is_let_in(subject_of(9), opened, None)
    assert not is_let_in(subject_of(9), opened, False)
    # A group: closed where people are named, open where everybody is let in.
    assert not is_let_in(GROUP, closed, None)
    assert is_let_in(GROUP, closed, True)
    assert is_let_in(GROUP, opened, None)
    assert not is_let_in(GROUP, opened, False)
    # An operator can't shut themselves out.
    assert is_let_in(subject_of(1), closed, False)
