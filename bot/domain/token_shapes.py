"""Whether a text looks like a session token, so that it can be taken out of sight.

A session is 32 hexadecimal digits, sometimes behind a site's prefix or a proxy's address
(protocol notes, section 3). Only the shape is judged here; whether it lives is asked elsewhere.
"""

from __future__ import annotations

import re

_BARE = r"(?:(?:us|hk|jp|sg|cn)-)?[0-9a-f]{32}"
_ALONE = re.compile(
    rf"\s*(?:sessionid\s*[=:]\s*)?(?:\w+://\S+@)?(?P<token>{_BARE})\s*;?\s*", re.IGNORECASE
)
_INSIDE = re.compile(rf"(?<![0-9a-z]){_BARE}(?![0-9a-z])", re.IGNORECASE)


_NAMED = re.compile(r"\s*sessionid\s*[=:]\s*(?P<value>.*?)\s*;?\s*", re.IGNORECASE | re.DOTALL)
_PREFIXED = re.compile(r"(?:us|hk|jp|sg)-", re.IGNORECASE)


def with_site(text: str, region: str | None) -> str:
    """The token that a person pasted, of the site that they chose where it names none itself."""
    named = _NAMED.fullmatch(text)
    token = (text if named is None else named["value"]).strip()
    is_bare = bool(token) and "@" not in token and _PREFIXED.match(token) is None
    return f"{region}-{token}" if is_bare and region not in (None, "cn") else token


def is_token(text: str) -> bool:
    """The whole text is one token, perhaps pasted with `sessionid=` or a proxy before it."""
    return _ALONE.fullmatch(text) is not None


def holds_token(text: str) -> bool:
    """A token stands somewhere in the text."""
    return _INSIDE.search(text) is not None
