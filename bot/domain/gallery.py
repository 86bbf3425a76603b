"""The gallery: results that their authors chose to show to others, and may take back any time."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.ids import ChatId, JobId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One result on show. `chat_id` is the group whose gallery it hangs in, None the bot's own.

    `author` is the name that its author had when it was shown; Unix seconds in `shown_at`.
    """

    job_id: JobId
    picture: int
    user_id: UserId
    author: str
    chat_id: ChatId | None
    shows_prompt: bool
    shown_at: float
