"""Which message or tap made a job or a showing, and which job it came from.

A cause makes one job, whatever arrives twice: a repeated update, twenty taps on one button.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from bot.domain.ids import ChatId, JobId, MessageId, UserId

Cause = NewType("Cause", str)
"""The name of what made a job; no two jobs have the same."""


class Relation(StrEnum):
    """How a job follows from another."""

    AGAIN = "again"  # everything the same but the seed
    SIMILAR = "similar"
    EDIT = "edit"
    ANIMATE = "animate"
    UPSCALE = "upscale"
    CONTINUE = "continue"  # a film that begins where the other ended
    AS_VIDEO = "as_video"  # the same words, as a video
    RETRY = "retry"  # one that failed, asked again, perhaps with one thing changed
    REOPEN = "reopen"  # a receipt that expired, opened anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """The job that this one came from; `picture` is the number of its result, from 1."""

    parent: JobId
    relation: Relation
    picture: int | None = None


def caused_by_message(chat_id: ChatId, message_id: MessageId) -> Cause:
    """A person's message."""
    return Cause(f"message {chat_id} {message_id}")


def caused_by_query(query_id: str) -> Cause:
    """One single tap: another on the same button is another cause."""
    return Cause(f"query {query_id}")


def caused_by_tap(lineage: Lineage, user_id: UserId, what: str = "") -> Cause:
    """A person's tap on a button that spends: single-use for them, and another one's fork is
    another job. `what` tells buttons of one kind apart."""
    name = f"tap {lineage.parent} {lineage.relation} {lineage.picture or 0} {user_id}"
    return Cause(f"{name} {what}" if what else name)
