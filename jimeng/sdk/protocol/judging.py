"""What a record says about a task: where it stands, and what it came to (protocol notes, 10.4)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from jimeng.sdk.lib.exceptions.api_exception import APIException
from jimeng.sdk.protocol.policies import is_settled, next_delay, next_sighting
from jimeng.sdk.protocol.records import Record, history_id, refusal
from jimeng.sdk.protocol.refusals import refused
from jimeng.sdk.protocol.results import read_results
from jimeng.sdk.types import (
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
