"""How much memory an upload of large pictures takes, in units of the largest of them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from bench.figures import Figure
from bench.memory import AVAILABLE
from bench.pictures import write_pictures
from bench.processes import Services, run_program

PICTURES = 8
AT_MOST = 2.0


class Found(msgspec.Struct):
    """What bench.programs.uploads writes."""

    above_idle_bytes: int
    largest_bytes: int


def measure(services: Services) -> list[Figure]:
    """Both clients, from files and from bytes that the caller holds anyway."""
    if not AVAILABLE:
        return []
    with TemporaryDirectory(prefix="jimeng-bench-") as folder:
        paths = [str(path) for path in write_pictures(Path(folder), PICTURES)]
        return [
            _measure_one(services, style, kind, paths)
            for style in ("sync", "async")
            for kind in ("paths", "bytes")
        ]


def _measure_one(services: Services, style: str, kind: str, paths: list[str]) -> Figure:
    found = run_program(
        "bench.programs.uploads",
        *(style, kind, services.jimeng, services.new_account(), *paths),
        gives=Found,
    )
    largest_files = found.above_idle_bytes / found.largest_bytes
    return Figure(f"upload_peak_memory_{style}_{kind}", largest_files, "files", AT_MOST)
