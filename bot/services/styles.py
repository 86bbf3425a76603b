"""Styles from the people's side: their own, the chat's, the operator's, and those handed on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import structlog

from bot.domain.errors import UserError
from bot.domain.ids import ChatId, StyleId, UserId
from bot.domain.jobs import Origin
from bot.domain.models import Catalogue
from bot.domain.style_cards import read_card
from bot.domain.style_checks import check_name, check_text
from bot.domain.styles import (
    OPERATORS,
    STYLES_A_SHELF,
    Shelf,
    ShelfKind,
    Style,
    StyleBook,
)
from bot.ports import ChatRanks, Clock, StyleStore

log = structlog.get_logger(__name__)

OFFERS_KEPT: Final = 20
"""Cards that one person looked at and didn't save yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """Keeps styles. Who may write the operator's shelf is the caller's to find out."""

    styles: StyleStore
    ranks: ChatRanks
    catalogue_of: Callable[[UserId], Awaitable[Catalogue]]
    clock: Clock
    new_id: Callable[[], StyleId]

    async def book_of(self, origin: Origin) -> StyleBook:
        """What this person may use here, in the order in which a name is looked for."""
        return StyleBook(await self.styles.on_shelves(shelves_of(origin)))

    async def may_write(self, shelf: Shelf, user_id: UserId) -> bool:
        """Everybody their own shelf; a chat's, its administrators."""
        if shelf.kind is ShelfKind.CHAT:
            return await self.ranks.is_admin(ChatId(shelf.owner), user_id)
        return shelf.kind is not ShelfKind.OPERATOR and UserId(shelf.owner) == user_id

    async def save(self, origin: Origin, shelf: Shelf, name: str, text: str, example: str) -> Style:
        """Keep a style, in the place of one with its name.

        Raises `UserError` for what can't be kept; nothing changes then.
        """
        catalogue = await self.catalogue_of(origin.user_id)
        style = Style(
            id=self.new_id(),
            shelf=shelf,
            name=check_name(name),
            text=check_text(text, catalogue),
            author=origin.user_id,
            example=example,
        )
        return await self._put(style)

    async def named(self, origin: Origin, name: str, kind: ShelfKind | None) -> Style:
        """The style of that name that counts here, or that of one shelf.

        Raises `UserError` (style-not-found, style-unnamed).
        """
        if not name:
            raise UserError("style-unnamed")
        shelves = [shelf for shelf in shelves_of(origin) if kind in (None, shelf.kind)]
        style = StyleBook(await self.styles.on_shelves(shelves)).named(name)
        if style is None:
            raise UserError("style-not-found", name=name)
        return style

    async def reachable(self, origin: Origin, style_id: StyleId) -> Style | None:
        """A style that this person may use here, or was offered; None for all others."""
        style = await self.styles.get(style_id)
        offered = Shelf(ShelfKind.OFFERED, origin.user_id)
        is_here = style is not None and style.shelf in (*shelves_of(origin), offered)
        return style if is_here else None

    async def linked(self, style_id: StyleId) -> Style | None:
        """A style that somebody shared; its link is the right to read it."""
        style = await self.styles.get(style_id)
        return style if style is not None and style.is_shared else None

    async def share(self, style: Style) -> bool:
        """Let whoever has its link read it."""
        log.info("style.shared", style_id=style.id, shelf=style.shelf.kind)
        return await self.styles.share(style.id)

    async def delete(self, style: Style) -> bool:
        """Take it off its shelf; False when it is gone already."""
        return await self.styles.delete(style.id)

    async def offer(self, user_id: UserId, content: bytes) -> Style:
        """The style in a card, put aside until its person saves it. Raises `UserError`."""
        card = read_card(content, await self.catalogue_of(user_id))
        style = Style(
            id=self.new_id(),
            shelf=Shelf(ShelfKind.OFFERED, user_id),
            name=card.name,
            text=card.text,
            author=user_id,
        )
        return await self.styles.offer(style, self.clock.now(), most=OFFERS_KEPT)

    async def own(self, user_id: UserId, name: str) -> Style | None:
        """The person's own style of that name."""
        shelf = Shelf(ShelfKind.MINE, user_id)
        return StyleBook(await self.styles.on_shelves([shelf])).named(name)

    async def keep(self, origin: Origin, style_id: StyleId) -> Style | None:
        """Put what was offered or shared on the person's own shelf; None when it is gone.

        Raises `UserError` where the shelf is full.
        """
        style = await self.reachable(origin, style_id) or await self.linked(style_id)
        if style is None:
            return None
        shelf = Shelf(ShelfKind.MINE, origin.user_id)
        copy = replace(style, id=self.new_id(), shelf=shelf, author=origin.user_id, is_shared=False)
        return await self._put(copy)

    async def _put(self, style: Style) -> Style:
        saved = await self.styles.save(style, self.clock.now(), most=STYLES_A_SHELF)
        if saved is None:
            raise UserError("style-shelf-full", most=STYLES_A_SHELF)
        log.info("style.saved", style_id=saved.id, shelf=saved.shelf.kind)
        return saved


def shelves_of(origin: Origin) -> Sequence[Shelf]:
    """The shelves that count for a person in a chat: own names beat the chat's, the chat's the
    operator's."""
    mine = Shelf(ShelfKind.MINE, origin.user_id)
    here = [] if origin.is_private else [chat_shelf(origin.chat_id)]
    return [mine, *here, OPERATORS]


def chat_shelf(chat_id: ChatId) -> Shelf:
    """The shelf of a chat."""
    return Shelf(ShelfKind.CHAT, chat_id)
