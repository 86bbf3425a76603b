"""The store of styles in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.ids import StyleId, UserId
from bot.domain.styles import Shelf, ShelfKind, Style, fold_name

PRIVATE = (ShelfKind.MINE, ShelfKind.OFFERED)


class FakeStyleStore:
    """Implements `bot.ports.StyleStore` in memory."""

    def __init__(self) -> None:
        self._saved: dict[tuple[Shelf, str], tuple[float, Style]] = {}

    async def save(self, style: Style, now: float, *, most: int) -> Style | None:
        key = (style.shelf, fold_name(style.name))
        if key not in self._saved and len(self._on(style.shelf)) >= most:
            return None
        return self._put(style, now)

    async def offer(self, style: Style, now: float, *, most: int) -> Style:
        key = (style.shelf, fold_name(style.name))
        if key not in self._saved and len(self._on(style.shelf)) >= most:
            there = [(at, each.id, name) for name, (at, each) in self._saved.items()]
            oldest = min(each for each in there if each[2][0] == style.shelf)
            del self._saved[oldest[2]]
        return self._put(style, now)

    async def get(self, style_id: StyleId) -> Style | None:
        return next((s for _, s in self._saved.values() if s.id == style_id), None)

    async def on_shelves(self, shelves: Sequence[Shelf]) -> Sequence[Style]:
        return [
            style
            for shelf in shelves
            for style in sorted(self._on(shelf), key=lambda each: fold_name(each.name))
        ]

    async def share(self, style_id: StyleId) -> bool:
        for key, (at, style) in self._saved.items():
            if style.id == style_id:
                self._saved[key] = (at, replace(style, is_shared=True))
                return True
        return False

    async def delete(self, style_id: StyleId) -> bool:
        before = len(self._saved)
        self._saved = {key: each for key, each in self._saved.items() if each[1].id != style_id}
        return len(self._saved) < before

    async def forget(self, user_id: UserId) -> None:
        self._saved = {
            key: (at, replace(style, author=UserId(0)) if style.author == user_id else style)
            for key, (at, style) in self._saved.items()
            if not (key[0].kind in PRIVATE and key[0].owner == user_id)
        }

    def _on(self, shelf: Shelf) -> list[Style]:
        return [style for key, (_, style) in self._saved.items() if key[0] == shelf]

    def _put(self, style: Style, now: float) -> Style:
        key = (style.shelf, fold_name(style.name))
        if key in self._saved:
            there = self._saved[key][1]
            style = replace(style, id=there.id, is_shared=there.is_shared)
        self._saved[key] = (now, style)
        return style

    def kept_by(self, user_id: UserId) -> list[Style]:
        """What stands on a person's own shelves."""
        return [
            style
            for (shelf, _), (_, style) in self._saved.items()
            if shelf.kind in {ShelfKind.MINE, ShelfKind.OFFERED} and shelf.owner == user_id
        ]
