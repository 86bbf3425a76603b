"""Whatever the service answers, reading it gives a value or an APIException and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters.jimeng_failures import after_question, after_submission
from bot.adapters.jimeng_reading import read_status
from jimeng import APIException, Task, TaskKind, parse_token
from jimeng.sdk.protocol.decoding import read_envelope, read_passport, read_upload
from jimeng.sdk.protocol.endpoints.account import (
    read_account_info,
    read_credit_history,
    read_credit_receive,
    read_user_credit,
)
from jimeng.sdk.protocol.endpoints.clip_upload import read_apply_clip, read_commit_clip
from jimeng.sdk.protocol.endpoints.configuration import read_config
from jimeng.sdk.protocol.endpoints.generation import read_generate
from jimeng.sdk.protocol.endpoints.history import read_history, read_local_items
from jimeng.sdk.protocol.endpoints.image_upload import (
    read_apply_image,
    read_check,
    read_commit_image,
)
from jimeng.sdk.protocol.endpoints.uploading import read_upload_token
from jimeng.sdk.protocol.judging import followed, judge
from jimeng.sdk.protocol.messages import HTTPResponse
from jimeng.sdk.protocol.records import Record, rejected
from jimeng.sdk.protocol.session import identify
from tests.hostile.json_damage import JSON, ODD_VALUES, damaged
from tests.wire.vectors import load

IDENTITY = identify(parse_token("0123456789abcdef0123456789abcdef"))
NOW = 1_768_097_895.0

READERS: dict[str, Callable[[HTTPResponse], object]] = {
    "envelope": read_envelope,
    "commerce envelope": lambda response: read_envelope(response, "commerce"),
    "passport": read_passport,
    "upload": read_upload,
    "user credit": read_user_credit,
    "credit receive": read_credit_receive,
    "account info": read_account_info,
    "credit history": read_credit_history,
    "apply clip": read_apply_clip,
    "commit clip": read_commit_clip,
    "image models": lambda response: read_config(response, IDENTITY, video=False),
    "video models": lambda response: read_config(response, IDENTITY, video=True),
    "generate": read_generate,
    "history": read_history,
    "local items": read_local_items,
    "apply image": read_apply_image,
    "commit image": read_commit_image,
    "check": read_check,
    "upload token": lambda response: read_upload_token(response, IDENTITY, 1),
    "clip upload token": lambda response: read_upload_token(response, IDENTITY, 2),
}

ANSWERS: list[object] = [
    one["json"] for one in load("responses")["responses"].values() if one["json"] is not None
]
HEADERS = st.dictionaries(st.sampled_from(["retry-after", "x-tt-logid"]), st.text(max_size=8))


def tried(reader: Callable[[HTTPResponse], object], response: HTTPResponse) -> object:
    """What the reader gives; None where it refuses. The bot has words for every refusal."""
    try:
        return reader(response)
    except APIException as error:
        after_question(error)
        after_submission(error)
        str(error)
        return None


@pytest.mark.parametrize("name", READERS)
@given(
    body=damaged(ANSWERS).map(json.dumps) | JSON.map(json.dumps) | st.text(max_size=40),
    status=st.sampled_from([200, 200, 200, 401, 403, 429, 500, 503, 302]),
    headers=HEADERS,
)
def test_damaged_answers_are_read_or_refused(
    name: str, body: str, status: int, headers: dict[str, str]
) -> None:
    tried(READERS[name], HTTPResponse(status, headers, body.encode("utf-8", "surrogatepass")))


BROKEN = [
    b"",
    b"\xff\xfe\x00",
    b'{"ret":"0","data":"\xff"}',
    b'{"ret":"0","data":{"\xed\xa0\x80":1}}',
    b'{"ret":"0","data":' + b"[" * 100_000,
    b'{"ret":"0","data":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"ret":"0","data":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001,
    b"[" * 100_000,
    b'{"ret":' + b"9" * 5_000 + b"}",
    b'{"ret":1e999}',
    b'{"ret":"0","ret":"1015"}',
    b"<html>" + b"x" * 100_000,
]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("body", BROKEN, ids=lambda body: body[:30].decode("latin-1"))
def test_broken_bodies_are_refused(name: str, body: bytes) -> None:
    for status in (200, 500):
        tried(READERS[name], HTTPResponse(status, {}, body))


RECORD: dict[str, object] = {
    "history_record_id": "461168601842738",
    "submit_id": "s",
    "status": 50,
    "generate_type": 1,
    "fail_code": "2038",
    "fail_starling_message": "no",
    "total_image_count": 4,
    "finished_image_count": 1,
    "queue_info": {"queue_idx": 3, "queue_length": 9, "polling_config": {"interval_seconds": 5}},
    "forecast_queue_cost": 30.5,
    "created_time": 1768097895.5,
    "task": {"submit_id": "s", "status": 50, "history_id": "9"},
    "item_list": [
        {
            "common_attr": {
                "id": "7",
                "cover_url": "https://p.example.com/c?x-expires=1800000000",
                "transcoded_video": {"origin": {"video_url": "https://p.example.com/o"}},
            },
            "image": {
                "format": "png",
                "large_images": [
                    {"image_url": "https://p.example.com/1?x-expires=1", "width": 8, "height": 8}
                ],
            },
            "video": {
                "duration_ms": 5000,
                "cover_url": "https://p.example.com/c",
                "transcoded_video": {
                    "720p": {"video_url": "https://p.example.com/v", "width": 1280, "height": 720}
                },
            },
            "item_id": 5,
        }
    ],
}


PICTURE = TaskKind.TEXT_TO_IMAGE


def task(kind: TaskKind) -> Task:
    return Task(
        submit_id="s", kind=kind, model="m", prompt="p", expected=4, seconds=5.0, submitted_at=NOW
    )


@given(damaged([RECORD]) | JSON, st.sampled_from(list(TaskKind)), st.sampled_from([0.0, 9e9]))
@example({"item_list": [{"image": {"large_images": [{"image_url": "http://["}]}}]}, PICTURE, 0.0)
@example({**RECORD, "item_list": [{"video": {"url": "http://["}}]}, TaskKind.VIDEO, 0.0)
def test_a_damaged_record_is_judged_or_does_not_fit(
    value: object, kind: TaskKind, later: float
) -> None:
    with suppress(msgspec.ValidationError):  # what does not fit is refused by the decoder
        record = msgspec.convert(json.loads(json.dumps(value)), Record)
        status = judge(task(kind), record, NOW + later)
        seen = read_status(status, status.results)
        assert Task.from_json(status.task.to_json()) == status.task
        assert 0 <= status.next_poll_seconds < 86_400
        assert type(seen).__name__ in {"StillRunning", "Finished", "Refused"}
        followed(task(kind), record)
        assert isinstance(rejected(record, None), APIException)


@pytest.mark.parametrize("text", [*map(json.dumps, ODD_VALUES), "", "{", '{"submit_id":1}'])
def test_a_stored_task_is_read_or_refused(text: str) -> None:
    with pytest.raises(APIException):
        Task.from_json(text)
