"""Running a command line: output, exit code, and how to resume what was left."""

from __future__ import annotations

import io
import os
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from typing import TextIO

import httpx
import msgspec

from jimeng.cli.arguments import parser
from jimeng.cli.commands import Commands, Output
from jimeng.cli.exits import Exit, exit_for
from jimeng.cli.failures import failure
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
            output = commands.run()
    except APIException as error:
        output = Output({"error": failure(error)}, "", (error,))
    except KeyboardInterrupt:
        return _end(progress, commands, ["interrupted"], Exit.INTERRUPTED)
    except OSError as error:
        return _end(progress, commands, [f"error: {error}"], Exit.FAILED)
    code = exit_for(output.errors[0]) if output.errors else Exit.DONE
    _end(progress, commands, [f"error: {error}" for error in output.errors], code)
    text = msgspec.json.encode(output.value).decode() if args.json else output.text
    return code if not text or _print(text) else Exit.FAILED


def _end(progress: Progress, commands: Commands, texts: Sequence[str], code: Exit) -> Exit:
    progress.end()
    sys.stderr.writelines(f"{text}\n" for text in texts)
    if code is not Exit.DONE and commands.how_to_resume is not None:
        sys.stderr.write(f"resume it with: {commands.how_to_resume}\n")
    return code


def _print(text: str) -> bool:
    """Print the result; False where nobody takes it, as a closed pipe or a full disk."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A name that this terminal cannot show must not hide that the file is there.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except OSError as error:
        # What is left in the buffer is flushed once more at the exit, and would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            sys.stderr.write(f"error: the result could not be printed: {error}\n")
        return False
    return True


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
