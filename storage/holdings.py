"""What is kept about a person, table by table: which rows are theirs, and what of them is secret.

A test walks the schema and demands that every table stands here or among those that know nobody, so
that a new one can be forgotten neither by the export nor by the erasure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, func, literal, or_, select, true
from sqlalchemy.sql.schema import Table

from bot.domain.accounts import site_day
from storage.schema import (
    access,
    accounts,
    album_parts,
    albums,
    announcement_copies,
    announcements,
    balances,
    claims,
    gallery,
    history,
    holds,
    inbox,
    jobs,
    languages,
    listeners,
    logins,
    model_sightings,
    moved_chats,
    offers,
    pauses,
    preferences,
    prices,
    quota_limits,
    quota_uses,
    rounds,
    searches,
    sent_files,
    showings,
    stars,
    styles,
    waitings,
)

Whose = Callable[[int], ColumnElement[bool]]
"""The condition that finds a person's rows in a table."""

PERSON: Final = "user"
"""The kind of rows that are about a person and not about a chat."""

NOBODY: Final = 0
"""Who wrote what is somebody else's now, after its writer is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A person's rows in one table.

    `hidden` are columns that are never exported: secrets, and what only makes sense with one.
    `documents` hold JSON. `withheld`: which rows are the person's own, and the columns that would
    tell of somebody else in the rest of them. `stays` are rows that outlive their person for a
    while, at a Unix time; `scrubbed`: rows that are somebody else's, and what takes the person's
    name out of them.
    """

    table: Table
    whose: Whose
    hidden: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    withheld: tuple[Whose, frozenset[str]] | None = None
    stays: Callable[[float], ColumnElement[bool]] | None = None
    scrubbed: tuple[Whose, Mapping[str, object]] | None = None


def _mine(table: Table) -> Whose:
    return lambda person: table.c.user_id == person


def _named_in(table: Table) -> Whose:
    """The rows about a person, in a table that is about chats, too."""
    return lambda person: and_(table.c.kind == PERSON, table.c.id == person)


def _of_my_jobs(table: Table) -> Whose:
    return lambda person: table.c.job_id.in_(_job_ids(person))


def _of_my_accounts(table: Table) -> Whose:
    return lambda person: table.c.account_id.in_(_account_ids(person))


def _claimed_by_me(table: Table) -> Whose:
    """Rows about the service's accounts that are this person's and nobody else's here."""
    return lambda person: and_(
        table.c.claimant.in_(claimants(accounts.c.user_id == person)),
        table.c.claimant.not_in(claimants(accounts.c.user_id != person)),
    )


def claimants(of: ColumnElement[bool] | None = None) -> Select[tuple[str]]:
    """`Account.claimant` of these accounts, or of all: ours where the service tells no name."""
    ours = literal("account ").concat(accounts.c.id)
    named = func.iif(accounts.c.identity != "", accounts.c.identity, ours)
    return select(named) if of is None else select(named).where(of)


def _job_ids(person: int) -> Select[tuple[str]]:
    return select(jobs.c.id).where(jobs.c.user_id == person)


def _account_ids(person: int) -> Select[tuple[int]]:
    return select(accounts.c.id).where(accounts.c.user_id == person)


def _where_i_see_it(person: int) -> ColumnElement[bool]:
    """Groups, and the person's own private chat; another one bears the name of whoever it is."""
    return or_(sent_files.c.chat_id < 0, sent_files.c.chat_id == person)


def _my_part(person: int) -> ColumnElement[bool]:
    """Parts in the private chat, and those of mine in groups, until their album is closed."""
    author = cast(func.json_extract(album_parts.c.part, "$.origin.user_id"), Integer)
    return or_(album_parts.c.chat_id == person, author == person)


def _on_my_shelf(person: int) -> ColumnElement[bool]:
    return and_(styles.c.shelf.in_(("mine", "offered")), styles.c.owner == person)


def _written_for_others(person: int) -> ColumnElement[bool]:
    return and_(styles.c.author == person, ~_on_my_shelf(person))


_JOB_DOCUMENTS = frozenset(
    {"request", "progress", "adjusted", "results", "artifacts", "parts", "failure", "receipt"}
)

_ASKED = frozenset(
    {"cause", "user_id", "chat_id", "message_id", "thread_id", "is_private", "language", "parts"}
)

HOLDINGS: Final = (
    Holding(table=preferences, whose=_mine(preferences), documents=frozenset({"chosen"})),
    Holding(table=languages, whose=_mine(languages)),
    Holding(
        table=access,
        whose=_named_in(access),
        # Who may come in is the operator's to say; what was only told goes.
        stays=lambda now: access.c.is_allowed.is_not(None),
        scrubbed=(lambda person: access.c.decided_by == person, {"decided_by": None}),
    ),
    Holding(
        table=quota_limits,
        whose=_named_in(quota_limits),
        # So is how much of it; and forgetting what was used would be a way around it.
        stays=lambda now: true(),
    ),
    Holding(table=quota_uses, whose=_mine(quota_uses), stays=lambda now: true()),
    Holding(table=gallery, whose=_mine(gallery)),
    Holding(table=listeners, whose=_mine(listeners)),
    Holding(table=announcement_copies, whose=_mine(announcement_copies)),
    Holding(
        table=announcements,
        whose=lambda person: announcements.c.author == person,
        stays=lambda now: true(),  # told to others, under nobody's name
        scrubbed=(lambda person: announcements.c.author == person, {"author": NOBODY}),
    ),
    Holding(
        table=holds,
        whose=lambda person: holds.c.held_by == person,
        stays=lambda now: true(),  # what was stopped stays stopped
        scrubbed=(lambda person: holds.c.held_by == person, {"held_by": NOBODY}),
    ),
    Holding(table=logins, whose=_mine(logins)),
    Holding(table=rounds, whose=_of_my_accounts(rounds)),
    Holding(
        table=model_sightings,
        whose=_of_my_accounts(model_sightings),
        documents=frozenset({"model"}),
    ),
    Holding(table=balances, whose=_of_my_accounts(balances), documents=frozenset({"expiring"})),
    Holding(
        table=claims,
        whose=_claimed_by_me(claims),
        # Erased at once, it could be claimed a second time that day.
        stays=lambda now: claims.c.day >= site_day(now).isoformat(),
    ),
    Holding(
        table=pauses,
        whose=_claimed_by_me(pauses),
        # Erased at once, it would be a way around risk control.
        stays=lambda now: pauses.c.until > now,
    ),
    Holding(
        table=stars,
        whose=lambda person: or_(stars.c.user_id == person, stars.c.job_id.in_(_job_ids(person))),
        withheld=(_mine(stars), frozenset({"user_id"})),
    ),
    Holding(
        table=sent_files,
        whose=_of_my_jobs(sent_files),
        withheld=(_where_i_see_it, frozenset({"chat_id", "message_id"})),
    ),
    Holding(
        table=showings,
        whose=lambda person: or_(
            showings.c.user_id == person, showings.c.job_id.in_(_job_ids(person))
        ),
        documents=frozenset({"parts"}),
        # That a job was shown again, and when, is its person's; who asked, and where, is not.
        withheld=(_mine(showings), _ASKED),
    ),
    Holding(table=history, whose=_mine(history)),
    Holding(table=searches, whose=_mine(searches)),
    Holding(
        table=styles,
        whose=_on_my_shelf,
        scrubbed=(_written_for_others, {"author": NOBODY}),
    ),
    Holding(table=offers, whose=_mine(offers), documents=frozenset({"offer"})),
    Holding(table=waitings, whose=_mine(waitings), documents=frozenset({"waiting"})),
    Holding(table=album_parts, whose=_my_part, documents=frozenset({"part"})),
    Holding(table=albums, whose=lambda person: albums.c.chat_id == person),
    Holding(table=jobs, whose=_mine(jobs), documents=_JOB_DOCUMENTS),
    Holding(table=accounts, whose=_mine(accounts), hidden=frozenset({"secret", "secret_key"})),
)
"""In the order of erasing: what is found by a person's jobs and accounts goes before these."""

SEALED: Final[Mapping[Table, str]] = {
    inbox: "an update is encrypted as a whole: the store opens what is waiting and looks inside",
}
"""Tables whose rows can't be told apart by a condition."""

IMPERSONAL: Final[Mapping[Table, str]] = {
    moved_chats: "groups, and the ids that they have now",
    prices: "what a kind of job costs, whoever asked for it",
}
"""Tables that know nobody, and why."""
