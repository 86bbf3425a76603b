"""The script that the SDK is compared with: httpx, recorded bodies, nothing checked or retried.

It sends what the SDK sends: the same requests with fresh ids and a fresh signature, and looks at a
job as often, after the same pauses. It builds no draft, checks no option, reads no error.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

import httpx

from bench.recording import Call, Recording

DONE = 50
_MARGIN = 0.1
"""Seconds of grace before the first look, so that busy moments don't cost this side more looks."""


def _fresh(recording: Recording) -> Recording:
    """The same generation under an id of its own."""
    submit_id = str(uuid4())
    body = recording.generate.body.replace(recording.submit_id, submit_id)
    return replace(recording, generate=replace(recording.generate, body=body), submit_id=submit_id)


def _look(recording: Recording, accepted: httpx.Response) -> tuple[str, Call]:
    """The job's id, and the request that asks how it stands."""
    history_id: str = accepted.json()["data"]["aigc_data"]["history_record_id"]
    body = recording.look.body.replace(recording.history_id, history_id)
    return history_id, replace(recording.look, body=body)


def _signed(call: Call) -> dict[str, str]:
    headers = dict(call.headers)
    headers["device-time"] = now = str(int(time.time()))
    text = f"9e2c|{call.path[-7:]}|{headers['pf']}|{headers['appvr']}|{now}||11ac"
    headers["sign"] = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return headers


def _addresses(answer: httpx.Response, history_id: str) -> list[str] | None:
    """Addresses of the pictures, once the job is done."""
    record = answer.json()["data"][history_id]
    if record["status"] != DONE:
        return None
    return [item["image"]["large_images"][0]["image_url"] for item in record["item_list"]]


class Script:
    """Generations over a sync client."""

    def __init__(self, recording: Recording, client: httpx.Client) -> None:
        self._recording = recording
        self._client = client

    def generate(self, pauses: Sequence[float]) -> list[str]:
        """One generation; a look after each pause, and more if that was too soon."""
        job = _fresh(self._recording)
        for call in job.before:
            self._send(call).json()
        history_id, look = _look(job, self._send(job.generate))
        time.sleep(_MARGIN)
        for pause in pauses[:-1]:
            time.sleep(pause)
            self._send(look).json()
        while True:
            time.sleep(pauses[-1])
            if found := _addresses(self._send(look), history_id):
                return found

    def _send(self, call: Call) -> httpx.Response:
        return self._client.request(call.method, call.url, headers=_signed(call), content=call.body)


class AsyncScript:
    """The same over an async client."""

    def __init__(self, recording: Recording, client: httpx.AsyncClient) -> None:
        self._recording = recording
        self._client = client

    async def generate(self, pauses: Sequence[float]) -> list[str]:
        """One generation; a look after each pause, and more if that was too soon."""
        job = _fresh(self._recording)
        for call in job.before:
            (await self._send(call)).json()
        history_id, look = _look(job, await self._send(job.generate))
        await asyncio.sleep(_MARGIN)
        for pause in pauses[:-1]:
            await asyncio.sleep(pause)
            (await self._send(look)).json()
        while True:
            await asyncio.sleep(pauses[-1])
            if found := _addresses(await self._send(look), history_id):
                return found

    async def _send(self, call: Call) -> httpx.Response:
        return await self._client.request(
            call.method, call.url, headers=_signed(call), content=call.body
        )
