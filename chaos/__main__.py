"""`python -m chaos`: run it, tell about it, and exit 0 only if nothing was lost or paid twice."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from chaos.report import Run, lines
from chaos.run import run

EXIT_GOOD, EXIT_BAD = 0, 1
PLANTS: Final = ("skip_precommit", "resubmit", "ack_first")


def read_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m chaos",
        description="Run the bot against the playground while both services misbehave and it is "
        "killed again and again, then compare what was asked, paid and delivered.",
    )
    parser.add_argument("--duration", type=float, default=600, help="seconds of faults (600)")
    parser.add_argument("--seed", type=int, default=7, help="the order of everything (7)")
    parser.add_argument("--plant", choices=PLANTS, help="run the bot with this bug in it")
    arguments = parser.parse_args(argv)
    if not arguments.duration > 0:
        parser.error("the duration is a number of seconds above 0")
    return arguments


async def _run_until_told(arguments: argparse.Namespace, folder: Path) -> Run:
    """Run; SIGTERM ends it as Ctrl-C does, with all that was started."""
    playing = asyncio.ensure_future(
        run(arguments.seed, arguments.duration, arguments.plant, folder)
    )
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, playing.cancel)
    return await playing


def main(argv: Sequence[str]) -> int:
    """Entry of `python -m chaos`."""
    arguments = read_arguments(argv)
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    is_worth_keeping = False
    try:
        finished = asyncio.run(_run_until_told(arguments, folder))
        is_worth_keeping = not finished.is_good and arguments.plant is None
        if is_worth_keeping:
            sys.stdout.write(f"the bot's data and log are kept in {folder}\n")
        for line in lines(finished):
            sys.stdout.write(line + "\n")
    except (KeyboardInterrupt, asyncio.CancelledError) as told:
        sys.stderr.write(f"stopped before its end ({type(told).__name__})\n")
        return EXIT_BAD
    finally:
        if not is_worth_keeping:
            shutil.rmtree(folder, ignore_errors=True)
    return EXIT_GOOD if finished.is_good else EXIT_BAD


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
