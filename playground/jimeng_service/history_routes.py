"""Look jobs up: by history ids, by submit ids, queue places, recent records, items.

Rule: protocol notes, sections 6, 10.1 and 10.6. Answers are keyed by the id asked for; an unknown
id is simply not there. One call may ask for many ids of both kinds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Iterator

from aiohttp import web

from playground.jimeng_service.envelope import Refusal, mweb
from playground.jimeng_service.fields import (
    Object,
    flag_of,
    integer_of,
    object_of,
    texts_of,
)
from playground.jimeng_service.gate import Caller
from playground.jimeng_service.generation_routes import origin_of
from playground.jimeng_service.jobs import Job
from playground.jimeng_service.world import JimengWorld
from playground.journal import JSON

COUNT_MAX = 100


def calls(
    world: JimengWorld,
) -> dict[str, Callable[[web.Request, Caller, Object], Awaitable[web.StreamResponse]]]:
    """The reading calls by path."""
    clock = world.stage.clock

    def record(request: web.Request, job: Job) -> JSON:
        standing = world.jobs.standing(job, clock.monotonic())
        fault = world.stage.faults.take_outcome(request.path, job.order.prompt, "record_says")
        if fault is not None and fault.status is not None:
            items = min(fault.items, len(job.item_ids))
            standing = dataclasses.replace(standing, status=fault.status, items=items)
        return world.records.record(job, standing, origin_of(request))

    async def by_ids(request: web.Request, caller: Caller, body: Object) -> web.Response:
        if "image_info" in body:
            object_of(body, "image_info")
        found = {
            name: record(request, job)
            for name, job in _asked(world, caller, body)
            if not _left_out(world, request, job)
        }
        return mweb(clock.now(), found)

    async def old_records(request: web.Request, caller: Caller, body: Object) -> web.Response:
        ids: Object = {"history_ids": _ids(body, "history_record_ids")}
        found = {name: record(request, job) for name, job in _asked(world, caller, ids)}
        return mweb(clock.now(), found)

    async def queue_info(request: web.Request, caller: Caller, body: Object) -> web.Response:
        found: dict[str, JSON] = {}
        for name, job in _asked(world, caller, body):
            standing = world.jobs.standing(job, clock.monotonic())
            parts = world.records.queue(standing)
            found[name] = {
                "status": standing.status,
                "queue_info": parts["queue_info"],
                "forecast_cost_time": {
                    "forecast_generate_cost": parts["forecast_generate_cost"],
                    "forecast_queue_cost": parts["forecast_queue_cost"],
                },
            }
        return mweb(clock.now(), found)

    async def recent(request: web.Request, caller: Caller, body: Object) -> web.Response:
        if not body:
            raise Refusal("2008")
        count = integer_of(body, "count")
        if not 1 <= count <= COUNT_MAX:
            raise Refusal("1000", "invalid parameter: count")
        jobs = world.jobs.recent(caller.account, count)
        records: list[JSON] = [record(request, job) for job in jobs]
        return mweb(clock.now(), {"records_list": records, "has_more": False})

    async def local_items(request: web.Request, caller: Caller, body: Object) -> web.Response:
        clean = flag_of(body, "is_for_video_download")
        if "pack_item_opt" in body:
            object_of(body, "pack_item_opt")
        items: list[JSON] = []
        for item_id in _ids(body, "item_id_list"):
            job = world.jobs.by_item_id(caller.account, item_id if isinstance(item_id, str) else "")
            index = job.item_ids.index(str(item_id)) if job is not None else 0
            if job is None or index >= world.jobs.standing(job, clock.monotonic()).items:
                raise Refusal("1000", "invalid parameter: item_id_list")
            items.append(world.records.item(job, index, origin_of(request), clean=clean))
        return mweb(clock.now(), {"item_list": items})

    return {
        "/mweb/v1/get_history_by_ids": by_ids,
        "/mweb/v1/get_history_records": old_records,
        "/mweb/v1/get_history_queue_info": queue_info,
        "/mweb/v1/get_history": recent,
        "/mweb/v1/get_local_item_list": local_items,
    }


def _left_out(world: JimengWorld, request: web.Request, job: Job) -> bool:
    """Whether a driver planned that this record cannot be found for once."""
    prompt = job.order.prompt
    return world.stage.faults.take_outcome(request.path, prompt, "record_missing") is not None


def _ids(body: Object, name: str) -> list[JSON]:
    ids = texts_of(body, name)
    if not ids:
        raise Refusal("1000", f"invalid parameter: {name}")
    return list(ids)


def _asked(world: JimengWorld, caller: Caller, body: Object) -> Iterator[tuple[str, Job]]:
    """Found jobs with the id that they were asked by."""
    names = [name for name in ("history_ids", "submit_ids") if body.get(name) not in (None, [])]
    if not names:
        raise Refusal("1000", "invalid parameter: history_ids")
    for name in names:
        find = world.jobs.by_history_id if name == "history_ids" else world.jobs.by_submit_id
        for asked in texts_of(body, name):
            job = find(caller.account, asked)
            if job is not None:
                yield asked, job
