"""One bot a data directory: a second one would poll the same token and take over living jobs."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.private_files import make_private_folder, open_private

LOCK_NAME: Final = "bot.lock"


class AlreadyRunningError(Exception):
    """Another process holds this data directory."""


@contextmanager
def hold_data_dir(data_dir: Path) -> Iterator[None]:
    """Hold the directory until the end of the block, or of the process, however it ends.

    Raises `AlreadyRunningError`. The lock is the kernel's, so a killed process leaves none behind.
    """
    make_private_folder(data_dir)
    with open_private(data_dir / LOCK_NAME) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunningError(
                f"another bot is running on {data_dir}; stop it first"
            ) from None
        yield


def is_held(data_dir: Path) -> bool:
    """Whether somebody holds the directory just now."""
    try:
        with (data_dir / LOCK_NAME).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
