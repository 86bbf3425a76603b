"""A job as a document of its own: everything that its person asked for and got. Pure.

No names that work at Telegram or at the service's storage, and nothing of the account.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bot.domain.ids import JobId
from bot.domain.jobs import Artifact, Job
from bot.domain.requests import GenerationRequest, ImageRequest, InputPicture
from bot.job_details import render_line

FORMAT: Final = 1
"""Rises when a field changes its meaning; more fields may come at any time."""

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


def export_job(job: Job, children: Sequence[JobId]) -> bytes:
    """JSON in UTF-8. `command` asks for the same again when it is sent to the bot."""
    document: dict[str, Value] = {
        "format": FORMAT,
        "id": job.id,
        "kind": job.request.kind.value,
        "state": job.state.value,
        "made_at": _moment(job.created_at),
        "finished_at": _moment(job.finished_at),
        "command": render_line(job),
        "request": _request(job.request),
        "submit_id": job.submit_id,
        "price": job.receipt.price,
        "cost": job.cost,
        "lineage": _lineage(job, children),
        "results": [_result(artifact) for artifact in job.artifacts],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _request(request: GenerationRequest) -> dict[str, Value]:
    asked: dict[str, Value] = {
        "prompt": request.prompt,
        "model": request.model,
        "ratio": request.ratio,
        "resolution": request.resolution or None,
        "seed": request.seed,
        "inputs": [_input(picture) for picture in request.inputs],
    }
    if isinstance(request, ImageRequest):
        asked |= {"negative": request.negative or None, "strength": request.strength}
    else:
        asked["seconds"] = request.seconds
    return asked


def _input(picture: InputPicture) -> Value:
    return {
        "name": picture.name,
        "width": picture.width,
        "height": picture.height,
        "result_of": picture.result_of,
        "result_number": picture.result_number,
    }


def _lineage(job: Job, children: Sequence[JobId]) -> dict[str, Value]:
    line = job.lineage
    return {
        "parent": line.parent if line is not None else None,
        "relation": line.relation.value if line is not None else None,
        "picture": line.picture if line is not None else None,
        "children": list(children),
    }


def _result(artifact: Artifact) -> Value:
    return {
        "number": artifact.index,
        "format": artifact.format,
        "bytes": artifact.size,
        "sha256": artifact.sha256,
        "width": artifact.width,
        "height": artifact.height,
        "seconds": artifact.seconds,
    }


def _moment(when: float | None) -> str | None:
    if when is None:
        return None
    return datetime.fromtimestamp(when, UTC).isoformat(timespec="seconds")
