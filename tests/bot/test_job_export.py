"""The document of a job: all of it, equal when it is read again, and nothing that opens a door."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.domain.commands import parse_image, split_command
from bot.domain.ids import AccountId, JobId
from bot.domain.jobs import Artifact, JobState, RemoteResult
from bot.domain.lineage import Lineage, Relation
from bot.domain.receipts import Receipt
from bot.domain.requests import ImageRequest, InputPicture, MediaKind, VideoRequest
from bot.job_export import export_job
from tests.builders import START, make_job
from tests.catalogue import make_catalogue

REQUEST = ImageRequest(
    prompt="雨夜的霓虹街道 🦊 “quoted” \u05d7\u05ea\u05d5\u05dc",
    model="jimeng-4.0",
    ratio="16:9",
    resolution="2k",
    negative="模糊",
    seed=7,
    strength=0.7,
)
JOB = replace(
    make_job(1, state=JobState.SUCCEEDED, finished_at=START + 60.5),
    request=REQUEST,
    cost=4,
    receipt=Receipt(price=4),
    account_id=AccountId(9),
    account_identity="secret identity",
    remote='{"task": "secret task"}',
    results=(RemoteResult(url="https://secret.test/?sign=1"),),
    lineage=Lineage(parent=JobId("CAT22"), relation=Relation.SIMILAR, picture=2),
    artifacts=(
        Artifact(
            index=1, path="secret/1.webp", size=9, sha256="ab", format="webp", width=8, height=4
        ),
    ),
)


def test_all_of_a_job_is_told() -> None:
    document = json.loads(export_job(JOB, [JobId("DAG22")]))
    assert document == {
        "format": 1,
        "id": JOB.id,
        "kind": "image",
        "state": "succeeded",
        "made_at": "2025-11-22T08:26:41+00:00",
        "finished_at": "2025-11-22T08:27:40+00:00",
        "command": document["command"],
        "request": {
            "prompt": REQUEST.prompt,
            "model": "jimeng-4.0",
            "ratio": "16:9",
            "resolution": "2k",
            "seed": 7,
            "inputs": [],
            "negative": "模糊",
            "strength": 0.7,
        },
        "submit_id": JOB.submit_id,
        "price": 4,
        "cost": 4,
        "lineage": {
            "parent": "CAT22",
            "relation": "similar",
            "picture": 2,
            "children": ["DAG22"],
        },
        "results": [
            {
                "number": 1,
                "format": "webp",
                "bytes": 9,
                "sha256": "ab",
                "width": 8,
                "height": 4,
                "seconds": None,
            }
        ],
    }


def test_nothing_in_it_opens_a_door() -> None:
    picture = InputPicture(source="AgACAgsecret", name="cat.png", width=3, height=4)
    film = VideoRequest(prompt="run", model="jimeng-video-3.0", inputs=(picture,))
    for job in (JOB, replace(JOB, request=film)):
        assert b"secret" not in export_job(job, ())
    inputs = json.loads(export_job(replace(JOB, request=film), ()))["request"]["inputs"]
    assert inputs == [
        {"name": "cat.png", "width": 3, "height": 4, "result_of": None, "result_number": None}
    ]


def test_the_command_asks_for_the_same_again() -> None:
    command, words = split_command(json.loads(export_job(JOB, ()))["command"])
    assert command == MediaKind.IMAGE
    read = parse_image(words, make_catalogue())
    assert replace(read.request, send_files=False) == REQUEST
