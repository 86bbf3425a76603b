"""Uploading a picture: apply, commit, and the mainland site's check (protocol notes, 7.4)."""

from __future__ import annotations

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import ServerError
from jimeng.sdk.protocol.decoding import Code, code_text, read_envelope, read_imagex
from jimeng.sdk.protocol.endpoints.posting import post
from jimeng.sdk.protocol.endpoints.signed import signed
from jimeng.sdk.protocol.endpoints.uploading import Place, Slot, UploadToken, slot_in
from jimeng.sdk.protocol.messages import HTTPRequest, HTTPResponse
from jimeng.sdk.protocol.session import Identity

ALGO_PROXY = "/mweb/v1/algo_proxy"

_VERSION = "2018-08-01"
_STORED = frozenset({"2000", "2001"})
_BABI_PARAM = (
    '{"scenario":"image_video_generation","feature_key":"aigc_to_image",'
    '"feature_entrance":"to-generate","feature_entrance_detail":"to-generate-algo_proxy"}'
)


def build_apply_image(
    identity: Identity, now: int, token: UploadToken, size: int, chance: str
) -> HTTPRequest:
    """Ask for a place for a picture of `size` bytes; `chance` is up to ten base-36 characters."""
    query = [
        ("Action", "ApplyImageUpload"),
        ("Version", _VERSION),
        ("ServiceId", token.space),
        ("FileSize", str(size)),
        ("s", chance),
    ]
    if identity.region.international:
        query.append(("device_platform", "web"))
    return signed("GET", identity, "imagex", now, token.key, query)


class _Applied(Struct, rename="pascal"):
    upload_address: Place


def read_apply_image(response: HTTPResponse) -> Slot:
    """The place for a picture; hosts come as a list or alone."""
    return slot_in(read_imagex(response, _Applied).upload_address)


def build_commit_image(identity: Identity, now: int, token: UploadToken, slot: Slot) -> HTTPRequest:
    """Confirm a picture."""
    query = [
        ("Action", "CommitImageUpload"),
        ("Version", _VERSION),
        ("ServiceId", token.space),
    ]
    return signed(
        "POST", identity, "imagex", now, token.key, query, {"SessionKey": slot.session_key}
    )


class _Stored(Struct, rename="pascal"):
    uri: str | None = None
    uri_status: Code = None


class _Plugin(Struct, rename="pascal"):
    image_uri: str | None = None


class _Committed(Struct, rename="pascal"):
    results: list[_Stored] | None = None
    plugin_result: list[_Plugin] | None = None


def read_commit_image(response: HTTPResponse) -> str:
    """The uri by which drafts name the picture."""
    committed = read_imagex(response, _Committed)
    stored = (committed.results or [_Stored()])[0]
    plugin = (committed.plugin_result or [_Plugin()])[0]
    uri = plugin.image_uri or stored.uri
    if code_text(stored.uri_status) not in _STORED or not uri:
        raise ServerError(
            "the upload service did not store the picture",
            code=code_text(stored.uri_status),
            http_status=response.status,
            charged="no",
        )
    return uri


def build_check(identity: Identity, now: int, uri: str) -> HTTPRequest:
    """Have an uploaded picture checked; the mainland site alone asks for that."""
    return post(
        identity,
        "mweb",
        ALGO_PROXY,
        now,
        {
            "scene": "image_face_ip",
            "options": {"ip_check": True},
            "req_key": "benchmark_test_user_upload_image_input",
            "file_list": [{"file_uri": uri}],
            "req_params": {},
        },
        extra_query=[("babi_param", _BABI_PARAM)],
    )


def read_check(response: HTTPResponse) -> None:
    """Raise what the check refused."""
    read_envelope(response)
