"""Turning stored bytes into an HTTP answer: whole or one byte range, shown or downloaded.

Browsers seek in a video by ranges, and Safari refuses to play one from a server without them.
"""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from playground.chat_page.security_headers import FILE_POLICY

# What a tab may show in place; everything else is handed over as a download.
_SHOWN_IN_PLACE = frozenset(
    {
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/gif",
        "image/avif",
        "image/bmp",
        "video/mp4",
        "video/webm",
        "audio/mpeg",
        "audio/ogg",
        "audio/mp4",
    }
)


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a `Range` header, or None where the whole file is the answer.

    Several ranges, other units and malformed headers are ignored, as RFC 9110 section 14.2 allows.
    Raises ValueError for a range that lies outside the file.
    """
    unit, _, spec = header.partition("=")
    first_text, dash, last_text = (part.strip() for part in spec.partition("-"))
    numbers = [text for text in (first_text, last_text) if text]
    if unit.strip().lower() != "bytes" or not dash or not numbers:
        return None
    if not all(text.isascii() and text.isdigit() for text in numbers):
        return None
    if not first_text:
        length = int(last_text)
        if length == 0 or size == 0:
            raise ValueError("the range is empty")
        return max(0, size - length), size - 1
    first = int(first_text)
    last = min(int(last_text), size - 1) if last_text else size - 1
    if last_text and int(last_text) < first:
        return None
    if first >= size:
        raise ValueError("the range starts after the end of the file")
    return first, last


def disposition(file_name: str, download: bool) -> str:
    """A Content-Disposition value that carries any file name, Chinese ones included."""
    kind = "attachment" if download else "inline"
    return f"{kind}; filename*=UTF-8''{quote(file_name, safe='')}"


def answer(
    request: web.Request, data: bytes, mime: str, file_name: str, *, download: bool
) -> web.Response:
    """The stored bytes as an answer; a file never changes under its id, so it may be kept."""
    in_place = mime in _SHOWN_IN_PLACE and not download
    headers = {
        "Content-Type": mime if mime in _SHOWN_IN_PLACE else "application/octet-stream",
        "Content-Disposition": disposition(file_name, not in_place),
        "Content-Security-Policy": FILE_POLICY,
        "Cache-Control": "private, max-age=86400, immutable",
        "Accept-Ranges": "bytes",
    }
    wanted = request.headers.get("Range")
    try:
        span = parse_range(wanted, len(data)) if wanted else None
    except ValueError:
        headers["Content-Range"] = f"bytes */{len(data)}"
        return web.Response(status=416, headers=headers)
    if span is None:
        return web.Response(body=data, headers=headers)
    first, last = span
    headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    return web.Response(status=206, body=data[first : last + 1], headers=headers)
