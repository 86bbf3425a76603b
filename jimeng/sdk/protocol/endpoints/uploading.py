"""What uploads of pictures and clips have in common: keys, a place, the bytes themselves."""

from __future__ import annotations

import re
from urllib.parse import quote

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import UnexpectedReplyError
from jimeng.sdk.protocol import headers
from jimeng.sdk.protocol.decoding import read_envelope, read_upload
from jimeng.sdk.protocol.endpoints.posting import address, post
from jimeng.sdk.protocol.messages import HTTPRequest, HTTPResponse, Material
from jimeng.sdk.protocol.session import Identity
from jimeng.sdk.protocol.signing import UploadKey

UPLOAD_TOKEN = "/mweb/v1/get_upload_token"  # noqa: S105 - a path, not a secret
PICTURES, CLIPS = 2, 1
"""The two scenes of an upload token."""

_CLIP_SPACE = "dreamina"
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]+)?")


class UploadToken(Struct, frozen=True):
    """What get_upload_token hands out: temporary keys and the space to upload into."""

    key: UploadKey
    space: str


class Slot(Struct, frozen=True):
    """Where the bytes go, and what confirms them."""

    host: str
    store_uri: str
    auth: str
    session_key: str

    def __repr__(self) -> str:
        return f"Slot({self.store_uri})"


def build_upload_token(identity: Identity, now: int, scene: int) -> HTTPRequest:
    """Ask for upload keys."""
    return post(identity, "mweb", UPLOAD_TOKEN, now, {"scene": scene})


class _TokenData(Struct):
    access_key_id: str
    secret_access_key: str
    session_token: str
    space_name: str | None = None
    service_id: str | None = None


def read_upload_token(response: HTTPResponse, identity: Identity, scene: int) -> UploadToken:
    """Upload keys, and the space: named by the answer, else the region's own."""
    data = read_envelope(response).read(_TokenData)
    if scene == CLIPS:
        space = data.space_name or _CLIP_SPACE
    elif identity.region.international:
        space = data.space_name or identity.site.service_id
    else:
        space = data.service_id or identity.site.service_id
    key = UploadKey(data.access_key_id, data.secret_access_key, data.session_token)
    return UploadToken(key, space)


class _StoreInfo(Struct, rename="pascal"):
    store_uri: str
    auth: str


class Place(Struct, rename="pascal"):
    """A place as both upload services name it; hosts come as a list or alone."""

    store_infos: list[_StoreInfo]
    session_key: str
    upload_hosts: list[str] | None = None
    upload_host: str | None = None


def slot_in(place: Place) -> Slot:
    """The usable part of a place."""
    hosts = place.upload_hosts or [place.upload_host or ""]
    if not place.store_infos or not _HOST.fullmatch(hosts[0]):
        raise UnexpectedReplyError("the upload service named no usable place", charged="no")
    store = place.store_infos[0]
    return Slot(hosts[0], store.store_uri, store.auth, place.session_key)


def build_put(identity: Identity, slot: Slot, material: Material, *, clip: bool) -> HTTPRequest:
    """Send the bytes themselves."""
    path = f"/upload/v1/{quote(slot.store_uri, safe='/:@!$,~*')}"
    name = {} if clip else {"content-disposition": 'attachment; filename="undefined"'}
    return HTTPRequest(
        method="POST",
        url=address(identity, "upload", path, (), slot.host),
        headers={
            **headers.upload_headers(identity),
            "authorization": slot.auth,
            "content-crc32": material.crc32,
            **name,
            "content-type": "application/octet-stream",
            "content-length": str(material.size),
        },
        body=material,
    )


read_put = read_upload
