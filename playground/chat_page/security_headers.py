"""The headers of every answer: nothing from elsewhere, nothing inline, no sniffing.

Files that people upload are served from the same origin, so they get a stricter policy of their
own: even an uploaded HTML page opened in a tab must not run a script here.
"""

from __future__ import annotations

from aiohttp import web

PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)
FILE_POLICY = "default-src 'none'; media-src 'self'; img-src 'self'; sandbox"


async def add_security_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Fill in the headers that a handler has not set itself (an `on_response_prepare` signal)."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    # A page left open over an update of the playground must not run yesterday's modules.
    headers.setdefault("Cache-Control", "no-cache")
