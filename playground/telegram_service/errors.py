"""Refusals: what the Bot API answers with `ok: false`, and what a person cannot do.

Rule: a code and a description always come together, the HTTP status equals the code, and the
description is worded as the real server words it (Bot API notes, section 2).

    ApiError            the bot's call is refused
    UserSideError       a person (page, control address) asks for what a Telegram app would not do
"""

from __future__ import annotations

from playground.telegram_service.wire import JsonObject

_PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    501: "Not Implemented",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


class ApiError(Exception):
    """A refused call: `code` is also the HTTP status, `parameters` goes out beside them.

    `inner` is the complaint as it stands inside another one, without prefix and in its own case.
    """

    def __init__(
        self,
        code: int,
        description: str,
        parameters: JsonObject | None = None,
        inner: str | None = None,
    ) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters or {}
        self.inner = inner if inner is not None else description

    def to_json(self) -> JsonObject:
        """The body of the answer."""
        body: JsonObject = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class UserSideError(ValueError):
    """What the person asked for cannot be done; the text is a plain sentence."""


def bad_request(message: str) -> ApiError:
    """A 400 whose first letter is lowered as the server does, except in UPPER_CASE codes."""
    return ApiError(400, f"Bad Request: {lowered(message)}", inner=message)


def forbidden(message: str) -> ApiError:
    """A 403."""
    return ApiError(403, f"Forbidden: {lowered(message)}")


def lowered(message: str) -> str:
    """Lower the first letter unless the second one says that this is a code."""
    if len(message) >= 2 and (message[1] == "_" or "A" <= message[1] <= "Z"):
        return message
    return message[:1].lower() + message[1:]


def too_many_requests(seconds: int) -> ApiError:
    """A 429 that names the pause in words and in `parameters.retry_after` (whole seconds)."""
    return ApiError(
        429, f"Too Many Requests: retry after {seconds}", {"retry_after": max(1, seconds)}
    )


def migrated(new_chat_id: int) -> ApiError:
    """The group became a supergroup with another id."""
    return ApiError(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new_chat_id},
    )


def planned(code: int, retry_after: int | None) -> ApiError:
    """The answer for a planned fault: the code with the text that usually comes with it."""
    if code == 429:
        return too_many_requests(retry_after if retry_after is not None else 1)
    texts = {
        400: "Bad Request: message is not modified: " + NOT_MODIFIED.split(": ", 1)[1],
        401: "Unauthorized",
        403: "Forbidden: bot was blocked by the user",
        404: "Not Found",
        409: "Conflict: terminated by other getUpdates request; make sure that only one bot"
        " instance is running",
    }
    parameters: JsonObject = {} if retry_after is None else {"retry_after": retry_after}
    return ApiError(code, texts.get(code, _PREFIXES.get(code, f"Error {code}")), parameters)
