"""The door: who may use the bot and where, and what is said about those who may not.

Little is said, and seldom: a stranger gets one line in private, a group that is not let in gets
silence, and the operators get one line about it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from bot.domain.access import Entry, Subject, SubjectKind, is_let_in, subject_of
from bot.domain.accounts import Access
from bot.domain.callbacks import Action, Tap
from bot.domain.commands import Note
from bot.domain.ids import ChatId, UserId
from bot.ports import AccessStore, OperatorLine

log = structlog.get_logger(__name__)

SAID_AGAIN_AFTER: Final = 3_600.0
"""Seconds between two lines about the same stranger or group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """`wall_clock` gives real Unix seconds."""

    access: Access
    store: AccessStore
    operators: OperatorLine
    wall_clock: Callable[[], float]

    async def entry(self, user_id: UserId, chat_id: ChatId | None) -> Entry:
        """What to say to this person in this group, or in private (None)."""
        if chat_id is not None and not await self._is_let_in(subject_of(chat_id)):
            return Entry.CLOSED_CHAT
        person = Subject(SubjectKind.USER, user_id)
        return Entry.OPEN if await self._is_let_in(person) else Entry.STRANGER

    def is_operator(self, user_id: UserId) -> bool:
        """Named in the settings; nobody becomes one in a chat."""
        return self.access.is_admin(user_id)

    async def may_tell(self, subject: Subject) -> bool:
        """Whether it is time again to say something about somebody kept out."""
        told_at = await self.store.told_at(subject)
        return told_at is None or self.wall_clock() - told_at >= SAID_AGAIN_AFTER

    async def note_told(self, subject: Subject) -> None:
        """It was said."""
        await self.store.set_told(subject, self.wall_clock())

    async def decide(self, subject: Subject, *, is_allowed: bool, by: UserId) -> None:
        """An operator lets somebody in, or keeps them out, from now on."""
        await self.store.decide(subject, is_allowed=is_allowed, by=by, now=self.wall_clock())
        log.info("access.decided", kind=subject.kind, id=subject.id, allowed=is_allowed, by=by)

    async def decided(self) -> Sequence[tuple[Subject, bool]]:
        """All that operators decided, the latest first."""
        return await self.store.decided()

    async def report_closed_chat(self, chat_id: ChatId, note: Note) -> None:
        """Tell the operators of a group that is not let in, with the choice; seldom."""
        subject = subject_of(chat_id)
        if not await self.may_tell(subject):
            return
        taps = [Tap(action, argument=str(chat_id)) for action in (Action.ALLOW, Action.LEAVE)]
        if await self.operators.tell([note], taps):
            await self.note_told(subject)

    async def bot_added(self, chat_id: ChatId, by: UserId, note: Note) -> None:
        """The bot came into a group: an operator's own is let in, any other is told of."""
        subject = subject_of(chat_id)
        if self.is_operator(by) and await self.store.decision(subject) is None:
            await self.decide(subject, is_allowed=True, by=by)
        if not await self._is_let_in(subject):
            await self.report_closed_chat(chat_id, note)

    async def chat_moved(self, old_id: ChatId, new_id: ChatId) -> None:
        """A group became a supergroup: everything about it goes along, once."""
        if await self.store.move_chat(old_id, new_id):
            log.info("chat.moved", old_id=old_id, new_id=new_id)

    async def _is_let_in(self, subject: Subject) -> bool:
        return is_let_in(subject, self.access, await self.store.decision(subject))
