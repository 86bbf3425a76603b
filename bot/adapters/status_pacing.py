"""How often a status message may change. Time is an argument."""

from __future__ import annotations

from typing import Final

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
