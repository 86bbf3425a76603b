"""What a person likes: values that stand in where a message names none."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.receipts import USUAL_CEILING


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The settings that hold for one person in one chat, all layers laid over each other.

    `ask_above` is in credits; with `hints` off, words of the prompt are words of the prompt only.
    """

    ask_above: int = USUAL_CEILING
    hints: bool = True
    plain: bool = True
    """Plain words in private are a picture's prompt."""
