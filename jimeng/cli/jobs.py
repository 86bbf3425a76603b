"""Jobs from the command line: noted before they are sent, followed, saved, and resumable."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct, structs

from jimeng.cli import folder
from jimeng.cli.progress import Progress
from jimeng.sdk.jimeng_client import JimengClient
from jimeng.sdk.lib.exceptions.api_exception import (
    APIException,
    AuthenticationError,
    RiskControlError,
    SubmissionUnknownError,
)
from jimeng.sdk.protocol.policies import LOOKUP_DELAYS
from jimeng.sdk.types import Task, TaskKind, TaskStatus

Submit = Callable[[str], Task]


class Outcome(Struct, frozen=True):
    """A job that came to its end; what `--json` prints."""

    submit_id: str
    files: tuple[str, ...]
    sidecar: str
    urls: tuple[str, ...]
    seed: int | None
    adjusted: tuple[str, ...]
    differences: tuple[str, ...]

    def text(self) -> str:
        """The same for people: a line per file, and what came out different."""
        return "\n".join([*self.files, *(f"note: {text}" for text in self.differences)])


class Jobs:
    """What one run of the command line has under way; `unfinished` are the ids to resume."""

    def __init__(self, client: JimengClient, out: Path, progress: Progress) -> None:
        self._client = client
        self._out = out
        self._progress = progress
        self.unfinished: list[str] = []

    def make(self, kind: TaskKind, model: str, prompt: str, submit: Submit) -> Outcome:
        """Submit a job and see it through."""
        submit_id = str(uuid.uuid4())
        intent = Task(
            submit_id=submit_id,
            kind=kind,
            model=model,
            prompt=prompt,
            expected=1,
            submitted_at=time.time(),
        )
        folder.keep(self._out, intent)
        self.unfinished.append(submit_id)
        self._progress.begin("submitting")
        try:
            task = submit(submit_id)
        except SubmissionUnknownError:
            task = self._found(intent)
        except APIException:
            self._settled(submit_id)
            raise
        return self.finish(task)

    def resume_all(
        self, submit_ids: Sequence[str]
    ) -> tuple[tuple[Outcome, ...], tuple[APIException, ...]]:
        """Take up jobs again, one after the other: one that cannot be had keeps no other waiting.

        A dead session or risk control ends it, since every other job would meet the same.
        """
        self.unfinished = list(submit_ids)
        outcomes: list[Outcome] = []
        errors: list[APIException] = []
        for submit_id in submit_ids:
            try:
                outcomes.append(self._resume(submit_id))
            except APIException as error:
                errors.append(error)
                if isinstance(error, AuthenticationError | RiskControlError):
                    break
        return tuple(outcomes), tuple(errors)

    def _resume(self, submit_id: str) -> Outcome:
        """Take up a job again, from the note of it or from the service's record."""
        self._progress.begin("looking it up")
        noted = folder.kept(self._out, submit_id)
        if noted is not None and noted.history_id:
            return self.finish(noted)
        return self.finish(self._found(noted or self._unknown(submit_id)))

    def look(self, submit_id: str) -> TaskStatus:
        """One look at a job; raises SubmissionUnknownError if there is no record of it."""
        task = self._client.find(submit_id)
        if task is None:
            raise self._absent(submit_id)
        return self._client.status([task])[0]

    def finish(self, task: Task) -> Outcome:
        """Wait for a job, save its results, and drop the note of it."""
        folder.keep(self._out, task)
        latest: list[TaskStatus] = []

        def seen(status: TaskStatus) -> None:
            latest[:] = [status]
            self._progress.show(status)

        try:
            results = self._client.wait(task, on_progress=seen)
        except APIException as error:
            if latest and latest[-1].state.final:
                self._settled(task.submit_id)
            error.submit_id = error.submit_id or task.submit_id
            raise
        files = [
            self._save(result.url, folder.file_name(task, number, len(results)))
            for number, result in enumerate(results, 1)
        ]
        sidecar = folder.write_sidecar(self._out, latest[-1], files)
        self._settled(task.submit_id)
        return Outcome(
            submit_id=task.submit_id,
            files=tuple(map(str, files)),
            sidecar=str(sidecar),
            urls=tuple(result.url for result in results),
            seed=task.seed,
            adjusted=task.adjusted,
            differences=latest[-1].differences,
        )

    def _save(self, url: str, name: str) -> Path:
        """Save a result under an ending that its content tells."""
        part = self._out / f"{name}.part"
        saved = self._client.download(url, part)
        return part.replace(self._out / f"{name}.{saved.format or 'bin'}")

    def _found(self, intent: Task) -> Task:
        """The task behind an id whose answer was lost, looked up for about a minute."""
        for delay in (0.0, *LOOKUP_DELAYS):
            self._progress.sleep(delay)
            task = self._client.find(intent.submit_id)
            if task is not None:
                return structs.replace(task, prompt=intent.prompt)
        raise self._absent(intent.submit_id)

    def _settled(self, submit_id: str) -> None:
        folder.forget(self._out, submit_id)
        self.unfinished = [left for left in self.unfinished if left != submit_id]

    @staticmethod
    def _absent(submit_id: str) -> SubmissionUnknownError:
        return SubmissionUnknownError("the service has no record of this job", submit_id=submit_id)

    @staticmethod
    def _unknown(submit_id: str) -> Task:
        return Task(
            submit_id=submit_id,
            kind=TaskKind.TEXT_TO_IMAGE,
            model="",
            prompt="",
            expected=1,
            submitted_at=time.time(),
        )
