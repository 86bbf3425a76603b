"""Where an operator's decisions about people and groups are kept, and where groups moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.access import Subject
from bot.domain.ids import ChatId


class AccessStore(Protocol):
    """Decisions on top of the settings; the latest counts."""

    async def decide(self, subject: Subject, *, is_allowed: bool, by: int, now: float) -> None:
        """An operator lets the subject in, or keeps it out."""
        ...

    async def decision(self, subject: Subject) -> bool | None:
        """What an operator decided; None for nothing."""
        ...

    async def decided(self) -> Sequence[tuple[Subject, bool]]:
        """All decisions, the latest first."""
        ...

    async def told_at(self, subject: Subject) -> float | None:
        """When something was last said about the subject's being kept out."""
        ...

    async def set_told(self, subject: Subject, now: float) -> None:
        """It was said now."""
        ...

    async def move_chat(self, old_id: ChatId, new_id: ChatId) -> bool:
        """A group became a supergroup with another id: everything about it goes along.

        The messages don't, since the supergroup numbers its own: what named one of the old group's
        names none any more. False when it was known before; nothing changes then.
        """
        ...

    async def present_id(self, chat_id: ChatId) -> ChatId:
        """The id under which a group is known today."""
        ...
