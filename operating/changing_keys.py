"""`keys list` and `keys rotate`. Only names of keys are ever printed.

One process writes the database: while a bot runs, it is the bot that re-encrypts. It follows the
key file, and this command waits for it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.config import Settings
from bot.single_instance import AlreadyRunningError, hold_data_dir
from operating.places import database_address, database_of, keys_of, open_keys
from storage import KeyringError, open_storage
from storage.key_file import read_key_file
from storage.keyring_file import KeySource
from storage.rotating import add_key, drop_unused_keys, keys_in_use

PATIENCE: Final = 15.0
"""Seconds to wait for a running bot that brings no row further."""

LOOK_EVERY: Final = 0.2

HANDED_IN: Final = """\
The keys come from {place}, which is not ours to change. To rotate:
  1. put a new key first, as name:base64 of 32 random bytes (openssl rand -base64 32);
  2. restart the bot: it encrypts everything with the new key at start;
  3. when `main.py keys list` shows no rows under the old keys, take them away."""


def list_keys(settings: Settings) -> int:
    """Print the names of the keys, newest first, and how many rows name each."""
    source = keys_of(settings)
    known = source.read().ids
    database = database_of(settings)
    rows = keys_in_use(database) if database.is_file() else {}
    print(f"keys in {source.place}, newest first:")
    for key_id in known:
        note = "  (encrypts)" if key_id == known[0] else ""
        print(f"  {key_id}  {rows.get(key_id, 0)} rows{note}")
    for key_id in sorted(rows.keys() - set(known)):
        print(f"  {key_id}  {rows[key_id]} rows  (MISSING: these rows can't be read)")
    return 0


def rotate_keys(
    settings: Settings,
    *,
    keep_old: bool,
    sleep: Callable[[float], None] = time.sleep,
    monotonic: Callable[[], float] = time.monotonic,
) -> int:
    """Add a key, see every row under it, drop the others. Raises `StorageError`."""
    source = keys_of(settings)
    if source.path is None or source.is_managed:
        print(HANDED_IN.format(place=source.place))
        return 1
    path = _existing(settings, source, source.path)
    new = add_key(path)
    print(f"New key {new} in {path}.")
    database = database_of(settings)
    try:
        with hold_data_dir(settings.data_dir):
            renewed = asyncio.run(_renew(settings))
        print(f"{renewed} rows encrypted with it.")
    except AlreadyRunningError:
        print("A bot is running: it encrypts the rows with it.")
        _wait_for_bot(path, database, sleep, monotonic)
    if keep_old:
        print("The old keys stay in the file.")
        return 0 if not _older(path, database) else _unfinished(_older(path, database))
    dropped = drop_unused_keys(path, database)
    if dropped.gone:
        print(
            f"Dropped: {', '.join(dropped.gone)}. Backups made before now hold logins that only "
            "these keys open."
        )
    return _unfinished(dict(dropped.needed)) if dropped.needed else 0


def _existing(settings: Settings, source: KeySource, path: Path) -> Path:
    """The key file; made, as a start would, when there is neither it nor a database."""
    if not path.exists():
        if not source.is_own or database_of(settings).exists():
            raise KeyringError(
                f"the key file {path} is gone. Put it back; without it a start makes a new one, "
                "and everybody has to log in again."
            )
        open_keys(settings)
    return path


async def _renew(settings: Settings) -> int:
    storage = await open_storage(database_address(settings), open_keys(settings))
    try:
        return (await storage.renew_secrets()).renewed
    finally:
        await storage.close()


def _wait_for_bot(
    path: Path, database: Path, sleep: Callable[[float], None], monotonic: Callable[[], float]
) -> None:
    """Until no row names an older key, or for as long as their number goes down."""
    left = _older(path, database)
    deadline = monotonic() + PATIENCE
    while left and monotonic() < deadline:
        sleep(LOOK_EVERY)
        before, left = left, _older(path, database)
        if sum(left.values()) < sum(before.values()):
            deadline = monotonic() + PATIENCE


def _older(path: Path, database: Path) -> dict[str, int]:
    """How many rows name the keys behind the newest; lost keys aside."""
    _, *older = read_key_file(path).ids
    return {key: count for key, count in keys_in_use(database).items() if key in older}


def _unfinished(needed: dict[str, int]) -> int:
    rows = ", ".join(f"{count} rows under {key}" for key, count in needed.items())
    print(
        f"Not finished: {rows}. Their keys stay in the file, so nothing is lost. If a bot runs, "
        "look into its log; then run this again."
    )
    return 1
