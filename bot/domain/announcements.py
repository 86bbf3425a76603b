"""Announcements: an operator's words to the people who asked to hear them, each person once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.ids import UserId

LONGEST: Final = 3_000
"""Characters: with the line around it, it has to fit into one message."""


class AnnouncementState(StrEnum):
    """Where an announcement stands."""

    PREVIEW = "preview"  # shown to its author alone, who has not confirmed it
    SENDING = "sending"
    DONE = "done"
    DROPPED = "dropped"


ATTEMPTS_AT_MOST: Final = 2
"""Sends of one copy: one without an answer is repeated once, and says so."""


class CopyState(StrEnum):
    """What became of one person's copy. One that was begun and never settled may have arrived."""

    WAITING = "waiting"
    BEGUN = "begun"
    SENT = "sent"
    GONE = "gone"  # the person blocked the bot, or is no longer there
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Somebody who chose whether to hear announcements."""

    user_id: UserId
    wants_announcements: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is announced, and by whom."""

    id: int
    author: UserId
    text: str
    state: AnnouncementState


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One person's copy of an announcement, about to be sent; `attempt` counts from 1."""

    announcement: Announcement
    user_id: UserId
    attempt: int = 1

    @property
    def is_repeat(self) -> bool:
        """An earlier send got no answer: this may be the second that they read."""
        return self.attempt > 1

    @property
    def is_last(self) -> bool:
        return self.attempt >= ATTEMPTS_AT_MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many people's copies stand where."""

    sent: int = 0
    gone: int = 0
    failed: int = 0
    left: int = 0
