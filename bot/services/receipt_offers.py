"""Questions about a receipt that is open, and what a tap on one of them does to it.

Whatever is tapped changes that receipt: no second job comes of it, and nothing once it was agreed
to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.errors import UserError
from bot.domain.grammar.results import Note
from bot.domain.ids import JobId
from bot.domain.jobs import Job, JobState, Origin
from bot.domain.offers import (
    TOO_LATE_TURN,
    Deed,
    Offer,
    Option,
    Topic,
    amending,
    offer_id,
    turn_after,
    turn_after_tap,
)
from bot.domain.requests import InputPicture
from bot.domain.wishes import Wish
from bot.ports import JobStore
from bot.services.offer_desk import OfferDesk
from bot.services.orders import as_edited
from bot.services.taking import Outcome, Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptOffers:
    """Offers about open receipts, from the person's side."""

    desk: OfferDesk
    jobs: JobStore

    async def after_edit(
        self,
        origin: Origin,
        wish: Wish,
        error: UserError,
        *,
        edit: int,
        is_part: bool,
        is_command: bool,
    ) -> Offer | None:
        """The ways out of a refused edit: each writes the message's open receipt anew, so that
        whatever is tapped, it makes one job. None where it has none.

        `edit` is the number of the update, so that the same one asks once.
        """
        job = await self.desk.orders.made_by(origin)
        if job is None or job.state is not JobState.DRAFTED:
            return None
        edited = as_edited(job, wish, is_part=is_part, is_command=is_command)
        return await self._instead(origin, job, edited, error, turn_after("edit", edit))

    async def late_picture(self, origin: Origin, job: Job, picture: InputPicture) -> Offer | None:
        """One more part of an album whose receipt is open; None when it no longer is."""
        wish = job.receipt.wish
        if job.state is not JobState.DRAFTED or wish is None:
            return None
        number = len(wish.pictures) + 1
        added = Option(
            deed=Deed.ADD,
            label=Note("offer-add-picture", {"number": number}),
            wish=replace(wish, pictures=(picture,)),
            job=job.id,
        )
        ignored = Option(deed=Deed.LEAVE, label=Note("offer-ignore"))
        says = [Note("offer-late-picture", {"id": job.id})]
        return await self.desk.put(origin, [added, ignored], Topic.OTHER, says)

    async def too_late(self, origin: Origin, wish: Wish) -> Offer | None:
        """An edit that came too late: the line may begin a new job. None when it was said before,
        since it is said once a message."""
        name = offer_id(origin, TOO_LATE_TURN)
        if await self.desk.store.get(name) is not None:
            return None
        edit = Option(deed=Deed.EDIT, label=Note("offer-edit"), wish=wish)
        says = [Note("edit-too-late")]
        return await self.desk.put(origin, [edit], Topic.OTHER, says, turn=TOO_LATE_TURN)

    async def amend(self, offer: Offer, option: Option, job_id: JobId, wish: Wish) -> Taken:
        """Write the receipt anew, as an option says."""
        job = await self.jobs.get(job_id)
        while job is not None and job.state is JobState.DRAFTED:
            try:
                if await self.desk.orders.rewrite(job, wish):
                    return Taken(Outcome.WRITTEN, option, job)
            except UserError as error:
                turn = turn_after_tap(offer, option)
                further = await self._instead(offer.origin, job, wish, error, turn)
                return Taken(Outcome.REFUSED, option, error=error, offer=further)
            job = await self.jobs.get(job_id)
        return Taken(Outcome.TOO_LATE, option, job)

    async def add(self, offer: Offer, option: Option, job_id: JobId, wish: Wish) -> Taken:
        """Add a picture to the receipt."""
        job = await self.jobs.get(job_id)
        while job is not None and job.state is JobState.DRAFTED:
            now = job.receipt.wish or wish
            pictures = (*now.pictures, *(p for p in wish.pictures if p not in now.pictures))
            grown = replace(now, pictures=pictures)
            try:
                if await self.desk.orders.rewrite(job, grown):
                    return Taken(Outcome.ADDED, option, job)
            except UserError as error:
                turn = turn_after_tap(offer, option)
                further = await self._without_room(offer.origin, job, grown, error, turn)
                return Taken(Outcome.REFUSED, option, error=error, offer=further)
            job = await self.jobs.get(job_id)
        return Taken(Outcome.TOO_LATE, option, job)

    async def _instead(
        self, origin: Origin, job: Job, wish: Wish, error: UserError, turn: str
    ) -> Offer | None:
        """What an open receipt could say instead of what was refused."""
        said, options = await self.desk.ways_out(origin, wish, error)
        if not options:
            return None
        options = [amending(option, job.id) for option in options]
        says = [said, Note("receipt-stays", {"id": job.id})]
        return await self.desk.put(origin, options, Topic.REFUSAL, says, turn=turn)

    async def _without_room(
        self, origin: Origin, job: Job, grown: Wish, error: UserError, turn: str
    ) -> Offer:
        """One more picture doesn't fit the receipt: models that take it, or leave it out."""
        said, ways = await self.desk.ways_out(origin, grown, error)
        fitting = [
            amending(way, job.id)
            for way in ways
            if way.wish is not None
            and way.deed is Deed.PLACE
            and way.wish.pictures == grown.pictures
        ]
        ignored = Option(deed=Deed.LEAVE, label=Note("offer-ignore"))
        says = [said, Note("receipt-stays", {"id": job.id})]
        return await self.desk.put(origin, [*fitting, ignored], Topic.REFUSAL, says, turn=turn)
