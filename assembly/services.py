"""The services, built from their parts: alike for the real bot and for tests with fakes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from bot.domain.accounts import Access
from bot.domain.ids import ChatId, StyleId, SubmitId, job_id_from, style_id_from
from bot.domain.models import Catalogue
from bot.domain.preferences import Chosen
from bot.i18n import Texts
from bot.ports import (
    Backups,
    ChatRanks,
    Clock,
    Doctor,
    Exits,
    GenerationBackend,
    Herald,
    OperatorLine,
    Packer,
    ResultArchive,
    Showcase,
    Speaker,
    Stores,
)
from bot.services.accounts import Accounts
from bot.services.albums import Albums
from bot.services.announcements import Announcements
from bot.services.credits import Credits
from bot.services.door import Door
from bot.services.followups import Followups
from bot.services.gallery import Gallery
from bot.services.generations import Generations, Ids
from bot.services.history import History
from bot.services.languages import Languages
from bot.services.layers import Layers
from bot.services.model_prices import ModelPrices
from bot.services.models import Models
from bot.services.offers import Offers
from bot.services.operations import Operations
from bot.services.orders import Orders, Reader
from bot.services.pauses import Pauses
from bot.services.personal import PersonalData
from bot.services.prices import Prices
from bot.services.rounds import Rounds
from bot.services.status_board import StatusBoard
from bot.services.styles import Styles
from bot.services.waiting import Waitings
from bot.telegram_app import FollowMenu, Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the services are built of.

    `clock` is the time of jobs, `chat_clock` that of Telegram, which nothing makes faster, and
    `wall_clock` gives real Unix seconds; `wake` tells the worker to look for due jobs. `usual` are
    the operator's own settings.
    """

    stores: Stores
    backend: GenerationBackend
    board: StatusBoard
    speaker: Speaker
    clock: Clock
    chat_clock: Clock
    wall_clock: Callable[[], float]
    wake: Callable[[], None]
    more_waits: Callable[[ChatId], bool] = lambda chat_id: False
    """Whether messages of a chat have come that nobody has looked at yet."""
    showcase: Showcase
    archive: ResultArchive
    packer: Packer
    ranks: ChatRanks
    languages: Languages
    usual: Chosen
    follow_menu: FollowMenu
    access: Access
    operators: OperatorLine
    herald: Herald
    doctor: Doctor
    backups: Backups
    exits: Exits
    catalogue: Catalogue
    texts: Texts
    ids: Ids
    chance: Callable[[], float]
    """Numbers from 0 up to 1, to spread what is done unasked."""


def random_ids() -> Ids:
    """Names that nobody can guess."""
    return Ids(
        job_id=lambda: job_id_from(secrets.randbits(64)),
        submit_id=lambda: SubmitId(str(uuid4())),
    )


def random_style_id() -> StyleId:
    """A name that nobody can guess: it opens a style that was shared."""
    return style_id_from(secrets.randbits(64))


def build_services(parts: Parts) -> Services:
    """Everything that handlers may call."""
    models = Models(
        built_in=parts.catalogue,
        accounts=parts.stores.accounts,
        sightings=parts.stores.sightings,
        backend=parts.backend,
        clock=parts.clock,
    )
    generations = Generations(
        jobs=parts.stores.jobs,
        accounts=parts.stores.accounts,
        catalogue_of=models.catalogue_of,
        quotas=parts.stores.quotas,
        holds=parts.stores.holds,
        board=parts.board,
        pauses=Pauses(parts.stores.pauses, parts.clock),
        clock=parts.clock,
        ids=parts.ids,
        wake=parts.wake,
    )
    prices = Prices(
        jobs=parts.stores.jobs,
        accounts=parts.stores.accounts,
        prices=parts.stores.prices,
        backend=parts.backend,
        board=parts.board,
        clock=parts.clock,
        wall_clock=parts.wall_clock,
    )
    styles = Styles(
        styles=parts.stores.styles,
        catalogue_of=models.catalogue_of,
        clock=parts.clock,
        new_id=random_style_id,
    )
    accounts = Accounts(
        accounts=parts.stores.accounts,
        logins=parts.stores.logins,
        rounds=parts.stores.rounds,
        backend=parts.backend,
        prices=prices,
        wall_clock=parts.wall_clock,
        chance=parts.chance,
        resume_jobs=generations.resume_after_login,
    )
    credits_ = Credits(
        accounts=parts.stores.accounts,
        claims=parts.stores.claims,
        rounds=parts.stores.rounds,
        jobs=parts.stores.jobs,
        backend=parts.backend,
        prices=prices,
        clock=parts.clock,
        wall_clock=parts.wall_clock,
        chance=parts.chance,
    )
    layers = Layers(
        preferences=parts.stores.preferences,
        ranks=parts.ranks,
        operator=parts.usual,
        catalogue_of=models.catalogue_of,
        clock=parts.chat_clock,
    )
    reader = Reader(
        catalogue_of=models.catalogue_of,
        look_for_models=models.look,
        preferences_of=layers.preferences_of,
        quote_for=prices.quote_for,
        styles_of=styles.book_of,
        payer_of=accounts.payer_of,
    )
    orders = Orders(jobs=parts.stores.jobs, generations=generations, reader=reader)
    followups = Followups(
        jobs=parts.stores.jobs,
        results=parts.stores.results,
        orders=orders,
        gallery=parts.stores.gallery,
        archive=parts.archive,
        clock=parts.clock,
        seed_of=parts.backend.seed_of,
    )
    waitings = Waitings(
        store=parts.stores.offers,
        clock=parts.chat_clock,
        pictures_at_most=max(
            max(model.max_inputs, model.max_references) for model in parts.catalogue.models
        ),
    )
    offers = Offers(
        store=parts.stores.offers,
        jobs=parts.stores.jobs,
        orders=orders,
        waitings=waitings,
        clock=parts.chat_clock,
    )
    return Services(
        generations=generations,
        orders=orders,
        followups=followups,
        history=History(
            history=parts.stores.history,
            catalogue=parts.catalogue,
            clock=parts.clock,
        ),
        offers=offers,
        waitings=waitings,
        prices=prices,
        showcase=parts.showcase,
        accounts=accounts,
        credits=credits_,
        rounds=Rounds(
            accounts=parts.stores.accounts,
            rounds=parts.stores.rounds,
            backend=parts.backend,
            credits_=credits_,
            prices=prices,
            speaker=parts.speaker,
            clock=parts.chat_clock,
            chance=parts.chance,
        ),
        albums=Albums(
            albums=parts.stores.albums,
            place=orders.place,
            offers=offers,
            jobs=parts.stores.jobs,
            speaker=parts.speaker,
            clock=parts.chat_clock,
            more_waits=parts.more_waits,
        ),
        styles=styles,
        layers=layers,
        personal=PersonalData(
            personal=parts.stores.personal,
            jobs=parts.stores.jobs,
            archive=parts.archive,
            packer=parts.packer,
            board=parts.board,
            languages=parts.languages,
            follow_menu=parts.follow_menu,
            wall_clock=parts.wall_clock,
        ),
        languages=parts.languages,
        models=models,
        model_prices=ModelPrices(accounts=parts.stores.accounts, prices=parts.stores.prices),
        announcements=Announcements(
            store=parts.stores.announcements,
            herald=parts.herald,
            operators=parts.operators,
            wall_clock=parts.wall_clock,
            sleep=parts.chat_clock.sleep,
        ),
        door=Door(
            access=parts.access,
            store=parts.stores.access,
            operators=parts.operators,
            wall_clock=parts.wall_clock,
        ),
        gallery=Gallery(
            store=parts.stores.gallery,
            jobs=parts.stores.jobs,
            results=parts.stores.results,
            clock=parts.clock,
        ),
        operations=_operations(parts, models),
        catalogue=parts.catalogue,
        texts=parts.texts,
        follow_menu=parts.follow_menu,
        now=parts.clock.now,
        wall_clock=parts.wall_clock,
    )


def _operations(parts: Parts, models: Models) -> Operations:
    return Operations(
        jobs=parts.stores.jobs,
        quotas=parts.stores.quotas,
        holds=parts.stores.holds,
        overview=parts.stores.overview,
        doctor=parts.doctor,
        backups=parts.backups,
        exits=parts.exits,
        catalogue_of=models.catalogue_of,
        clock=parts.clock,
        wake=parts.wake,
    )
