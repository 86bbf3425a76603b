"""The services, built from their parts: alike for the real bot and for tests with fakes."""

from __future__ import annotations

from assembly.parts import Parts, random_style_id
from bot.services.accounts import Accounts
from bot.services.albums import Albums
from bot.services.announcements import Announcements
from bot.services.credits import Credits
from bot.services.door import Door
from bot.services.followups import Followups
from bot.services.gallery import Gallery
from bot.services.generations import Generations
from bot.services.history import History
from bot.services.layers import Layers
from bot.services.lines import Lines
from bot.services.model_prices import ModelPrices
from bot.services.models import Models
from bot.services.offers import Offers
from bot.services.operations import Operations
from bot.services.orders import Orders, Reader
from bot.services.pauses import Pauses
from bot.services.personal import PersonalData
from bot.services.prices import Prices
from bot.services.rounds import Rounds
from bot.services.showings import Showings
from bot.services.styles import Styles
from bot.services.waiting import Waitings
from bot.telegram_app import Services


def build_services(parts: Parts) -> Services:
    """Everything that handlers may call, from what needs least to what needs most."""
    models = _models(parts)
    styles = _styles(parts, models)
    layers = _layers(parts, models)
    generations = _generations(parts, models)
    prices = _prices(parts)
    accounts = _accounts(parts, prices, generations)
    credits_ = _credits(parts, prices)
    reader = Reader(
        catalogue_of=models.catalogue_of,
        look_for_models=models.look,
        preferences_of=layers.preferences_of,
        quote_for=prices.quote_for,
        styles_of=styles.book_of,
        payer_of=accounts.payer_of,
    )
    orders = Orders(jobs=parts.stores.jobs, generations=generations, reader=reader)
    waitings = _waitings(parts)
    offers = _offers(parts, orders, waitings, accounts)
    return Services(
        generations=generations,
        orders=orders,
        followups=_followups(parts, orders),
        history=_history(parts),
        offers=offers,
        waitings=waitings,
        lines=Lines(store=parts.stores.offers, clock=parts.chat_clock),
        prices=prices,
        showcase=parts.showcase,
        showings=_showings(parts),
        accounts=accounts,
        credits=credits_,
        rounds=_rounds(parts, credits_, prices),
        albums=_albums(parts, orders, offers),
        styles=styles,
        layers=layers,
        personal=_personal(parts),
        languages=parts.languages,
        models=models,
        model_prices=ModelPrices(accounts=parts.stores.accounts, prices=parts.stores.prices),
        announcements=_announcements(parts),
        door=_door(parts),
        gallery=_gallery(parts),
        operations=_operations(parts, models),
        catalogue=parts.catalogue,
        texts=parts.texts,
        follow_menu=parts.follow_menu,
        now=parts.clock.now,
        wall_clock=parts.wall_clock,
    )


def _models(parts: Parts) -> Models:
    return Models(
        built_in=parts.catalogue,
        accounts=parts.stores.accounts,
        sightings=parts.stores.sightings,
        backend=parts.backend,
        clock=parts.clock,
    )


def _styles(parts: Parts, models: Models) -> Styles:
    return Styles(
        styles=parts.stores.styles,
        ranks=parts.ranks,
        catalogue_of=models.catalogue_of,
        clock=parts.clock,
        new_id=random_style_id,
    )


def _layers(parts: Parts, models: Models) -> Layers:
    return Layers(
        preferences=parts.stores.preferences,
        ranks=parts.ranks,
        operator=parts.usual,
        catalogue_of=models.catalogue_of,
        clock=parts.chat_clock,
    )


def _generations(parts: Parts, models: Models) -> Generations:
    return Generations(
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


def _prices(parts: Parts) -> Prices:
    return Prices(
        jobs=parts.stores.jobs,
        accounts=parts.stores.accounts,
        prices=parts.stores.prices,
        backend=parts.backend,
        board=parts.board,
        clock=parts.clock,
        wall_clock=parts.wall_clock,
    )


def _accounts(parts: Parts, prices: Prices, generations: Generations) -> Accounts:
    return Accounts(
        accounts=parts.stores.accounts,
        logins=parts.stores.logins,
        rounds=parts.stores.rounds,
        backend=parts.backend,
        prices=prices,
        wall_clock=parts.wall_clock,
        chance=parts.chance,
        resume_jobs=generations.resume_after_login,
    )


def _credits(parts: Parts, prices: Prices) -> Credits:
    return Credits(
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


def _waitings(parts: Parts) -> Waitings:
    return Waitings(
        store=parts.stores.offers,
        clock=parts.chat_clock,
        pictures_at_most=max(
            max(model.max_inputs, model.max_references) for model in parts.catalogue.models
        ),
    )


def _offers(parts: Parts, orders: Orders, waitings: Waitings, accounts: Accounts) -> Offers:
    return Offers(
        store=parts.stores.offers,
        jobs=parts.stores.jobs,
        orders=orders,
        waitings=waitings,
        accounts=accounts,
        clock=parts.chat_clock,
    )


def _followups(parts: Parts, orders: Orders) -> Followups:
    return Followups(
        jobs=parts.stores.jobs,
        results=parts.stores.results,
        offers=parts.stores.offers,
        orders=orders,
        gallery=parts.stores.gallery,
        archive=parts.archive,
        clock=parts.clock,
        seed_of=parts.backend.seed_of,
    )


def _showings(parts: Parts) -> Showings:
    return Showings(
        store=parts.stores.showings,
        jobs=parts.stores.jobs,
        archive=parts.archive,
        sending=parts.sending,
        speaker=parts.speaker,
        clock=parts.clock,
    )


def _history(parts: Parts) -> History:
    return History(
        history=parts.stores.history,
        catalogue=parts.catalogue,
        clock=parts.clock,
    )


def _rounds(parts: Parts, credits_: Credits, prices: Prices) -> Rounds:
    return Rounds(
        accounts=parts.stores.accounts,
        rounds=parts.stores.rounds,
        backend=parts.backend,
        credits_=credits_,
        prices=prices,
        speaker=parts.speaker,
        clock=parts.chat_clock,
        chance=parts.chance,
    )


def _albums(parts: Parts, orders: Orders, offers: Offers) -> Albums:
    return Albums(
        albums=parts.stores.albums,
        place=orders.place,
        offers=offers,
        jobs=parts.stores.jobs,
        speaker=parts.speaker,
        clock=parts.chat_clock,
        more_waits=parts.more_waits,
    )


def _personal(parts: Parts) -> PersonalData:
    return PersonalData(
        personal=parts.stores.personal,
        jobs=parts.stores.jobs,
        archive=parts.archive,
        packer=parts.packer,
        board=parts.board,
        languages=parts.languages,
        follow_menu=parts.follow_menu,
        wall_clock=parts.wall_clock,
    )


def _announcements(parts: Parts) -> Announcements:
    return Announcements(
        store=parts.stores.announcements,
        herald=parts.herald,
        operators=parts.operators,
        wall_clock=parts.wall_clock,
        sleep=parts.chat_clock.sleep,
    )


def _door(parts: Parts) -> Door:
    return Door(
        access=parts.access,
        store=parts.stores.access,
        operators=parts.operators,
        wall_clock=parts.wall_clock,
    )


def _gallery(parts: Parts) -> Gallery:
    return Gallery(
        store=parts.stores.gallery,
        jobs=parts.stores.jobs,
        results=parts.stores.results,
        clock=parts.clock,
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
