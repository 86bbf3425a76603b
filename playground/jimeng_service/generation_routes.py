"""Submissions: check, charge, take in.

Rule: protocol notes, sections 8, 9 and 14. A submission is charged when it is accepted; nothing is
de-duplicated by submit_id. `action` 2 with a history id goes on with a record (section 8.4).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiohttp import web

from playground.faults import Fault
from playground.jimeng_service.drafts import Submission, read_submission
from playground.jimeng_service.envelope import SUBMIT_PATH, TEXTS, Refusal, mweb
from playground.jimeng_service.fields import Object, exactly
from playground.jimeng_service.gate import Caller
from playground.jimeng_service.image_orders import ImageOrder, read_image_order
from playground.jimeng_service.jobs import Failure, Job
from playground.jimeng_service.video_orders import VideoOrder, read_video_order
from playground.jimeng_service.world import JimengWorld
from playground.journal import JSON

OLDEST_CLIENT = (3, 3, 2)  # the oldest da_version that any working client sends with a submission

MEGABYTE = 1024 * 1024


def calls(
    world: JimengWorld,
) -> dict[str, Callable[[web.Request, Caller, Object], Awaitable[web.StreamResponse]]]:
    """The submission call."""

    async def generate(request: web.Request, caller: Caller, body: Object) -> web.Response:
        _check_client_version(request)
        submission = read_submission(body, caller.region)
        order = _read_order(world, caller, submission)
        if submission.continues is not None:
            job = world.jobs.by_history_id(caller.account, submission.continues)
            if job is None:
                raise Refusal("1000", "invalid parameter: history_id")
        else:
            job = _accept(world, caller, submission, order)
        return _accepted(world, request, job)

    return {SUBMIT_PATH: generate}


def origin_of(request: web.Request) -> str:
    """Where the client reached us; addresses in answers point back there."""
    return f"{request.scheme}://{request.host}"


def _check_client_version(request: web.Request) -> None:
    """A client that is too old is refused with 3018 (section 4.4)."""
    parts = request.query.get("da_version", "").split(".")
    if not all(part.isdecimal() for part in parts):
        raise Refusal("3018")
    if tuple(int(part) for part in parts) < OLDEST_CLIENT:
        raise Refusal("3018")


def _read_order(
    world: JimengWorld, caller: Caller, submission: Submission
) -> ImageOrder | VideoOrder:
    def knows(uri: str) -> bool:
        return world.uploads.knows(caller.account, uri)

    kind = exactly(submission.component, "type", "image_base_component", "video_base_component")
    if kind == "image_base_component":
        return read_image_order(submission, caller.region, knows, world.models)
    return read_video_order(submission, caller.region, knows, world.models)


def _accept(
    world: JimengWorld, caller: Caller, submission: Submission, order: ImageOrder | VideoOrder
) -> Job:
    clock, settings = world.stage.clock, world.settings
    is_image = isinstance(order, ImageOrder)
    terms = caller.account.terms
    picture, video = settings.picture_price, settings.video_price
    cost = terms.get("picture", picture) * order.count if is_image else terms.get("video", video)
    title = "Image generation" if is_image else "Video generation"
    caller.account.charge(cost, title, submission.submit_id, clock.now())
    odd = world.stage.faults.take_outcome(SUBMIT_PATH, order.prompt, "result_differs")
    if odd is not None and odd.width:
        order = replace(order, size=(odd.width, odd.height))
    job = world.jobs.accept(
        caller.account,
        submission.submit_id,
        order,
        film_bytes=0 if odd is None else round(odd.megabytes * MEGABYTE),
        now=clock.now(),
        at=clock.monotonic(),
        failure=_planned_failure(world, order.prompt),
    )
    world.stage.books.accepted(
        caller.account.token, submission.submit_id, order.prompt, cost, clock.now()
    )
    for told in world.on_accepted:
        told(job)
    return job


def _planned_failure(world: JimengWorld, prompt: str) -> Failure | None:
    """A fault of kind `job_fails` makes the job fail later, in its record."""
    fault = world.stage.faults.take_outcome(SUBMIT_PATH, prompt, "job_fails")
    return _failure(fault) if fault is not None else None


def _failure(fault: Fault) -> Failure:
    code = str(fault.code)
    text, key = TEXTS.get(code, ("generation failed", ""))
    return Failure(code, key, text, fault.items)


def _accepted(world: JimengWorld, request: web.Request, job: Job) -> web.Response:
    clock = world.stage.clock
    standing = world.jobs.standing(job, clock.monotonic())
    data: dict[str, JSON] = {
        "aigc_data": world.records.record(job, standing, origin_of(request)),
        "fail_code": "",
        "fail_starling_key": "",
        "fail_starling_message": "",
    }
    return mweb(clock.now(), data)
