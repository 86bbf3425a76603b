"""The composition root: read the settings, open everything, run until told to stop.

python main.py          run the bot
python main.py health   exit 0 if polling and the worker moved in the last 60 seconds
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import signal
import sys
import time
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import Final
from uuid import uuid4

import structlog
from pydantic import SecretStr
from telegram import Bot

import handlers
from bot import telegram_app
from bot.adapters.durable_updates import DurableQueue, DurableUpdateProcessor
from bot.adapters.jimeng_backend import JimengBackend
from bot.adapters.jimeng_catalogue import read_catalogue
from bot.adapters.telegram_bot import build_bot
from bot.adapters.telegram_notifier import TelegramNotifier
from bot.adapters.telegram_pictures import TelegramPictures
from bot.adapters.telegram_speaker import TelegramSpeaker
from bot.clock import ScaledClock
from bot.config import Settings, SettingsError, read_settings
from bot.domain.ids import SubmitId, job_id_from
from bot.domain.jobs import JobState
from bot.health import POLLING, WORKER, Pulse, is_healthy, read_health
from bot.i18n import Texts
from bot.logs import Redactor, set_up_logging
from bot.ports import StorageError
from bot.services.accounts import Accounts
from bot.services.albums import Albums
from bot.services.generations import Generations, Ids
from bot.services.status_board import StatusBoard
from bot.services.steps import Steps
from bot.services.worker import Worker
from bot.single_instance import AlreadyRunningError, hold_data_dir
from bot.telegram_app import Services, TokenRefusedError
from storage import KeyringError, Storage, database_url, open_keyring, open_storage

log = structlog.get_logger(__name__)

EXIT_OK, EXIT_FAILED, EXIT_USAGE = 0, 1, 2

HANDLERS_END_WITHIN: Final = 4.0
STATUSES_END_WITHIN: Final = 1.5
UPDATE_IDS_KEPT: Final = 2 * 86_400.0
HOUSEKEEPING_EVERY: Final = 3_600.0

HOW_TO_START: Final = """\
TELEGRAM_BOT_TOKEN is not set: get one from @BotFather and put it into .env (see .env.example).
To try everything first, without any token: make playground"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; gives the process's exit status."""
    parser = argparse.ArgumentParser(
        prog="main.py", description="A Telegram bot that makes pictures and videos on Jimeng."
    )
    parser.add_argument(
        "command",
        nargs="?",
        choices=["run", "health"],
        default="run",
        help="run (default): run the bot until SIGINT or SIGTERM; health: exit 0 if it is alive",
    )
    command = parser.parse_args(arguments).command
    try:
        settings = read_settings()
    except SettingsError as error:
        return _complain(f"The settings can't be used:\n{error}", EXIT_USAGE)
    return _health(settings) if command == "health" else _run(settings)


def _health(settings: Settings) -> int:
    ages = read_health(settings.data_dir, time.time())
    for part, age in ages.items():
        print(f"{part}: {'never moved' if age is None else f'moved {age:.0f} s ago'}")  # noqa: T201
    return EXIT_OK if is_healthy(ages) else EXIT_FAILED


def _run(settings: Settings) -> int:
    if settings.telegram_bot_token is None:
        return _complain(HOW_TO_START, EXIT_USAGE)
    token = settings.telegram_bot_token.get_secret_value()
    keys = settings.encryption_keys
    set_up_logging(
        settings.log_level, Redactor([token, *([keys.get_secret_value()] if keys else [])])
    )
    try:
        with hold_data_dir(settings.data_dir):
            asyncio.run(_serve(settings, token))
    except (AlreadyRunningError, KeyringError, StorageError, TokenRefusedError) as error:
        return _complain(str(error), EXIT_FAILED)
    return EXIT_OK


def _complain(text: str, status: int) -> int:
    print(text, file=sys.stderr)  # noqa: T201
    return status


async def _serve(settings: Settings, token: str) -> None:
    """Open from the inside out, run until a signal comes, close in the opposite order."""
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with AsyncExitStack() as stack:
        storage = await _open_storage(settings)
        stack.push_async_callback(storage.close)
        backend = JimengBackend(
            base_url=settings.jimeng_api_url, proxy=_secret(settings.jimeng_proxy)
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
    pulse, texts = Pulse(settings.data_dir), Texts.load()
    clock = ScaledClock(settings.time_scale)
    bot = build_bot(
        token,
        api_url=settings.telegram_api_url,
        proxy=_secret(settings.telegram_proxy),
        on_polling_success=partial(pulse.beat, POLLING),
    )
    notifier = TelegramNotifier(
        bot, texts, now=clock.now, place_in_queue=storage.jobs.place_in_queue
    )
    board = StatusBoard(storage.jobs, notifier)
    worker = _worker(settings, storage, backend, bot, notifier, board, clock, pulse)
    speaker = TelegramSpeaker(bot, texts)
    services = _services(settings, storage, backend, board, clock, worker, texts, speaker)
    queue = DurableQueue(storage.inbox, time.time)
    processor = DurableUpdateProcessor(storage.inbox, queue, give_up=telegram_app.apology(texts))
    application = telegram_app.build_application(
        bot, services, updates=queue, processor=processor, on_failure=processor.note_failure
    )
    handlers.register(application)

    async def before_polling() -> None:
        await handlers.publish_menus(bot, texts)
        replayed, told = await queue.replay(bot), await board.catch_up()
        await _tell_what_resumes(storage, replayed=replayed, told=told)
        working.append(asyncio.create_task(worker.run(), name="worker"))
        gathering.append(asyncio.create_task(services.albums.run(), name="albums"))

    working: list[asyncio.Task[None]] = []
    gathering: list[asyncio.Task[None]] = []
    housekeeping = asyncio.create_task(_keep_house(storage), name="housekeeping")
    try:
        await _unless(stopping, telegram_app.start(application, before_polling=before_polling))
        await stopping.wait()
    finally:
        log.info("bot.stopping")
        housekeeping.cancel()
        worker.stop()
        await telegram_app.stop(application, seconds=HANDLERS_END_WITHIN)
        for task in gathering:  # what isn't gathered stays in its rows
            task.cancel()
        await asyncio.gather(*gathering, return_exceptions=True)
        await asyncio.gather(*working)
        await board.drain(STATUSES_END_WITHIN)
        await telegram_app.disconnect(application)


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


def _worker(
    settings: Settings,
    storage: Storage,
    backend: JimengBackend,
    bot: Bot,
    notifier: TelegramNotifier,
    board: StatusBoard,
    clock: ScaledClock,
    pulse: Pulse,
) -> Worker:
    steps = Steps(
        jobs=storage.jobs,
        accounts=storage.accounts,
        backend=backend,
        notifier=notifier,
        pictures=TelegramPictures(bot),
        board=board,
        clock=clock,
        data_dir=settings.data_dir,
    )
    return Worker(
        jobs=storage.jobs,
        steps=steps,
        clock=clock,
        owner=f"worker-{uuid4().hex[:8]}",
        beat=partial(pulse.beat, WORKER),
    )


async def _open_storage(settings: Settings) -> Storage:
    keys = settings.encryption_keys
    keyring = await asyncio.to_thread(
        open_keyring,
        settings.data_dir,
        keys.get_secret_value() if keys is not None else None,
        settings.encryption_keys_file,
    )
    return await open_storage(settings.database_url or database_url(settings.data_dir), keyring)


def _services(
    settings: Settings,
    storage: Storage,
    backend: JimengBackend,
    board: StatusBoard,
    clock: ScaledClock,
    worker: Worker,
    texts: Texts,
    speaker: TelegramSpeaker,
) -> Services:
    catalogue = read_catalogue()
    generations = Generations(
        jobs=storage.jobs,
        accounts=storage.accounts,
        catalogue=catalogue,
        board=board,
        clock=clock,
        ids=Ids(
            job_id=lambda: job_id_from(secrets.randbits(64)),
            submit_id=lambda: SubmitId(str(uuid4())),
        ),
        wake=worker.wake,
    )
    return Services(
        generations=generations,
        accounts=Accounts(
            accounts=storage.accounts,
            claims=storage.claims,
            backend=backend,
            wall_clock=time.time,
            resume_jobs=generations.resume_after_login,
        ),
        albums=Albums(
            albums=storage.albums,
            enqueue=generations.enqueue,
            speaker=speaker,
            catalogue=catalogue,
            clock=ScaledClock(),  # how Telegram delivers has nothing to do with the jobs' time
        ),
        access=settings.access,
        catalogue=catalogue,
        texts=texts,
        now=clock.now,
    )


async def _tell_what_resumes(storage: Storage, *, replayed: int, told: int) -> None:
    """One line for the operator; leases of the process before us end here."""
    await storage.jobs.release_all()
    counts = await storage.jobs.count_by_state()
    log.info(
        "bot.resumed",
        updates=replayed,
        told=told,
        queued=counts.get(JobState.QUEUED, 0),
        running=counts.get(JobState.RUNNING, 0),
        delivering=counts.get(JobState.DELIVERING, 0),
        checking=counts.get(JobState.SUBMITTING, 0),
        asking=counts.get(JobState.UNCERTAIN, 0),
        waiting_for_login=counts.get(JobState.NEEDS_LOGIN, 0),
    )


async def _keep_house(storage: Storage) -> None:
    """Forget old update ids, which restart at random after a quiet week, and old albums."""
    while True:
        try:
            await storage.inbox.purge(time.time() - UPDATE_IDS_KEPT)
            await storage.albums.purge(time.time() - UPDATE_IDS_KEPT)
        except StorageError as error:
            log.warning("storage.not_purged", error=str(error))
        await asyncio.sleep(HOUSEKEEPING_EVERY)


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value is not None else None


if __name__ == "__main__":
    sys.exit(main())
