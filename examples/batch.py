"""Twenty prompts, three at a time. One that fails does not stop the rest; a dead login does.

    JIMENG_TOKEN=… python examples/batch.py out/

The SDK itself never queues calls, so the bound is set here. How many jobs an account may have at
once is not known: begin low.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from jimeng import (
    APIException,
    AsyncJimengClient,
    AuthenticationError,
    InsufficientCreditError,
    Result,
    RiskControlError,
)

AT_ONCE = 3
SEASONS = ("春天", "夏天", "秋天", "冬天")
PLACES = ("山谷里的小屋", "海边的灯塔", "老城的巷子", "湖上的木船", "山顶的寺庙")
OPTIONS = {"ratio": "1:1", "resolution": "2k"}
PROMPTS = [f"{season}，{place}，水彩画" for season, place in product(SEASONS, PLACES)]

# After these every further prompt would end the same way.
HOPELESS = (AuthenticationError, InsufficientCreditError, RiskControlError)


Outcome = list[Path] | APIException


class Batch:
    """Prompts on their way; what each came to stands in `outcomes`: files, or the error."""

    def __init__(self, client: AsyncJimengClient, folder: Path) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self._client = client
        self._folder = folder
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._hopeless: APIException | None = None

    async def run(self, prompts: Sequence[str]) -> None:
        """Draw every prompt."""
        async with asyncio.TaskGroup() as group:
            for number, prompt in enumerate(prompts, start=1):
                group.create_task(self._one(number, prompt))

    async def _one(self, number: int, prompt: str) -> None:
        try:
            outcome: Outcome = await self._save(number, await self._draw(prompt))
        except APIException as error:
            outcome = error
        self.outcomes[prompt] = outcome
        print(f"{len(self.outcomes)} {prompt}: {told(outcome)}")

    async def _draw(self, prompt: str) -> tuple[Result, ...]:
        async with self._slots:
            if self._hopeless is not None:
                raise self._hopeless
            try:
                task = await self._client.submit_image(prompt, options=OPTIONS)
                return await self._client.wait(task)
            except HOPELESS as error:
                self._hopeless = error
                raise

    async def _save(self, number: int, results: Sequence[Result]) -> list[Path]:
        """Fetch the pictures; this needs no slot, so the next prompt has begun already."""
        files = []
        for index, result in enumerate(results, start=1):
            path = self._folder / f"{number:02}-{index}.{result.format or 'webp'}"
            files.append((await self._client.download(result, path)).path)
        return files


def told(outcome: Outcome) -> str:
    """An outcome in a few words."""
    return str(outcome) if isinstance(outcome, APIException) else f"{len(outcome)} pictures"


async def main(folder: Path) -> int:
    """Draw all prompts into a folder; 1 if any of them failed."""
    async with AsyncJimengClient(
        os.environ["JIMENG_TOKEN"], base_url=os.environ.get("JIMENG_API_URL")
    ) as client:
        batch = Batch(client, folder)
        await batch.run(PROMPTS)
    return int(any(isinstance(outcome, APIException) for outcome in batch.outcomes.values()))


if __name__ == "__main__":
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
    out.mkdir(parents=True, exist_ok=True)
    sys.exit(asyncio.run(main(out)))
