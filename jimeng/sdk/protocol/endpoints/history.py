"""Records of jobs, and the clean files of videos (protocol notes, section 10)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from jimeng.sdk.protocol.decoding import read_envelope
from jimeng.sdk.protocol.endpoints.posting import post
from jimeng.sdk.protocol.messages import HTTPRequest, HTTPResponse
from jimeng.sdk.protocol.records import Item, Record
from jimeng.sdk.protocol.results import read_video
from jimeng.sdk.protocol.session import Identity
from jimeng.sdk.types import TaskKind, VideoResult

HISTORY = "/mweb/v1/get_history_by_ids"
LOCAL_ITEMS = "/mweb/v1/get_local_item_list"

_CROPS = ((360, 360), (480, 480), (720, 720), (720, 480))
_TEXT_TO_IMAGE_CROPS = (*_CROPS, (360, 240), (240, 320), (480, 640))
_NORMAL = (2400, 1080, 720, 480, 360)


def _scene(width: int, height: int, scene: str, key: str) -> dict[str, object]:
    return {"scene": scene, "width": width, "height": height, "uniq_key": key, "format": "webp"}


def image_info(kind: TaskKind) -> dict[str, object]:
    """The previews to ask for along with a picture job's record: 12 for text to image, else 9."""
    crops = _TEXT_TO_IMAGE_CROPS if kind is TaskKind.TEXT_TO_IMAGE else _CROPS
    return {
        "width": 2048,
        "height": 2048,
        "format": "webp",
        "image_scene_list": [
            *(_scene(w, h, "smart_crop", f"smart_crop-w:{w}-h:{h}") for w, h in crops),
            *(_scene(side, side, "normal", str(side)) for side in _NORMAL),
        ],
    }


def build_history(
    identity: Identity,
    now: int,
    *,
    history_ids: Sequence[str] = (),
    submit_ids: Sequence[str] = (),
    kind: TaskKind | None = None,
) -> HTTPRequest:
    """Ask for records by the service's ids or by ours; `kind` asks for its previews too."""
    body: dict[str, object] = {}
    if history_ids:
        body["history_ids"] = list(history_ids)
    if submit_ids:
        body["submit_ids"] = list(submit_ids)
    if kind is not None and kind is not TaskKind.VIDEO:
        body["image_info"] = image_info(kind)
    return post(identity, "mweb", HISTORY, now, body)


def read_history(response: HTTPResponse) -> dict[str, Record]:
    """Records by the id that was asked for; what is missing has no record."""
    payload = read_envelope(response)
    data = {} if payload.empty else payload.read(dict[str, Record | None])
    return {key: record for key, record in data.items() if record is not None}


def build_local_items(identity: Identity, now: int, item_ids: Sequence[str]) -> HTTPRequest:
    """Ask for the clean, high-bitrate files of videos by item id."""
    return post(
        identity,
        "mweb",
        LOCAL_ITEMS,
        now,
        {
            "item_id_list": list(item_ids),
            "pack_item_opt": {"scene": 1, "need_data_integrity": True},
            "is_for_video_download": True,
        },
    )


class _LocalItems(Struct):
    item_list: list[Item] | None = None
    local_item_list: list[Item] | None = None


def read_local_items(response: HTTPResponse) -> dict[str, VideoResult]:
    """Clean videos by item id."""
    data = read_envelope(response).read(_LocalItems)
    videos = map(read_video, data.item_list or data.local_item_list or ())
    return {video.item_id: video for video in videos if video and video.item_id}
