"""The order of everything, from the seed: who asks for what, what goes wrong, when the bot dies.

Rule: pure. Each row of happenings has its own source of chance, so that the speed of one does not
change the order of another. Bags are emptied before they are filled again: a short run meets every
row early.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from chaos.deeds import DEEDS, Deed
from chaos.kinds import KINDS, SCENES, Kind, unique_prompt
from chaos.troubles import OTHERS, SUBMISSION, TROUBLES, Trouble

Row = TypeVar("Row")

LIVES: Final = ((1.0, 2.0), (2.0, 3.5), (3.5, 6.0), (6.0, 10.0))
"""Seconds between which a life ends; each round of kills has one of each."""

CANCELLED_SHARE: Final = 0.08
BY_COMMAND_SHARE: Final = 0.4
EDITED_SHARE: Final = 0.2
"""Of the requests whose words may be changed when it is too late."""

PLAYED_WITH_SHARE: Final = 0.45
"""Of the results."""

FIRST_REPLY: Final = 900_001
"""Replies to results are numbered from here, apart from what people ask by themselves."""

ANYWHERE: Final = ""
ACCEPTANCE_EDGE: Final = "generate:after"
NEWCOMER_EDGE: Final = "/passport/account/info/v2:after"
"""Somebody logs in and asks in one breath: the request waits behind the login when death comes."""

AIMS: Final[tuple[tuple[str, ...], ...]] = (
    (ACCEPTANCE_EDGE,),
    (ACCEPTANCE_EDGE,),
    ("generate:before", "get_history_by_ids:after", "result:after", NEWCOMER_EDGE, ANYWHERE),
    ("sendMediaGroup:after", "sendPhoto:before", "sendPhoto:after", "sendMessage:after", ANYWHERE),
)
"""Each round of kills has one of each group: death comes at an edge of a call, or anywhere."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One request to come; `cancel_after` and `edit_after` in seconds, None where nobody changes
    their mind."""

    number: int
    person: int
    kind: Kind
    prompt: str
    pause: float
    cancel_after: float | None = None
    cancels_by_command: bool = False
    edit_after: float | None = None
    about_result: str = ""
    """The number of the result that is answered, where it has one."""

    @property
    def text(self) -> str:
        """What the person writes."""
        number = f"{self.about_result} " if self.about_result else ""
        return self.kind.words.format(prompt=self.prompt, number=number)


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
        edits = chance.random() < EDITED_SHARE
        kind = chance.choices(KINDS, weights)[0]
        yield Wish(
            number=number,
            person=person,
            kind=kind,
            prompt=unique_prompt(kind, chance.choice(SCENES), number),
            pause=chance.uniform(0.02, 0.4),
            cancel_after=chance.uniform(0.1, 3.0) if cancels else None,
            cancels_by_command=chance.random() < BY_COMMAND_SHARE,
            edit_after=chance.uniform(0.0, 3.0) if edits and kind.may_be_edited else None,
        )


def plays(seed: int) -> Iterator[tuple[Deed, str] | None]:
    """What is done with each result that comes, with a prompt for a reply; None for nothing."""
    chance = _chance(seed, "plays")
    for number, deed in enumerate(_bags(chance, DEEDS), start=FIRST_REPLY):
        while chance.random() > PLAYED_WITH_SHARE:
            yield None
        scene = chance.choice(SCENES)
        yield deed, unique_prompt(deed.kind, scene, number) if deed.kind is not None else ""


def troubles(seed: int) -> Iterator[tuple[float, Trouble]]:
    """Pauses in seconds, and what goes wrong after each.

    What can happen to a submission comes early: a slow machine may not get to the end of a bag.
    """
    chance = _chance(seed, "troubles")
    first = [*SUBMISSION, *chance.sample(OTHERS, len(SUBMISSION))]
    rest = [trouble for trouble in OTHERS if trouble not in first]
    chance.shuffle(first)
    chance.shuffle(rest)
    for trouble in itertools.chain(first, rest, _bags(chance, TROUBLES)):
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
