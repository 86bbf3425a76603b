"""Pictures out of films, for a film that goes on where another ended."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bot.adapters.decoding_apart import ApartError, write_apart

PROGRAM: Final = Path(__file__).with_name("last_frame.py")
"""By its path: what it imports is nothing for our own process."""


class NoFrameError(Exception):
    """The film has no picture that could be read."""


async def save_last_frame(film: Path, target: Path) -> None:
    """Write the film's last picture to `target`, as a PNG. Raises `NoFrameError`."""
    try:
        await write_apart(PROGRAM, film, target)
    except ApartError as error:
        raise NoFrameError(str(error)) from None
