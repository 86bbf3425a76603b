"""The sync transport: performs a flow's requests over an httpx.Client."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from jimeng.sdk.protocol.messages import (
    Answer,
    Effect,
    Fetch,
    HTTPRequest,
    HTTPResponse,
    Open,
    Save,
)
from jimeng.sdk.transports.connection import DEFAULT_TIMEOUT, Connection, no_cookies
from jimeng.sdk.transports.errors import mapped
from jimeng.sdk.transports.inputs import InputFile, Intake, open_input, pieces_of
from jimeng.sdk.transports.metering import IDENTITY
from jimeng.sdk.transports.saving import Sink, check_destination, refused


class HTTPXTransport:
    """Sends over a client of its own, or over one that is lent and never closed."""

    def __init__(self, client: httpx.Client | None, connection: Connection) -> None:
        self._owned = client is None
        self._client = (
            client
            if client is not None
            else httpx.Client(
                proxy=connection.proxy,
                timeout=DEFAULT_TIMEOUT,
                trust_env=False,
                cookies=no_cookies(),
            )
        )
        # A client that is lent keeps its own limits unless the caller named some.
        self._timeout = self._client.timeout if connection.timeout is None else connection.timeout

    def perform(self, effect: Effect) -> Answer:
        """Do what a flow asked for; raises TransportError."""
        match effect:
            case HTTPRequest():
                return self._send(effect)
            case Save():
                return self._save(effect)
            case Open():
                return open_input(effect)
            case Fetch():
                return self._fetch(effect)
            case _:
                raise TypeError(f"a transport cannot perform {type(effect).__name__}")

    def close(self) -> None:
        """Close the connections; a lent client is left alone."""
        if self._owned:
            self._client.close()

    def _send(self, request: HTTPRequest) -> HTTPResponse:
        with mapped(request.method, request.url):
            built = self._client.build_request(
                request.method,
                request.url,
                headers=request.headers,
                content=_content(request),
                timeout=self._timeout,
            )
            response = self._client.send(built, follow_redirects=False)
        return HTTPResponse(response.status_code, response.headers, response.content)

    def _save(self, effect: Save) -> Answer:
        check_destination(effect)
        with mapped("GET", effect.url):
            built = self._client.build_request(
                "GET", effect.url, headers=IDENTITY, timeout=self._timeout
            )
            response = self._client.send(built, stream=True, follow_redirects=True)
            try:
                if response.status_code != 200:
                    return refused(response.status_code, response.headers)
                with Sink(effect) as sink:
                    sink.accept(response.headers)
                    for chunk in response.iter_bytes():
                        sink.write(chunk)
                    return sink.finish(response.status_code, response.headers)
            finally:
                response.close()

    def _fetch(self, effect: Fetch) -> InputFile:
        intake = Intake(effect)
        try:
            with mapped("GET", effect.url):
                built = self._client.build_request(
                    "GET", effect.url, headers=IDENTITY, timeout=self._timeout
                )
                response = self._client.send(built, stream=True, follow_redirects=True)
                try:
                    intake.accept(response.status_code, response.headers)
                    for chunk in response.iter_bytes():
                        intake.write(chunk)
                finally:
                    response.close()
            return intake.finish()
        except BaseException:
            intake.abandon()
            raise


def _content(request: HTTPRequest) -> bytes | Iterator[bytes] | None:
    body = request.body
    return body if body is None or isinstance(body, bytes) else pieces_of(body).pieces()
