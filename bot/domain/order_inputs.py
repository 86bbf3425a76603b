"""The pictures of an order: which of those that came are used, as what, and whether they may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.commands import Roles
from bot.domain.errors import UserError
from bot.domain.grammar.results import listed
from bot.domain.models import Catalogue, Model
from bot.domain.requests import InputPicture, MediaKind
from bot.domain.wishes import Wish

MEGABYTE: Final = 1024 * 1024

INPUT_MEGABYTES: Final = 20
"""The largest file that a bot may fetch from Telegram's own server (Bot API, getFile)."""

INPUT_RESULTS: Final = frozenset({"input-result", "input-results"})
_SAME_SEED: Final = re.compile(
    r"(?<!\S)(?:(?:--|[—–]+)(?:seed|种子)|-x)(?:\s*[=:：]\s*|\s+)same(?!\S)", re.IGNORECASE
)


def without_seeds_picture(wish: Wish) -> Wish:
    """An image with the seed of the result that it answers: only the seed is wanted of it, since
    the service takes none beside pictures."""
    is_answer = all(picture.result_of is not None for picture in wish.pictures)
    if wish.kind is not MediaKind.IMAGE or wish.same_seed is None or not is_answer:
        return wish
    if not _SAME_SEED.search(wish.words):
        return wish
    notes = tuple(note for note in wish.notes if note.key not in INPUT_RESULTS)
    return replace(wish, pictures=(), notes=notes)


def chosen_inputs(
    pictures: Sequence[InputPicture], numbers: Sequence[int], links: Sequence[str]
) -> tuple[InputPicture, ...]:
    """The pictures with these numbers (all, if none is named), and those behind addresses."""
    chosen = [replace(pictures[number - 1], number=number) for number in numbers]
    fetched = [
        InputPicture(source="", link=link, number=number)
        for number, link in enumerate(links, start=len(pictures) + 1)
    ]
    return (*(chosen or pictures), *fetched)


def check_clips(
    pictures: Sequence[InputPicture], model: Model | None, catalogue: Catalogue
) -> None:
    """Raise `UserError` where the model takes fewer clips, naming models that take as many."""
    clips = sum(picture.is_clip for picture in pictures)
    if model is None or clips <= model.max_clips:
        return
    able = [each.name for each in catalogue.offered(MediaKind.VIDEO) if each.max_clips >= clips]
    raise UserError(
        "input-clips-many",
        model=model.name,
        most=model.max_clips,
        clips=clips,
        others=listed(able) or "none",
    )


def check_sizes(pictures: Sequence[InputPicture]) -> None:
    """Raise `UserError` for one that a bot can't fetch."""
    for number, picture in enumerate(pictures, start=1):
        if (picture.size or 0) > INPUT_MEGABYTES * MEGABYTE:
            size = -(-(picture.size or 0) // MEGABYTE)
            raise UserError("picture-too-big", number=number, size=size, limit=INPUT_MEGABYTES)


def frames_of(roles: Roles, pictures: Sequence[InputPicture]) -> tuple[InputPicture, ...]:
    """First and last frame, in this order."""
    if roles.last is not None and roles.first is None:
        raise UserError("video-last-alone", number=roles.last)
    numbers = [number for number in (roles.first, roles.last) if number is not None]
    return tuple(replace(pictures[number - 1], number=number) for number in numbers)
