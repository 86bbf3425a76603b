"""The request object of getUpdates: the bot must never go deaf, and must know when it is.

python-telegram-bot ends its polling for good at one 401 or 404, and polls the same batch for ever
if one update in it can't be read. Both stay quiet: the updater still calls itself running.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

import structlog
from telegram import Update
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

log = structlog.get_logger(__name__)

DEAFENING = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND})
"""Statuses that end the library's polling loop; a proxy or a restarting server sends them too."""


LARGEST_ID: Final = 2**63
"""What the database can hold; an update beyond it could be neither stored nor passed over."""


class PollingRequest(HTTPXRequest):
    """Turns deafening answers into network errors, which are tried again, slower each time.

    `on_success` is called after each answered poll, for the health check; `on_end` after each that
    came to an end, answered or not, with the seconds that the server wants to be left alone: the
    watchdog's sign that there is polling at all.
    """

    def __init__(
        self, *, on_success: Callable[[], None], on_end: Callable[[float], None], **options: Any
    ) -> None:
        super().__init__(**options)
        self._on_success = on_success
        self._on_end = on_end
        self._is_broken = False

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """See `BaseRequest.do_request`."""
        try:
            status, body = await super().do_request(
                url,
                method,
                request_data,
                read_timeout,
                write_timeout,
                connect_timeout,
                pool_timeout,
            )
        except TelegramError as error:
            self._note_trouble(type(error).__name__)
            self._on_end(0.0)
            raise
        self._on_end(silence_of(body) if status == HTTPStatus.TOO_MANY_REQUESTS else 0.0)
        if status != HTTPStatus.OK:
            self._note_trouble(f"status {status}")
        if status in DEAFENING:
            raise NetworkError(f"getUpdates was answered with {status}")
        if status == HTTPStatus.OK:
            body = readable(body)
            self._note_success()
        return status, body

    def _note_trouble(self, reason: str) -> None:
        """Say it once, not at every try."""
        if not self._is_broken:
            log.error("telegram.polling_broken", reason=reason)
        self._is_broken = True

    def _note_success(self) -> None:
        if self._is_broken:
            log.info("telegram.polling_recovered")
        self._is_broken = False
        self._on_success()


def silence_of(body: bytes) -> float:
    """Seconds for which a 429 wants to be left alone, 0 where it doesn't say."""
    try:
        wait = json.loads(body)["parameters"]["retry_after"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0.0
    return float(wait) if isinstance(wait, int) and 0 < wait < 86_400 else 0.0


def readable(body: bytes) -> bytes:
    """The answer with every update that the library can't read emptied of all but its id.

    An emptied update is acknowledged and ignored; left in, it would block those behind it.
    """
    try:
        answer = json.loads(body)
        updates = answer["result"]
        if not isinstance(updates, list):
            return body
    except (ValueError, KeyError, TypeError):
        return body  # the library reports what is wrong with it, and polls again
    except RecursionError:
        return b""  # which it would not survive
    broken = [update for update in updates if not _is_readable(update)]
    if not broken:
        return body
    answer["result"] = [
        {"update_id": update["update_id"]} if update in broken else update
        for update in updates
        if isinstance(update, dict) and _is_id(update.get("update_id"))
    ]
    return json.dumps(answer).encode()


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST_ID


def _is_readable(update: object) -> bool:
    """Whether the library reads it and the inbox can keep it."""
    try:
        parsed = Update.de_json(update, None)  # type: ignore[arg-type]  # the point is to see it fail
        if not _is_id(parsed.update_id):
            raise ValueError("no update id")
        parsed.to_json()
    except Exception as error:
        update_id = update.get("update_id") if isinstance(update, dict) else None
        log.error("update.unreadable", update_id=update_id, error=type(error).__name__)
        return False
    return True
