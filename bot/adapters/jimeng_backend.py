"""GenerationBackend over the SDK: one light client a call, one shared pool of connections."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path

import httpx

import jimeng
from bot.adapters.jimeng_failures import after_question, after_submission, to_failure
from bot.domain.accounts import (
    Balance,
    Claim,
    ClaimResult,
    Credential,
    CredentialKind,
    Probe,
    ProbeResult,
)
from bot.domain.errors import UserError
from bot.domain.ids import JobId
from bot.domain.jobs import (
    Artifact,
    Charged,
    Failure,
    FailureKind,
    Job,
    Progress,
    RemoteResult,
)
from bot.domain.observations import (
    Absent,
    Accepted,
    AddressesExpired,
    Fetched,
    Finished,
    LoginEnded,
    Observation,
    RecordMissing,
    Refused,
    StillRunning,
    Unreachable,
)
from bot.domain.requests import ImageRequest

FETCHES_AT_ONCE = 4
GONE_STATUSES = frozenset({403, 404, 410})

FIRST_LOOK = 1.0
"""Seconds after a submission, at most: people soon read their place in the queue."""


class JimengBackend:
    """The private web service, spoken to by the SDK. See `bot.ports.GenerationBackend`."""

    def __init__(self, *, base_url: str | None, proxy: str | None) -> None:
        self._base_url = base_url
        # Accounts share the connections, so nothing a reply sets may be kept for the next one.
        no_cookies = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
        self._http = httpx.AsyncClient(
            cookies=no_cookies, proxy=proxy, trust_env=False, timeout=httpx.Timeout(30, connect=10)
        )

    async def aclose(self) -> None:
        """Close the shared connections."""
        await self._http.aclose()

    def read_secret(self, text: str) -> Credential:
        if not text.strip():
            raise UserError("login-empty")
        try:
            token = jimeng.parse_token(text)
        except jimeng.InvalidRequestError:
            raise UserError("login-malformed") from None
        if token.proxy_url is not None:
            raise UserError("login-has-proxy")
        return Credential(CredentialKind.SESSION, text.strip())

    async def submit(
        self, credential: Credential, job: Job, pictures: Sequence[Path]
    ) -> Observation:
        request = job.request
        if not isinstance(request, ImageRequest):
            return Refused(_not_offered())
        try:
            async with self._client(credential) as client:
                task = await client.submit_image(
                    request.prompt,
                    request.model,
                    _image_options(request),
                    submit_id=job.submit_id,
                )
        except jimeng.APIException as error:
            return after_submission(error)
        advised = task.first_poll_seconds
        first_look = FIRST_LOOK if advised is None else min(FIRST_LOOK, advised)
        return Accepted(task.to_json(), first_look, task.adjusted)

    async def find(self, credential: Credential, job: Job) -> Observation:
        try:
            async with self._client(credential) as client:
                task = await client.find(job.submit_id)
        except jimeng.APIException as error:
            return after_question(error)
        if task is None:
            return Absent()
        return Accepted(task.to_json(), 0.0, task.adjusted)

    async def check(
        self, credential: Credential, jobs: Sequence[Job]
    ) -> Mapping[JobId, Observation]:
        tasks = [jimeng.Task.from_json(job.remote or "") for job in jobs]
        try:
            async with self._client(credential) as client:
                statuses = await client.status(tasks)
        except jimeng.APIException as error:
            answer = after_question(error)
            return {job.id: answer for job in jobs}
        return {job.id: _observe(status) for job, status in zip(jobs, statuses, strict=True)}

    async def fetch(self, job: Job, folder: Path) -> Observation:
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        slots = asyncio.Semaphore(FETCHES_AT_ONCE)

        async def fetch_one(index: int, result: RemoteResult) -> Artifact:
            async with slots, self._client(None) as client:
                target = folder / f"{index}"
                got = await client.download(result.url, target)
            return Artifact(
                index=index,
                path=f"results/{job.id}/{got.path.name}",
                size=got.size,
                sha256=got.sha256,
                format=got.format or UNKNOWN_FORMAT,
                width=result.width,
                height=result.height,
                seconds=result.seconds,
            )

        numbered = enumerate(job.results, start=1)
        fetches = [fetch_one(index, result) for index, result in numbered]
        got = await asyncio.gather(*fetches, return_exceptions=True)
        return _all_fetched(got)

    async def probe(self, credential: Credential) -> Probe:
        region = jimeng.parse_token(credential.secret).region.value
        try:
            async with self._client(credential) as client:
                if not await client.token_status():
                    return Probe(result=ProbeResult.DEAD, region=region)
                credits_by_source = await client.get_credit()
        except jimeng.AuthenticationError:
            return Probe(result=ProbeResult.DEAD, region=region)
        except jimeng.APIException:
            return Probe(result=ProbeResult.UNREACHABLE, region=region)
        return Probe(result=ProbeResult.ALIVE, region=region, balance=_balance(credits_by_source))

    async def balance(self, credential: Credential) -> Balance | LoginEnded | Unreachable:
        try:
            async with self._client(credential) as client:
                return _balance(await client.get_credit())
        except jimeng.APIException as error:
            return after_question(error)

    async def claim_credits(self, credential: Credential) -> Claim:
        try:
            async with self._client(credential) as client:
                answer = await client.receive_credit()
        except (jimeng.TransportError, jimeng.UnexpectedReplyError):
            return Claim(result=ClaimResult.UNKNOWN)
        except jimeng.APIException as error:
            return Claim(result=ClaimResult.REFUSED, code=error.code)
        amount = answer.get("receive_quota")
        return Claim(result=ClaimResult.RECEIVED, amount=amount if isinstance(amount, int) else 0)

    @asynccontextmanager
    async def _client(
        self, credential: Credential | None
    ) -> AsyncIterator[jimeng.AsyncJimengClient]:
        """A client for one call. Downloads need no account, so none of theirs is used."""
        secret = credential.secret if credential is not None else DOWNLOADS_ONLY
        yield jimeng.AsyncJimengClient(
            secret, base_url=self._base_url, http_client=self._http, credit_gate=False
        )


UNKNOWN_FORMAT = "bin"

DOWNLOADS_ONLY = "downloads-only"
"""Stands where a session would; it is never sent, since result addresses take no cookie."""


def _image_options(request: ImageRequest) -> dict[str, object]:
    options: dict[str, object] = {
        "ratio": request.ratio,
        "resolution": request.resolution,
        "sampleStrength": request.strength,
        "negativePrompt": request.negative,
    }
    if request.seed is not None:
        options["seed"] = request.seed
    return options


def _observe(status: jimeng.TaskStatus) -> Observation:
    remote = status.task.to_json()
    match status.state:
        case jimeng.TaskState.MISSING:
            return RecordMissing(remote, status.next_poll_seconds)
        case jimeng.TaskState.QUEUED | jimeng.TaskState.RUNNING:
            return StillRunning(remote, _progress(status), status.next_poll_seconds)
        case jimeng.TaskState.SUCCEEDED:
            return Finished(remote, _results(status), _progress(status))
        case _:
            if status.error is None:
                return Refused(Failure(kind=FailureKind.GENERATION, charged=Charged.UNKNOWN))
            return Refused(to_failure(status.error))


def _progress(status: jimeng.TaskStatus) -> Progress:
    queue = status.queue
    return Progress(
        queue_position=queue.position if queue else None,
        queue_length=queue.length if queue else None,
        forecast_seconds=queue.forecast_seconds if queue else None,
        finished=status.finished_count,
        total=status.total_count or None,
    )


def _results(status: jimeng.TaskStatus) -> tuple[RemoteResult, ...]:
    return tuple(
        RemoteResult(
            url=result.url,
            width=result.width,
            height=result.height,
            format=result.format,
            seconds=result.seconds if isinstance(result, jimeng.VideoResult) else None,
            cover_url=result.cover_url if isinstance(result, jimeng.VideoResult) else None,
        )
        for result in status.results
    )


def _balance(credits_by_source: Mapping[str, object]) -> Balance:
    def amount(key: str) -> int:
        value = credits_by_source[key]
        return value if isinstance(value, int) else 0

    return Balance(
        gift=amount("giftCredit"), purchase=amount("purchaseCredit"), vip=amount("vipCredit")
    )


def _all_fetched(got: Sequence[Artifact | BaseException]) -> Observation:
    """All results or none: what is on disk already is fetched again with the rest."""
    artifacts = tuple(item for item in got if isinstance(item, Artifact))
    if len(artifacts) == len(got):
        return Fetched(artifacts)
    error = next(item for item in got if isinstance(item, BaseException))
    if not isinstance(error, jimeng.APIException):
        raise error
    if error.http_status in GONE_STATUSES:  # an address that no longer works: ask for fresh ones
        return AddressesExpired()
    return Unreachable(type(error).__name__, error.retry_after)


def _not_offered() -> Failure:
    return Failure(kind=FailureKind.PARAMETERS, charged=Charged.NO)
