"""How many requests may be open at once: as many as the draining can end on this machine."""

from __future__ import annotations

from chaos.kinds import KINDS
from chaos.plan import Wish
from chaos.report import ACCEPTED_AT_LEAST
from chaos.requests import Person, Request
from chaos.run import LATELY, OPEN_AT_LEAST, OPEN_IN_ALL, open_at_most

NOW = 1000.0
KIND = KINDS[0]


def asked(number: int, ended_at: float | None) -> list[Request]:
    wish = Wish(1, 0, KIND, "a fox n000001", 0.1)
    person = Person(7, "token")
    return [
        Request(wish, person, 7, 100, said_at=1.0, said_on=1.0, ended_at=ended_at)
        for _ in range(number)
    ]


def test_until_the_owed_have_asked_all_of_them_may_be_open() -> None:
    assert open_at_most(asked(ACCEPTED_AT_LEAST, None), NOW) > ACCEPTED_AT_LEAST


def test_a_fast_machine_has_its_fill_and_a_slow_one_what_it_ended_lately() -> None:
    long_ago, lately = NOW - LATELY - 1, NOW - LATELY / 2
    assert open_at_most(asked(100, lately), NOW) == OPEN_IN_ALL
    assert open_at_most(asked(80, long_ago) + asked(OPEN_AT_LEAST + 3, lately), NOW) == (
        OPEN_AT_LEAST + 3
    )


def test_it_never_stands_still() -> None:
    assert open_at_most(asked(100, None), NOW) == OPEN_AT_LEAST
