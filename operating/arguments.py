"""The command line of main.py: what can be typed, and what each of it is told to be for."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Command(StrEnum):
    """What main.py can be asked for."""

    RUN = "run"
    HEALTH = "health"
    BACKUP = "backup"
    RESTORE = "restore"
    KEYS_LIST = "keys list"
    KEYS_ROTATE = "keys rotate"
    DOCTOR = "doctor"


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was typed; a field that the command doesn't take has its default."""

    command: Command
    path: Path | None = None
    replace: bool = False
    keep_old: bool = False


def read_arguments(typed: Sequence[str] | None = None) -> Arguments:
    """Read the command line; ends the process with status 2 and a hint if it can't be read."""
    found = _parser().parse_args(typed)
    return Arguments(
        command=found.command,
        path=getattr(found, "path", None),
        replace=getattr(found, "replace", False),
        keep_old=getattr(found, "keep_old", False),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description="A Telegram bot that makes pictures and videos on Jimeng. Without a command "
        "it runs. Settings come from the environment and .env.",
    )
    parser.set_defaults(command=Command.RUN)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add(commands, Command.RUN, "run the bot until SIGINT or SIGTERM (the same as no command)")
    _add(
        commands,
        Command.HEALTH,
        "exit with 0 if polling and the worker moved in the last 60 seconds",
    )
    backup = _add(
        commands,
        Command.BACKUP,
        "copy the database, also while the bot runs",
        "The copy is consistent and holds the encrypted logins. The keys are not in it.",
    )
    backup.add_argument(
        "path",
        nargs="?",
        type=Path,
        metavar="TARGET",
        help="a file, or a folder for a file named after the time; default DATA_DIR/backups",
    )
    backup.add_argument("--replace", action="store_true", help="replace the file if it is there")
    restore = _add(
        commands,
        Command.RESTORE,
        "put a backup in the place of the database; the bot must be stopped",
        "The backup is checked first. The present database is kept beside it. Unsent jobs of the "
        "backup are looked up at the service before they are sent.",
    )
    restore.add_argument("path", type=Path, metavar="SOURCE", help="a file that backup made")
    _add_keys(commands)
    _add(
        commands,
        Command.DOCTOR,
        "check everything the bot needs, one line each",
        "Checks settings, data directory, keys, database, clock, waiting work, Telegram and "
        "Jimeng, each through its proxy. Changes nothing. Exits with 1 if something is wrong.",
    )
    return parser


def _add_keys(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    about = "the keys that the stored logins are encrypted with"
    keys = commands.add_parser("keys", help=about, description=about)
    actions = keys.add_subparsers(title="actions", metavar="ACTION", required=True)
    _add(actions, Command.KEYS_LIST, "names of the keys and how many rows name each")
    rotate = _add(
        actions,
        Command.KEYS_ROTATE,
        "make a new key, encrypt everything with it, drop the old ones; also while the bot runs",
        "Logins in backups made before can only be read with the old keys: keep a copy of the key "
        "file as long as you keep such a backup, or use --keep-old.",
    )
    rotate.add_argument("--keep-old", action="store_true", help="leave the old keys in the file")


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    command: Command,
    help_text: str,
    more: str = "",
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        command.split()[-1],
        help=help_text,
        description=f"{help_text[0].upper()}{help_text[1:]}. {more}".strip(),
    )
    parser.set_defaults(command=command)
    return parser
