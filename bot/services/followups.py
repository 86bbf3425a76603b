"""What follows from a result: again, a similar one, brought to life, larger; and its star.

Each job is paid by whoever tapped, under a receipt of its own; each button makes one job for each
person, however often it is tapped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.domain.alterations import Alteration, altered
from bot.domain.followups import follow, is_fork, result_picture
from bot.domain.grammar.results import Note
from bot.domain.ids import ChatId, JobId, MessageId, UserId
from bot.domain.jobs import Job, Origin, PartKind
from bot.domain.lineage import Cause, Lineage, Relation, caused_by_tap
from bot.domain.models import Catalogue
from bot.domain.offers import Deed, Offer, Option, offer_id, turn_after
from bot.domain.orders import COUNT_BY_WORDS, Order, terms_of
from bot.domain.requests import GenerationRequest, InputPicture, MediaKind
from bot.domain.results import ResultRef, SentFile
from bot.ports import Clock, GalleryStore, JobStore, OfferStore, ResultArchive, ResultStore
from bot.services.generations import Enqueued
from bot.services.orders import Orders

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followups:
    """Results from the person's side, after they were sent."""

    jobs: JobStore
    results: ResultStore
    offers: OfferStore
    orders: Orders
    gallery: GalleryStore
    archive: ResultArchive
    clock: Clock
    seed_of: Callable[[Job], int | None]
    """The seed that a job was made with, as far as it is known."""

    async def reachable(self, user_id: UserId, chat_id: ChatId, job_id: JobId) -> Job | None:
        """A job whose results this person may see in this chat: their own, or one that was asked
        for here, in front of everybody, and not for its person alone."""
        job = await self.jobs.get(job_id)
        if job is None:
            return None
        is_here = job.origin.chat_id == chat_id and not job.is_personal
        return job if job.origin.user_id == user_id or is_here else None

    async def of_person(self, user_id: UserId, job_id: JobId) -> Job | None:
        """A person's own job, wherever it was asked for."""
        job = await self.jobs.get(job_id)
        return job if job is not None and job.origin.user_id == user_id else None

    async def make(self, origin: Origin, job: Job, relation: Relation, number: int) -> Enqueued:
        """The job that a button stands for; a second tap finds it again.

        Raises `UserError` for what can't be made of it; nothing is stored or spent then.
        """
        picture = await self.picture(job, number)
        catalogue = await self.orders.catalogue_of(origin.user_id)
        request = follow(job, relation, picture, catalogue)
        is_whole = relation is Relation.AGAIN
        lineage = Lineage(parent=job.id, relation=relation, picture=None if is_whole else number)
        preferences = await self.orders.preferences_of(origin)
        # What one tap on somebody else's result would cost is read first, however little it is.
        terms = replace(
            terms_of(preferences, asks_always=is_fork(job, origin.user_id)),
            asks_unpriced=relation is Relation.UPSCALE,
        )
        cause = caused_by_tap(lineage, origin.user_id)
        makes = _makes(job, request, catalogue)
        order = Order(request=request, terms=terms, makes=makes).as_preferred(preferences)
        return await self.orders.order(origin, order, lineage=lineage, cause=cause)

    async def retry(
        self, origin: Origin, job: Job, alteration: Alteration | None = None, *, asks: bool = True
    ) -> Enqueued:
        """What failed, asked again under a receipt of its own, perhaps with one thing changed; a
        second tap finds it again. `asks` makes the receipt ask in any case; without it the tap was
        the person's yes to a known price within their ceiling.

        Raises `UserError` for what can't be asked; nothing is stored or spent then.
        """
        catalogue = await self.orders.catalogue_of(origin.user_id)
        request = altered(job.request, alteration, catalogue) if alteration else job.request
        lineage = Lineage(parent=job.id, relation=Relation.RETRY)
        preferences = await self.orders.preferences_of(origin)
        order = Order(
            request=request,
            terms=terms_of(preferences, asks_always=asks, yes=not asks),
            account=job.account_name if job.origin.user_id == origin.user_id else "",
            makes=_makes(job, request, catalogue),
        )
        cause = caused_by_tap(lineage, origin.user_id, str(alteration or ""))
        return await self.orders.order(origin, order, lineage=lineage, cause=cause)

    async def picture(self, job: Job, number: int) -> InputPicture:
        """A result as an input, with Telegram's best copy of it for when ours is gone.

        Raises `UserError` (followup-no-picture).
        """
        files = [file for file in await self.results.files_of(job.id) if file.picture == number]
        best = sorted(files, key=lambda file: file.kind is PartKind.FILES)
        return result_picture(job, number, source=best[-1].file_id if best else "")

    async def result_at(self, chat_id: ChatId, message_id: MessageId) -> ResultRef | None:
        """The result that a message of ours carries; None for any other message."""
        return await self.results.result_at(chat_id, message_id)

    async def star(self, user_id: UserId, job: Job, number: int, *, is_wanted: bool) -> None:
        """Star a result, or take its star away."""
        ref = ResultRef(job=job.id, picture=number)
        if is_wanted:
            await self.results.star(user_id, ref, self.clock.now())
        else:
            await self.results.unstar(user_id, ref)

    async def turned_star(self, origin: Origin, job: Job, number: int, tap: Cause) -> bool:
        """Whether a tap on a button that doesn't say it gives a star or takes it away.

        What was read first stands: it is kept under the name of the tap, before the star turns, so
        that the same tap handled again turns nothing back.
        """
        has_one = number in await self.stars(origin.user_id, job)
        deed, key = (Deed.UNSTAR, "star-off-yours") if has_one else (Deed.STAR, "star-on-yours")
        reading = Option(deed=deed, label=Note(key, {"number": number}))
        kept = await self.offers.put(
            Offer(
                id=offer_id(origin, turn_after("star", tap)),
                origin=origin,
                made_at=self.clock.now(),
                options=(reading,),
            )
        )
        return kept.options[0].deed is Deed.STAR

    async def stars(self, user_id: UserId, job: Job) -> frozenset[int]:
        """The numbers of the job's results that this person starred."""
        return await self.results.stars_of(user_id, job.id)

    async def children(self, job: Job) -> Sequence[JobId]:
        """The same person's jobs that came from this one, the oldest first."""
        return await self.jobs.children_of(job.id, job.origin.user_id)

    async def messages_of(self, job: Job) -> Sequence[SentFile]:
        """The messages that hold the job's results."""
        return await self.results.files_of(job.id)

    async def delete(self, job: Job) -> None:
        """Erase an ended job with its files and stars, its row last; one that is under way is left
        as it is."""
        if not job.state.is_final:
            return
        await self.archive.discard(job.id)
        await self.results.forget(job.id)
        await self.gallery.take_down(job.id)
        await self.jobs.erase(job.id)
        log.info("job.erased", job_id=job.id, user_id=job.origin.user_id)


def _makes(parent: Job, request: GenerationRequest, catalogue: Catalogue) -> int | None:
    """How many pictures it will be, where that is known: words about a number are the model's."""
    model = catalogue.named(request.model)
    is_open = any(note.key == COUNT_BY_WORDS for note in parent.receipt.notes)
    is_known = request.kind is MediaKind.IMAGE and model is not None and not is_open
    return model.makes if model is not None and is_known else None
