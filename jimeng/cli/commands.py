"""What each command does: arguments into calls, values into text."""

from __future__ import annotations

import argparse
import getpass
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import httpx
from msgspec import Struct

from jimeng.cli import folder
from jimeng.cli.failures import failure
from jimeng.cli.jobs import Jobs
from jimeng.cli.listing import listing
from jimeng.cli.progress import Progress, describe
from jimeng.sdk.jimeng_client import JimengClient
from jimeng.sdk.lib.exceptions.api_exception import APIException, InvalidRequestError
from jimeng.sdk.protocol.model_lists import built_in
from jimeng.sdk.protocol.regions import Region
from jimeng.sdk.types import Task, TaskKind

Options: TypeAlias = dict[str, object]


class Output(Struct, frozen=True):
    """What `--json` prints, what is printed otherwise, and what went wrong on the way."""

    value: object
    text: str
    errors: tuple[APIException, ...] = ()


class Commands:
    """The commands over one client; the token is read when the first request is due."""

    def __init__(
        self, args: argparse.Namespace, progress: Progress, http_client: httpx.Client | None
    ) -> None:
        self._args = args
        self._progress = progress
        self._http_client = http_client
        self._jobs: Jobs | None = None

    @property
    def how_to_resume(self) -> str | None:
        """The command that takes jobs up again that were left in the middle, if any were."""
        if self._jobs is None or not self._jobs.unfinished:
            return None
        out: Path = self._args.out
        where = "" if out == Path() else f" --out {out}"
        return f"python -m jimeng resume {' '.join(self._jobs.unfinished)}{where}"

    def run(self) -> Output:
        """Run the command that was given."""
        if self._args.command == "models" and not self._args.live:
            known = built_in(Region(self._args.region) if self._args.region else None)
            return Output({"models": known}, listing(known))
        with self._open() as client:
            self._jobs = Jobs(client, getattr(self._args, "out", Path()), self._progress)
            command: Callable[[JimengClient, Jobs], Output] = getattr(
                self, f"_{self._args.command}"
            )
            return command(client, self._jobs)

    def _open(self) -> JimengClient:
        return JimengClient(
            os.environ.get("JIMENG_TOKEN") or _asked(),
            base_url=os.environ.get("JIMENG_API_URL") or None,
            proxy=os.environ.get("JIMENG_PROXY") or None,
            wait_timeout=getattr(self._args, "timeout", None),
            http_client=self._http_client,
            sleep=self._progress.sleep,
        )

    def _image(self, client: JimengClient, jobs: Jobs) -> Output:
        args = self._args
        options = _given({**self._picture_options(), "seed": args.seed})
        return self._make(
            jobs,
            TaskKind.TEXT_TO_IMAGE,
            lambda submit_id: client.submit_image(
                args.prompt, args.model, options, submit_id=submit_id
            ),
        )

    def _edit(self, client: JimengClient, jobs: Jobs) -> Output:
        args = self._args
        options = _given(self._picture_options())
        return self._make(
            jobs,
            TaskKind.COMPOSITION,
            lambda submit_id: client.submit_composition(
                args.prompt, args.pictures, args.model, options, submit_id=submit_id
            ),
        )

    def _video(self, client: JimengClient, jobs: Jobs) -> Output:
        args = self._args
        options = _given(
            {
                "ratio": args.ratio,
                "resolution": args.resolution,
                "duration_ms": None if args.seconds is None else args.seconds * 1_000,
                "filePaths": args.frames or None,
                "seed": args.seed,
            }
        )
        return self._make(
            jobs,
            TaskKind.VIDEO,
            lambda submit_id: client.submit_video(
                args.prompt, args.model, options, submit_id=submit_id
            ),
        )

    def _picture_options(self) -> Options:
        args = self._args
        return {
            "ratio": args.ratio,
            "resolution": args.resolution,
            "sampleStrength": args.strength,
            "negativePrompt": args.no,
            "intelligentRatio": args.smart or None,
        }

    def _make(self, jobs: Jobs, kind: TaskKind, submit: Callable[[str], Task]) -> Output:
        outcome = jobs.make(kind, self._args.model, self._args.prompt, submit)
        return Output(outcome, outcome.text())

    def _credit(self, client: JimengClient, jobs: Jobs) -> Output:
        credit = client.get_credit()
        return Output(credit, "\n".join(f"{name}: {credit[name]}" for name in credit))

    def _claim(self, client: JimengClient, jobs: Jobs) -> Output:
        claim = client.receive_credit()
        return Output(claim, f"received: {claim.get('receive_quota', 0)}")

    def _models(self, client: JimengClient, jobs: Jobs) -> Output:
        live = client.models(live=True)
        return Output({"models": live}, listing(live))

    def _status(self, client: JimengClient, jobs: Jobs) -> Output:
        status = jobs.look(self._args.submit_id)
        value = {
            "submit_id": status.task.submit_id,
            "state": status.state,
            "raw_status": status.raw_status,
            "finished": status.finished_count,
            "total": status.total_count,
            "queue": status.queue,
            "urls": [result.url for result in status.results],
            "error": str(status.error) if status.error else None,
        }
        text = "\n".join([describe(status), *(result.url for result in status.results)])
        return Output(value, text)

    def _resume(self, client: JimengClient, jobs: Jobs) -> Output:
        ids = self._args.submit_ids or folder.left(self._args.out)
        outcomes, errors = jobs.resume_all(ids)
        text = "\n".join(outcome.text() for outcome in outcomes)
        return Output(
            {"jobs": outcomes, "errors": [failure(error) for error in errors]},
            text if ids else "nothing was left here",
            errors,
        )


def _asked() -> str:
    try:
        return getpass.getpass("Token: ")
    except EOFError as error:
        raise InvalidRequestError("no token: set JIMENG_TOKEN, or type it at the prompt") from error


def _given(options: Options) -> Options:
    return {name: value for name, value in options.items() if value is not None}
