"""What Telegram's errors mean for a send: did it arrive, will it ever, when to try again.

The Bot API has no key by which a repeated send is known, so only errors that prove non-delivery
lead to a plain repeat. Mind the library's tree: BadRequest and TimedOut are NetworkErrors.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.domain.observations import SendDelayed, SendDoubtful, SendRefused

SendTrouble = SendDelayed | SendDoubtful | SendRefused

MIGRATED_SECONDS: Final = 1.0
TOKEN_REFUSED_SECONDS: Final = 60.0

NEVER_CONNECTED: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Errors of httpx after which surely no byte of the request has left."""

TOO_LARGE: Final = "Request Entity Too Large"
"""HTTP 413, which the library gives as a NetworkError like any other status it doesn't know."""


def sort_send_error(error: TelegramError, part: int) -> SendTrouble:
    """What a failed send of this part came to."""
    detail = f"{type(error).__name__}: {error.message}"
    if isinstance(error, RetryAfter):
        return SendDelayed(part, detail, flood_wait(error))
    if isinstance(error, ChatMigrated):
        return SendDelayed(part, detail, MIGRATED_SECONDS)
    if isinstance(error, InvalidToken):
        return SendDelayed(part, "InvalidToken", TOKEN_REFUSED_SECONDS)
    if isinstance(error, Forbidden | BadRequest) or is_too_large(error):
        return SendRefused(part, detail)
    if was_never_sent(error):
        return SendDelayed(part, detail)
    return SendDoubtful(part, detail)


def is_too_large(error: TelegramError) -> bool:
    """The server takes no file of this size."""
    return error.message.startswith(TOO_LARGE)


def was_never_sent(error: TelegramError) -> bool:
    """No connection was made, so nothing arrived."""
    return isinstance(error.__cause__, NEVER_CONNECTED)


def is_passing(error: TelegramError) -> bool:
    """The same call may work later: no connection, no answer, a server's trouble."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


def flood_wait(error: RetryAfter) -> float:
    """Seconds that Telegram asks to wait; the library gives an int or a timedelta."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
