"""Logging: structured events on stderr, and no secret in any of them.

Library records (httpx, telegram, sqlalchemy) pass the same redaction as our own events. httpx logs
whole addresses at INFO, and a Telegram address holds the bot token, so its level is raised too.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable, MutableMapping
from typing import Any, Final  # Any: structlog's own signature of a processor

import structlog

HIDDEN: Final = "[hidden]"

_BOT_TOKEN = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{30,}")
_SESSION = re.compile(
    r"(?i)(sessionid(?:_ss)?|sid_tt|sid_guard|uid_tt(?:_ss)?)(=|\":\s*\")[^;\"\s]+"
)
_URL_PASSWORD = re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)")
_BARE_SESSION = re.compile(r"(?<![0-9a-fA-F])(?:(?:us|hk|jp|sg)-)?[0-9a-f]{32}(?![0-9a-fA-F-])")

NOISY: Final = ("httpx", "httpcore", "aiosqlite", "sqlalchemy", "telegram.ext.Updater")


class Redactor:
    """Hides known secrets and everything that looks like one."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = sorted({secret for secret in secrets if secret}, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        text = _BOT_TOKEN.sub(HIDDEN, text)
        text = _SESSION.sub(rf"\1\2{HIDDEN}", text)
        text = _URL_PASSWORD.sub(HIDDEN, text)
        return _BARE_SESSION.sub(HIDDEN, text)


def set_up_logging(level: str, redact: Redactor) -> None:
    """Send all logging of this process to stderr, one line an event."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(
                key_order=["timestamp", "level", "event", "logger"], bool_as_flag=False
            ),
            _redacting(redact),
        ],
    )
    # A line that can't be written (a full disk) would be shown as it was before the redaction.
    logging.raiseExceptions = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # Below INFO it logs whole updates, and one of them may be a /login.
    logging.getLogger("telegram").setLevel(max(logging.INFO, root.level))
    logging.captureWarnings(True)


def _redacting(redact: Redactor) -> structlog.typing.Processor:
    """Last in the row, on the finished line, so that nothing can slip in after it."""

    def processor(_logger: object, _method: str, line: MutableMapping[str, Any] | str) -> str:
        return redact(str(line))

    return processor
