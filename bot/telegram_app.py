"""The application that updates go through: its typed context, its errors, its start and stop.

Adapters are handed in, so that handlers, which import this module, never reach one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final, cast

import structlog
from telegram import Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseUpdateProcessor,
    CallbackContext,
    ContextTypes,
    ExtBot,
    JobQueue,
)

from bot.answers import answer
from bot.domain.errors import UserError
from bot.domain.ids import UserId
from bot.domain.models import Catalogue
from bot.i18n import Texts, Value, pick_language
from bot.ports import Showcase, StorageError
from bot.services.accounts import Accounts
from bot.services.albums import Albums
from bot.services.announcements import Announcements
from bot.services.credits import Credits
from bot.services.door import Door
from bot.services.followups import Followups
from bot.services.gallery import Gallery
from bot.services.generations import Generations
from bot.services.history import History
from bot.services.languages import Languages
from bot.services.layers import Layers
from bot.services.lines import Lines
from bot.services.model_prices import ModelPrices
from bot.services.models import Models
from bot.services.offers import Offers
from bot.services.operations import Operations
from bot.services.orders import Orders
from bot.services.personal import PersonalData
from bot.services.prices import Prices
from bot.services.rounds import Rounds
from bot.services.showings import Showings
from bot.services.styles import Styles
from bot.services.waiting import Waitings

log = structlog.get_logger(__name__)

UPDATE_KINDS: Final = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
"""All that the handlers use. Named, since the default brings kinds that nobody reads."""

LONG_POLL_SECONDS: Final = 30
LONGEST_START_PAUSE: Final = 30.0
POLLING_ENDS_WITHIN: Final = 0.5

Store = dict[Any, Any]
"""The library's own per-user and per-chat dictionaries. We keep nothing in them."""


FollowMenu = Callable[[UserId, str | None], Awaitable[None]]
"""Shows a person the menu of their private chat in this language; None: in Telegram's again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What handlers may call."""

    generations: Generations
    orders: Orders
    followups: Followups
    history: History
    offers: Offers
    waitings: Waitings
    lines: Lines
    prices: Prices
    showcase: Showcase
    showings: Showings
    accounts: Accounts
    credits: Credits
    rounds: Rounds
    albums: Albums
    styles: Styles
    layers: Layers
    personal: PersonalData
    languages: Languages
    models: Models
    model_prices: ModelPrices
    announcements: Announcements
    door: Door
    gallery: Gallery
    operations: Operations
    catalogue: Catalogue
    texts: Texts
    follow_menu: FollowMenu
    now: Callable[[], float]
    """Unix seconds of the clock that jobs live in."""
    wall_clock: Callable[[], float]
    """Real Unix seconds, which accounts and people live in."""


class BotContext(CallbackContext[ExtBot[None], Store, Store, Store]):
    """The context that every handler gets; `context.services` completes in the editor.

    It speaks the language that Telegram tells, until `speak` is told another: the door looks up
    what its person chose.
    """

    command_tail: str = ""
    """What follows the command, its original characters; set by the command handler."""

    _language: str = pick_language(None)

    @classmethod
    def from_update(cls, update: object, application: Any) -> BotContext:
        """The context of one update, speaking the language of its person."""
        context = super().from_update(update, application)
        user = update.effective_user if isinstance(update, Update) else None
        context._language = pick_language(user.language_code if user is not None else None)
        return context

    @property
    def services(self) -> Services:
        return cast(BotApplication, self.application).services

    @property
    def language(self) -> str:
        """The language of the person whose update this is."""
        return self._language

    def speak(self, language: str) -> None:
        """Answer in this language from here on."""
        self._language = language

    def text(self, key: str, **values: Value) -> str:
        """A text in the person's language, for messages."""
        return self.services.texts.text(self._language, key, **values)

    def plain(self, key: str, **values: Value) -> str:
        """A text in the person's language, for places without markup."""
        return self.services.texts.plain(self._language, key, **values)


class BotApplication(
    Application[ExtBot[None], BotContext, Store, Store, Store, JobQueue[BotContext] | None]
):
    """The library's application, with our services on it."""

    def __init__(self, *, services: Services, **options: Any) -> None:
        super().__init__(**options)
        self.services = services


class TokenRefusedError(Exception):
    """Telegram doesn't know the bot token. The library's own error would quote it."""


def build_application(
    bot: ExtBot[None],
    services: Services,
    *,
    updates: asyncio.Queue[object],
    processor: BaseUpdateProcessor,
    on_failure: Callable[[object, BaseException], None],
) -> BotApplication:
    """The application without its handlers; `handlers.register` adds them.

    `on_failure` is told of every error that could not be turned into an answer.
    """
    application = (
        ApplicationBuilder()
        .application_class(BotApplication, {"services": services})
        .bot(bot)
        .update_queue(updates)
        .concurrent_updates(processor)
        .context_types(ContextTypes(context=BotContext))
        .job_queue(None)
        .build()
    )
    assert isinstance(application, BotApplication)  # noqa: S101 - the builder's type can't say it
    application.add_error_handler(_error_handler(services.texts, on_failure))
    return application


async def start(
    application: BotApplication,
    *,
    before_polling: Callable[[], Awaitable[object]],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Connect, run `before_polling` (menus, replay of stored updates), then take updates.

    A server that can't be reached is tried again for as long as it takes; raises
    `TokenRefusedError` when it doesn't know the token.
    """
    await _connect(application, sleep)
    await before_polling()
    await application.start()
    assert application.updater is not None  # noqa: S101 - the builder made one
    await application.updater.start_polling(
        timeout=LONG_POLL_SECONDS,
        allowed_updates=UPDATE_KINDS,
        drop_pending_updates=False,
        bootstrap_retries=-1,
        error_callback=_log_polling_error,
    )
    log.info("telegram.started", bot=application.bot.username)


async def stop(application: BotApplication, *, seconds: float) -> None:
    """Take no more updates and let running handlers end within the time.

    What doesn't end in time stays in the inbox and is handled at the next start. The bot can still
    speak afterwards, until `disconnect`.
    """
    updater = application.updater
    if updater is not None and updater.running:
        # Its last act, confirming to Telegram what we have, takes three seconds; the inbox knows.
        await _within(POLLING_ENDS_WITHIN, updater.stop())
    if application.running and not await _within(seconds, application.stop()):
        log.warning("telegram.handlers_cut_off", seconds=seconds)


async def disconnect(application: BotApplication) -> None:
    """Close the connections to Telegram."""
    await application.shutdown()
    log.info("telegram.stopped")


async def _within(seconds: float, ending: Coroutine[Any, Any, None]) -> bool:
    try:
        await asyncio.wait_for(ending, seconds)
    except TimeoutError:
        return False
    return True


def apology(texts: Texts, languages: Languages) -> Callable[[Update], Awaitable[None]]:
    """Tells the person that their update was given up; failures to tell are logged only."""

    async def apologise(update: Update) -> None:
        try:
            language = await _language_of(languages, update)
            await answer(update, texts.text(language, "update-given-up"))
        except (TelegramError, StorageError) as error:
            log.warning("update.not_apologised", error=type(error).__name__)

    return apologise


async def _language_of(languages: Languages, update: Update) -> str:
    """What the person of an update chose, or else what Telegram tells."""
    user = update.effective_user
    told = pick_language(user.language_code if user is not None else None)
    return await languages.of(UserId(user.id), told) if user is not None else told


async def _connect(application: BotApplication, sleep: Callable[[float], Awaitable[None]]) -> None:
    pause = 1.0
    while True:
        try:
            await application.initialize()
            return
        except InvalidToken:
            raise TokenRefusedError("Telegram doesn't know this bot token") from None
        except NetworkError as error:
            log.warning("telegram.unreachable", error=str(error), again_in=pause)
            await sleep(pause)
            pause = min(LONGEST_START_PAUSE, pause * 2)


def _error_handler(
    texts: Texts, on_failure: Callable[[object, BaseException], None]
) -> Callable[[object, BotContext], Coroutine[Any, Any, None]]:
    async def handle(update: object, context: BotContext) -> None:
        """People's errors become answers; all others are logged and handed on."""
        error: BaseException | None = context.error
        if isinstance(error, UserError) and isinstance(update, Update):
            language = await _language_of(context.services.languages, update)
            error = await _explain(texts, language, update, error)
        if error is not None:
            _log_failure(update, error)
            on_failure(update, error)

    return handle


def _log_failure(update: object, error: BaseException) -> None:
    """Telegram's moods in one line, faults of ours with their way."""
    update_id = update.update_id if isinstance(update, Update) else None
    if isinstance(error, TelegramError):
        kind = type(error).__name__
        log.warning("update.failed", update_id=update_id, error=kind, detail=error.message)
    else:
        log.error("update.failed", update_id=update_id, exc_info=error)


async def _explain(
    texts: Texts, language: str, update: Update, error: UserError
) -> TelegramError | None:
    """Tell the person; gives the error that kept the answer from being sent."""
    try:
        await answer(update, texts.text(language, error.key, **error.values))
    except TelegramError as trouble:
        return trouble
    return None


def _log_polling_error(error: TelegramError) -> None:
    """The polling request itself logs breaks and recoveries; this one keeps the details."""
    log.debug("telegram.polling_error", error=str(error))
