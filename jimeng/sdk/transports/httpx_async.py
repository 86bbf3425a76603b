"""The async transport: performs a flow's requests over an httpx.AsyncClient."""

from __future__ import annotations

from collections.abc import AsyncIterator

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
from jimeng.sdk.transports.off_loop import in_thread
from jimeng.sdk.transports.saving import Sink, check_destination, refused


class AsyncHTTPXTransport:
    """Sends over a client of its own, or over one that is lent and never closed."""

    def __init__(self, client: httpx.AsyncClient | None, connection: Connection) -> None:
        self._owned = client is None
        self._client = (
            client
            if client is not None
            else httpx.AsyncClient(
                proxy=connection.proxy,
                timeout=DEFAULT_TIMEOUT,
                trust_env=False,
                cookies=no_cookies(),
            )
        )
        # A client that is lent keeps its own limits unless the caller named some.
        self._timeout = self._client.timeout if connection.timeout is None else connection.timeout

    async def perform(self, effect: Effect) -> Answer:
        """Do what a flow asked for; raises TransportError."""
        match effect:
            case HTTPRequest():
                return await self._send(effect)
            case Save():
                return await self._save(effect)
            case Open():
                return await in_thread(open_input, effect)
            case Fetch():
                return await self._fetch(effect)
            case _:
                raise TypeError(f"a transport cannot perform {type(effect).__name__}")

    async def aclose(self) -> None:
        """Close the connections; a lent client is left alone."""
        if self._owned:
            await self._client.aclose()

    async def _send(self, request: HTTPRequest) -> HTTPResponse:
        with mapped(request.method, request.url):
            built = self._client.build_request(
                request.method,
                request.url,
                headers=request.headers,
                content=_content(request),
                timeout=self._timeout,
            )
            response = await self._client.send(built, follow_redirects=False)
        return HTTPResponse(response.status_code, response.headers, response.content)

    async def _save(self, effect: Save) -> Answer:
        check_destination(effect)
        with mapped("GET", effect.url):
            built = self._client.build_request(
                "GET", effect.url, headers=IDENTITY, timeout=self._timeout
            )
            response = await self._client.send(built, stream=True, follow_redirects=True)
            try:
                if response.status_code != 200:
                    return refused(response.status_code, response.headers)
                with Sink(effect) as sink:
                    sink.accept(response.headers)
                    async for chunk in response.aiter_bytes():
                        sink.write(chunk)
                    return sink.finish(response.status_code, response.headers)
            finally:
                await response.aclose()

    async def _fetch(self, effect: Fetch) -> InputFile:
        intake = Intake(effect)
        try:
            with mapped("GET", effect.url):
                built = self._client.build_request(
                    "GET", effect.url, headers=IDENTITY, timeout=self._timeout
                )
                response = await self._client.send(built, stream=True, follow_redirects=True)
                try:
                    intake.accept(response.status_code, response.headers)
                    async for chunk in response.aiter_bytes():
                        intake.write(chunk)
                finally:
                    await response.aclose()
            return await in_thread(intake.finish)
        except BaseException:
            intake.abandon()
            raise


def _content(request: HTTPRequest) -> bytes | AsyncIterator[bytes] | None:
    body = request.body
    return body if body is None or isinstance(body, bytes) else _pieces(pieces_of(body))


async def _pieces(file: InputFile) -> AsyncIterator[bytes]:
    """The pieces of a file, read in a thread: a slow disk must not stop the loop."""
    start = 0
    while chunk := await in_thread(file.piece, start):
        yield chunk
        start += len(chunk)
