"""What messages about styles say. Pure: styles and texts in, HTML out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.commands import lex
from bot.domain.grammar.flags import VIDEO_ONLY
from bot.domain.styles import SUBJECTS, ShelfKind, Style
from bot.i18n import Texts

SHELVES: Final = (ShelfKind.MINE, ShelfKind.CHAT, ShelfKind.OPERATOR)


def render_styles(texts: Texts, language: str, styles: Sequence[Style]) -> str:
    """The list: shelf by shelf, names only."""
    lines = [texts.text(language, "style-title")]
    for kind in SHELVES:
        names = [style.name for style in styles if style.shelf.kind is kind]
        if names:
            lines.append(texts.text(language, f"style-shelf-{kind}", names=" · ".join(names)))
    if not styles:
        lines.append(texts.text(language, "style-none"))
    lines.append(texts.text(language, "style-help"))
    return "\n".join(lines)


def render_style(
    texts: Texts, language: str, style: Style, *, shelf_kind: ShelfKind | None = None
) -> str:
    """One style in full: every character of its text.

    `shelf_kind` is where it stands for the reader, if that isn't where it stands for its owner.
    """
    shelf = texts.plain(language, f"style-on-{shelf_kind or style.shelf.kind}")
    lines = [
        texts.text(language, "style-head", name=style.name, shelf=shelf),
        texts.text(language, "style-text", text=style.text),
    ]
    others = [name for name in style.variables if name not in SUBJECTS]
    if others:
        named = " ".join(f"{name}=…" for name in others)
        lines.append(texts.text(language, "style-variables", named=named))
    return "\n".join(lines)


def render_style_line(texts: Texts, language: str, style: Style) -> str:
    """A line that uses the style, to be filled in."""
    command = "video" if _is_for_videos(style) else "image"
    own = [name for name in style.variables if name not in SUBJECTS]
    values = "".join(f" {name}=…" for name in own)
    subject = texts.plain(language, "style-your-words")
    return f"/{command} {subject}{values} --style {style.name}"


def _is_for_videos(style: Style) -> bool:
    pieces = lex(style.text, lambda flag, value: False)
    return any(piece.flag is not None and piece.flag.kinds == VIDEO_ONLY for piece in pieces)
