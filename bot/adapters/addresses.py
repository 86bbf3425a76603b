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
    is_elsewhere: bool = False
    """Not where it was asked for: that place is gone, and this is to be said."""

    @property
    def reply_parameters(self) -> ReplyParameters | None:
        """Telegram sends without the reply when the message is gone."""
        if self.reply_to is None:
            return None
        return ReplyParameters(self.reply_to, allow_sending_without_reply=True)


def addresses_of(origin: Origin, chat_id: int) -> Iterator[Address]:
    """The request's own place first, then the private chat; the group outside a vanished topic only
    where even that is closed.

    `chat_id` is the chat's present id, which a group's move may have changed. Messages of before
    the move have no number there: no reply then.
    """
    reply_to = origin.message_id if chat_id == origin.chat_id and origin.message_id else None
    yield Address(chat_id, origin.thread_id, reply_to)
    if not origin.is_private:
        yield Address(origin.user_id, is_elsewhere=True)
        if origin.thread_id is not None:
            yield Address(chat_id, None, reply_to, is_elsewhere=True)


def addresses_of_results(job: Job, chat_id: int) -> Iterator[Address]:
    """Where a job's results go: where it was asked for, unless they are for its person alone."""
    if job.goes_private:
        yield Address(job.origin.user_id)
    else:
        yield from addresses_of(job.origin, chat_id)
