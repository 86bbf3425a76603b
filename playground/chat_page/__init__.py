"""The chat page: a browser's view of the playground's Telegram, for one or two people at a time.

It serves plain HTML, CSS and JavaScript modules from `static/` and a small JSON face under `/api/`.
It sees the Telegram service through the people's side of its world, never through its HTTP methods.
"""

from __future__ import annotations

from playground.chat_page.page_info import PageInfo
from playground.chat_page.routes import build_app

__all__ = ["PageInfo", "build_app"]
