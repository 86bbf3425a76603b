"""How long `import jimeng` takes against `import httpx`, which it needs, in fresh processes.

In CPU time: with the byte code on disk an import is nothing else, and what else runs on the machine
then changes little.
"""

from __future__ import annotations

import subprocess
import sys
from functools import partial

from bench.figures import Figure
from bench.processes import ROOT
from bench.samples import median_of, ratio, take_turns

_PROGRAM = """\
import time
began = time.process_time()
import {module}
print(time.process_time() - began)
"""


def measure(rounds: int) -> list[Figure]:
    """The two times and their ratio."""
    contestants = [partial(_seconds, "jimeng"), partial(_seconds, "httpx")]
    take_turns(contestants, 2)  # writes the byte code, warms the disk
    samples = take_turns(contestants, rounds)
    return [
        Figure("import_time", median_of(samples, 0) * 1000, "ms"),
        Figure("import_time_of_httpx", median_of(samples, 1) * 1000, "ms"),
        Figure("import_time_ratio", ratio(samples), "x", 1.5),
    ]


def _seconds(module: str) -> float:
    """One import in a fresh interpreter, timed inside it."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(module=module)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return float(done.stdout)
