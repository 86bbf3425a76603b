"""Trouble that a person can understand: a key of the texts and the values that go into it."""

from __future__ import annotations


class UserError(Exception):
    """A request that can't be done as asked; shown to the person in their language.

    `key` names a message of `bot/locales`; `values` fill its variables. Nothing was spent.
    """

    def __init__(self, key: str, **values: str | int | float) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
