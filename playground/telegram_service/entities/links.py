"""Which addresses may stand behind a word or a button."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

_HOST = re.compile(r"[^\s/?#@:]+\.[^\s/?#@:.]{2,}")


def mentioned_user(url: str) -> int | None:
    """The user id of tg://user?id=N, else None."""
    match = re.fullmatch(r"(?i)tg:(?://)?user\?id=(\d{1,18})", url)
    return int(match.group(1)) if match else None


def custom_emoji(url: str) -> str | None:
    """The id of tg://emoji?id=N, else None."""
    parts = urlsplit(url)
    ids = parse_qs(parts.query).get("id", [])
    if parts.scheme != "tg" or parts.netloc != "emoji" or not ids or not ids[0].isdigit():
        return None
    return ids[0]


def checked_link(url: str) -> str | None:
    """The address in its full form, or None where the server would drop it (localhost, other
    schemes, no host)."""
    text = url.strip()
    try:
        parts = urlsplit(text)
        if parts.scheme in ("tg", "ton", "tonsite") and (parts.netloc or parts.path):
            return text
        if parts.scheme not in ("http", "https"):
            if "://" in text:
                return None
            text = "http://" + text
            parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return None
    if not _HOST.fullmatch(host):
        return None
    return text if parts.path else parts._replace(path="/").geturl()
