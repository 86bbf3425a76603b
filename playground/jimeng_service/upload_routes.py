"""The web API's calls around uploads: the temporary key, the picture check, look-ups by URI.

Rule: protocol notes, sections 6, 7.4 and 17. Scene 2 gives a key for pictures, scene 1 for clips.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal

from aiohttp import web

from playground.jimeng_service.envelope import Refusal, mweb
from playground.jimeng_service.fields import (
    Object,
    exactly,
    integer_of,
    objects_of,
    parse_object,
    text_of,
    texts_of,
)
from playground.jimeng_service.gate import Caller
from playground.jimeng_service.world import JimengWorld
from playground.journal import JSON

SCENES: dict[int, Literal["imagex", "vod"]] = {2: "imagex", 1: "vod"}


def calls(
    world: JimengWorld,
) -> dict[str, Callable[[web.Request, Caller, Object], Awaitable[web.StreamResponse]]]:
    """The web API's calls around uploads."""
    clock = world.stage.clock

    async def upload_token(request: web.Request, caller: Caller, body: Object) -> web.Response:
        scene = SCENES.get(integer_of(body, "scene"))
        if scene is None:
            raise Refusal("1000", "invalid parameter: scene")
        key, expires = world.uploads.issue_key(caller.account, scene)
        data: dict[str, JSON] = {
            "access_key_id": key.access_key_id,
            "secret_access_key": key.secret,
            "session_token": key.session_token,
            "space_name": caller.region.service_id if scene == "imagex" else "dreamina",
            "upload_domain": request.host,
            "expired_time": expires,
        }
        if scene == "imagex" and caller.region.is_cn:
            data["service_id"] = caller.region.service_id
        return mweb(clock.now(), data)

    async def algo_proxy(request: web.Request, caller: Caller, body: Object) -> web.Response:
        parse_object(request.query.get("babi_param", ""))
        exactly(body, "scene", "image_face_ip")
        text_of(body, "req_key")
        uris = [text_of(file, "file_uri") for file in objects_of(body, "file_list")]
        if not uris or not all(world.uploads.knows(caller.account, uri) for uri in uris):
            raise Refusal("3020")
        return mweb(clock.now(), {"resp_data": "{}"})

    async def audit(request: web.Request, caller: Caller, body: Object) -> web.Response:
        if not all(world.uploads.knows(caller.account, uri) for uri in texts_of(body, "uri_list")):
            raise Refusal("3020")
        return mweb(clock.now(), {})

    async def by_uri(request: web.Request, caller: Caller, body: Object) -> web.Response:
        known = [u for u in texts_of(body, "uris") if world.uploads.knows(caller.account, u)]
        return mweb(clock.now(), {"uri2image": {uri: {"image_uri": uri} for uri in known}})

    return {
        "/mweb/v1/get_upload_token": upload_token,
        "/mweb/v1/algo_proxy": algo_proxy,
        "/mweb/v1/imagex/submit_audit_job": audit,
        "/mweb/v1/get_image_by_uri": by_uri,
    }
