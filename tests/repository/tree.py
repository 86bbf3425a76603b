"""The files of the repository as git knows them, or as they lie there where there is no git."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_MADE = {".venv", ".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 else _lying_about()
    return tuple(path for path in (ROOT / name for name in names if name) if path.is_file())


def _lying_about() -> list[str]:
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
    return [str(path) for path in found if not _MADE & set(path.parts)]


def name_of(path: Path) -> str:
    """A path as people write it."""
    return path.relative_to(ROOT).as_posix()


def texts() -> Iterator[tuple[str, str]]:
    """Name and content of every file that is text."""
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data:
            yield name_of(path), data.decode("utf-8")


def rooms() -> set[str]:
    """Our packages at the top of the tree."""
    return {path.parent.name for path in ROOT.glob("*/__init__.py") if path in files()}


def imports_of(path: Path) -> set[str]:
    """The top-level names that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def rooms_needed_by(start: Path) -> set[str]:
    """Our packages that a program reaches, directly or through others."""
    needed: set[str] = set()
    waiting = imports_of(start) & rooms()
    while waiting:
        room = waiting.pop()
        needed.add(room)
        for path in (ROOT / room).rglob("*.py"):
            waiting |= imports_of(path) & rooms() - needed
    return needed
