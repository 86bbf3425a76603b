"""Pictures out of films, for a film that goes on where another ended."""

from __future__ import annotations

from pathlib import Path

from bot.adapters import last_frame
from bot.adapters.decoding_apart import ApartError, write_apart


class NoFrameError(Exception):
    """The film has no picture that could be read."""


async def save_last_frame(film: Path, target: Path) -> None:
    """Write the film's last picture to `target`, as a PNG. Raises `NoFrameError`."""
    try:
        await write_apart(Path(last_frame.__file__), film, target)
    except ApartError as error:
        raise NoFrameError(str(error)) from None
