"""The program: read the settings, then run the bot or carry out another command.

python main.py            run the bot
python main.py --help     everything else: health, backup, restore, keys, doctor (`operating/`)
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from typing import Final

from assembly.running import serve
from bot.config import Settings, SettingsError, read_settings
from bot.ports import StorageError
from bot.single_instance import AlreadyRunningError, hold_data_dir
from bot.telegram_app import TokenRefusedError
from bot.watchdog import PartEndedError
from operating.arguments import Command, read_arguments
from operating.commands import (
    EXIT_FAILED,
    EXIT_OK,
    EXIT_USAGE,
    carry_out,
    complain,
    log_without_secrets,
)
from operating.places import plain

HOW_TO_START: Final = """\
TELEGRAM_BOT_TOKEN is not set: get one from @BotFather and put it into .env (see .env.example).
To try everything first, without any token: make playground"""


def main(typed: Sequence[str] | None = None) -> int:
    """Run the bot, or carry out another command; gives the process's exit status."""
    arguments = read_arguments(typed)
    if arguments.command is not Command.RUN:
        return carry_out(arguments)
    try:
        return _run(read_settings())
    except SettingsError as error:
        return complain(f"The settings can't be used:\n{error}", EXIT_USAGE)


def _run(settings: Settings) -> int:
    token = plain(settings.telegram_bot_token)
    if token is None:
        return complain(HOW_TO_START, EXIT_USAGE)
    log_without_secrets(settings, settings.log_level)
    try:
        with hold_data_dir(settings.data_dir):
            asyncio.run(serve(settings, token))
    except (AlreadyRunningError, PartEndedError, StorageError, TokenRefusedError) as error:
        return complain(str(error), EXIT_FAILED)
    return EXIT_OK


if __name__ == "__main__":
    sys.exit(main())
