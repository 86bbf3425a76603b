"""The refresh token: `[proxy@][region-]session` (protocol notes, section 3)."""

from __future__ import annotations

import re

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.protocol.regions import Region

_PROXY = re.compile(r"(?:https?|socks[45]?)://.+", re.IGNORECASE | re.DOTALL)
_PREFIX = re.compile(r"(us|hk|jp|sg)-", re.IGNORECASE)
# The session goes into a cookie: visible ASCII without what would end or re-encode the pair.
_SESSION = re.compile(r"[!-~]+")
_BREAKS_COOKIE = frozenset(";%")


class Token(Struct, frozen=True):
    """A parsed refresh token; its repr never shows the session or the proxy."""

    region: Region
    session: str
    proxy_url: str | None = None

    def __repr__(self) -> str:
        proxy = "hidden" if self.proxy_url else None
        return f"Token(region={self.region.value!r}, session=hidden, proxy_url={proxy})"


def parse_token(raw: str) -> Token:
    """Take a refresh token apart.

    No known prefix means the mainland site, and the whole text is the session: `cn-…` is no prefix.
    Raises InvalidRequestError for an empty session, for something that looks like a proxy without a
    session, and for characters that cannot stand in a cookie. The text itself is never repeated in
    the error, since it is a secret.
    """
    if not isinstance(raw, str):
        raise InvalidRequestError("the refresh token must be text")
    text = raw.strip()
    proxy_url, at, token = text.rpartition("@")
    if at and _PROXY.fullmatch(proxy_url) and token:
        return _without_proxy(token, proxy_url)
    if "://" in text:
        raise InvalidRequestError(
            "the refresh token looks like a proxy address without a session; allowed is "
            "[http://, https://, socks:// or socks5:// proxy @][us-, hk-, jp- or sg-]session"
        )
    return _without_proxy(text, None)


def _without_proxy(token: str, proxy_url: str | None) -> Token:
    prefix = _PREFIX.match(token)
    region = Region(prefix[1].lower()) if prefix else Region.CN
    session = token[prefix.end() :] if prefix else token
    if not session:
        raise InvalidRequestError("the refresh token has no session in it")
    if not _SESSION.fullmatch(session) or _BREAKS_COOKIE & set(session) or "://" in session:
        raise InvalidRequestError(
            "the session has characters that a session never has (blanks, control characters, "
            "non-ASCII, ; or %): paste the value of the sessionid cookie alone"
        )
    return Token(region, session, proxy_url)
