"""A program that may be killed at any moment: run it again, and nothing is paid for twice.

    JIMENG_TOKEN=… python examples/resume.py out/ "雪后的古镇" "雨夜的街道"
    JIMENG_TOKEN=… python examples/resume.py out/          # take up what was left

The id of a submission is on the disk before the submission leaves. So whatever happens, the job can
be found again by it, and is never sent a second time.
"""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path

from jimeng import APIException, JimengClient, Task, TaskStatus


def submit(client: JimengClient, folder: Path, prompt: str) -> None:
    """Submit a prompt under an id that is noted first."""
    submit_id = str(uuid.uuid4())
    note = folder / f"{submit_id}.task"
    write(note, "")
    try:
        task = client.submit_image(prompt, submit_id=submit_id)
    except APIException as error:
        print(f"{prompt}: {error}")
        # What cost nothing was never accepted. Of anything else the note stays.
        if error.charged == "no":
            note.unlink()
    else:
        write(note, task.to_json())


def finish(client: JimengClient, note: Path) -> bool:
    """Take up a noted job and save its pictures; whether it is settled."""
    latest: list[TaskStatus] = []
    try:
        text = note.read_text(encoding="utf-8")
        task = Task.from_json(text) if text else client.find(note.stem)
        if task is None:
            print(f"{note.stem}: no record of it; if that stays so, it was never accepted")
            return False
        write(note, task.to_json())
        for number, result in enumerate(client.wait(task, on_progress=latest.append), start=1):
            saved = client.download(result, note.with_name(f"{note.stem}-{number}.part"))
            print(saved.path.replace(saved.path.with_suffix(f".{saved.format or 'bin'}")))
    except APIException as error:
        print(f"{note.stem}: {error}")
        # Only a job that ended without pictures is settled; a dead login or network is not.
        if not (latest and latest[-1].error):
            return False
    note.unlink()
    return True


def write(note: Path, text: str) -> None:
    """Replace a note so that it is whole at any moment, also after a power cut."""
    part = note.with_suffix(".note")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(note)


def main(folder: Path, prompts: Sequence[str]) -> int:
    """Submit what is new, then see everything through; 1 while something is unsettled."""
    folder.mkdir(parents=True, exist_ok=True)
    with JimengClient(
        os.environ["JIMENG_TOKEN"], base_url=os.environ.get("JIMENG_API_URL")
    ) as client:
        for prompt in prompts:
            submit(client, folder, prompt)
        settled = [finish(client, note) for note in sorted(folder.glob("*.task"))]
    return int(not all(settled))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"), sys.argv[2:]))
