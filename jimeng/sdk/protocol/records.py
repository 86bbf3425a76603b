"""The history record and what it says about a task (protocol notes, sections 10.3 to 10.6)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs

from msgspec import Struct, structs

from jimeng.sdk.lib.exceptions.api_exception import APIException
from jimeng.sdk.protocol.decoding import Code, code_text
from jimeng.sdk.protocol.policies import is_settled, next_delay, next_sighting
from jimeng.sdk.protocol.refusals import Refusal, refused
from jimeng.sdk.types import (
    ImageResult,
    QueueInfo,
    Result,
    Task,
    TaskKind,
    TaskState,
    TaskStatus,
    VideoResult,
)

_PRE_CHECK = 10
_FAILED = 30
_POST_CHECK = 40
_SUCCESS = 50
_DELETED = 100

_SAME_LENGTH = 0.5


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


def followed(task: Task, record: Record) -> Task:
    """A task as its acceptance leaves it: with the service's id and when to look first."""
    queue = _queue(record)
    return structs.replace(
        task,
        history_id=history_id(record),
        first_poll_seconds=_delay(task, record, queue, task.submitted_at),
    )


def judge(task: Task, record: Record | None, now: float) -> TaskStatus:
    """What a look at a task shows; `now` is Unix seconds. None means that there is no record."""
    if record is None:
        delay = next_delay(task.kind, now - task.submitted_at)
        return TaskStatus(task=task, state=TaskState.MISSING, next_poll_seconds=delay)
    results = read_results(task.kind, record.item_list or ())
    raw = _raw_status(record)
    sighting = next_sighting(task.sighting, raw, len(results), now)
    task = structs.replace(
        task, history_id=history_id(record) or task.history_id, sighting=sighting
    )
    total = record.total_image_count or 0
    queue = _queue(record)
    state = _state(raw, len(results), queue)
    if not state.final and is_settled(sighting, total, now):
        state = TaskState.SUCCEEDED
    return TaskStatus(
        task=task,
        state=state,
        raw_status=raw,
        queue=queue,
        finished_count=max(record.finished_image_count or 0, len(results)),
        total_count=total or task.expected,
        results=results,
        error=_error(state, raw, task, record, results),
        next_poll_seconds=_delay(task, record, queue, now),
        differences=_differences(task, results) if state is TaskState.SUCCEEDED else (),
    )


def _raw_status(record: Record) -> int:
    if record.status is not None:
        return record.status
    inner = record.task.status if record.task else None
    return inner if inner is not None else -1


def _state(raw: int, items: int, queue: QueueInfo | None) -> TaskState:
    if raw in (_PRE_CHECK, _SUCCESS):
        # For 10 the sources contradict each other; with items it is a success in any reading.
        return TaskState.SUCCEEDED if items else TaskState.FAILED
    if raw in (_FAILED, _POST_CHECK):
        return TaskState.FAILED
    if raw == _DELETED:
        return TaskState.DELETED
    return TaskState.QUEUED if queue and queue.position > 0 else TaskState.RUNNING


def _queue(record: Record) -> QueueInfo | None:
    queue = record.queue_info
    if queue is None:
        return None
    return QueueInfo(
        position=queue.queue_idx or 0,
        length=queue.queue_length or 0,
        forecast_seconds=record.forecast_queue_cost,
    )


def _delay(task: Task, record: Record, queue: QueueInfo | None, now: float) -> float:
    config = record.queue_info.polling_config if record.queue_info else None
    return next_delay(
        task.kind,
        now - task.submitted_at,
        queue_position=queue.position if queue else 0,
        advertised=config.interval_seconds if config else None,
    )


def _error(
    state: TaskState, raw: int, task: Task, record: Record, results: Sequence[Result]
) -> APIException | None:
    """The error of a task that ended without success; what it cost is not known by then."""
    if state is TaskState.DELETED:
        return APIException(
            "the record was deleted", submit_id=task.submit_id, history_id=task.history_id
        )
    if state is not TaskState.FAILED:
        return None
    why = structs.replace(refusal(record), submit_id=task.submit_id, history_id=task.history_id)
    if raw in (_PRE_CHECK, _POST_CHECK) and not (why.code or why.key or why.message):
        # Refused by a check, says the status alone.
        why = structs.replace(why, key="violate")
    error = refused(why, "generation", charged="unknown")
    error.partial_urls = tuple(result.url for result in results)
    return error


def rejected(record: Record, log_id: str | None) -> APIException:
    """The error of a submission that was answered without a record id."""
    return refused(refusal(record, log_id), "generation", charged="unknown")


def _differences(task: Task, results: Sequence[Result]) -> tuple[str, ...]:
    said = []
    if task.kind is not TaskKind.SEVERAL_IMAGES and len(results) < task.expected:
        said.append(f"asked for {task.expected} results, got {len(results)}")
    asked = (task.width, task.height)
    got = sorted({(r.width, r.height) for r in results if r.width and r.height} - {asked})
    if None not in asked and got:
        sizes = ", ".join(f"{width}×{height}" for width, height in got)
        said.append(f"asked for {task.width}×{task.height}, got {sizes}")
    return (*said, *_length_differences(task, results))


def _length_differences(task: Task, results: Sequence[Result]) -> tuple[str, ...]:
    lengths = [one.seconds for one in results if isinstance(one, VideoResult) and one.seconds]
    if task.seconds is None:
        return ()
    # Encoders round to whole frames; half a second is no difference.
    odd = [length for length in lengths if abs(length - task.seconds) > _SAME_LENGTH]
    return tuple(f"asked for {task.seconds:g} s, got {length:g} s" for length in odd)


def read_results(kind: TaskKind, items: Sequence[Item]) -> tuple[Result, ...]:
    """The results of a record, in its order; items without an address are not there yet."""
    read = read_video if kind is TaskKind.VIDEO else read_image
    return tuple(result for result in map(read, items) if result is not None)


def read_image(item: Item) -> ImageResult | None:
    """The original of a picture. A preview is never passed off as one."""
    large = item.image.large_images if item.image else None
    if item.image is None or not large or not large[0].image_url:
        return None
    first = large[0]
    return ImageResult(
        url=first.image_url or "",
        width=_pixels(first.width),
        height=_pixels(first.height),
        format=first.format or item.image.format,
        expires_at=expiry(first.image_url or ""),
    )


def read_video(item: Item) -> VideoResult | None:
    """The best encoding of a video that an item names."""
    video = item.video or Video()
    attr = item.common_attr or CommonAttr()
    file = _best(video.transcoded_video) or _best(attr.transcoded_video)
    if file is None:
        url = video.play_url or video.download_url or video.url
        file = VideoFile(url) if url else None
    if file is None or not file.video_url:
        return None
    return VideoResult(
        url=file.video_url,
        width=_pixels(file.width),
        height=_pixels(file.height),
        format=file.format,
        expires_at=expiry(file.video_url),
        seconds=video.duration_ms / 1000 if video.duration_ms else None,
        cover_url=video.cover_url or attr.cover_url,
        item_id=_first_id(item.item_id, item.id, item.local_item_id, attr.id),
    )


def _best(files: dict[str, VideoFile] | None) -> VideoFile | None:
    usable = {name: file for name, file in (files or {}).items() if file.video_url}
    if not usable:
        return None
    return usable.get("origin") or max(usable.values(), key=lambda file: file.width or 0)


def _first_id(*values: str | int | None) -> str | None:
    return next((str(value) for value in values if value not in (None, "", 0)), None)


def _pixels(value: float | None) -> int | None:
    return int(value) if value else None


def expiry(url: str) -> float | None:
    """When a signed address dies, Unix seconds, as its query says."""
    # Not taken apart as an address: that raises on broken ones, and only the query counts.
    text = parse_qs(url.partition("#")[0].partition("?")[2]).get("x-expires", [""])[0]
    return float(text) if text.isascii() and text.isdecimal() else None


KINDS: dict[int, TaskKind] = {
    1: TaskKind.TEXT_TO_IMAGE,
    12: TaskKind.COMPOSITION,
    10: TaskKind.VIDEO,
}
"""generate_type of a record."""
