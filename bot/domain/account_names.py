"""Names that people give their accounts: short, one word, the same in upper and lower case."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NewType

AccountName = NewType("AccountName", str)
"""The name of one of a person's accounts, as `read_account_name` gives it."""

FIRST_NAME: Final = AccountName("main")
"""The account of people who never named one."""

LONGEST: Final = 20
"""Characters of a name."""

_NAME: Final = re.compile(r"[\w-]+")


def read_account_name(text: str) -> AccountName | None:
    """A name as a person types it (`Work`, `工作`), or None when it can't be one."""
    name = unicodedata.normalize("NFKC", text.strip()).casefold()
    return AccountName(name) if len(name) <= LONGEST and _NAME.fullmatch(name) else None
