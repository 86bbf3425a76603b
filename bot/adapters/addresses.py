"""Where a job's messages go: the same chat, topic and message; then, if that is gone, elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from telegram import ReplyParameters

from bot.domain.jobs import Job, Origin


@dataclass(frozen=True, slots=True)
class Address:
    """One place to send to. `reply_to` is a message there."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None

    @property
    def reply_parameters(self) -> ReplyParameters | None:
        """Telegram sends without the reply when the message is gone."""
        if self.reply_to is None:
            return None
        return ReplyParameters(self.reply_to, allow_sending_without_reply=True)


def addresses_of(origin: Origin, chat_id: int) -> Iterator[Address]:
    """The request's own place first, then the group outside its topic, then the private chat.

    `chat_id` is the chat's present id, which a group's move may have changed.
    """
    yield Address(chat_id, origin.thread_id, origin.message_id)
    if origin.thread_id is not None:
        yield Address(chat_id, None, origin.message_id)
    if not origin.is_private:
        yield Address(origin.user_id)


def addresses_of_results(job: Job, chat_id: int) -> Iterator[Address]:
    """Where a job's results go: where it was asked for, unless they are for its person alone."""
    if job.goes_private:
        yield Address(job.origin.user_id)
    else:
        yield from addresses_of(job.origin, chat_id)
