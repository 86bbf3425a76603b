"""The async client: each method runs one flow, awaited."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import PurePath
from types import TracebackType
from typing import TypeVar

import httpx

from jimeng.sdk.chance import SystemChance
from jimeng.sdk.drivers import run_flow_async
from jimeng.sdk.protocol.catalog import DEFAULT_IMAGE_MODEL
from jimeng.sdk.protocol.flows import (
    account,
    downloads,
    following,
    videos,
)
from jimeng.sdk.protocol.flows import (
    images as images_,
)
from jimeng.sdk.protocol.flows import (
    models as model_flows,
)
from jimeng.sdk.protocol.messages import Flow
from jimeng.sdk.protocol.regions import Region
from jimeng.sdk.protocol.session import Session, identify
from jimeng.sdk.protocol.sources import Source
from jimeng.sdk.protocol.tokens import parse_token
from jimeng.sdk.protocol.video_catalog import DEFAULT_VIDEO_MODEL
from jimeng.sdk.transports.connection import (
    Connection,
    checked_base_url,
    checked_callable,
    checked_client,
    checked_gate,
    checked_proxy,
    checked_timeout,
    checked_wait_timeout,
)
from jimeng.sdk.transports.httpx_async import AsyncHTTPXTransport
from jimeng.sdk.types import (
    AccountInfo,
    CreditDetails,
    CreditHistory,
    Download,
    Model,
    Result,
    Task,
    TaskStatus,
    TokenStatus,
)

T = TypeVar("T")


async def _sleep(seconds: float) -> None:
    """asyncio.sleep, imported when it is needed: asyncio is a third of this package's import."""
    import asyncio

    await asyncio.sleep(seconds)


class AsyncJimengClient:
    """Pictures, videos and credits of one account; an async context manager."""

    def __init__(
        self,
        refresh_token: str,
        *,
        base_url: str | None = None,
        http_client: httpx.AsyncClient | None = None,
        proxy: str | None = None,
        timeout: float | httpx.Timeout | None = None,
        wait_timeout: float | None = None,
        credit_gate: bool = True,
        sleep: Callable[[float], Awaitable[object]] = _sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open a client; nothing is sent yet. Raises InvalidRequestError.

        `refresh_token` is the site's sessionid cookie, with us-, hk-, jp- or sg- before it for
        Dreamina. `timeout` is seconds per phase of a request, `wait_timeout` seconds per generation
        (default 1,800 for pictures, 3,600 for videos). `http_client` is used as given and not
        closed. `base_url` sends every request to one origin. `credit_gate` looks the balance up
        before a generation and claims the day's credit at zero.
        """
        token = parse_token(refresh_token)
        lent = checked_client(http_client, httpx.AsyncClient)
        connection = Connection(
            proxy=checked_proxy(proxy, token.proxy_url, http_client_given=lent is not None),
            timeout=checked_timeout(timeout),
        )
        identity = identify(token, checked_base_url(base_url))
        self._session = Session(identity, checked_callable("clock", clock), SystemChance())
        self._wait_timeout = checked_wait_timeout(wait_timeout)
        self._credit_gate = checked_gate(credit_gate)
        self._sleep = checked_callable("sleep", sleep)
        self._transport = AsyncHTTPXTransport(lent, connection)

    async def __aenter__(self) -> AsyncJimengClient:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"AsyncJimengClient(region={self.region.value!r})"

    @property
    def region(self) -> Region:
        """The site that the token belongs to."""
        return self._session.identity.region

    async def aclose(self) -> None:
        """Close the connections; may be called twice."""
        await self._transport.aclose()

    async def _run(self, flow: Flow[T]) -> T:
        return await run_flow_async(flow, self._transport.perform, self._sleep)

    async def generate_images(
        self,
        prompt: str,
        model: str = DEFAULT_IMAGE_MODEL,
        options: Mapping[str, object] | None = None,
    ) -> list[str]:
        """Addresses of the pictures made from a text, usually four.

        Options: ratio, resolution, sampleStrength (0 to 1), negativePrompt, intelligentRatio, seed.
        Raises APIException and its subclasses; InvalidRequestError before anything is sent.
        """
        return await self._run(
            images_.generate_images(
                self._session,
                prompt,
                model,
                options,
                gate=self._credit_gate,
                wait_timeout=self._wait_timeout,
            )
        )

    async def generate_image_composition(
        self,
        prompt: str,
        images: Sequence[Source],
        model: str = DEFAULT_IMAGE_MODEL,
        options: Mapping[str, object] | None = None,
    ) -> list[str]:
        """Addresses of the pictures made from 1 to 10 pictures and a text, usually four.

        Each picture is bytes, a path or an http(s) address; JPEG, PNG or WebP. Options: ratio,
        resolution, sampleStrength, negativePrompt, intelligentRatio.
        """
        return await self._run(
            images_.generate_composition(
                self._session,
                prompt,
                images,
                model,
                options,
                gate=self._credit_gate,
                wait_timeout=self._wait_timeout,
            )
        )

    async def generate_video(
        self,
        prompt: str,
        model: str = DEFAULT_VIDEO_MODEL,
        options: Mapping[str, object] | None = None,
    ) -> str:
        """The address of the video made from a text, one or two frames, or reference material.

        Options: width, height, ratio (wins over both), resolution (480p, 720p, 1080p), duration_ms,
        filePaths (first and last frame: paths or addresses), seed; with functionMode
        omni_reference: materials.
        """
        return await self._run(
            videos.generate_video(
                self._session,
                prompt,
                model,
                options,
                gate=self._credit_gate,
                wait_timeout=self._wait_timeout,
            )
        )

    async def submit_image(
        self,
        prompt: str,
        model: str = DEFAULT_IMAGE_MODEL,
        options: Mapping[str, object] | None = None,
        *,
        submit_id: str | None = None,
    ) -> Task:
        """Submit a text-to-image job and return at once.

        With a `submit_id` of your own a lost answer raises SubmissionUnknownError at once and the
        look-up is yours (`find`); without one it is looked up here for about a minute.
        """
        return await self._run(
            images_.submit_image(
                self._session,
                prompt,
                model,
                options,
                gate=self._credit_gate,
                submit_id=submit_id,
            )
        )

    async def submit_composition(
        self,
        prompt: str,
        images: Sequence[Source],
        model: str = DEFAULT_IMAGE_MODEL,
        options: Mapping[str, object] | None = None,
        *,
        submit_id: str | None = None,
    ) -> Task:
        """Upload pictures, submit a job over them and return; `submit_id` as in submit_image."""
        return await self._run(
            images_.submit_composition(
                self._session,
                prompt,
                images,
                model,
                options,
                gate=self._credit_gate,
                submit_id=submit_id,
            )
        )

    async def submit_video(
        self,
        prompt: str,
        model: str = DEFAULT_VIDEO_MODEL,
        options: Mapping[str, object] | None = None,
        *,
        submit_id: str | None = None,
    ) -> Task:
        """Upload what goes in, submit a video job and return; `submit_id` as in submit_image."""
        return await self._run(
            videos.submit_video(
                self._session,
                prompt,
                model,
                options,
                gate=self._credit_gate,
                submit_id=submit_id,
            )
        )

    async def status(self, tasks: Sequence[Task]) -> list[TaskStatus]:
        """One look at many tasks, in their order: one request per twenty."""
        return await self._run(following.status(self._session, tasks))

    async def find(self, submit_id: str) -> Task | None:
        """The task of a submission, or None if the service has no record of it."""
        return await self._run(following.find(self._session, submit_id))

    async def wait(
        self, task: Task, *, on_progress: Callable[[TaskStatus], object] | None = None
    ) -> tuple[Result, ...]:
        """Wait until a task is done and return its results; raises the error it ended with.

        GenerationTimeoutError after `wait_timeout` carries what is needed to resume, as every error
        of a look does. A line or a service in trouble is waited out for two minutes first.
        """
        return await self._run(
            following.results(self._session, task, self._wait_timeout, on_progress)
        )

    async def originals(self, results: Sequence[Result]) -> tuple[Result, ...]:
        """The files to hand over: for videos of `status` the clean ones, asked for now.

        `wait` has done this already; pictures stay as they are.
        """
        return await self._run(following.originals(self._session, results))

    async def download(self, source: Result | str, path: str | PurePath) -> Download:
        """Fetch a result into a file, byte for byte; an existing file is replaced at the end."""
        return await self._run(downloads.download(self._session, source, path))

    async def get_credit(self) -> dict[str, int | float]:
        """The balance: giftCredit, purchaseCredit, vipCredit, totalCredit."""
        return await self._run(account.get_credit(self._session))

    async def get_credit_details(self) -> CreditDetails:
        """The balance by source, and what of it expires when, as far as the service tells."""
        return await self._run(account.get_credit_details(self._session))

    async def receive_credit(self) -> dict[str, object]:
        """Claim the day's credit; `receive_quota` in the answer is the gain. A refusal raises."""
        return await self._run(account.receive_credit(self._session))

    async def credit_history(
        self, count: int = 20, cursor: str = "0", *, gained: bool | None = None
    ) -> CreditHistory:
        """Gains and spendings, newest first, 1 to 100 a page; `gained` picks one side.

        Settlements show up late, and a failed job may show up here all the same.
        """
        return await self._run(account.credit_history(self._session, count, cursor, gained))

    async def models(self, *, live: bool = False) -> tuple[Model, ...]:
        """The models of this account's region: built in, or `live` from the service.

        What the service does not tell stays as built in; a JimengWarning says so.
        """
        return await self._run(model_flows.models(self._session, live=live))

    async def token_status(self) -> TokenStatus:
        """Whether the session works; a network failure raises."""
        return await self._run(account.token_status(self._session))

    async def account_info(self) -> AccountInfo:
        """Whether the session works and whose it is; a network failure raises."""
        return await self._run(account.account_info(self._session))
