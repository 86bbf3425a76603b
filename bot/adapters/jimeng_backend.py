"""GenerationBackend over the SDK: one light client a call, one shared pool of connections."""

from __future__ import annotations

import asyncio
import hashlib
import warnings
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Final

import httpx
import structlog

import jimeng
from bot.adapters import jimeng_submission
from bot.adapters.fetching import Fetcher
from bot.adapters.jimeng_catalogue import read_catalogue, read_listed
from bot.adapters.jimeng_failures import after_question, after_submission
from bot.adapters.jimeng_reading import (
    read_adjustments,
    read_balance,
    read_claim,
    read_gains,
    read_spendings,
    read_status,
)
from bot.adapters.jimeng_results import fetch_results
from bot.domain.accounts import (
    Balance,
    Claim,
    ClaimResult,
    Credential,
    CredentialKind,
    Gain,
    Probe,
    ProbeResult,
)
from bot.domain.errors import UserError
from bot.domain.ids import JobId, SubmitId
from bot.domain.jobs import Job
from bot.domain.models import Model
from bot.domain.observations import (
    Absent,
    Accepted,
    LoginEnded,
    Observation,
    Unreachable,
)

log = structlog.get_logger(__name__)

HISTORY_PAGE = 100
"""Spendings of one look: more than an account can make between two of them."""

FIRST_LOOK = 1.0
"""Seconds after a submission, at most: people soon read their place in the queue."""

QUESTION_SECONDS: Final = 60.0
SUBMISSION_SECONDS: Final = 900.0
"""With its uploads: eight large pictures over a thin line."""


class JimengBackend:
    """The private web service, spoken to by the SDK. See `bot.ports.GenerationBackend`."""

    def __init__(
        self,
        *,
        base_url: str | None,
        proxy: str | None,
        http_client: httpx.AsyncClient | None = None,
        question_seconds: float = QUESTION_SECONDS,
        submission_seconds: float = SUBMISSION_SECONDS,
    ) -> None:
        """`http_client` takes the place of our own and is closed like it; the seconds are what a
        whole call may take, however often it is tried."""
        # What can't be sent as asked is told in the job's own message: see `read_adjustments`.
        warnings.filterwarnings("ignore", category=jimeng.JimengWarning)
        self._base_url = base_url
        self._question_seconds = question_seconds
        self._submission_seconds = submission_seconds
        self._built_in = read_catalogue()
        # Accounts share the connections, so nothing a reply sets may be kept for the next one.
        no_cookies = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
        self._http = http_client or httpx.AsyncClient(
            cookies=no_cookies, proxy=proxy, trust_env=False, timeout=httpx.Timeout(30, connect=10)
        )
        self._fetcher = Fetcher(trusted=base_url, proxy=proxy)

    async def aclose(self) -> None:
        """Close the shared connections."""
        await self._http.aclose()
        await self._fetcher.aclose()

    def seed_of(self, job: Job) -> int | None:
        if job.request.seed is not None or job.remote is None:
            return job.request.seed
        return jimeng.Task.from_json(job.remote).seed

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
        try:
            async with self._client(credential, self._submission_seconds) as client:
                task = await jimeng_submission.submit(client, job, pictures)
        except jimeng.APIException as error:
            return after_submission(error)
        advised = task.first_poll_seconds
        first_look = FIRST_LOOK if advised is None else min(FIRST_LOOK, advised)
        return Accepted(task.to_json(), first_look, read_adjustments(task))

    async def find(self, credential: Credential, job: Job) -> Observation:
        try:
            async with self._client(credential) as client:
                task = await client.find(job.submit_id)
        except jimeng.APIException as error:
            return after_question(error)
        if task is None:
            return Absent()
        return Accepted(task.to_json(), 0.0, read_adjustments(task))

    async def check(
        self, credential: Credential, jobs: Sequence[Job]
    ) -> Mapping[JobId, Observation]:
        tasks = [jimeng.Task.from_json(job.remote or "") for job in jobs]
        try:
            async with self._client(credential) as client:
                statuses = await client.status(tasks)
                # A record names previews of videos; the clean files are asked for when it is done.
                results = [await client.originals(status.results) for status in statuses]
        except jimeng.APIException as error:
            answer = after_question(error)
            return {job.id: answer for job in jobs}
        return {
            job.id: read_status(status, files)
            for job, status, files in zip(jobs, statuses, results, strict=True)
        }

    async def fetch(self, job: Job, folder: Path) -> Observation:
        return await fetch_results(job, folder, self._fetcher)

    async def probe(self, credential: Credential) -> Probe:
        region = jimeng.parse_token(credential.secret).region.value
        try:
            async with self._client(credential) as client:
                info = await client.account_info()
                if not info.status:
                    return Probe(result=ProbeResult.DEAD, region=region)
                balance = read_balance(await client.get_credit_details())
        except jimeng.AuthenticationError:
            return Probe(result=ProbeResult.DEAD, region=region)
        except jimeng.APIException:
            return Probe(result=ProbeResult.UNREACHABLE, region=region)
        return Probe(
            result=ProbeResult.ALIVE,
            region=region,
            balance=balance,
            identity=_identity(region, info.user_id),
        )

    async def balance(self, credential: Credential) -> Balance | LoginEnded | Unreachable:
        try:
            async with self._client(credential) as client:
                return read_balance(await client.get_credit_details())
        except jimeng.APIException as error:
            return after_question(error)

    async def spendings(self, credential: Credential) -> Mapping[SubmitId, int]:
        try:
            async with self._client(credential) as client:
                page = await client.credit_history(HISTORY_PAGE, gained=False)
        except jimeng.APIException as error:
            log.info("credits.history_unread", code=error.code, log_id=error.log_id)
            return {}
        return read_spendings(page)

    async def gains(self, credential: Credential) -> Sequence[Gain]:
        try:
            async with self._client(credential) as client:
                page = await client.credit_history(HISTORY_PAGE, gained=True)
        except jimeng.APIException as error:
            log.info("credits.history_unread", code=error.code, log_id=error.log_id)
            return ()
        return read_gains(page)

    async def models(self, credential: Credential) -> Sequence[Model]:
        try:
            async with self._client(credential) as client:
                listed = await client.models(live=True)
        except jimeng.APIException as error:
            log.info("models.unread", code=error.code, log_id=error.log_id)
            return ()
        region = jimeng.parse_token(credential.secret).region.value
        return read_listed(listed, self._built_in, region)

    async def claim_credits(self, credential: Credential) -> Claim:
        try:
            async with self._client(credential) as client:
                answer = await client.receive_credit()
        except (jimeng.TransportError, jimeng.UnexpectedReplyError):
            return Claim(result=ClaimResult.UNKNOWN)
        except jimeng.APIException as error:
            if error.code is None:  # no word of the service's own: it may have happened
                return Claim(result=ClaimResult.UNKNOWN)
            return Claim(result=ClaimResult.REFUSED, code=error.code)
        return read_claim(answer)

    @asynccontextmanager
    async def _client(
        self, credential: Credential, seconds: float | None = None
    ) -> AsyncIterator[jimeng.AsyncJimengClient]:
        """A client for one call, which ends after these seconds, or those of a question.

        The timeouts of the connection count from byte to byte: an answer that drips would never
        end. Raises `jimeng.TransportTimeoutError`.
        """
        client = jimeng.AsyncJimengClient(
            credential.secret,
            base_url=self._base_url,
            http_client=self._http,
            credit_gate=False,
        )
        try:
            async with asyncio.timeout(self._question_seconds if seconds is None else seconds):
                yield client
        except TimeoutError as error:
            raise jimeng.TransportTimeoutError("the whole call took too long") from error


_CLUSTERS: Final = {"hk": "sg", "jp": "sg"}
"""Hong Kong, Japan and Singapore share their hosts: one session may be linked under each of them,
and it is still one account."""


def _identity(region: str, user_id: str | None) -> str:
    """The service's own number of the account, digested: it is only ever compared."""
    if user_id is None:
        return ""
    return hashlib.sha256(f"{_CLUSTERS.get(region, region)} {user_id}".encode()).hexdigest()[:32]
