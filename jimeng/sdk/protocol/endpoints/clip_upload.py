"""Uploading a reference clip: apply and commit (protocol notes, section 17)."""

from __future__ import annotations

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import ServerError, UnexpectedReplyError
from jimeng.sdk.protocol.decoding import read_imagex
from jimeng.sdk.protocol.endpoints.signed import signed
from jimeng.sdk.protocol.endpoints.uploading import Place, Slot, UploadToken, slot_in
from jimeng.sdk.protocol.messages import HTTPRequest, HTTPResponse
from jimeng.sdk.protocol.session import Identity
from jimeng.sdk.protocol.uploaded import Clip

_VERSION = "2020-11-19"


def build_apply_clip(
    identity: Identity, now: int, token: UploadToken, size: int, chance: str
) -> HTTPRequest:
    """Ask for a place for a clip of `size` bytes."""
    query = [
        ("Action", "ApplyUploadInner"),
        ("Version", _VERSION),
        ("SpaceName", token.space),
        ("FileType", "video"),
        ("IsInner", "1"),
        ("FileSize", str(size)),
        ("s", chance),
    ]
    return signed("GET", identity, "vod", now, token.key, query)


class _InnerAddress(Struct, rename="pascal"):
    upload_nodes: list[Place]


class _InnerApplied(Struct, rename="pascal"):
    inner_upload_address: _InnerAddress


def read_apply_clip(response: HTTPResponse) -> Slot:
    """The place for a clip."""
    nodes = read_imagex(response, _InnerApplied).inner_upload_address.upload_nodes
    if not nodes:
        raise UnexpectedReplyError("the upload service named no place", charged="no")
    return slot_in(nodes[0])


def build_commit_clip(identity: Identity, now: int, token: UploadToken, slot: Slot) -> HTTPRequest:
    """Confirm a clip."""
    query = [
        ("Action", "CommitUploadInner"),
        ("Version", _VERSION),
        ("SpaceName", token.space),
    ]
    body = {"SessionKey": slot.session_key, "Functions": []}
    return signed("POST", identity, "vod", now, token.key, query, body)


class _Meta(Struct, rename="pascal"):
    width: float = 0
    height: float = 0
    duration: float = 0


class _StoredClip(Struct, rename="pascal"):
    vid: str
    video_meta: _Meta | None = None


class _CommittedClip(Struct, rename="pascal"):
    results: list[_StoredClip]


def read_commit_clip(response: HTTPResponse) -> Clip:
    """The clip as the service measured it; its duration comes in seconds."""
    results = read_imagex(response, _CommittedClip).results
    if not results:
        raise ServerError("the upload service did not store the clip", charged="no")
    meta = results[0].video_meta or _Meta()
    return Clip(results[0].vid, int(meta.width), int(meta.height), round(meta.duration * 1000))
