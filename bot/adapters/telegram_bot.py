"""The Bot object: where its server is, how it connects, how long it waits."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, Final

from telegram.ext import ExtBot
from telegram.request import HTTPXRequest
from telegram.warnings import PTBDeprecationWarning

from bot.adapters.chat_heed import ChatHeed
from bot.adapters.chat_limits import ChatLimits
from bot.adapters.polling_request import PollingRequest

CONNECTIONS: Final = 20
"""More than 20 pooled connections make httpx slower, not faster (measured; python-telegram-bot's
own default is 256)."""

CONNECT_SECONDS: Final = 10.0
ANSWER_SECONDS: Final = 20.0
POOL_SECONDS: Final = 30.0
UPLOAD_SECONDS: Final = 60.0


def build_bot(
    token: str,
    *,
    api_url: str,
    limits: ChatLimits,
    proxy: str | None = None,
    on_polling_success: Callable[[], None],
    on_polling_end: Callable[[float], None],
) -> ExtBot[None]:
    """A bot on the Bot API server whose root is `api_url`, e.g. "https://api.telegram.org".

    All its calls heed `limits`. `on_polling_success` and `on_polling_end`: see `PollingRequest`.
    """
    # Each 429 would warn that its `retry_after` may become a timedelta: we read both.
    warnings.filterwarnings(
        "ignore", message=r".*`retry_after` will be of type", category=PTBDeprecationWarning
    )
    root = api_url.rstrip("/").removesuffix("/bot")
    options: dict[str, Any] = {
        "proxy": proxy,
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": ANSWER_SECONDS,
        "write_timeout": ANSWER_SECONDS,
        "pool_timeout": POOL_SECONDS,
        "httpx_kwargs": {"trust_env": False},
    }
    return ExtBot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        rate_limiter=ChatHeed(limits),
        request=HTTPXRequest(
            connection_pool_size=CONNECTIONS, media_write_timeout=UPLOAD_SECONDS, **options
        ),
        get_updates_request=PollingRequest(
            on_success=on_polling_success,
            on_end=on_polling_end,
            connection_pool_size=1,
            **options,
        ),
    )
