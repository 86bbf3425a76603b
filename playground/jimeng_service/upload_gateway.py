"""The upload services behind the temporary key: ImageX, VOD and the host that takes the bytes.

Rule: protocol notes, sections 7.4 and 17. SigV4 is recomputed with the issued secret over exactly
what arrived; signed headers must include the date and the session token. The CRC must fit the body.
"""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime

from aiohttp import web

from playground.jimeng_service.envelope import Refusal, answer, imagex, imagex_error
from playground.jimeng_service.fields import Object, list_of, parse_object, text_of
from playground.jimeng_service.signing import parse_authorization, same_text, sigv4
from playground.jimeng_service.uploads import Key, Place, crc32_fits
from playground.jimeng_service.world import JimengWorld
from playground.journal import JSON

CLOCK_SKEW_SECONDS = 15 * 60
VOD_REGIONS = frozenset({"cn-north-1", "cn"})
Actions = dict[str, tuple[str, str, str]]
ACTIONS: Actions = {  # action: (method, version, service)
    "ApplyImageUpload": ("GET", "2018-08-01", "imagex"),
    "CommitImageUpload": ("POST", "2018-08-01", "imagex"),
    "ApplyUploadInner": ("GET", "2020-11-19", "vod"),
    "CommitUploadInner": ("POST", "2020-11-19", "vod"),
}


def signed_routes(world: JimengWorld) -> list[web.AbstractRouteDef]:
    """ImageX, VOD and the upload host."""
    gateway = Gateway(world)
    return [
        web.get("/", gateway.handle),
        web.post("/", gateway.handle),
        web.post(r"/upload/v1/{uri:.+}", gateway.receive),
    ]


class GatewayError(Exception):
    """An error of ImageX or VOD."""

    def __init__(self, code: str, number: int, message: str) -> None:
        super().__init__(message)
        self.code, self.number, self.message = code, number, message


class Gateway:
    """The upload services behind the temporary key."""

    def __init__(self, world: JimengWorld) -> None:
        self._world = world

    async def handle(self, request: web.Request) -> web.Response:
        """One Action, in the envelope of ImageX and VOD."""
        action, version = request.query.get("Action", ""), request.query.get("Version", "")
        service, region = ACTIONS.get(action, ("", "", "imagex"))[2], ""
        try:
            if ACTIONS.get(action) != (request.method, version, service):
                message = f"Could not find operation {action} for version {version}"
                raise GatewayError("InvalidActionOrVersion", 100008, message)
            key, region = await self._authorise(request, service)
            result = await self._act(request, action, key)
        except GatewayError as exc:
            return imagex_error(action, version, service, region, exc.code, exc.number, exc.message)
        except Refusal as exc:
            message = exc.text
            return imagex_error(
                action, version, service, region, "InvalidParameter", 100004, message
            )
        return imagex(action, version, service, region, result)

    async def _authorise(self, request: web.Request, service: str) -> tuple[Key, str]:
        """Key and signing region of a rightly signed request."""
        parts = parse_authorization(request.headers.get("Authorization", ""))
        if parts is None:
            raise GatewayError("MissingAuthenticationToken", 100005, "no valid Authorization")
        key = self._world.uploads.key(parts.access_key_id)
        if key is None or key.service != service or parts.service != service:
            raise GatewayError("InvalidAccessKey", 100009, "the access key is not known here")
        if request.headers.get("x-amz-security-token") != key.session_token:
            raise GatewayError("InvalidSecurityToken", 100026, "the security token is not right")
        self._check_scope(request, key, parts.region, parts.date)
        body = await request.read()
        body_hash = hashlib.sha256(body).hexdigest()
        given_hash = request.headers.get("x-amz-content-sha256", body_hash)
        names = set(parts.signed_headers)
        needed = {"x-amz-date", "x-amz-security-token"}
        if body:
            needed.add("x-amz-content-sha256")
        query = [(name, value) for name, value in request.query.items()]
        expected = sigv4(
            parts, key.secret, request.method, request.path, query, request.headers, body_hash
        )
        right = same_text(expected, parts.signature)
        if not (right and needed <= names and given_hash == body_hash):
            raise GatewayError("SignatureDoesNotMatch", 100010, "the signature does not match")
        return key, parts.region

    def _check_scope(self, request: web.Request, key: Key, region: str, date: str) -> None:
        regions = key.account.region.signing_regions if key.service == "imagex" else VOD_REGIONS
        if region not in regions:
            raise GatewayError("SignatureDoesNotMatch", 100010, "the region is not right")
        stamp = request.headers.get("x-amz-date", "")
        try:
            signed_at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        except ValueError:
            raise GatewayError("SignatureDoesNotMatch", 100010, "x-amz-date is not right") from None
        age = abs(signed_at.timestamp() - self._world.stage.clock.now())
        if not stamp.startswith(date) or age > CLOCK_SKEW_SECONDS:
            raise GatewayError("InvalidTimestamp", 100006, "the request is out of date")

    async def _act(self, request: web.Request, action: str, key: Key) -> JSON:
        if action.startswith("Apply"):
            return self._apply(request, key)
        if key.service == "imagex":
            self._check_space(request, "ServiceId", key.account.region.service_id)
        else:
            self._check_space(request, "SpaceName", "dreamina")
        body = parse_object(await request.read())
        place = self._world.uploads.by_session_key(key.account, text_of(body, "SessionKey"))
        if place is None:
            raise GatewayError("InvalidSessionKey", 100004, "the session key is not known")
        return self._commit_clip(body, place) if place.vid else self._commit_picture(place)

    def _apply(self, request: web.Request, key: Key) -> JSON:
        size_text = request.query.get("FileSize", "")
        if not size_text.isdecimal() or not int(size_text):
            raise GatewayError("InvalidParameter", 100004, "FileSize is not right")
        if key.service == "imagex":
            self._check_space(request, "ServiceId", key.account.region.service_id)
        else:
            self._check_space(request, "SpaceName", "dreamina")
        place = self._world.uploads.apply(key, int(size_text))
        store: dict[str, JSON] = {
            "StoreUri": place.uri,
            "Auth": place.auth,
            "UploadID": hashlib.md5(place.uri.encode(), usedforsecurity=False).hexdigest(),
        }
        if place.vid is not None:
            node: dict[str, JSON] = {
                "StoreInfos": [store],
                "UploadHost": request.host,
                "SessionKey": place.session_key,
                "Vid": place.vid,
                "Type": "edge",
            }
            return {"InnerUploadAddress": {"UploadNodes": [node]}}
        return {
            "UploadAddress": {
                "StoreInfos": [store],
                "UploadHosts": [request.host],
                "SessionKey": place.session_key,
            }
        }

    def _check_space(self, request: web.Request, name: str, expected: str) -> None:
        if request.query.get(name) != expected:
            raise GatewayError("InvalidParameter", 100004, f"{name} is not right")

    def _commit_picture(self, place: Place) -> JSON:
        picture = place.picture
        if not place.received or picture is None:
            return {"Results": [{"Uri": place.uri, "UriStatus": 4000}], "PluginResult": []}
        place.committed = True
        plugin: dict[str, JSON] = {
            "FileName": place.uri.rpartition("/")[2],
            "SourceUri": place.uri,
            "ImageUri": place.uri,
            "ImageWidth": picture.width,
            "ImageHeight": picture.height,
            "ImageMd5": place.digest,
            "ImageFormat": picture.format,
            "ImageSize": place.file_size,
            "FrameCnt": 1,
        }
        return {"Results": [{"Uri": place.uri, "UriStatus": 2000}], "PluginResult": [plugin]}

    def _commit_clip(self, body: Object, place: Place) -> JSON:
        list_of(body, "Functions")
        clip = place.clip
        if clip is None:
            raise GatewayError("InvalidParameter", 100004, "nothing was uploaded")
        place.committed = True
        meta: dict[str, JSON] = {
            "Uri": place.uri,
            "Width": clip.width,
            "Height": clip.height,
            "Duration": clip.seconds,
            "Bitrate": round(place.file_size * 8 / clip.seconds) if clip.seconds else 0,
            "Md5": place.digest,
            "Format": "MP4",
            "Size": place.file_size,
            "FileType": "video",
            "Codec": "h264",
        }
        return {"Results": [{"Vid": place.vid, "VideoMeta": meta}]}

    async def receive(self, request: web.Request) -> web.Response:
        """The bytes, on the upload host."""
        place = self._world.uploads.place(request.match_info["uri"])
        auth = request.headers.get("Authorization", "")
        if place is None or not same_text(place.auth, auth):
            return _upload_error(403, 4030, "authorization failed")
        body = await request.read()
        if len(body) != place.file_size:
            return _upload_error(400, 4001, "size mismatch")
        crc = request.headers.get("Content-CRC32", "")
        if not crc32_fits(crc, body):
            return _upload_error(400, 4002, "crc32 mismatch")
        await asyncio.to_thread(self._world.uploads.fill, place, body)
        return answer(
            {"code": 2000, "apiversion": "v1", "message": "Success", "data": {"crc32": crc}}
        )


def _upload_error(status: int, code: int, message: str) -> web.Response:
    document: dict[str, JSON] = {"code": code, "message": message, "data": {}}
    return answer(document, status=status)
