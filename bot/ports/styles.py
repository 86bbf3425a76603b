"""Where styles are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.ids import StyleId, UserId
from bot.domain.styles import Shelf, Style


class StyleStore(Protocol):
    """Styles on their shelves. On one shelf a name stands once, whatever its width and case."""

    async def save(self, style: Style, now: float, *, most: int) -> Style | None:
        """Put a style on its shelf, in the place of one with its name; gives it as it stands there.

        What was there keeps its id and stays shared. None, and nothing done, for a new name on a
        shelf that holds `most` already.
        """
        ...

    async def offer(self, style: Style, now: float, *, most: int) -> Style:
        """Like `save`; where the shelf is full, the oldest makes room."""
        ...

    async def get(self, style_id: StyleId) -> Style | None: ...

    async def on_shelves(self, shelves: Sequence[Shelf]) -> Sequence[Style]:
        """All styles of these shelves: shelf by shelf, by name."""
        ...

    async def share(self, style_id: StyleId) -> bool:
        """Let whoever has its link read it; False when it is gone."""
        ...

    async def delete(self, style_id: StyleId) -> bool:
        """Take it off its shelf; False when it is gone already."""
        ...

    async def forget(self, user_id: UserId) -> None:
        """Erase a person's own styles and offers; what they wrote for others has no author."""
        ...
