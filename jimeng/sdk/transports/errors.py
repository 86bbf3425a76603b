"""The one place where errors of the HTTP library become ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from jimeng.sdk.lib.exceptions.api_exception import (
    InvalidRequestError,
    TransportError,
    TransportTimeoutError,
    UnexpectedReplyError,
)

# Raised before any byte of the request could leave: no connection was made.
UNSENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


@contextmanager
def mapped(method: str, url: str) -> Iterator[None]:
    """Raise TransportError or TransportTimeoutError for anything the HTTP library raises.

    The library's own text may hold an address with a secret in it, so only its class and the path
    are told; the original is chained for logs.
    """
    try:
        yield
    except httpx.InvalidURL as error:
        raise InvalidRequestError("the address is not a valid one") from error
    except UnicodeError as error:
        # Header values that the service itself named, such as an upload's authorization.
        raise UnexpectedReplyError("the service named something that cannot be sent") from error
    except httpx.HTTPError as error:
        kind = (
            TransportTimeoutError if isinstance(error, httpx.TimeoutException) else TransportError
        )
        text = f"{type(error).__name__} on {method} {_path(url)}"
        raise kind(text, sent=not isinstance(error, UNSENT)) from error


def _path(url: str) -> str:
    """The path alone. Addresses come from anywhere, so this must not fail on broken ones."""
    return "/" + url.partition("://")[2].partition("?")[0].partition("/")[2]
