"""Many generations at once in this one process: how long until all are done, and the memory.

python -m bench.programs.crowd BASE_URL TOKEN NUMBER
writes {"seconds", "peak_bytes", "above_idle_bytes", "cpu_seconds"}.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

from bench.memory import Peak
from bench.recording import OPTIONS, PROMPT
from jimeng import AsyncJimengClient


async def crowd(base_url: str, token: str, number: int) -> dict[str, float]:
    """Run so many generations over one client; every one must give its pictures."""
    async with AsyncJimengClient(token, base_url=base_url) as client:
        await client.generate_images(PROMPT, options=OPTIONS)
        memory, cpu, began = Peak(), time.process_time(), time.perf_counter()
        made = await asyncio.gather(
            *(client.generate_images(PROMPT, options=OPTIONS) for _ in range(number))
        )
        seconds, above = time.perf_counter() - began, memory.above_idle()
    if any(len(pictures) != 4 for pictures in made):
        raise SystemExit("a generation came back without its four pictures")
    return {
        "seconds": seconds,
        "peak_bytes": memory.idle + above,
        "above_idle_bytes": above,
        "cpu_seconds": time.process_time() - cpu,
    }


def main(base_url: str, token: str, number: str) -> None:
    """Measure and write."""
    print(json.dumps(asyncio.run(crowd(base_url, token, int(number)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
