"""Who may use the bot, and where: the settings first, and what an operator decided on top of them.

Closed by default, twice: a person must be let in, and so must a group.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.accounts import Access


class SubjectKind(StrEnum):
    """Whom a decision or a quota is about."""

    USER = "user"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or a group, by Telegram's id."""

    kind: SubjectKind
    id: int


class Entry(StrEnum):
    """What the door says to somebody somewhere."""

    OPEN = "open"
    STRANGER = "stranger"  # the person is not let in
    CLOSED_CHAT = "closed_chat"  # the group is not


def subject_of(telegram_id: int) -> Subject:
    """Groups have negative ids, people positive ones (Bot API, Chat)."""
    return Subject(SubjectKind.CHAT if telegram_id < 0 else SubjectKind.USER, telegram_id)


def is_let_in(subject: Subject, access: Access, decision: bool | None) -> bool:
    """Whether the subject may use the bot; `decision` is what an operator said, None for nothing.

    Where everybody is let in by the settings, so is every group.
    """
    if subject.kind is SubjectKind.USER and access.is_admin(subject.id):
        return True
    if decision is not None:
        return decision
    if subject.kind is SubjectKind.USER:
        return access.allows(subject.id)
    return access.allowed is None
