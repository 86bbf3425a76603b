"""What the page tells a newcomer: the demo login token and the notes of whoever started it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field


def _new_boot_id() -> str:
    return secrets.token_hex(8)


@dataclass(frozen=True)
class PageInfo:
    """The part of `GET /api/info` that does not come from the Telegram world.

    `login_token` is the demo account's and is meant to be shown; leave it empty to show none.
    `boot_id` tells an open page that it is talking to a new playground and must start over.
    """

    login_token: str = ""
    notes: Sequence[str] = ()
    boot_id: str = field(default_factory=_new_boot_id)
