"""Runs the bot: opens everything from the inside out, closes it in the opposite order."""

from __future__ import annotations

import asyncio
import logging
import random
import signal
import time
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from functools import partial
from typing import Final
from uuid import uuid4

import structlog

import handlers
from assembly.background import Background
from assembly.exits import Ending
from assembly.housekeeping import keep_house
from assembly.parts import Parts, random_ids
from assembly.resuming import note_what_resumes
from assembly.rim import Rim, build_rim
from assembly.services import build_services
from bot import telegram_app
from bot.adapters.chat_ranks import TelegramRanks
from bot.adapters.durable_updates import DurableQueue, DurableUpdateProcessor
from bot.adapters.export_files import ExportFiles
from bot.adapters.jimeng_backend import JimengBackend
from bot.adapters.showcase import TelegramShowcase
from bot.adapters.telegram_herald import TelegramHerald
from bot.adapters.telegram_speaker import TelegramSpeaker
from bot.clock import ScaledClock
from bot.config import Settings
from bot.domain.ids import ChatId
from bot.health import POLLING, WORKER, Pulse
from bot.services.pauses import Pauses
from bot.services.shortfalls import Shortfalls
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
    pulse, hearing = Pulse(settings.data_dir), Hearing()
    rim = build_rim(
        settings,
        token,
        storage,
        backend,
        on_polling_success=partial(pulse.beat, POLLING),
        on_polling_end=hearing.note,
    )
    exports = ExportFiles(settings.data_dir)
    await asyncio.to_thread(exports.clear)
    worker = _worker(rim, partial(pulse.beat, WORKER))
    ending = Ending(stopping, worker)
    queue = DurableQueue(storage.inbox, time.time)
    processor = DurableUpdateProcessor(
        storage.inbox, queue, give_up=telegram_app.apology(rim.texts, rim.languages)
    )
    services = build_services(_parts(rim, exports, worker, ending, processor.has_more))
    application = telegram_app.build_application(
        rim.bot, services, updates=queue, processor=processor, on_failure=processor.note_failure
    )
    handlers.register(application)
    troubles = Troubles(rim.operators, now=time.monotonic, sleep=asyncio.sleep)
    background = Background()

    async def before_polling() -> None:
        await handlers.publish_menus(rim.bot, rim.texts)
        replayed, told = await queue.replay(rim.bot), await rim.board.catch_up()
        now = rim.clock.now()
        line = await note_what_resumes(storage, rim.bot, now=now, replayed=replayed, told=told)
        background.tell(rim.operators, line)
        background.work(worker, services)
        background.gather(troubles.run(), "troubles")

    background.keep(keep_house(storage, rim.files), "housekeeping")
    background.keep(keep_renewed(storage), "renewing secrets")
    listening = TroubleHandler(troubles)
    logging.getLogger().addHandler(listening)
    try:
        await _unless(stopping, telegram_app.start(application, before_polling=before_polling))
        if not stopping.is_set():
            hearing.note()  # however long it took to connect
            await wait_for_the_end(stopping, hearing, background.parts)
    finally:
        log.info("bot.stopping")
        logging.getLogger().removeHandler(listening)
        background.leave_house()
        worker.stop(ending.steps_end_within)
        await telegram_app.stop(application, seconds=HANDLERS_END_WITHIN)
        await background.end()
        await rim.board.drain(STATUSES_END_WITHIN)
        await telegram_app.disconnect(application)
        await rim.links.aclose()


def _worker(rim: Rim, beat: Callable[[], None]) -> Worker:
    """The job engine; `beat` is told whenever it moved."""
    storage = rim.storage
    steps = Steps(
        jobs=storage.jobs,
        accounts=storage.accounts,
        holds=storage.holds,
        backend=rim.backend,
        sending=rim.sending,
        pictures=rim.pictures,
        board=rim.board,
        archive=rim.files,
        pauses=Pauses(storage.pauses, rim.clock),
        shortfalls=Shortfalls(storage.prices, rim.backend, time.time),
        clock=rim.clock,
        wall_clock=time.time,
        data_dir=rim.settings.data_dir,
    )
    return Worker(
        jobs=storage.jobs,
        steps=steps,
        clock=rim.clock,
        owner=f"worker-{uuid4().hex[:8]}",
        beat=beat,
        limits=Limits(lease=LEASE * rim.settings.time_scale),
    )


def _parts(
    rim: Rim,
    exports: ExportFiles,
    worker: Worker,
    ending: Ending,
    more_waits: Callable[[ChatId], bool],
) -> Parts:
    """What the services of the real bot are built of."""
    settings, storage, bot, texts = rim.settings, rim.storage, rim.bot, rim.texts
    return Parts(
        stores=storage,
        backend=rim.backend,
        board=rim.board,
        speaker=TelegramSpeaker(bot, texts, rim.limits, rim.languages.of),
        clock=rim.clock,
        chat_clock=ScaledClock(),
        wall_clock=time.time,
        wake=worker.wake,
        more_waits=more_waits,
        showcase=TelegramShowcase(bot),
        sending=rim.sending,
        archive=rim.files,
        packer=exports,
        ranks=TelegramRanks(bot),
        languages=rim.languages,
        usual=settings.usual(rim.catalogue),
        follow_menu=handlers.menu_follower(bot, texts),
        access=settings.access,
        catalogue=rim.catalogue,
        operators=rim.operators,
        herald=TelegramHerald(bot, texts, rim.languages.of, rim.limits),
        doctor=InsideDoctor(settings),
        backups=DiskBackups(settings, storage),
        exits=ending,
        texts=texts,
        ids=random_ids(),
        chance=random.random,
    )


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
