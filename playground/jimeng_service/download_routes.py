"""Deliver results: pictures painted when first asked for, then kept for a while.

Rule: an address is checked first (403 when late or altered), the painter works in threads of its
own so that the service goes on answering, and equal addresses always give equal bytes.
"""

from __future__ import annotations

import asyncio
import struct
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from aiohttp import web

from playground.jimeng_service.image_orders import ImageOrder
from playground.jimeng_service.jobs import Job
from playground.jimeng_service.painter import Painting, StoppedError, paint_file
from playground.jimeng_service.world import JimengWorld

PAINTERS = 2
AHEAD_MAX = 12
FREE_HEAD = 8


class Delivery:
    """Files by name, painted once while they stay in the cache."""

    def __init__(self, world: JimengWorld) -> None:
        self._world = world
        self._pool = ThreadPoolExecutor(PAINTERS, thread_name_prefix="painter")
        self._cache: OrderedDict[str, bytes] = OrderedDict()
        self._cached = 0
        self._closing = threading.Event()
        self._painting: dict[str, asyncio.Future[bytes]] = {}

    async def close(self, app: web.Application) -> None:
        """End the painter's threads with the service; nothing is finished any more."""
        self._closing.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def paint_ahead(self, job: Job) -> None:
        """Begin a job's results, unless the painters have enough to do."""
        suffix = "webp" if isinstance(job.order, ImageOrder) else "mp4"
        for item_id in job.item_ids:
            if len(self._painting) < AHEAD_MAX:
                self._begin(f"{item_id}.{suffix}", self._painting_of(job, item_id, ""))

    async def file(self, name: str, painting: Painting) -> bytes:
        """The file's bytes; several askers at once wait for one painting."""
        if name in self._cache:
            self._cache.move_to_end(name)
            return self._cache[name]
        return await asyncio.shield(self._begin(name, painting))

    def _begin(self, name: str, painting: Painting) -> asyncio.Future[bytes]:
        running = self._painting.get(name)
        if running is None:
            loop = asyncio.get_running_loop()
            work = loop.run_in_executor(self._pool, paint_file, painting, self._closing.is_set)
            running = self._painting[name] = asyncio.ensure_future(work)
            running.add_done_callback(lambda done: self._finish(name, done))
        return running

    def _finish(self, name: str, done: asyncio.Future[bytes]) -> None:
        self._painting.pop(name, None)
        if not done.cancelled() and done.exception() is None:
            self._keep(name, done.result())

    def _keep(self, name: str, content: bytes) -> None:
        if name not in self._cache:
            self._cache[name] = content
            self._cached += len(content)
        while self._cached > self._world.settings.picture_cache_bytes and len(self._cache) > 1:
            _, dropped = self._cache.popitem(last=False)
            self._cached -= len(dropped)

    async def result(self, request: web.Request) -> web.Response:
        """One file of a finished or running job."""
        name = request.match_info["name"]
        query = request.query
        expires, signature = query.get("x-expires", ""), query.get("x-signature", "")
        if not self._world.addresses.allows(name, expires, signature):
            raise web.HTTPForbidden(reason="the address is not valid any more")
        item_id, variant, suffix = _parts(name)
        job = self._world.jobs.of_item(item_id)
        if job is None:
            raise web.HTTPNotFound
        try:
            content = await self.file(name, self._painting_of(job, item_id, variant))
        except StoppedError as exc:
            raise web.HTTPServiceUnavailable from exc
        except ImportError as exc:
            reason = "films need PyAV, which is not installed"
            raise web.HTTPNotImplemented(reason=reason) from exc
        if suffix == "mp4" and len(content) + FREE_HEAD < job.film_bytes:
            content += free_box(job.film_bytes - len(content))
        headers = {"Cache-Control": "public, max-age=3600", "Accept-Ranges": "none"}
        return web.Response(
            body=content,
            content_type="video/mp4" if suffix == "mp4" else "image/webp",
            headers=headers,
        )

    def _painting_of(self, job: Job, item_id: str, variant: str) -> Painting:
        order = job.order
        width, height = order.size
        references = [self._world.uploads.known_picture(uri) for uri in order.references]
        painting = Painting(
            prompt=order.prompt,
            seed=order.seed,
            index=job.item_ids.index(item_id),
            width=width,
            height=height,
            references=tuple(picture.small for picture in references if picture is not None),
            seconds=0.0 if isinstance(order, ImageOrder) else order.duration_ms / 1000,
            is_smooth=self._world.settings.paint_smoothly,
        )
        return painting.scaled_to(int(variant)) if variant.isdecimal() else painting


def free_box(length: int) -> bytes:
    """A box of a film that means nothing (ISO/IEC 14496-12, 8.1.2); its head is part of it."""
    return struct.pack(">I4s", length, b"free") + bytes(length - FREE_HEAD)


def _parts(name: str) -> tuple[str, str, str]:
    stem, _, suffix = name.rpartition(".")
    item_id, _, variant = stem.partition("-")
    return item_id, variant, suffix
