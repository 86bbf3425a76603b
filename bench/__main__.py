"""`python -m bench [--out FILE] [--full]`: take all figures; status 1 if a promise is broken."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figure, all_hold, table, to_json
from bench.measures import chatting, decoding, generating, importing, reacting, resuming, uploading
from bench.processes import services

EXIT_OK, EXIT_BROKEN = 0, 1


@dataclass(frozen=True)
class Effort:
    """How many samples are taken."""

    imports: int
    generations: int
    jobs: int
    crowd_seconds: float
    running: int


USUAL = Effort(imports=40, generations=30, jobs=50, crowd_seconds=15, running=1000)
FULL = Effort(imports=200, generations=150, jobs=250, crowd_seconds=60, running=1000)


def measure(effort: Effort) -> Iterator[list[Figure]]:
    """The figures, a subject at a time."""
    yield importing.measure(effort.imports)
    with services() as running:
        yield generating.measure_cpu(running, effort.generations)
        yield generating.measure_crowd(running)
        yield uploading.measure(running)
    yield chatting.measure(effort.jobs)
    yield reacting.measure(effort.crowd_seconds)
    yield resuming.measure(effort.running)
    yield decoding.measure()


def main(argv: Sequence[str]) -> int:
    """Measure, show and write; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the figures to this file, as JSON")
    parser.add_argument("--full", action="store_true", help="five times as many samples")
    arguments = parser.parse_args(argv)
    figures: list[Figure] = []
    for found in measure(FULL if arguments.full else USUAL):
        figures += found
        sys.stderr.write(f"{len(figures)} figures\n")
    sys.stdout.write(table(figures))
    if arguments.out is not None:
        arguments.out.write_text(to_json(figures), encoding="utf-8")
    return EXIT_OK if all_hold(figures) else EXIT_BROKEN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
