"""A prompt that is only punctuation says nothing to draw: it is asked about before it is paid."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from bot.domain.errors import UserError


def check_says_something(prompt: str, literal: Collection[str] = ()) -> None:
    """Raise `UserError` for a prompt without a letter, a digit or a picture sign (🐱) in it, unless
    it is wanted as it is."""
    if prompt and prompt not in literal and not any(_says_something(each) for each in prompt):
        raise UserError("grammar-prompt-marks", prompt=prompt)


def _says_something(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] in "LN" or category == "So"
