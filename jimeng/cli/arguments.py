"""The command line's grammar. The token is never an argument: other users could read it there."""

from __future__ import annotations

import argparse
from pathlib import Path

from jimeng.cli.exits import MEANINGS
from jimeng.sdk.protocol.catalog import DEFAULT_IMAGE_MODEL, RATIOS, RESOLUTIONS
from jimeng.sdk.protocol.regions import Region
from jimeng.sdk.protocol.video_catalog import (
    DEFAULT_VIDEO_MODEL,
    VIDEO_RATIOS,
    VIDEO_RESOLUTIONS,
)

_EPILOG = (
    "The token comes from JIMENG_TOKEN or is asked for without echo. JIMENG_API_URL sends every "
    "request to one address, JIMENG_PROXY names a proxy.\n\nexit codes:\n"
    + "\n".join(f"  {code.value:<4} {meaning}" for code, meaning in MEANINGS.items())
)


def parser() -> argparse.ArgumentParser:
    """The whole grammar."""
    top = argparse.ArgumentParser(
        prog="jimeng",
        description="Pictures, videos and credits of Jimeng and Dreamina.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="command")
    _image(_command(commands, "image", "make pictures from a text"))
    _edit(_command(commands, "edit", "make pictures from pictures and a text"))
    _video(_command(commands, "video", "make a video from a text or from frames"))
    _command(commands, "credit", "show the balance")
    _command(commands, "claim", "claim the day's credit")
    _models(_command(commands, "models", "list models, sizes and lengths"))
    _status(_command(commands, "status", "look at a job once"))
    _resume(_command(commands, "resume", "wait for jobs that were left, and save their results"))
    return top


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    command.add_argument("--json", action="store_true", help="print one JSON object at the end")
    return command


def _saving(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="where to save")
    command.add_argument(
        "--timeout", type=float, metavar="SECONDS", help="how long to wait for the result"
    )


def _picture_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--model", default=DEFAULT_IMAGE_MODEL)
    command.add_argument("--ratio", help=", ".join(RATIOS))
    command.add_argument("--resolution", "--res", help=", ".join(RESOLUTIONS))
    command.add_argument("--strength", type=float, metavar="0..1", help="sample strength")
    command.add_argument("--no", metavar="TEXT", help="negative prompt")
    command.add_argument("--smart", action="store_true", help="let the model choose the ratio")
    _saving(command)


def _image(command: argparse.ArgumentParser) -> None:
    command.add_argument("prompt")
    command.add_argument("--seed", type=int)
    _picture_options(command)


def _edit(command: argparse.ArgumentParser) -> None:
    command.add_argument("prompt")
    command.add_argument("pictures", nargs="+", metavar="picture", help="path or http(s) address")
    _picture_options(command)


def _video(command: argparse.ArgumentParser) -> None:
    command.add_argument("prompt")
    command.add_argument("frames", nargs="*", metavar="frame", help="first and last frame")
    command.add_argument("--model", default=DEFAULT_VIDEO_MODEL)
    command.add_argument("--ratio", help=", ".join(VIDEO_RATIOS))
    command.add_argument("--resolution", "--res", help=", ".join(VIDEO_RESOLUTIONS))
    command.add_argument("--seconds", type=int, help="length")
    command.add_argument("--seed", type=int)
    _saving(command)


def _models(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--region",
        choices=[region.value for region in Region],
        help="only what a region has (without --live)",
    )
    command.add_argument("--live", action="store_true", help="as the service says, with a token")


def _status(command: argparse.ArgumentParser) -> None:
    command.add_argument("submit_id")


def _resume(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "submit_ids", nargs="*", metavar="submit_id", help="none: all that were left in DIR"
    )
    _saving(command)
