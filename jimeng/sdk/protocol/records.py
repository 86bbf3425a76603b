"""The history record as the service sends it, as far as it is read (protocol notes, 10.3)."""

from __future__ import annotations

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import APIException
from jimeng.sdk.protocol.decoding import Code, code_text
from jimeng.sdk.protocol.refusals import Refusal, refused
from jimeng.sdk.types import TaskKind

KINDS: dict[int, TaskKind] = {
    1: TaskKind.TEXT_TO_IMAGE,
    12: TaskKind.COMPOSITION,
    10: TaskKind.VIDEO,
}
"""generate_type of a record."""


class CommonAttr(Struct):
    """The part of an item that pictures and videos share; its own `status` says nothing here."""

    id: str | int | None = None
    cover_url: str | None = None
    transcoded_video: dict[str, VideoFile] | None = None


class LargeImage(Struct):
    """One size of a picture."""

    image_url: str | None = None
    width: int | float | None = None
    height: int | float | None = None
    format: str | None = None


class Image(Struct):
    """The picture part of an item."""

    large_images: list[LargeImage] | None = None
    format: str | None = None


class VideoFile(Struct):
    """One encoding of a video."""

    video_url: str | None = None
    width: int | float | None = None
    height: int | float | None = None
    format: str | None = None


class Video(Struct):
    """The video part of an item."""

    transcoded_video: dict[str, VideoFile] | None = None
    play_url: str | None = None
    download_url: str | None = None
    url: str | None = None
    duration_ms: int | float | None = None
    cover_url: str | None = None


class Item(Struct):
    """One result."""

    common_attr: CommonAttr | None = None
    image: Image | None = None
    video: Video | None = None
    item_id: str | int | None = None
    id: str | int | None = None
    local_item_id: str | int | None = None


class PollingConfig(Struct):
    """What the service advises about polling."""

    interval_seconds: float | None = None


class Queue(Struct):
    """The service's queue as a record shows it."""

    queue_idx: int | None = None
    queue_length: int | None = None
    polling_config: PollingConfig | None = None


class ModelInfo(Struct):
    """The model as the record names it."""

    model_req_key: str | None = None


class Record(Struct):
    """One history record, as far as we read it."""

    history_record_id: str | int | None = None
    submit_id: str | None = None
    status: int | None = None
    generate_type: int | None = None
    item_list: list[Item] | None = None
    fail_code: Code = None
    fail_starling_key: str | None = None
    fail_starling_message: str | None = None
    total_image_count: int | None = None
    finished_image_count: int | None = None
    queue_info: Queue | None = None
    forecast_queue_cost: float | None = None
    created_time: float | None = None
    model_info: ModelInfo | None = None
    task: TaskPart | None = None


class TaskPart(Struct):
    """The inner task of a record; consulted only where the record itself is silent."""

    submit_id: str | None = None
    status: int | None = None
    history_id: str | int | None = None


def history_id(record: Record) -> str | None:
    """The id for later look-ups by history id."""
    value = record.history_record_id
    if value in (None, "", 0) and record.task is not None:
        value = record.task.history_id
    return str(value) if value not in (None, "", 0) else None


def submit_id(record: Record) -> str | None:
    """Our own id, as the record repeats it."""
    return record.submit_id or (record.task.submit_id if record.task else None)


def refusal(record: Record, log_id: str | None = None) -> Refusal:
    """What a record says about why it failed."""
    return Refusal(
        code=code_text(record.fail_code),
        message=record.fail_starling_message or "",
        key=record.fail_starling_key or "",
        log_id=log_id,
        submit_id=submit_id(record),
        history_id=history_id(record),
    )


def rejected(record: Record, log_id: str | None) -> APIException:
    """The error of a submission that was answered without a record id."""
    return refused(refusal(record, log_id), "generation", charged="unknown")
