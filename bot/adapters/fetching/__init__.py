"""Fetching from addresses that a stranger named: the only way out for them.

The service names the addresses of its results, and what it names is not to be trusted: it could
point into the operator's own network (server-side request forgery), never end, or be no picture at
all. See SECURITY.md for what is and what isn't promised.
"""

from __future__ import annotations

from bot.adapters.fetching.errors import (
    FetchError,
    ForbiddenAddressError,
    GoneError,
    TooLargeError,
    UnusableAnswerError,
)
from bot.adapters.fetching.fetcher import Fetched, Fetcher, Limits

__all__ = [
    "FetchError",
    "Fetched",
    "Fetcher",
    "ForbiddenAddressError",
    "GoneError",
    "Limits",
    "TooLargeError",
    "UnusableAnswerError",
]
