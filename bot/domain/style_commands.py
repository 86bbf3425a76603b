"""What follows `/style`: which shelf, what to do there, with which name. Never raises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.ids import StyleId, read_style_id
from bot.domain.styles import ShelfKind

LINK_PAYLOAD: Final = "style_"
"""`t.me/<bot>?start=style_…` leads to a style that was shared."""


class StyleVerb(StrEnum):
    """What to do with styles."""

    LIST = "list"
    SAVE = "save"
    SHOW = "show"
    DELETE = "delete"
    SHARE = "share"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleCommand:
    """`/style` as typed. `shelf` is None where none was named; `text` is what follows the name."""

    verb: StyleVerb
    shelf: ShelfKind | None = None
    name: str = ""
    text: str = ""


_VERBS: Final = {
    "list": StyleVerb.LIST,
    "列表": StyleVerb.LIST,
    "save": StyleVerb.SAVE,
    "保存": StyleVerb.SAVE,
    "添加": StyleVerb.SAVE,
    "show": StyleVerb.SHOW,
    "查看": StyleVerb.SHOW,
    "delete": StyleVerb.DELETE,
    "删除": StyleVerb.DELETE,
    "share": StyleVerb.SHARE,
    "分享": StyleVerb.SHARE,
    "import": StyleVerb.IMPORT,
    "导入": StyleVerb.IMPORT,
}
_SHELVES: Final = {
    "mine": ShelfKind.MINE,
    "我的": ShelfKind.MINE,
    "chat": ShelfKind.CHAT,
    "本群": ShelfKind.CHAT,
    "operator": ShelfKind.OPERATOR,
    "公共": ShelfKind.OPERATOR,
}
_LINK = re.compile(rf"start={LINK_PAYLOAD}([A-Z0-9]+)")


def read_style_command(tail: str) -> StyleCommand:
    """Read `[shelf] verb name text`. A name alone shows its style, nothing at all lists them."""
    word, rest = _first_word(tail)
    shelf = _SHELVES.get(word.casefold())
    if shelf is not None:
        word, rest = _first_word(rest)
    verb = _VERBS.get(word.casefold())
    if verb is None:
        shown = StyleVerb.SHOW if word else StyleVerb.LIST
        return StyleCommand(verb=shown, shelf=shelf, name=word, text=rest)
    name, text = _first_word(rest)
    return StyleCommand(verb=verb, shelf=shelf, name=name.rstrip(":：") or name, text=text)


def read_style_link(text: str) -> StyleId | None:
    """The style that a link leads to; the bare payload of a link will do."""
    found = _LINK.search(text)
    return read_style_id(found[1] if found else text.strip().removeprefix(LINK_PAYLOAD))


def _first_word(text: str) -> tuple[str, str]:
    found = re.match(r"\s*(\S*)\s*", text)
    return (found[1], text[found.end() :]) if found else ("", text)
