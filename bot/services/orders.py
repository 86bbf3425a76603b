"""The one path from a wish to a job: read, priced, written as a receipt, stored.

Every road (a command, a caption, an album, a button) ends here. Nothing before the stored job costs
anything; a job whose receipt asks waits for its person's word.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import structlog

from bot.domain.accounts import Account, Payer
from bot.domain.changes import Change, changed
from bot.domain.commands import Note, render_prompt
from bot.domain.errors import UserError
from bot.domain.ids import JobId, UserId
from bot.domain.job_wishes import wish_of
from bot.domain.jobs import Job, JobState, Origin
from bot.domain.lineage import Cause, Lineage, Relation, caused_by_message, caused_by_tap
from bot.domain.models import Catalogue
from bot.domain.observations import Agreed, Amended
from bot.domain.orders import Order, read_order
from bot.domain.preferences import Preferences
from bot.domain.receipts import Quote
from bot.domain.requests import MediaKind
from bot.domain.styles import StyleBook
from bot.domain.wishes import Wish
from bot.ports import JobStore
from bot.services.generations import CatalogueOf, Draft, Enqueued, Generations

log = structlog.get_logger(__name__)

PreferencesOf = Callable[[Origin], Awaitable[Preferences]]
StylesOf = Callable[[Origin], Awaitable[StyleBook]]
QuoteFor = Callable[[Account | None, Order], Awaitable[Quote]]
PayerOf = Callable[[UserId, str], Awaitable[Payer]]
"""Which account a name means for a person. Raises `UserError` for one that they don't have."""


UNKNOWN_MODEL: Final = frozenset({"grammar-model-unknown", "grammar-model-unmatched"})


class Agreement(StrEnum):
    """What became of a tap on a receipt's ✅."""

    STARTED = "started"
    ALREADY = "already"
    EXPIRED = "expired"
    NOT_FOUND = "not_found"


class Amendment(StrEnum):
    """What became of a message that was edited."""

    WRITTEN = "written"
    TOO_LATE = "too_late"  # it runs already
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading a wish needs to know: models, preferences, styles, and the price."""

    catalogue_of: CatalogueOf
    look_for_models: Callable[[UserId], Awaitable[None]]
    preferences_of: PreferencesOf
    quote_for: QuoteFor
    styles_of: StylesOf
    payer_of: PayerOf

    async def read(self, origin: Origin, wish: Wish) -> Draft:
        """Raises `UserError` for what can't be sent; nothing is stored or spent."""
        preferences = await self.preferences_of(origin)
        styles = await self.styles_of(origin)
        catalogue = await self.catalogue_of(origin.user_id)
        try:
            order = read_order(wish, catalogue, preferences, styles)
        except UserError as error:
            # A model that nobody knows may have come today: one look before it is refused.
            if error.key not in UNKNOWN_MODEL:
                raise
            await self.look_for_models(origin.user_id)
            catalogue = await self.catalogue_of(origin.user_id)
            order = read_order(wish, catalogue, preferences, styles)
        return await self.draft(origin, order, lineage=wish.lineage, cause=wish.cause)

    async def draft(
        self, origin: Origin, order: Order, *, lineage: Lineage | None, cause: Cause | None
    ) -> Draft:
        """The order with its account and its receipt: what it will cost, as far as it is known.

        Raises `UserError` above `--max`, and for an account that the person doesn't have.
        """
        payer = await self.payer_of(origin.user_id, order.account)
        if payer.account is not None and payer.is_chosen:
            named = Note("receipt-account", {"name": payer.name, "region": payer.account.region})
            order = replace(order, notes=(*order.notes, named))
        receipt = order.receipt(await self.quote_for(payer.account, order))
        receipt = replace(receipt, needs_login=payer.account is None)
        if not origin.is_private:
            receipt = replace(receipt, payer=origin.name)
        return Draft(
            request=order.request,
            receipt=receipt,
            lineage=lineage,
            cause=cause,
            account_name=payer.name,
        )


class Orders:
    """Wishes from the person's side. Another person's receipt counts as not found."""

    def __init__(self, *, jobs: JobStore, generations: Generations, reader: Reader) -> None:
        self._jobs = jobs
        self._generations = generations
        self._reader = reader

    async def preferences_of(self, origin: Origin) -> Preferences:
        """What holds for this person in this chat."""
        return await self._reader.preferences_of(origin)

    async def reads(self, origin: Origin) -> Callable[[Wish], Order]:
        """What reads a wish from there without pricing it; raises `UserError` for what can't be
        sent."""
        preferences = await self._reader.preferences_of(origin)
        styles = await self._reader.styles_of(origin)
        catalogue = await self._reader.catalogue_of(origin.user_id)
        return lambda wish: read_order(wish, catalogue, preferences, styles)

    async def place(self, origin: Origin, wish: Wish) -> Enqueued:
        """Make a job of a wish; a wish that came before finds its job again.

        Raises `UserError` for what can't be sent, before anything is stored.
        """
        draft = await self._reader.read(origin, wish)
        return await self._generations.enqueue(origin, draft)

    async def order(
        self, origin: Origin, order: Order, *, lineage: Lineage, cause: Cause
    ) -> Enqueued:
        """Make a job of an order that a button stands for. Raises `UserError`."""
        draft = await self._reader.draft(origin, order, lineage=lineage, cause=cause)
        return await self._generations.enqueue(origin, draft)

    async def catalogue_of(self, user_id: UserId) -> Catalogue:
        """The models that this person can use now."""
        return await self._reader.catalogue_of(user_id)

    async def open_receipt(self, user_id: UserId, job_id: JobId) -> Job | None:
        """This person's job while its receipt is open, else None."""
        job = await self._generations.own(user_id, job_id)
        return job if job is not None and job.state is JobState.DRAFTED else None

    async def agree(self, user_id: UserId, job_id: JobId) -> Agreement:
        """Send a job whose receipt asked; the tap that comes first counts.

        Raises `UserError` while such jobs are paused; the receipt then stays open.
        """
        job = await self._generations.own(user_id, job_id)
        while job is not None:
            if job.state is JobState.EXPIRED:
                return Agreement.EXPIRED
            if job.state is not JobState.DRAFTED:
                return Agreement.ALREADY
            await self._generations.refuse_held(job.request)
            if await self._generations.change(job, Agreed()):
                log.info("receipt.agreed", job_id=job.id, price=job.receipt.price)
                return Agreement.STARTED
            job = await self._generations.own(user_id, job_id)
        return Agreement.NOT_FOUND

    async def reopen(self, user_id: UserId, job_id: JobId) -> Job | None:
        """Open a receipt anew that nobody agreed to in time; None when there is none such."""
        job = await self._generations.own(user_id, job_id)
        if job is None or job.state is not JobState.EXPIRED or job.submitted_at is not None:
            return None
        lineage = Lineage(parent=job.id, relation=Relation.REOPEN)
        draft = Draft(
            request=job.request,
            receipt=job.receipt,
            lineage=lineage,
            cause=caused_by_tap(lineage, user_id),
            account_name=job.account_name,
        )
        return (await self._generations.enqueue(job.origin, draft)).job

    async def made_by(self, origin: Origin) -> Job | None:
        """The job that this message made."""
        job = await self._jobs.made_by(caused_by_message(origin.chat_id, origin.message_id))
        return job if job is not None and job.origin.user_id == origin.user_id else None

    async def amend(
        self, origin: Origin, wish: Wish, *, is_part: bool = False, is_command: bool = True
    ) -> Amendment:
        """A message was edited: its open receipt is written anew, a job under way stays.

        Raises `UserError` for what can't be sent; the receipt then stays as it was.
        """
        job = await self.made_by(origin)
        while job is not None:
            if job.state is not JobState.DRAFTED:
                return Amendment.TOO_LATE
            edited = as_edited(job, wish, is_part=is_part, is_command=is_command)
            if await self.rewrite(job, edited):
                return Amendment.WRITTEN
            job = await self.made_by(origin)
        return Amendment.NOT_FOUND

    async def wish_of(self, user_id: UserId, job_id: JobId) -> Wish | None:
        """What this person's job was asked for with; None when it isn't theirs."""
        job = await self._generations.own(user_id, job_id)
        return wish_of(job) if job is not None else None

    async def reword(self, user_id: UserId, job_id: JobId, wish: Wish) -> Amendment:
        """Write this person's open receipt anew with another wish. Raises `UserError`."""
        while (job := await self.open_receipt(user_id, job_id)) is not None:
            if await self.rewrite(job, wish):
                return Amendment.WRITTEN
        return Amendment.TOO_LATE

    async def change(self, user_id: UserId, job_id: JobId, change: Change) -> Amendment:
        """Change one thing about this person's open receipt. Raises `UserError`."""
        job = await self._generations.own(user_id, job_id)
        while job is not None:
            if job.state is not JobState.DRAFTED:
                return Amendment.TOO_LATE
            wish = changed(job.receipt, change)
            if wish is None:
                return Amendment.NOT_FOUND
            if await self.rewrite(job, wish):
                return Amendment.WRITTEN
            job = await self._generations.own(user_id, job_id)
        return Amendment.NOT_FOUND

    async def as_video(self, user_id: UserId, job_id: JobId) -> Job | None:
        """A prompt that begins like a video's, made one: the open receipt, or a new job; None when
        it isn't this person's. Raises `UserError` for what can't be a video."""
        job = await self._generations.own(user_id, job_id)
        while job is not None and job.state is JobState.DRAFTED:
            if await self.rewrite(job, _video_of(job)):
                return job
            job = await self._generations.own(user_id, job_id)
        if job is None:
            return None
        lineage = Lineage(parent=job.id, relation=Relation.AS_VIDEO)
        wish = replace(_video_of(job), lineage=lineage, cause=caused_by_tap(lineage, user_id))
        return (await self.place(_origin_of(job), wish)).job

    async def rewrite(self, job: Job, wish: Wish) -> bool:
        """Write an open receipt anew; False when the job changed meanwhile."""
        draft = await self._reader.read(_origin_of(job), wish)
        amended = Amended(draft.request, draft.receipt, draft.account_name)
        return await self._generations.change(job, amended)


def as_edited(job: Job, wish: Wish, *, is_part: bool, is_command: bool) -> Wish:
    """What the edited message asks for.

    Of a message that was only a part of what was asked (`is_part`), the pictures stay; of one that
    names no command, what it makes.
    """
    before = job.receipt.wish
    if before is not None:  # an edit doesn't change what it came from
        wish = replace(wish, lineage=before.lineage, asks=wish.asks or before.asks)
    if before is not None and is_part:
        wish = replace(wish, pictures=before.pictures, same_seed=before.same_seed)
    if before is not None and not is_command:
        wish = replace(wish, kind=before.kind)
    return wish


def _origin_of(job: Job) -> Origin:
    """Where a job came from, with the name that its receipt was written to."""
    return replace(job.origin, name=job.receipt.payer)


def _video_of(job: Job) -> Wish:
    request = job.request
    return Wish(
        kind=MediaKind.VIDEO,
        words=render_prompt(request.prompt),
        pictures=request.inputs,
        is_prompt=True,
        account=job.account_name,
    )
