"""What the job engine and the services both speak through: Telegram, time, texts, files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from telegram.ext import ExtBot

from bot.adapters.chat_limits import ChatLimits
from bot.adapters.fetching import Fetcher
from bot.adapters.jimeng_backend import JimengBackend
from bot.adapters.jimeng_catalogue import read_catalogue
from bot.adapters.result_sender import UploadLimit
from bot.adapters.sheeted_notifier import SheetedNotifier
from bot.adapters.stored_results import ResultFiles
from bot.adapters.telegram_bot import build_bot
from bot.adapters.telegram_notifier import TelegramNotifier
from bot.adapters.telegram_operators import TelegramOperators
from bot.adapters.telegram_pictures import TelegramPictures
from bot.clock import ScaledClock
from bot.config import Settings
from bot.domain.models import Catalogue
from bot.i18n import Texts
from bot.services.languages import Languages
from bot.services.sending import Sending
from bot.services.status_board import StatusBoard
from operating.places import plain
from storage import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Rim:
    """The ends of the bot that look outside. `links` trusts no address: those come from people."""

    settings: Settings
    storage: Storage
    backend: JimengBackend
    bot: ExtBot[None]
    limits: ChatLimits
    texts: Texts
    clock: ScaledClock
    languages: Languages
    catalogue: Catalogue
    sending: Sending
    pictures: TelegramPictures
    board: StatusBoard
    operators: TelegramOperators
    files: ResultFiles
    links: Fetcher


def build_rim(
    settings: Settings,
    token: str,
    storage: Storage,
    backend: JimengBackend,
    *,
    on_polling_success: Callable[[], None],
    on_polling_end: Callable[[float], None],
) -> Rim:
    """Everything that looks outside; nothing is asked of anybody yet."""
    texts, clock = Texts.load(), ScaledClock(settings.time_scale)
    languages = Languages(storage.languages)
    limits = ChatLimits()
    bot = build_bot(
        token,
        limits=limits,
        api_url=settings.telegram_api_url,
        proxy=plain(settings.telegram_proxy),
        on_polling_success=on_polling_success,
        on_polling_end=on_polling_end,
    )
    files = ResultFiles(storage.jobs, settings.data_dir)
    links = Fetcher(trusted=None, proxy=plain(settings.jimeng_proxy))
    pictures = TelegramPictures(bot, files.locate, links)
    plainly = TelegramNotifier(
        bot,
        texts,
        now=clock.now,
        place_in_queue=storage.jobs.place_in_queue,
        upload_limit=UploadLimit(is_cloud=settings.uses_cloud_bot_api),
        language_of=languages.of,
        limits=limits,
    )
    notifier = SheetedNotifier(plainly, bot, texts, pictures, languages.of, limits)
    return Rim(
        settings=settings,
        storage=storage,
        backend=backend,
        bot=bot,
        limits=limits,
        texts=texts,
        clock=clock,
        languages=languages,
        catalogue=read_catalogue(),
        sending=Sending(
            notifier=notifier,
            results=storage.results,
            clock=clock,
            data_dir=settings.data_dir,
        ),
        board=StatusBoard(storage.jobs, notifier),
        operators=TelegramOperators(bot, texts, settings.admin_users, languages.known),
        pictures=pictures,
        files=files,
        links=links,
    )
