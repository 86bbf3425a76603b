"""The button that erases a person: theirs alone, and only for a while.

`7k2.stq3` is person 9218 in base 36, and the minute at which they were asked.
"""

from __future__ import annotations

from typing import Final

from bot.domain.ids import UserId
from bot.domain.setting_taps import read_user, write_user

MINUTES: Final = 15
"""After so long, nobody remembers what exactly would go: it is asked anew."""


def write_consent(user_id: UserId, now: float) -> str:
    """What the button carries; `now` in Unix seconds."""
    return f"{write_user(user_id)}.{write_user(UserId(int(now // 60)))}"


def is_consent(argument: str, user_id: UserId, now: float) -> bool:
    """Whether this is the person's own button, of a question asked just now."""
    owner, _, minute = argument.partition(".")
    asked = read_user(minute)
    return read_user(owner) == user_id and asked is not None and 0 <= now // 60 - asked <= MINUTES
