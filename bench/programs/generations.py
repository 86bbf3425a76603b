"""CPU seconds per finished picture of this process: the SDK and the bare script by turns.

python -m bench.programs.generations (one | ten) BASE_URL OUR_TOKEN THEIR_TOKEN ROUNDS
writes a list of rounds, [ours, theirs] each. `one` is the sync client, one generation at a time;
`ten` the async one, ten at once.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from contextvars import ContextVar

import httpx

from bench.bare import AsyncScript, Script
from bench.recording import OPTIONS, PROMPT, Recording, record
from bench.samples import take_turns
from jimeng import AsyncJimengClient, JimengClient

AT_ONCE = 10
WARM_UP = 2
Pauses = list[float]

_pauses: ContextVar[Pauses] = ContextVar("pauses")


class OneAtATime:
    """Both contestants in the sync style; the script repeats the pauses that the SDK made."""

    def __init__(self, recording: Recording, base_url: str, token: str) -> None:
        self._sdk = JimengClient(token, base_url=base_url, sleep=self._sleep)
        self._script = Script(recording, httpx.Client(trust_env=False, timeout=60))
        self._pauses: Pauses = []

    def _sleep(self, seconds: float) -> None:
        self._pauses.append(seconds)
        time.sleep(seconds)

    def ours(self) -> float:
        """CPU seconds of one generation by the SDK."""
        self._pauses.clear()
        began = time.process_time()
        self._sdk.generate_images(PROMPT, options=OPTIONS)
        return time.process_time() - began

    def theirs(self) -> float:
        """CPU seconds of one generation by the script."""
        pauses = tuple(self._pauses)
        began = time.process_time()
        self._script.generate(pauses)
        return time.process_time() - began


class TenAtOnce:
    """Both contestants in the async style, ten generations together."""

    def __init__(
        self, recording: Recording, base_url: str, token: str, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._loop = loop
        self._sdk = AsyncJimengClient(token, base_url=base_url, sleep=self._sleep)
        self._script = AsyncScript(recording, httpx.AsyncClient(trust_env=False, timeout=60))
        self._pauses: Sequence[Pauses] = ()

    async def _sleep(self, seconds: float) -> None:
        _pauses.get().append(seconds)
        await asyncio.sleep(seconds)

    def ours(self) -> float:
        """CPU seconds a generation by the SDK."""
        began = time.process_time()
        self._pauses = self._loop.run_until_complete(self._ten_of_ours())
        return (time.process_time() - began) / AT_ONCE

    async def _ten_of_ours(self) -> list[Pauses]:
        return list(await asyncio.gather(*(self._one_of_ours() for _ in range(AT_ONCE))))

    async def _one_of_ours(self) -> Pauses:
        pauses: Pauses = []
        _pauses.set(pauses)
        await self._sdk.generate_images(PROMPT, options=OPTIONS)
        return pauses

    def theirs(self) -> float:
        """CPU seconds a generation by the script."""
        began = time.process_time()
        self._loop.run_until_complete(self._ten_of_theirs())
        return (time.process_time() - began) / AT_ONCE

    async def _ten_of_theirs(self) -> None:
        await asyncio.gather(*(self._script.generate(pauses) for pauses in self._pauses))


def main(style: str, base_url: str, our_token: str, their_token: str, rounds: str) -> None:
    """Measure one style and write the samples."""
    recording = record(their_token, base_url)
    pair: OneAtATime | TenAtOnce
    if style == "one":
        pair = OneAtATime(recording, base_url, our_token)
    else:
        loop = asyncio.new_event_loop()
        pair = TenAtOnce(recording, base_url, our_token, loop)
    pair.ours()  # the script needs pauses to repeat
    take_turns([pair.ours, pair.theirs], WARM_UP)
    samples = take_turns([pair.ours, pair.theirs], int(rounds))
    print(json.dumps(samples))


if __name__ == "__main__":
    main(*sys.argv[1:])
