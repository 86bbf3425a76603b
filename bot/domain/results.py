"""Results that were sent: which picture of which job stands in which message, and its star."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.ids import ChatId, JobId, MessageId
from bot.domain.jobs import PartKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRef:
    """One result of a job; `picture` is its number, from 1, as people count them."""

    job: JobId
    picture: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A result in a message of ours, and the name under which Telegram keeps the file.

    The name works for this bot for good, so that the file is uploaded once (Bot API, file_id).
    """

    chat_id: ChatId
    message_id: MessageId
    picture: int
    kind: PartKind
    file_id: str
    file_unique_id: str
