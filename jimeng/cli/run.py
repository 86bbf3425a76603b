"""Running a command line: output, exit code, and how to resume what was left."""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Sequence
from typing import TextIO

import httpx
import msgspec

from jimeng.cli.arguments import parser
from jimeng.cli.commands import Commands
from jimeng.cli.exits import Exit, exit_for
from jimeng.cli.progress import Progress
from jimeng.sdk.lib.exceptions.api_exception import APIException, JimengWarning


def run(
    arguments: Sequence[str],
    *,
    http_client: httpx.Client | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> Exit:
    """Run a command line and return its exit code. `http_client` and `sleep` are for tests."""
    args = parser().parse_args(arguments)
    progress = Progress(sys.stderr, sleep=sleep)
    commands = Commands(args, progress, http_client)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("always", category=JimengWarning)
            warnings.showwarning = _tell_note
            value, text = commands.run()
    except APIException as error:
        return _end(progress, commands, f"error: {error}", exit_for(error))
    except KeyboardInterrupt:
        return _end(progress, commands, "interrupted", Exit.INTERRUPTED)
    except OSError as error:
        return _end(progress, commands, f"error: {error}", Exit.FAILED)
    progress.end()
    sys.stdout.write(f"{msgspec.json.encode(value).decode() if args.json else text}\n")
    return Exit.DONE


def _end(progress: Progress, commands: Commands, text: str, code: Exit) -> Exit:
    progress.end()
    sys.stderr.write(f"{text}\n")
    if commands.how_to_resume is not None:
        sys.stderr.write(f"resume it with: {commands.how_to_resume}\n")
    return code


def _tell_note(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """A warning as one plain line: where in our code it was raised helps nobody here."""
    sys.stderr.write(f"note: {message}\n")
