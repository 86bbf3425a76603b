"""Results out of a record's items: pictures and videos (protocol notes, sections 10.5 and 10.6)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs

from jimeng.sdk.protocol.records import CommonAttr, Item, Video, VideoFile
from jimeng.sdk.types import ImageResult, Result, TaskKind, VideoResult


def read_results(kind: TaskKind, items: Sequence[Item]) -> tuple[Result, ...]:
    """The results of a record, in its order; items without an address are not there yet."""
    read = read_video if kind is TaskKind.VIDEO else read_image
    return tuple(result for result in map(read, items) if result is not None)


def read_image(item: Item) -> ImageResult | None:
    """The original of a picture. A preview is never passed off as one."""
    large = item.image.large_images if item.image else None
    if item.image is None or not large or not large[0].image_url:
        return None
    first = large[0]
    return ImageResult(
        url=first.image_url or "",
        width=_pixels(first.width),
        height=_pixels(first.height),
        format=first.format or item.image.format,
        expires_at=expiry(first.image_url or ""),
    )


def read_video(item: Item) -> VideoResult | None:
    """The best encoding of a video that an item names."""
    video = item.video or Video()
    attr = item.common_attr or CommonAttr()
    file = _best(video.transcoded_video) or _best(attr.transcoded_video)
    if file is None:
        url = video.play_url or video.download_url or video.url
        file = VideoFile(url) if url else None
    if file is None or not file.video_url:
        return None
    return VideoResult(
        url=file.video_url,
        width=_pixels(file.width),
        height=_pixels(file.height),
        format=file.format,
        expires_at=expiry(file.video_url),
        seconds=video.duration_ms / 1000 if video.duration_ms else None,
        cover_url=video.cover_url or attr.cover_url,
        item_id=_first_id(item.item_id, item.id, item.local_item_id, attr.id),
    )


def _best(files: dict[str, VideoFile] | None) -> VideoFile | None:
    usable = {name: file for name, file in (files or {}).items() if file.video_url}
    if not usable:
        return None
    return usable.get("origin") or max(usable.values(), key=lambda file: file.width or 0)


def _first_id(*values: str | int | None) -> str | None:
    return next((str(value) for value in values if value not in (None, "", 0)), None)


def _pixels(value: float | None) -> int | None:
    return int(value) if value else None


def expiry(url: str) -> float | None:
    """When a signed address dies, Unix seconds, as its query says."""
    # Not taken apart as an address: that raises on broken ones, and only the query counts.
    text = parse_qs(url.partition("#")[0].partition("?")[2]).get("x-expires", [""])[0]
    return float(text) if text.isascii() and text.isdecimal() else None
