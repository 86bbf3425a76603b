"""Questions with buttons, and what a tap on one of them does. Every one of them is a row first.

Each offer is for the person whose message it answers, and is taken up once: the job that an option
makes belongs to that message, so a second tap finds it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import structlog

from bot.domain.accounts import Account
from bot.domain.commands import render_prompt
from bot.domain.errors import UserError
from bot.domain.grammar.results import Note
from bot.domain.ids import AccountId, JobId, UserId
from bot.domain.jobs import ACTIVE_STATES, Job, JobState, Origin
from bot.domain.offers import (
    LAST_TURN,
    RECEIPT_TURNS,
    Deed,
    Offer,
    OfferId,
    Option,
    Topic,
    amending,
    labelled,
    next_turn,
    offer_id,
    place_of,
)
from bot.domain.refusals import ways_out
from bot.domain.requests import InputPicture, MediaKind
from bot.domain.wishes import Wish
from bot.ports import Clock, JobStore, OfferStore
from bot.services.accounts import Accounts, Removed
from bot.services.generations import Enqueued
from bot.services.orders import Orders, as_edited
from bot.services.waiting import Waitings

log = structlog.get_logger(__name__)

JOINED_WITHIN: Final = 30.0
"""Seconds after pictures without a word in which words may belong to them."""

EXAMPLES: Final = 3


class Outcome(StrEnum):
    """What became of a tap."""

    MADE = "made"
    ADDED = "added"
    WRITTEN = "written"  # the open receipt
    TOO_LATE = "too_late"  # the receipt is no longer open
    ASKED = "asked"  # words are waited for
    EDIT = "edit"
    LOGGED_OUT = "logged_out"
    KEPT = "kept"  # another login stands there by now
    LEFT = "left"
    ALREADY = "already"
    NOT_FOUND = "not_found"
    REFUSED = "refused"  # and here is another offer, or only the refusal


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a tap, and what it was about."""

    outcome: Outcome
    option: Option | None = None
    job: Job | None = None
    error: UserError | None = None
    offer: Offer | None = None
    """The further offer of a refusal."""
    removed: Removed | None = None
    """The account that was logged out of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """Offers from the person's side. Another person's offer counts as not found."""

    store: OfferStore
    jobs: JobStore
    orders: Orders
    waitings: Waitings
    accounts: Accounts
    clock: Clock

    async def about_logout(self, origin: Origin, account: Account) -> Offer:
        """Whether to erase this login, and how many jobs would then wait for a new one."""
        going = await self.jobs.of_user(origin.user_id, ACTIVE_STATES - {JobState.DRAFTED})
        jobs = sum(job.account_name == account.name for job in going)
        yes = Option(
            deed=Deed.LOG_OUT,
            label=Note("offer-log-out"),
            account=account.id,
            linked_at=account.linked_at,
        )
        no = Option(deed=Deed.LEAVE, label=Note("offer-stay-logged-in"))
        named: dict[str, str | int] = {"name": account.name, "region": account.region, "jobs": jobs}
        return await self._offer(origin, [yes, no], Topic.OTHER, [Note("logout-sure", named)])

    async def after_refusal(
        self, origin: Origin, wish: Wish, error: UserError, *, turn: int = 0
    ) -> Offer | None:
        """The ways out of a refusal; None where there is none but to write anew."""
        said, options = await self._ways_out(origin, wish, error)
        if not options:
            return None
        return await self._offer(origin, options, Topic.REFUSAL, [said], turn=turn)

    async def after_edit(
        self, origin: Origin, wish: Wish, error: UserError, *, is_part: bool, is_command: bool
    ) -> Offer | None:
        """The same for an edited message: each way writes its open receipt anew, so that whatever
        is tapped, the message makes one job. None where it has none."""
        job = await self.orders.made_by(origin)
        if job is None or job.state is not JobState.DRAFTED:
            return None
        edited = as_edited(job, wish, is_part=is_part, is_command=is_command)
        return await self._about_receipt(origin, job, edited, error)

    async def which_result(
        self, origin: Origin, error: UserError, meant: Sequence[tuple[str, Wish]]
    ) -> Offer:
        """A result was named that isn't there: those that are, by what they are called."""
        options = [
            Option(deed=Deed.PLACE, label=Note("offer-result", {"numbers": numbers}), wish=wish)
            for numbers, wish in meant
        ]
        said = Note(error.key, error.values)
        return await self._offer(origin, options, Topic.REFUSAL, [said])

    async def about_pictures(self, origin: Origin, pictures: tuple[InputPicture, ...]) -> Offer:
        """Pictures came without a word: what should become of them."""
        image = Wish(kind=MediaKind.IMAGE, words="", pictures=pictures)
        video = replace(image, kind=MediaKind.VIDEO)
        options = labelled(
            (Deed.ASK_WORDS, "offer-change-picture", image),
            (Deed.PLACE, "offer-animate", video),
            (Deed.ASK_COMMAND, "offer-say", image),
        )
        says = [Note("pictures-kept", {"count": len(pictures)})]
        return await self._offer(origin, options, Topic.PICTURES, says)

    async def join(self, origin: Origin, words: str) -> Offer | None:
        """Words right after pictures without any: whether they belong together. None where no such
        pictures came."""
        since = self.clock.now() - JOINED_WITHIN
        earlier = await self.store.about_pictures(place_of(origin), since)
        if earlier is None or not earlier.pictures:
            return None
        return await self.join_with(origin, words, earlier.pictures)

    async def join_with(
        self, origin: Origin, words: str, pictures: tuple[InputPicture, ...]
    ) -> Offer:
        """Ask whether these words are about these pictures."""
        alone = Wish(kind=MediaKind.IMAGE, words=words)
        options = labelled(
            (Deed.PLACE, "offer-join-change", replace(alone, pictures=pictures)),
            (
                Deed.PLACE,
                "offer-join-animate",
                replace(alone, kind=MediaKind.VIDEO, pictures=pictures),
            ),
            (Deed.PLACE, "offer-words-alone", alone),
        )
        says = [Note("offer-join-question", {"count": len(pictures)})]
        return await self._offer(origin, options, Topic.OTHER, says)

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
        return await self._offer(origin, [added, ignored], Topic.OTHER, says)

    async def captions(self, origin: Origin, wishes: Sequence[Wish]) -> Offer:
        """Several captions in one album: which one counts."""
        options = [
            Option(
                deed=Deed.PLACE,
                label=Note("offer-caption", {"words": " ".join(wish.words.split())[:40]}),
                wish=wish,
            )
            for wish in wishes[:9]
        ]
        return await self._offer(origin, options, Topic.OTHER, [Note("album-captions")])

    async def examples(self, origin: Origin, kind: MediaKind) -> Offer | None:
        """The latest prompts of this person in this chat, to be drawn again; None without any.

        What was asked for elsewhere is nobody's business here.
        """
        done = await self.jobs.of_user(origin.user_id, frozenset({JobState.SUCCEEDED}))
        here = [
            job.request.prompt
            for job in reversed(done)
            if job.origin.chat_id == origin.chat_id and job.request.kind is kind
        ]
        prompts = [prompt for prompt in dict.fromkeys(here) if prompt][:EXAMPLES]
        if not prompts:
            return None
        options = [
            Option(
                deed=Deed.PLACE,
                label=Note("offer-example", {"words": " ".join(prompt.split())[:40]}),
                wish=Wish(kind=kind, words=render_prompt(prompt)),
            )
            for prompt in prompts
        ]
        return await self._offer(origin, options, Topic.OTHER, [])

    async def too_late(self, origin: Origin, wish: Wish) -> Offer | None:
        """An edit that came too late: the line may begin a new job. None when it was said before,
        since it is said once a message."""
        name = offer_id(origin, LAST_TURN)
        if await self.store.get(name) is not None:
            return None
        edit = Option(deed=Deed.EDIT, label=Note("offer-edit"), wish=wish)
        says = [Note("edit-too-late")]
        return await self._offer(origin, [edit], Topic.OTHER, says, turn=LAST_TURN)

    async def take(self, user_id: UserId, name: OfferId, number: int) -> Taken:
        """Take an option up, the first time; what it makes is paid like any other wish."""
        offer = await self.store.get(name)
        if offer is None or offer.origin.user_id != user_id or number >= len(offer.options):
            return Taken(Outcome.NOT_FOUND)
        option = offer.options[number]
        if option.deed is not Deed.EDIT:
            if not await self.store.is_open(name):
                return Taken(Outcome.ALREADY, option)
            # A tap that comes twice, or again after a crash, must do no more than once: a job is
            # found by its message, and the rest may simply be done again.
            taken = await self._do(offer, option)
            if taken.outcome is Outcome.REFUSED:
                return taken
            is_first = await self.store.settle(name, self.clock.now())
            log.info("offer.taken", offer=name, deed=option.deed, outcome=taken.outcome)
            return taken if is_first else replace(taken, outcome=Outcome.ALREADY)
        return Taken(Outcome.EDIT, option)

    async def _ways_out(
        self, origin: Origin, wish: Wish, error: UserError
    ) -> tuple[Note, Sequence[Option]]:
        catalogue = await self.orders.catalogue_of(origin.user_id)
        return ways_out(wish, error, await self.orders.reads(origin), catalogue)

    async def _about_receipt(
        self, origin: Origin, job: Job, wish: Wish, error: UserError
    ) -> Offer | None:
        """What an open receipt could say instead of what was refused."""
        said, options = await self._ways_out(origin, wish, error)
        if not options:
            return None
        options = [amending(option, job.id) for option in options]
        says = [said, Note("receipt-stays", {"id": job.id})]
        turn = await self._receipt_turn(origin)
        return await self._offer(origin, options, Topic.REFUSAL, says, turn=turn)

    async def _receipt_turn(self, origin: Origin) -> int:
        """The next one that no offer about this message has."""
        for turn in RECEIPT_TURNS:
            if await self.store.get(offer_id(origin, turn)) is None:
                return turn
        return RECEIPT_TURNS[-1]

    async def _do(self, offer: Offer, option: Option) -> Taken:
        wish = option.wish
        match option.deed:
            case Deed.PLACE if wish is not None:
                return await self._place(offer, option, wish)
            case Deed.AMEND if wish is not None and option.job is not None:
                return await self._amend(offer, option, option.job, wish)
            case Deed.ADD if wish is not None and option.job is not None:
                return await self._add(offer, option, option.job, wish)
            case Deed.LOG_OUT if option.account is not None:
                return await self._log_out(offer.origin.user_id, option, option.account)
            case Deed.ASK_WORDS | Deed.ASK_COMMAND if wish is not None:
                kind = wish.kind if option.deed is Deed.ASK_WORDS else None
                await self.waitings.for_words(offer.origin, kind, wish.pictures)
                return Taken(Outcome.ASKED, option)
            case _:
                return Taken(Outcome.LEFT, option)

    async def _place(self, offer: Offer, option: Option, wish: Wish) -> Taken:
        try:
            enqueued: Enqueued = await self.orders.place(offer.origin, wish)
        except UserError as error:
            turn = next_turn(offer)
            further = await self.after_refusal(offer.origin, wish, error, turn=turn)
            return Taken(Outcome.REFUSED, option, error=error, offer=further)
        await self.waitings.stop(offer.origin)
        return Taken(Outcome.MADE, option, enqueued.job)

    async def _log_out(self, user_id: UserId, option: Option, account_id: AccountId) -> Taken:
        account = await self.accounts.own(user_id, account_id)
        if account is None:  # a death came between the erasure and its note
            return Taken(Outcome.LOGGED_OUT, option)
        if account.linked_at != option.linked_at:
            return Taken(Outcome.KEPT, option)
        return Taken(Outcome.LOGGED_OUT, option, removed=await self.accounts.remove(account))

    async def _amend(self, offer: Offer, option: Option, job_id: JobId, wish: Wish) -> Taken:
        job = await self.jobs.get(job_id)
        while job is not None and job.state is JobState.DRAFTED:
            try:
                if await self.orders.rewrite(job, wish):
                    return Taken(Outcome.WRITTEN, option, job)
            except UserError as error:
                further = await self._about_receipt(offer.origin, job, wish, error)
                return Taken(Outcome.REFUSED, option, error=error, offer=further)
            job = await self.jobs.get(job_id)
        return Taken(Outcome.TOO_LATE, option, job)

    async def _add(self, offer: Offer, option: Option, job_id: JobId, wish: Wish) -> Taken:
        job = await self.jobs.get(job_id)
        while job is not None and job.state is JobState.DRAFTED:
            now = job.receipt.wish or wish
            pictures = (*now.pictures, *(p for p in wish.pictures if p not in now.pictures))
            grown = replace(now, pictures=pictures)
            try:
                if await self.orders.rewrite(job, grown):
                    return Taken(Outcome.ADDED, option, job)
            except UserError as error:
                further = await self._without_room(offer.origin, job, grown, error)
                return Taken(Outcome.REFUSED, option, error=error, offer=further)
            job = await self.jobs.get(job_id)
        return Taken(Outcome.TOO_LATE, option, job)

    async def _without_room(self, origin: Origin, job: Job, grown: Wish, error: UserError) -> Offer:
        """One more picture doesn't fit the receipt: models that take it, or leave it out."""
        said, ways = await self._ways_out(origin, grown, error)
        fitting = [
            amending(way, job.id)
            for way in ways
            if way.wish is not None
            and way.deed is Deed.PLACE
            and way.wish.pictures == grown.pictures
        ]
        ignored = Option(deed=Deed.LEAVE, label=Note("offer-ignore"))
        says = [said, Note("receipt-stays", {"id": job.id})]
        turn = await self._receipt_turn(origin)
        return await self._offer(origin, [*fitting, ignored], Topic.REFUSAL, says, turn=turn)

    async def _offer(
        self,
        origin: Origin,
        options: Sequence[Option],
        topic: Topic,
        says: Sequence[Note],
        *,
        turn: int = 0,
    ) -> Offer:
        offer = Offer(
            id=offer_id(origin, turn),
            origin=origin,
            made_at=self.clock.now(),
            options=tuple(options),
            topic=topic,
            says=tuple(says),
        )
        await self.store.put(offer)
        return offer
