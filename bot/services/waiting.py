"""What a person's next message means, and the pictures that /album collects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.account_names import AccountName
from bot.domain.ids import MessageId
from bot.domain.jobs import Origin
from bot.domain.offers import place_of
from bot.domain.requests import InputPicture, MediaKind
from bot.domain.waiting import (
    COLLECTING_SECONDS,
    PICTURES_WORDS_SECONDS,
    WORDS_SECONDS,
    Expects,
    Waiting,
)
from bot.domain.wishes import Wish
from bot.ports import Clock, OfferStore


class Kept(StrEnum):
    """What became of a picture while /album collects."""

    KEPT = "kept"
    FULL = "full"
    NOT_COLLECTING = "not_collecting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waitings:
    """One person in one chat and topic has at most one of them."""

    store: OfferStore
    clock: Clock
    pictures_at_most: int
    """More than this no model takes."""

    async def at(self, origin: Origin) -> Waiting | None:
        """What the next message from there means; None for nothing special."""
        waiting = await self.store.waiting_at(place_of(origin), self.clock.now())
        return None if waiting is None or waiting.is_over else waiting

    async def is_handled_again(self, origin: Origin) -> bool:
        """Whether this very message was the name that was waited for: it must not be drawn when
        its update comes again after a death."""
        waiting = await self.store.waiting_at(place_of(origin), self.clock.now())
        return waiting is not None and waiting.is_over and origin.message_id in waiting.seen

    async def end_with(self, origin: Origin) -> None:
        """What was waited for came in this message."""
        waiting = await self.at(origin)
        if waiting is not None:
            over = replace(waiting, seen=(origin.message_id,))
            await self.store.wait(place_of(origin), over)

    async def stop(self, origin: Origin) -> bool:
        """Wait no longer; False when nothing was waited for."""
        return await self.store.stop_waiting(place_of(origin))

    async def leave_empty(self, origin: Origin, *kinds: Expects) -> None:
        """Wait no longer where nothing was given yet that could be lost."""
        waiting = await self.at(origin)
        has_none = waiting is not None and not waiting.pictures and waiting.line is None
        if waiting is not None and has_none and waiting.expects in kinds:
            await self.stop(origin)

    async def for_words(
        self,
        origin: Origin,
        kind: MediaKind | None,
        pictures: tuple[InputPicture, ...] = (),
        *,
        line: Wish | None = None,
        flags: str = "",
    ) -> None:
        """Take the next message as the words for this, before these flags; None leaves the kind
        to them, or to the line that they take the place of."""
        seconds = PICTURES_WORDS_SECONDS if pictures else WORDS_SECONDS
        waiting = Waiting(
            expects=Expects.WORDS,
            origin=origin,
            until=self.clock.now() + seconds,
            kind=kind,
            pictures=pictures,
            line=line,
            words=flags,
        )
        await self.store.wait(place_of(origin), waiting)

    async def for_name(self, origin: Origin, account: AccountName) -> None:
        """Take the next message as another name for this account."""
        until = self.clock.now() + WORDS_SECONDS
        waiting = Waiting(expects=Expects.NAME, origin=origin, until=until, words=account)
        await self.store.wait(place_of(origin), waiting)

    async def collect(self, origin: Origin, words: str) -> Waiting:
        """Begin to collect pictures; the same message again changes nothing."""
        known = await self.at(origin)
        if known is not None and known.origin.message_id == origin.message_id:
            return known
        waiting = Waiting(
            expects=Expects.PICTURES,
            origin=origin,
            until=self.clock.now() + COLLECTING_SECONDS,
            words=words,
        )
        await self.store.wait(place_of(origin), waiting)
        return waiting

    async def counted_by(self, origin: Origin, counter: MessageId) -> None:
        """Remember our message that counts the pictures."""
        waiting = await self.at(origin)
        if waiting is not None:
            await self.store.wait(place_of(origin), replace(waiting, counter=counter))

    async def add(
        self, origin: Origin, picture: InputPicture, words: str
    ) -> tuple[Kept, Waiting | None]:
        """One more picture, if /album collects there."""
        waiting = await self.at(origin)
        if waiting is None or waiting.expects is not Expects.PICTURES:
            return Kept.NOT_COLLECTING, None
        is_known = origin.message_id in waiting.seen
        if len(waiting.pictures) >= self.pictures_at_most and not is_known:
            return Kept.FULL, waiting
        grown = waiting.with_picture(origin.message_id, picture, words, self.clock.now())
        await self.store.wait(place_of(origin), grown)
        return Kept.KEPT, grown
