"""What people type, and the request it means: the face of `bot.domain.grammar`."""

from __future__ import annotations

from bot.domain.grammar.flags import FLAGS, Flag, Takes, Target
from bot.domain.grammar.lexing import lex
from bot.domain.grammar.mentions import rename_mentions
from bot.domain.grammar.model_names import find_models
from bot.domain.grammar.parse import parse_image, parse_video
from bot.domain.grammar.pieces import Piece, PieceKind
from bot.domain.grammar.rendering import render_image, render_prompt, render_video
from bot.domain.grammar.results import (
    Extras,
    Note,
    ParsedImage,
    ParsedVideo,
    Roles,
)
from bot.domain.grammar.styling import STYLE_USED
from bot.domain.grammar.triggers import (
    COMMANDS,
    Command,
    Split,
    asks_for_video,
    nearest_command,
    sounds_like_video,
    split_command,
)

__all__ = [
    "COMMANDS",
    "FLAGS",
    "STYLE_USED",
    "Command",
    "Extras",
    "Flag",
    "Note",
    "ParsedImage",
    "ParsedVideo",
    "Piece",
    "PieceKind",
    "Roles",
    "Split",
    "Takes",
    "Target",
    "asks_for_video",
    "find_models",
    "lex",
    "nearest_command",
    "parse_image",
    "parse_video",
    "rename_mentions",
    "render_image",
    "render_prompt",
    "render_video",
    "sounds_like_video",
    "split_command",
]
