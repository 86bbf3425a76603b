"""Questions with buttons, and what a tap on one of them does. Every one of them is a row first.

Each offer is for the person whose message it answers, and is taken up once: the job that an option
makes belongs to that message, so a second tap finds it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import structlog

from bot.domain.accounts import Account
from bot.domain.commands import render_prompt
from bot.domain.errors import UserError
from bot.domain.grammar.results import Note
from bot.domain.ids import AccountId, UserId
from bot.domain.jobs import ACTIVE_STATES, JobState, Origin
from bot.domain.offers import (
    FIRST_TURN,
    Deed,
    Offer,
    OfferId,
    Option,
    Topic,
    labelled,
    offer_id,
    place_of,
    turn_after_tap,
)
from bot.domain.requests import InputPicture, MediaKind
from bot.domain.wishes import Wish
from bot.ports import Clock, JobStore, OfferStore
from bot.services.accounts import Accounts
from bot.services.generations import Enqueued
from bot.services.offer_desk import OfferDesk
from bot.services.orders import Orders
from bot.services.receipt_offers import ReceiptOffers
from bot.services.taking import Outcome, Taken
from bot.services.waiting import Waitings

log = structlog.get_logger(__name__)

JOINED_WITHIN: Final = 30.0
"""Seconds after pictures without a word in which words may belong to them."""

EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """Offers from the person's side. Another person's offer counts as not found."""

    store: OfferStore
    jobs: JobStore
    orders: Orders
    waitings: Waitings
    accounts: Accounts
    clock: Clock

    @property
    def desk(self) -> OfferDesk:
        """Where they are written."""
        return OfferDesk(store=self.store, orders=self.orders, clock=self.clock)

    @property
    def receipts(self) -> ReceiptOffers:
        """Those about open receipts."""
        return ReceiptOffers(desk=self.desk, jobs=self.jobs)

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
        return await self.desk.put(origin, [yes, no], Topic.OTHER, [Note("logout-sure", named)])

    async def after_refusal(
        self, origin: Origin, wish: Wish, error: UserError, *, turn: str = FIRST_TURN
    ) -> Offer | None:
        """The ways out of a refusal; None where there is none but to write anew."""
        said, options = await self.desk.ways_out(origin, wish, error)
        if not options:
            return None
        return await self.desk.put(origin, options, Topic.REFUSAL, [said], turn=turn)

    async def has_asked(self, origin: Origin) -> bool:
        """Whether this message was asked about."""
        return await self.store.get(offer_id(origin)) is not None

    async def which_result(
        self, origin: Origin, error: UserError, meant: Sequence[tuple[str, Wish]]
    ) -> Offer:
        """A result was named that isn't there: those that are, by what they are called."""
        options = [
            Option(deed=Deed.PLACE, label=Note("offer-result", {"numbers": numbers}), wish=wish)
            for numbers, wish in meant
        ]
        said = Note(error.key, error.values)
        return await self.desk.put(origin, options, Topic.REFUSAL, [said])

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
        return await self.desk.put(origin, options, Topic.PICTURES, says)

    async def join(self, origin: Origin, words: str) -> Offer | None:
        """Words right after pictures without any: whether they belong together. None where no such
        pictures came.

        A message that was asked about is asked about again, however long that took: its words
        alone may be paid for only when its person says so.
        """
        asked = await self.store.get(offer_id(origin))
        if asked is not None and asked.topic is Topic.JOINED:
            return asked
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
        return await self.desk.put(origin, options, Topic.JOINED, says)

    async def about_words(self, origin: Origin, wish: Wish, said: Note) -> Offer:
        """Words that may be no prompt: whether to draw them all the same."""
        options = labelled((Deed.PLACE, "offer-anyway", wish), (Deed.EDIT, "offer-edit", wish))
        return await self.desk.put(origin, options, Topic.OTHER, [said])

    async def words_of_none(self, origin: Origin, wish: Wish) -> Offer:
        """Words while /album collected, before any picture came."""
        options = labelled(
            (Deed.PLACE, "offer-only-words", wish), (Deed.LEAVE, "offer-drop-words", None)
        )
        return await self.desk.put(origin, options, Topic.OTHER, [Note("collecting-words-only")])

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
        return await self.desk.put(origin, options, Topic.OTHER, [Note("album-captions")])

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
        return await self.desk.put(origin, options, Topic.OTHER, [])

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

    async def _do(self, offer: Offer, option: Option) -> Taken:
        wish = option.wish
        match option.deed:
            case Deed.PLACE if wish is not None:
                return await self._place(offer, option, wish)
            case Deed.AMEND if wish is not None and option.job is not None:
                return await self.receipts.amend(offer, option, option.job, wish)
            case Deed.ADD if wish is not None and option.job is not None:
                return await self.receipts.add(offer, option, option.job, wish)
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
            turn = turn_after_tap(offer, option)
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
