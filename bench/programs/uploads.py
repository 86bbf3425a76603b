"""Upload of large pictures: this process's peak memory above what it was before.

python -m bench.programs.uploads (sync | async) (paths | bytes) BASE_URL TOKEN PICTURE...
writes {"above_idle_bytes", "largest_bytes"}. What the caller holds (the bytes) counts as idle.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.memory import Peak
from bench.recording import PROMPT
from jimeng import AsyncJimengClient, JimengClient

Pictures = Sequence[Path | bytes]


def small_picture(pictures: Sequence[Path]) -> Path:
    """A picture for warming up, beside the large ones."""
    return pictures[0].parent / "small.png"


def measure_sync(base_url: str, token: str, warm_up: Path, pictures: Pictures) -> int:
    """Bytes above idle, over the sync client."""
    with JimengClient(token, base_url=base_url) as client:
        client.generate_image_composition(PROMPT, [warm_up])
        memory = Peak()
        client.generate_image_composition(PROMPT, pictures)
        return memory.above_idle()


async def measure_async(base_url: str, token: str, warm_up: Path, pictures: Pictures) -> int:
    """The same over the async client."""
    async with AsyncJimengClient(token, base_url=base_url) as client:
        await client.generate_image_composition(PROMPT, [warm_up])
        memory = Peak()
        await client.generate_image_composition(PROMPT, pictures)
        return memory.above_idle()


def main(style: str, kind: str, base_url: str, token: str, *names: str) -> None:
    """Measure and write."""
    paths = [Path(name) for name in names]
    largest = max(path.stat().st_size for path in paths)
    pictures = paths if kind == "paths" else [path.read_bytes() for path in paths]
    small = small_picture(paths)
    if style == "sync":
        above = measure_sync(base_url, token, small, pictures)
    else:
        above = asyncio.run(measure_async(base_url, token, small, pictures))
    print(json.dumps({"above_idle_bytes": above, "largest_bytes": largest}))


if __name__ == "__main__":
    main(*sys.argv[1:])
