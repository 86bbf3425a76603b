"""Runs the bot: opens everything from the inside out, closes it in the opposite order."""

from __future__ import annotations

import asyncio
import logging
import random
import signal
import time
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from functools import partial
from typing import Final
from uuid import uuid4

import structlog

import handlers
from assembly.exits import Ending
from assembly.resuming import note_what_resumes
from assembly.services import Parts, build_services, random_ids
from bot import telegram_app
from bot.adapters.chat_ranks import TelegramRanks
from bot.adapters.durable_updates import DurableQueue, DurableUpdateProcessor
from bot.adapters.export_files import ExportFiles
from bot.adapters.fetching import Fetcher
from bot.adapters.jimeng_backend import JimengBackend
from bot.adapters.jimeng_catalogue import read_catalogue
from bot.adapters.result_sender import UploadLimit
from bot.adapters.showcase import TelegramShowcase
from bot.adapters.stored_results import ResultFiles
from bot.adapters.telegram_bot import build_bot
from bot.adapters.telegram_herald import TelegramHerald
from bot.adapters.telegram_notifier import TelegramNotifier
from bot.adapters.telegram_operators import TelegramOperators
from bot.adapters.telegram_pictures import TelegramPictures
from bot.adapters.telegram_speaker import TelegramSpeaker
from bot.clock import ScaledClock
from bot.config import Settings
from bot.domain.offers import KEPT_SECONDS as OFFERS_KEPT
from bot.health import POLLING, WORKER, Pulse
from bot.i18n import Texts
from bot.ports import StorageError
from bot.services.languages import Languages
from bot.services.pauses import Pauses
from bot.services.status_board import StatusBoard
from bot.services.steps import Steps
from bot.services.troubles import Troubles
from bot.services.worker import LEASE, Limits, Worker
from bot.trouble_handler import TroubleHandler
from bot.watchdog import Hearing, wait_for_the_end
from operating.inside import DiskBackups, InsideDoctor
from operating.places import database_address, open_keys, plain
from storage import Storage, open_storage
from storage.renewing import keep_renewed

log = structlog.get_logger(__name__)

HANDLERS_END_WITHIN: Final = 4.0
STATUSES_END_WITHIN: Final = 1.5
UPDATE_IDS_KEPT: Final = 2 * 86_400.0
QUOTA_USES_KEPT: Final = 92 * 86_400.0
HOUSEKEEPING_EVERY: Final = 3_600.0
SEARCHES_KEPT: Final = 90 * 86_400.0


async def serve(settings: Settings, token: str) -> None:
    """Open from the inside out, run until a signal comes, close in the opposite order."""
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with AsyncExitStack() as stack:
        storage = await _open_storage(settings)
        stack.push_async_callback(storage.close)
        backend = JimengBackend(
            base_url=settings.jimeng_api_url, proxy=plain(settings.jimeng_proxy)
        )
        stack.push_async_callback(backend.aclose)
        await _run_bot(settings, token, storage, backend, stopping)
    log.info("bot.stopped")


async def _run_bot(
    settings: Settings,
    token: str,
    storage: Storage,
    backend: JimengBackend,
    stopping: asyncio.Event,
) -> None:
    pulse, hearing, texts = Pulse(settings.data_dir), Hearing(), Texts.load()
    clock = ScaledClock(settings.time_scale)
    bot = build_bot(
        token,
        api_url=settings.telegram_api_url,
        proxy=plain(settings.telegram_proxy),
        on_polling_success=partial(pulse.beat, POLLING),
        on_polling_end=hearing.note,
    )
    upload_limit = UploadLimit(is_cloud=settings.uses_cloud_bot_api)
    languages = Languages(storage.languages)
    notifier = TelegramNotifier(
        bot,
        texts,
        now=clock.now,
        place_in_queue=storage.jobs.place_in_queue,
        upload_limit=upload_limit,
        language_of=languages.of,
    )
    # Trusts no address: these links come from people.
    links = Fetcher(trusted=None, proxy=plain(settings.jimeng_proxy))
    catalogue = read_catalogue()
    board = StatusBoard(storage.jobs, notifier)
    exports = ExportFiles(settings.data_dir)
    await asyncio.to_thread(exports.clear)
    files = ResultFiles(storage.jobs, settings.data_dir)
    steps = Steps(
        jobs=storage.jobs,
        results=storage.results,
        accounts=storage.accounts,
        holds=storage.holds,
        backend=backend,
        notifier=notifier,
        pictures=TelegramPictures(bot, files.locate, links),
        board=board,
        archive=files,
        pauses=Pauses(storage.pauses, clock),
        clock=clock,
        wall_clock=time.time,
        data_dir=settings.data_dir,
    )
    worker = Worker(
        jobs=storage.jobs,
        steps=steps,
        clock=clock,
        owner=f"worker-{uuid4().hex[:8]}",
        beat=partial(pulse.beat, WORKER),
        limits=Limits(lease=LEASE * settings.time_scale),
    )
    ending = Ending(stopping, worker)
    operators = TelegramOperators(bot, texts, settings.admin_users, languages.of)
    troubles = Troubles(operators, now=time.monotonic, sleep=asyncio.sleep)
    queue = DurableQueue(storage.inbox, time.time)
    processor = DurableUpdateProcessor(
        storage.inbox, queue, give_up=telegram_app.apology(texts, languages)
    )
    services = build_services(
        Parts(
            stores=storage,
            backend=backend,
            board=board,
            speaker=TelegramSpeaker(bot, texts, languages.of),
            clock=clock,
            chat_clock=ScaledClock(),
            wall_clock=time.time,
            wake=worker.wake,
            more_waits=processor.has_more,
            showcase=TelegramShowcase(
                bot, texts, storage.results, settings.data_dir, clock, upload_limit
            ),
            archive=files,
            packer=exports,
            ranks=TelegramRanks(bot),
            languages=languages,
            usual=settings.usual(catalogue),
            follow_menu=handlers.menu_follower(bot, texts),
            access=settings.access,
            catalogue=catalogue,
            operators=operators,
            herald=TelegramHerald(bot, texts, languages.of),
            doctor=InsideDoctor(settings),
            backups=DiskBackups(settings, storage),
            exits=ending,
            texts=texts,
            ids=random_ids(),
            chance=random.random,
        )
    )
    application = telegram_app.build_application(
        bot, services, updates=queue, processor=processor, on_failure=processor.note_failure
    )
    handlers.register(application)

    async def before_polling() -> None:
        await handlers.publish_menus(bot, texts)
        replayed, told = await queue.replay(bot), await board.catch_up()
        now = clock.now()
        line = await note_what_resumes(storage, bot, now=now, replayed=replayed, told=told)
        started.append(asyncio.create_task(operators.say(line), name="start told"))
        working.append(asyncio.create_task(worker.run(), name="worker"))
        gathering.append(asyncio.create_task(services.albums.run(), name="albums"))
        gathering.append(asyncio.create_task(services.prices.run(), name="prices"))
        gathering.append(asyncio.create_task(services.rounds.run(), name="rounds"))
        gathering.append(asyncio.create_task(services.models.run(), name="models"))
        gathering.append(asyncio.create_task(services.announcements.run(), name="announcements"))
        gathering.append(asyncio.create_task(troubles.run(), name="troubles"))

    working: list[asyncio.Task[None]] = []
    gathering: list[asyncio.Task[None]] = []
    started: list[asyncio.Task[None]] = []
    housekeeping = (
        asyncio.create_task(_keep_house(storage, files), name="housekeeping"),
        asyncio.create_task(keep_renewed(storage), name="renewing secrets"),
    )
    listening = TroubleHandler(troubles)
    logging.getLogger().addHandler(listening)
    try:
        await _unless(stopping, telegram_app.start(application, before_polling=before_polling))
        if not stopping.is_set():
            hearing.note()  # however long it took to connect
            await wait_for_the_end(stopping, hearing, [*working, *gathering, *housekeeping])
    finally:
        log.info("bot.stopping")
        logging.getLogger().removeHandler(listening)
        for task in housekeeping:
            task.cancel()
        worker.stop(ending.steps_end_within)
        await telegram_app.stop(application, seconds=HANDLERS_END_WITHIN)
        for task in (*gathering, *started):  # what isn't gathered stays in its rows
            task.cancel()
        await asyncio.gather(*gathering, *started, return_exceptions=True)
        await asyncio.gather(*working, return_exceptions=True)
        await board.drain(STATUSES_END_WITHIN)
        await telegram_app.disconnect(application)
        await links.aclose()


async def _unless(stopping: asyncio.Event, doing: Coroutine[None, None, None]) -> None:
    """Do it, or leave it when the signal to stop comes first. Raises what it raises."""
    work, signalled = asyncio.create_task(doing), asyncio.create_task(stopping.wait())
    await asyncio.wait({work, signalled}, return_when=asyncio.FIRST_COMPLETED)
    signalled.cancel()
    if work.done():
        await work
    else:
        work.cancel()
        await asyncio.wait({work})


async def _open_storage(settings: Settings) -> Storage:
    keys = await asyncio.to_thread(open_keys, settings)
    return await open_storage(database_address(settings), keys)


async def _keep_house(storage: Storage, files: ResultFiles) -> None:
    """Forget old update ids, which restart at random after a quiet week, old albums and lists, and
    what outlived its person or its job."""
    while True:
        try:
            await storage.inbox.purge(time.time() - UPDATE_IDS_KEPT)
            await storage.albums.purge(time.time() - UPDATE_IDS_KEPT)
            await storage.history.purge(time.time() - SEARCHES_KEPT)
            await storage.offers.purge(time.time() - OFFERS_KEPT)
            await storage.quotas.purge(time.time() - QUOTA_USES_KEPT)
            await storage.personal.sweep(time.time())
            await files.sweep()
        except StorageError as error:
            log.warning("storage.not_purged", error=str(error))
        await asyncio.sleep(HOUSEKEEPING_EVERY)
