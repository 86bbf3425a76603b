"""Files and folders that only their owner may enter, whatever the umask and the mode of the rest.

The data directory is closed already; what lies in it stays closed where it is copied or mounted.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO


def open_private(path: Path) -> TextIO:
    """Open a text file for writing from its start, mode 0600 even if it was there before.

    Raises `OSError`.
    """
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.fchmod(number, 0o600)
    except OSError:
        os.close(number)
        raise
    return os.fdopen(number, "w", encoding="utf-8")


def make_private_folder(folder: Path) -> None:
    """Make a folder and what is missing above it, each of mode 0700. Raises `OSError`."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
