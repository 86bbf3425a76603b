"""Peak memory of making previews of the largest pictures that are let in.

python -m bench.programs.decoding PICTURE …
makes the previews of all of them at once, and writes the bytes by which this process grew.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from bench.memory import Peak
from bot.adapters.previews import make_preview


async def main(paths: list[Path]) -> None:
    """Measure and write."""
    peak = Peak()
    await asyncio.gather(*(make_preview(path) for path in paths))
    json.dump(peak.above_idle(), sys.stdout)


if __name__ == "__main__":
    asyncio.run(main([Path(path) for path in sys.argv[1:]]))
