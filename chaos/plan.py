"""The order of everything, from the seed: who asks for what, what goes wrong, when the bot dies.

Rule: pure. Each row of happenings has its own source of chance, so that the speed of one does not
change the order of another. Bags are emptied before they are filled again: a short run meets every
row early.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from chaos.kinds import KINDS, SCENES, Kind, unique_prompt
from chaos.troubles import TROUBLES, Trouble

Row = TypeVar("Row")

LIVES: Final = ((1.0, 2.0), (2.0, 3.5), (3.5, 6.0), (6.0, 10.0))
"""Seconds between which a life ends; each round of kills has one of each."""

CANCELLED_SHARE: Final = 0.08

ANYWHERE: Final = ""
ACCEPTANCE_EDGE: Final = "generate:after"
NEWCOMER_EDGE: Final = "/passport/account/info/v2:after"
"""Somebody logs in and asks in one breath: the request waits behind the login when death comes."""

AIMS: Final[tuple[tuple[str, ...], ...]] = (
    (ACCEPTANCE_EDGE,),
    ("generate:before", "get_history_by_ids:after", "result:after", NEWCOMER_EDGE),
    ("sendMediaGroup:after", "sendPhoto:before", "sendPhoto:after", "sendMessage:after"),
    (ANYWHERE,),
)
"""Each round of kills has one of each group: death comes at an edge of a call, or anywhere."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One request to come; `cancel_after` in seconds, None where nobody changes their mind."""

    number: int
    person: int
    kind: Kind
    prompt: str
    pause: float
    cancel_after: float | None

    @property
    def text(self) -> str:
        """What the person writes."""
        return self.kind.words.format(prompt=self.prompt)


@dataclass(frozen=True, slots=True)
class Death:
    """The bot lives for `life` seconds, then is killed at an edge, or anywhere."""

    life: float
    edge: str


def wishes(seed: int, people: int) -> Iterator[Wish]:
    """Requests without end."""
    chance = _chance(seed, "wishes")
    weights = [kind.weight for kind in KINDS]
    for number, person in enumerate(_bags(chance, range(people)), start=1):
        cancels = chance.random() < CANCELLED_SHARE
        kind = chance.choices(KINDS, weights)[0]
        yield Wish(
            number=number,
            person=person,
            kind=kind,
            prompt=unique_prompt(kind, chance.choice(SCENES), number),
            pause=chance.uniform(0.02, 0.4),
            cancel_after=chance.uniform(0.1, 3.0) if cancels else None,
        )


def troubles(seed: int) -> Iterator[tuple[float, Trouble]]:
    """Pauses in seconds, and what goes wrong after each."""
    chance = _chance(seed, "troubles")
    for trouble in _bags(chance, TROUBLES):
        yield chance.uniform(0.1, 0.7), trouble


def deaths(seed: int) -> Iterator[Death]:
    """Kills without end, in rounds of four."""
    chance = _chance(seed, "deaths")
    groups = [_bags(chance, group) for group in AIMS]
    while True:
        lives = [chance.uniform(*span) for span in LIVES]
        chance.shuffle(lives)
        edges = [next(group) for group in groups]
        chance.shuffle(edges)
        for life, edge in zip(lives, edges, strict=True):
            yield Death(life, edge)


def _bags(chance: random.Random, rows: Sequence[Row]) -> Iterator[Row]:
    while True:
        bag = list(rows)
        chance.shuffle(bag)
        yield from bag


def _chance(seed: int, what: str) -> random.Random:
    return random.Random(f"{seed} {what}")  # noqa: S311 - an order to repeat, no secret
