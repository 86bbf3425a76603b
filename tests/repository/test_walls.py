"""The walls between the rooms hold, and the SDK stands on its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.repository.tree import ROOT, rooms

SDK_NEEDS = {
    *("httpx", "httpcore", "h11", "anyio", "certifi", "idna", "socksio", "sniffio"),
    *("msgspec", "typing_extensions", "exceptiongroup"),
}

# Imports all of the SDK where nothing else can be imported, and names what it tried.
ALONE = """
import importlib, pkgutil, sys

allowed = {allowed!r} | set(sys.stdlib_module_names) | {{"jimeng"}}

class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in allowed:
            raise ImportError(f"{{name}} is not there")

sys.meta_path.insert(0, Nothing())
import jimeng
for module in pkgutil.walk_packages(jimeng.__path__, "jimeng."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
client = jimeng.JimengClient("0123456789abcdef0123456789abcdef")
client.close()
print(client.region)
"""


def test_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


def test_no_room_escapes_the_contracts() -> None:
    """A new package at the top must be named, or nobody watches what it imports."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert rooms() - {"examples"} <= set(linter["root_packages"])


def test_the_sdk_works_where_only_its_own_needs_are_installed(tmp_path: Path) -> None:
    """No part of the bot, and neither Pillow nor any of the bot's libraries, is needed for it."""
    done = subprocess.run(
        [sys.executable, "-c", ALONE.format(allowed=SDK_NEEDS)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith(("CN", "cn"))


def test_the_bots_process_holds_no_decoder_of_films_or_heif_and_no_alembic() -> None:
    """Those run apart (foreign bytes) or hardly ever; each costs a start's time, and memory."""
    program = (
        "import sys, assembly.running;"
        "print(*sorted({'av', 'pillow_heif', 'alembic', 'playground'} & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout == "\n"
