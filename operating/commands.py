"""Carries one operator's command out; trouble becomes one sentence and an exit status."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.config import Settings, SettingsError, read_settings
from bot.health import is_healthy, read_health
from bot.logs import Redactor, set_up_logging
from bot.ports import StorageError
from bot.single_instance import AlreadyRunningError
from operating.arguments import Arguments, Command
from operating.backing_up import back_up, restore
from operating.changing_keys import list_keys, rotate_keys
from operating.doctor import examine

EXIT_OK, EXIT_FAILED, EXIT_USAGE = 0, 1, 2


def carry_out(arguments: Arguments) -> int:
    """Run any command but `run`; gives the exit status."""
    if arguments.command is Command.DOCTOR:
        return examine(_read_settings)
    try:
        return _carry_out(arguments, _read_settings())
    except SettingsError as error:
        return complain(f"The settings can't be used:\n{error}", EXIT_USAGE)
    except (AlreadyRunningError, StorageError) as error:
        return complain(str(error), EXIT_FAILED)


def complain(text: str, status: int) -> int:
    """Say on stderr why it can't be done; gives the status back."""
    print(text, file=sys.stderr)
    return status


def log_without_secrets(settings: Settings, level: str) -> None:
    """Logging for this process, with every secret of the settings hidden."""
    set_up_logging(level, Redactor(settings.secrets))


def _read_settings() -> Settings:
    settings = read_settings()
    log_without_secrets(settings, "WARNING")
    return settings


def _carry_out(arguments: Arguments, settings: Settings) -> int:
    now = datetime.now(UTC)
    match arguments.command:
        case Command.HEALTH:
            return _tell_health(settings)
        case Command.BACKUP:
            return back_up(settings, arguments.path, now, replace=arguments.replace)
        case Command.RESTORE:
            return restore(settings, arguments.path or Path(), now)
        case Command.KEYS_LIST:
            return list_keys(settings)
        case Command.KEYS_ROTATE:
            return rotate_keys(settings, keep_old=arguments.keep_old)
        case _:
            raise ValueError(f"{arguments.command} is not carried out here")


def _tell_health(settings: Settings) -> int:
    ages = read_health(settings.data_dir, time.time())
    for part, age in ages.items():
        print(f"{part}: {'never moved' if age is None else f'moved {age:.0f} s ago'}")
    return EXIT_OK if is_healthy(ages) else EXIT_FAILED
