"""What an address asks for, read strictly and once. Pure.

The pieces read here are what is connected to, so there is no second reader to disagree with. What
has two readings, or none that a picture needs, is refused rather than understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

import httpx

from bot.adapters.fetching.errors import ForbiddenAddressError
from bot.adapters.fetching.ip_rules import IPAddress, is_public

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
NAME_LENGTH: Final = 253

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""A last label like this makes system libraries read a host as an IPv4 address: 0x7f.1 and kin."""

_INNER_NAMES: Final = frozenset(
    ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private")
)
"""Last labels that are never public (RFC 6761, 6762, ICANN's `internal`) or by habit are not."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who is talked to. `host` is a lower-case name in ASCII, or an IP address without brackets."""

    scheme: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Target:
    """One file: an origin, and the path with its query as it goes on the wire."""

    origin: Origin
    path: bytes
    url: httpx.URL

    def __repr__(self) -> str:
        # The query holds a signature.
        return f"Target({self.origin.scheme}://{self.origin.host}:{self.origin.port})"


def read_target(url: str | httpx.URL) -> Target:
    """Take an address apart. Raises `ForbiddenAddressError` for what isn't plain http or https."""
    parts = _parse(url)
    if parts.userinfo:
        raise ForbiddenAddressError("an address with a user name in it")
    return Target(_origin(parts), parts.raw_path, parts)


def read_origin(url: str) -> Origin:
    """The origin of an address that the operator wrote. Raises `ForbiddenAddressError`."""
    return _origin(_parse(url))


def follow(target: Target, location: str) -> Target:
    """The target that a redirect names. Raises `ForbiddenAddressError`."""
    try:
        joined = target.url.join(location)
    except httpx.InvalidURL:
        raise ForbiddenAddressError("redirected to something unreadable") from None
    following = read_target(joined)
    if target.origin.scheme == "https" and following.origin.scheme == "http":
        raise ForbiddenAddressError("redirected from https to http")
    return following


def check_origin(origin: Origin) -> None:
    """Refuse what can be seen to be wrong without asking for the name's addresses.

    Raises `ForbiddenAddressError`.
    """
    if origin.port not in DEFAULT_PORTS.values():
        raise ForbiddenAddressError(f"port {origin.port}: only 80 and 443 are fetched from")
    literal = literal_address(origin.host)
    if literal is not None:
        check_address(literal)
    elif not _is_public_name(origin.host):
        raise ForbiddenAddressError("not a public host name")


def check_address(address: IPAddress) -> None:
    """Raises `ForbiddenAddressError` unless the address is public."""
    if not is_public(address):
        raise ForbiddenAddressError(f"{address} is not a public address")


def literal_address(host: str) -> IPAddress | None:
    """The host as an IP address in its one proper spelling; None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _parse(url: str | httpx.URL) -> httpx.URL:
    try:
        return httpx.URL(url)
    except httpx.InvalidURL:
        raise ForbiddenAddressError("not readable as an address") from None


def _origin(parts: httpx.URL) -> Origin:
    if parts.scheme not in DEFAULT_PORTS:
        raise ForbiddenAddressError("only http and https are fetched")
    host = parts.raw_host.decode("ascii")
    if not host:
        raise ForbiddenAddressError("an address without a host")
    port = DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
    return Origin(parts.scheme, host, port)


def _is_public_name(host: str) -> bool:
    labels = host.split(".")
    return (
        len(labels) > 1  # a single word is looked up in the local domain first
        and len(host) <= NAME_LENGTH
        and all(_LABEL.fullmatch(label) for label in labels)  # no empty one: no dot at the end
        and _NUMBER.fullmatch(labels[-1]) is None
        and labels[-1] not in _INNER_NAMES
        and labels[-2:] != ["home", "arpa"]
    )
