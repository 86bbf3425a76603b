"""How to reach the service: checked before the first request, for both transports."""

from __future__ import annotations

import re
from collections.abc import Callable
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import ParamSpec, TypeVar

import httpx
from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError

T = TypeVar("T")
P = ParamSpec("P")

DEFAULT_TIMEOUT = httpx.Timeout(60.0, connect=15.0)

_PROXY = re.compile(r"(https?|socks5?)://[^/?#\s]+/?", re.IGNORECASE)
_PORTS = 65_536
_BASE = re.compile(r"https?://[^/?#\s@]+/?", re.IGNORECASE)


class Connection(Struct, frozen=True):
    """Proxy and time limits of a client that we open ourselves."""

    proxy: str | None
    timeout: httpx.Timeout | None

    def __repr__(self) -> str:
        return f"Connection(proxy={'hidden' if self.proxy else None})"


def checked_client(client: object, kind: type[T]) -> T | None:
    """The client that is lent to us; a sync one cannot serve the async face, nor the reverse."""
    if client is not None and not isinstance(client, kind):
        raise InvalidRequestError(f"http_client must be an httpx.{kind.__name__}")
    return client


def checked_base_url(base_url: object) -> str | None:
    """The one origin for every role, without a slash at its end; the path is the role's."""
    if base_url is None:
        return None
    if not isinstance(base_url, str) or not _BASE.fullmatch(base_url) or not _usable(base_url):
        raise InvalidRequestError("base_url must be one origin like http://127.0.0.1:8080, no path")
    return base_url.rstrip("/")


def checked_proxy(
    argument: object, from_token: str | None, *, http_client_given: bool
) -> str | None:
    """The one proxy to use; `socks` means socks5. Addresses of proxies are never repeated."""
    given = [proxy for proxy in (argument, from_token) if proxy is not None]
    if not given:
        return None
    if http_client_given:
        raise InvalidRequestError("http_client excludes a proxy: give the client its own")
    if len(given) > 1:
        raise InvalidRequestError("a proxy in the token and a proxy argument exclude each other")
    address = given[0]
    match = _PROXY.fullmatch(address) if isinstance(address, str) else None
    if match is None:
        raise InvalidRequestError(
            "the proxy must be http://, https://, socks:// or socks5:// with a host; "
            "socks4 is not supported"
        )
    scheme = match[1].lower()
    proxy = ("socks5" if scheme == "socks" else scheme) + match.string[len(match[1]) :]
    if not _usable(proxy):
        raise InvalidRequestError("the proxy's host or port is not a valid one")
    return proxy


def _usable(address: str) -> bool:
    """Whether the HTTP library can take an address; its own error would repeat parts of it."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        return False
    return bool(url.host) and (url.port is None or 0 < url.port < _PORTS)


def checked_timeout(timeout: object) -> httpx.Timeout | None:
    """Time limits per request; a number counts for each phase of it, in seconds."""
    if timeout is None or isinstance(timeout, httpx.Timeout):
        return timeout
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not timeout > 0:
        raise InvalidRequestError("timeout must be seconds above zero or an httpx.Timeout")
    return httpx.Timeout(timeout)


def checked_wait_timeout(wait_timeout: object) -> float | None:
    """Seconds to wait for a generation."""
    if wait_timeout is None:
        return None
    if (
        isinstance(wait_timeout, bool)
        or not isinstance(wait_timeout, int | float)
        or not wait_timeout >= 0
    ):
        raise InvalidRequestError("wait_timeout must be seconds, zero or more")
    return float(wait_timeout)


def checked_gate(credit_gate: object) -> bool:
    """Whether to look the balance up first; only True and False are taken."""
    if not isinstance(credit_gate, bool):
        raise InvalidRequestError("credit_gate must be True or False")
    return credit_gate


def checked_callable(name: str, given: Callable[P, T]) -> Callable[P, T]:
    """A clock or a sleep that can be called; otherwise it would fail only after the submission."""
    if not callable(given):
        raise InvalidRequestError(f"{name} must be callable")
    return given


def no_cookies() -> CookieJar:
    """A jar that takes nothing in: the session cookie is ours to send, to the service alone."""
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
