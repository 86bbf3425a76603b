"""How often a status message may change, and what a chat can bear. Time is an argument."""

from __future__ import annotations

from typing import Final

from bot.domain.ids import ChatId
from bot.domain.jobs import JobState

PRIVATE_SECONDS: Final = 5.0
FIRST_SECONDS: Final = 2.0
GROUP_SECONDS: Final = 15.0
"""Telegram takes about 20 messages and edits a minute in a group, from all jobs together."""

GROUP_QUIET_SECONDS: Final = 10.0
"""In a group a reaction says at once that the request was taken; a message follows this late."""

AFTER_SILENCE: Final = 2.0
"""Seconds that progress leaves to results when a chat may be spoken to again."""

PROGRESS_STATES: Final = frozenset(
    {JobState.QUEUED, JobState.SUBMITTING, JobState.RUNNING, JobState.DELIVERING}
)
"""States whose words may be dropped: others follow. The rest must be shown, since none may."""


def wait_before_showing(
    state: JobState,
    *,
    now: float,
    last_shown: float | None,
    was_edited: bool,
    free_at: float,
    is_private: bool,
    begun: float = 0.0,
) -> float:
    """Seconds until a state may be shown; `free_at` is when Telegram takes messages again.

    While Telegram wants silence nothing is said; afterwards results go before progress. An end or
    a question waits for nothing else. In private the first edit may follow the message soon: it is
    the first sign that something moves. A group is spared the message of what ends soon after
    `begun`, when its job was first to be shown.
    """
    if state not in PROGRESS_STATES:
        return max(0.0, free_at - now)
    interval = GROUP_SECONDS if not is_private else PRIVATE_SECONDS if was_edited else FIRST_SECONDS
    due = free_at + AFTER_SILENCE if free_at > 0 else now
    if last_shown is not None:
        due = max(due, last_shown + interval)
    elif not is_private:
        due = max(due, begun + GROUP_QUIET_SECONDS)
    return max(0.0, due - now)


class ChatLimits:
    """What Telegram told us of chats: until when to be silent, and where a group has moved."""

    def __init__(self) -> None:
        self._free_at: dict[int, float] = {}
        self._moved: dict[int, int] = {}

    def hush(self, chat_id: int, until: float, now: float) -> None:
        """Say nothing in the chat before this moment."""
        self._free_at = {chat: when for chat, when in self._free_at.items() if when > now}
        self._free_at[chat_id] = max(until, self._free_at.get(chat_id, until))

    def free_at(self, chat_id: int) -> float:
        """When the chat may be spoken to again; a moment of the past when nothing is known."""
        return self._free_at.get(chat_id, 0.0)

    def move(self, old_id: int, new_id: int) -> None:
        """A group became a supergroup and has another id."""
        self._moved[old_id] = new_id

    def present_id(self, chat_id: ChatId) -> int:
        """The id under which the chat is reached today."""
        return self._moved.get(chat_id, chat_id)
