"""Which result stands in which message: what a person sees by its caption, or by its album's.

Rule: pure. A result belongs to the job that its caption names, and replies to what asked for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chaos.chat_reading import job_named_in
from chaos.control import Message


@dataclass(frozen=True, slots=True)
class Arrival:
    """A medium in a chat: the job that made it, and the message that it replies to."""

    message_id: int
    job: str
    reply_to: int


def arrivals_in(messages: Iterable[Message]) -> list[Arrival]:
    """All media that the bot sent into a chat; only the first of an album has the caption."""
    media = [each for each in messages if each.sender.is_bot and not each.text]
    named = {each.media_group_id: job for each in media if (job := job_named_in(each))}
    albums = {album: job for album, job in named.items() if album}
    return [
        Arrival(
            message_id=each.message_id,
            job=job_named_in(each) or albums.get(each.media_group_id, ""),
            reply_to=each.reply_to_message.message_id if each.reply_to_message is not None else 0,
        )
        for each in media
    ]
