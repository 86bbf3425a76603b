"""The folder of results: names, sidecars, and notes of jobs that are not finished yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.types import Task, TaskStatus

_WORDS = re.compile(r"[^\w]+")
_LONGEST_NAME = 40
_PENDING = ".jimeng-task.json"


def stem(task: Task) -> str:
    """A name that tells what it is and is nobody else's: words of the prompt, then the id."""
    words = _WORDS.sub("-", task.prompt).strip("-")[:_LONGEST_NAME].strip("-")
    return f"{words or 'jimeng'}-{task.submit_id[:8]}"


def file_name(task: Task, number: int, of: int) -> str:
    """The name of a result without its ending."""
    return stem(task) if of == 1 else f"{stem(task)}-{number}"


def write_sidecar(folder: Path, status: TaskStatus, files: Sequence[Path]) -> Path:
    """How the files came to be, beside them."""
    task = status.task
    path = folder / f"{stem(task)}.json"
    note = {
        "prompt": task.prompt,
        "model": task.model,
        "seed": task.seed,
        "submit_id": task.submit_id,
        "history_id": task.history_id,
        "submitted_at": task.submitted_at,
        "files": [file.name for file in files],
        "adjusted": task.adjusted,
        "differences": status.differences,
    }
    path.write_bytes(msgspec.json.format(msgspec.json.encode(note), indent=2) + b"\n")
    return path


def keep(folder: Path, task: Task) -> None:
    """Note a job before it is sent, so that it can be resumed whatever happens."""
    folder.mkdir(parents=True, exist_ok=True)
    path = _pending(folder, task.submit_id)
    part = path.with_name(f"{path.name}.part")
    part.write_text(task.to_json(), encoding="utf-8")
    part.replace(path)


def forget(folder: Path, submit_id: str) -> None:
    """Drop the note of a job that came to its end."""
    _pending(folder, submit_id).unlink(missing_ok=True)


def kept(folder: Path, submit_id: str) -> Task | None:
    """The note of a job, if there is one that can be read."""
    path = _pending(folder, submit_id)
    return _noted(path) if path.is_file() else None


def left(folder: Path) -> list[str]:
    """The submit ids of the jobs that were left in a folder, oldest first.

    They stand in the names: a note that cannot be read still tells what to look up.
    """
    notes = {path: _noted(path) for path in folder.glob(f"*{_PENDING}")}
    oldest_first = sorted(notes, key=lambda path: _age(path, notes[path]))
    return [path.name.removesuffix(_PENDING) for path in oldest_first]


def _noted(path: Path) -> Task | None:
    try:
        return Task.from_json(path.read_bytes())
    except InvalidRequestError:
        return None


def _age(path: Path, task: Task | None) -> float:
    return task.submitted_at if task else path.stat().st_mtime


def _pending(folder: Path, submit_id: str) -> Path:
    return folder / f"{Path(submit_id).name}{_PENDING}"
