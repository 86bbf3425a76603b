"""Following tasks: one look at many, finding by submit id, waiting to the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import structs

from jimeng.sdk.lib.exceptions.api_exception import (
    APIException,
    GenerationTimeoutError,
    InvalidRequestError,
    SubmissionUnknownError,
)
from jimeng.sdk.protocol import catalog
from jimeng.sdk.protocol.checks import (
    checked_callback,
    checked_results,
    checked_submit_id,
    checked_task,
    checked_tasks,
)
from jimeng.sdk.protocol.endpoints.history import (
    build_history,
    build_local_items,
    read_history,
    read_local_items,
)
from jimeng.sdk.protocol.flows.exchange import Build, Read, ask, once
from jimeng.sdk.protocol.flows.submission import find_record
from jimeng.sdk.protocol.judging import judge
from jimeng.sdk.protocol.messages import Flow, report, wait
from jimeng.sdk.protocol.policies import MISSING_GRACE, next_delay, trouble_delay, wait_limit
from jimeng.sdk.protocol.records import KINDS, Record, history_id
from jimeng.sdk.protocol.session import Session
from jimeng.sdk.protocol.video_catalog import video_name
from jimeng.sdk.types import Result, Task, TaskKind, TaskState, TaskStatus, VideoResult

OnProgress = Callable[[TaskStatus], object] | None
Asking = Callable[
    [Session, Build, Read[Mapping[str, Record | None]]], Flow[Mapping[str, Record | None]]
]

IDS_PER_REQUEST = 20
"""The largest list that is surely safe is unknown; peers send more (protocol notes, 14)."""


def status(session: Session, tasks: Sequence[Task]) -> Flow[list[TaskStatus]]:
    """One look at many tasks, in their order, by submit id: one request per twenty."""
    given = checked_tasks(tasks)
    statuses: list[TaskStatus] = []
    for start in range(0, len(given), IDS_PER_REQUEST):
        statuses += yield from _look(session, given[start : start + IDS_PER_REQUEST])
    return statuses


def _look(session: Session, tasks: Sequence[Task]) -> Flow[list[TaskStatus]]:
    identity = session.identity
    ids = list(dict.fromkeys(task.submit_id for task in tasks))
    records = yield from ask(
        session,
        lambda now: build_history(identity, now, submit_ids=ids),
        read_history,
    )
    now = session.clock()
    return [judge(task, records.get(task.submit_id), now) for task in tasks]


def find(session: Session, submit_id: str) -> Flow[Task | None]:
    """The task of a submission, rebuilt from the service's record; None if it has none."""
    if checked_submit_id(submit_id) is None:
        raise InvalidRequestError("a submit id is needed")
    record = yield from find_record(session, submit_id)
    return None if record is None else _rebuilt(session, submit_id, record)


def _rebuilt(session: Session, submit_id: str, record: Record) -> Task:
    """A task as far as a record tells; the prompt it does not tell."""
    key = record.model_info.model_req_key if record.model_info else None
    kind = KINDS.get(record.generate_type or 0, TaskKind.TEXT_TO_IMAGE)
    usual = 1 if kind is TaskKind.VIDEO else 4
    return Task(
        submit_id=submit_id,
        history_id=history_id(record),
        kind=kind,
        model=video_name(key or "") or catalog.public_name(key or ""),
        prompt="",
        expected=record.total_image_count or usual,
        submitted_at=record.created_time or session.clock(),
    )


def finish(
    session: Session, task: Task, wait_timeout: float | None, on_progress: OnProgress
) -> Flow[TaskStatus]:
    """Wait until a task is done and return its last status; raises the error that it ended with.

    A line or a service in trouble does not end the wait at once: what is waited for is paid for.
    Time is counted as what was slept or what the clock says, whichever is more, so that a sleep
    that does nothing still comes to an end.
    """
    limit = wait_limit(task.kind) if wait_timeout is None else wait_timeout
    began = session.clock()
    slept = last_seen = 0.0
    trouble_since: float | None = None
    delay = _first_delay(task, began)
    while True:
        delay = min(delay, max(limit - slept, 0.0))
        yield from wait(delay)
        slept += delay
        elapsed = max(slept, session.clock() - began)
        try:
            # In trouble a look is one request: the wait itself repeats it.
            send = ask if trouble_since is None else once
            seen = yield from _poll(session, task, began + elapsed, send)
        except APIException as error:
            _name_task(error, task)
            if trouble_since is None:
                trouble_since = elapsed
            lasted, left = elapsed - trouble_since, limit - elapsed
            calm = trouble_delay(task.kind, error, elapsed, lasted, left)
            if calm is None:
                raise
            delay = calm
            continue
        trouble_since = None
        task = seen.task
        if on_progress is not None:
            yield from report(partial(on_progress, seen))
        if seen.state.final:
            if seen.error is not None:
                raise seen.error
            return seen
        if seen.state is not TaskState.MISSING:
            last_seen = elapsed
        elif elapsed - last_seen >= min(MISSING_GRACE, limit):
            raise _vanished(task)
        if elapsed >= limit:
            raise _timeout(seen, elapsed)
        delay = seen.next_poll_seconds


def _name_task(error: APIException, task: Task) -> None:
    """What is needed to resume goes into an error of a look, and that the job may go on."""
    error.submit_id = task.submit_id
    error.history_id = task.history_id
    error.charged = "unknown"


def _first_delay(task: Task, now: float) -> float:
    """Seconds before the first look: what the acceptance advised, less what has passed since."""
    waited = max(now - task.submitted_at, 0.0)
    if task.first_poll_seconds is None or task.sighting is not None:
        return next_delay(task.kind, waited)
    return max(task.first_poll_seconds - waited, 0.0)


def _poll(session: Session, task: Task, now: float, send: Asking) -> Flow[TaskStatus]:
    """One look at one task, by the service's id where it is known, as the site's clients do."""
    identity = session.identity
    ids = [task.history_id] if task.history_id else []
    submit_ids = [] if ids else [task.submit_id]
    records = yield from send(
        session,
        lambda at: build_history(
            identity, at, history_ids=ids, submit_ids=submit_ids, kind=task.kind
        ),
        read_history,
    )
    return judge(task, records.get(task.history_id or task.submit_id), now)


def results(
    session: Session, task: Task, wait_timeout: float | None, on_progress: OnProgress
) -> Flow[tuple[Result, ...]]:
    """Wait until a task is done and return what it made."""
    tell = checked_callback("on_progress", on_progress)
    done = yield from finish(session, checked_task(task), wait_timeout, tell)
    return (yield from originals(session, done.results))


def originals(session: Session, made: Sequence[Result]) -> Flow[tuple[Result, ...]]:
    """The files to hand over: for videos the clean ones, asked for now; pictures as they are.

    A video whose clean file cannot be had keeps the address of its record, as peers do.
    """
    made = checked_results(made)
    ids = [one.item_id for one in made if isinstance(one, VideoResult) and one.item_id]
    if not ids:
        return made
    identity = session.identity
    try:
        clean = yield from ask(
            session, lambda now: build_local_items(identity, now, ids), read_local_items
        )
    except APIException:
        return made
    return tuple(_original(one, clean) for one in made)


def _original(result: Result, clean: Mapping[str, VideoResult]) -> Result:
    file = clean.get(result.item_id or "") if isinstance(result, VideoResult) else None
    if file is None:
        return result
    return structs.replace(
        result,
        url=file.url,
        width=file.width or result.width,
        height=file.height or result.height,
        format=file.format or result.format,
        expires_at=file.expires_at,
    )


def _vanished(task: Task) -> SubmissionUnknownError:
    return SubmissionUnknownError(
        "the service has no record of the submission",
        submit_id=task.submit_id,
        history_id=task.history_id,
    )


def _timeout(seen: TaskStatus, elapsed: float) -> GenerationTimeoutError:
    error = GenerationTimeoutError(
        f"still {seen.state.value} after {elapsed:.0f} s (status {seen.raw_status}); it goes on "
        "at the service: resume it with its submit id",
        submit_id=seen.task.submit_id,
        history_id=seen.task.history_id,
    )
    error.partial_urls = tuple(result.url for result in seen.results)
    return error
