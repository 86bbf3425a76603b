"""Settings as people type them: `/settings ratio 16:9`, `/settings plain off`, 设置 原图 总是.

The same words serve the panel's buttons and the operator's DEFAULT_SETTINGS.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.errors import UserError
from bot.domain.grammar.model_names import find_models
from bot.domain.grammar.quoting import without_marks
from bot.domain.grammar.results import listed
from bot.domain.grammar.suggestions import nearest
from bot.domain.grammar.values import (
    fold,
    read_count,
    read_credits,
    read_ratio,
    read_resolution,
)
from bot.domain.models import Catalogue
from bot.domain.preferences import NOTHING, Chosen, Setting, Value
from bot.domain.ratios import aspect_of
from bot.domain.receipts import Output
from bot.domain.requests import MediaKind

MODEL, RESOLUTION = "model", "res"
"""Two names that the value decides between: a picture's or a video's."""

NAMES: Final[Mapping[str, Setting | str]] = {
    "model": MODEL,
    "模型": MODEL,
    "image-model": Setting.IMAGE_MODEL,
    "图片模型": Setting.IMAGE_MODEL,
    "video-model": Setting.VIDEO_MODEL,
    "视频模型": Setting.VIDEO_MODEL,
    "ratio": Setting.RATIO,
    "ar": Setting.RATIO,
    "比例": Setting.RATIO,
    "res": RESOLUTION,
    "resolution": RESOLUTION,
    "清晰度": RESOLUTION,
    "image-res": Setting.IMAGE_RESOLUTION,
    "图片清晰度": Setting.IMAGE_RESOLUTION,
    "video-res": Setting.VIDEO_RESOLUTION,
    "视频清晰度": Setting.VIDEO_RESOLUTION,
    "count": Setting.COUNT,
    "n": Setting.COUNT,
    "张数": Setting.COUNT,
    "ask": Setting.ASK_ABOVE,
    "上限": Setting.ASK_ABOVE,
    "output": Setting.OUTPUT,
    "输出": Setting.OUTPUT,
    "originals": Setting.ORIGINALS,
    "原图": Setting.ORIGINALS,
    "hints": Setting.HINTS,
    "提示词": Setting.HINTS,
    "plain": Setting.PLAIN,
    "直接画": Setting.PLAIN,
}
"""What people call each setting. The first name of one is what the bot writes."""

_PARTED: Final = re.compile(r"([^\s=:：]+)[\s=:：]+(.*)", re.DOTALL)

_UNSET: Final = frozenset({"-", "default", "auto", "reset", "默认", "自动", "清除"})
_ON: Final = frozenset({"on", "yes", "always", "1", "开", "是", "总是"})
_OFF: Final = frozenset({"off", "no", "ask", "0", "关", "否", "按需", "不"})
_OUTPUTS: Final[Mapping[str, Output]] = {
    **{output.value: output for output in Output},
    "picture": Output.MINIMAL,
    "只要图": Output.MINIMAL,
    "最少": Output.MINIMAL,
    "普通": Output.DEFAULT,
    "一般": Output.DEFAULT,
    "详细": Output.VERBOSE,
}
_SWITCHES: Final = frozenset({Setting.ORIGINALS, Setting.HINTS, Setting.PLAIN})


@dataclass(frozen=True, slots=True)
class Change:
    """One setting's new value; None takes the layer's choice away."""

    setting: Setting
    value: Value | None


def name_of(setting: Setting) -> str:
    """What the bot calls a setting where it is typed."""
    return next(name for name, meant in NAMES.items() if meant is setting)


def is_setting(word: str) -> bool:
    """Whether a word names a setting."""
    return fold(word) in NAMES


def read_change(words: str, catalogue: Catalogue) -> Change:
    """Read `ratio 16:9`, `plain off` or `ratio default`.

    Raises `UserError` (settings-unknown, settings-unknown-near, settings-value); nothing is set.
    """
    parted = _PARTED.fullmatch(words.strip())
    name, value = (parted[1], parted[2]) if parted is not None else (words.strip(), "")
    meant = NAMES.get(fold(name))
    if meant is None:
        near = nearest(fold(name), list(NAMES))
        if near is None:
            raise UserError("settings-unknown", name=name)
        raise UserError("settings-unknown-near", name=name, suggestion=near)
    value = without_marks(value.strip())
    setting = _decided(meant, value, catalogue)
    if fold(value) in _UNSET and not (setting is Setting.OUTPUT and fold(value) == "default"):
        return Change(setting, None)
    return Change(setting, _read(setting, name, value, catalogue))


def read_all(text: str, catalogue: Catalogue) -> Chosen:
    """Read several, separated by commas: the operator's. Raises `UserError` as `read_change`."""
    chosen = NOTHING
    for part in text.replace("，", ",").split(","):
        if part.strip():
            change = read_change(part, catalogue)
            chosen = chosen.having(change.setting, change.value)
    return chosen


def write_value(value: Value | None) -> str:
    """A value as it is typed, and as the buttons carry it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value)


def choices(setting: Setting, catalogue: Catalogue) -> tuple[Value, ...]:
    """What a setting can be, for a panel to offer: everything that one model or another knows."""
    match setting:
        case Setting.IMAGE_MODEL:
            return tuple(model.name for model in catalogue.of_kind(MediaKind.IMAGE))
        case Setting.VIDEO_MODEL:
            return tuple(model.name for model in catalogue.of_kind(MediaKind.VIDEO))
        case Setting.RATIO:
            every = (ratio for model in catalogue.models for ratio in model.ratios)
            return tuple(dict.fromkeys(every))
        case Setting.IMAGE_RESOLUTION:
            return _resolutions(catalogue, MediaKind.IMAGE)
        case Setting.VIDEO_RESOLUTION:
            return _resolutions(catalogue, MediaKind.VIDEO)
        case Setting.COUNT:
            return (1, 2, 4, 8)
        case Setting.ASK_ABOVE:
            return (0, 5, 10, 20, 50, 100)
        case Setting.OUTPUT:
            return tuple(Output)
        case Setting.ORIGINALS | Setting.HINTS | Setting.PLAIN:
            return (True, False)


def _decided(meant: Setting | str, value: str, catalogue: Catalogue) -> Setting:
    """Which setting it is, where the value decides: a video's model makes it the video's."""
    if isinstance(meant, Setting):
        return meant
    if meant == MODEL:
        of_videos = find_models(value, catalogue.of_kind(MediaKind.VIDEO))
        of_images = find_models(value, catalogue.of_kind(MediaKind.IMAGE))
        is_video = len(of_videos) == 1 and len(of_images) != 1
        return Setting.VIDEO_MODEL if is_video else Setting.IMAGE_MODEL
    asked = read_resolution(value)
    is_video = asked in _resolutions(catalogue, MediaKind.VIDEO)
    return Setting.VIDEO_RESOLUTION if is_video else Setting.IMAGE_RESOLUTION


def _read(setting: Setting, name: str, value: str, catalogue: Catalogue) -> Value:
    found = _value(setting, value, catalogue)
    if found is None:
        allowed = listed([write_value(choice) for choice in choices(setting, catalogue)])
        raise UserError("settings-value", name=name, value=value, allowed=allowed)
    return found


def _value(setting: Setting, value: str, catalogue: Catalogue) -> Value | None:
    if setting in _SWITCHES:
        folded = fold(value)
        return True if folded in _ON else False if folded in _OFF else None
    match setting:
        case Setting.IMAGE_MODEL | Setting.VIDEO_MODEL:
            is_image = setting is Setting.IMAGE_MODEL
            kind = MediaKind.IMAGE if is_image else MediaKind.VIDEO
            found = find_models(value, catalogue.of_kind(kind))
            return found[0].name if len(found) == 1 else None
        case Setting.RATIO:
            return _ratio(value, catalogue)
        case Setting.IMAGE_RESOLUTION | Setting.VIDEO_RESOLUTION:
            asked = read_resolution(value)
            return asked if asked in choices(setting, catalogue) else None
        case Setting.COUNT:
            return read_count(value)
        case Setting.ASK_ABOVE:
            return read_credits(value)
        case _:
            return _OUTPUTS.get(fold(value))


def _ratio(value: str, catalogue: Catalogue) -> str | None:
    """A ratio of some model's; others are nobody's to keep."""
    shape = read_ratio(value)
    if shape is None or shape == "auto":
        return None
    known = [str(ratio) for ratio in choices(Setting.RATIO, catalogue)]
    return next((ratio for ratio in known if aspect_of(ratio) == shape.aspect), None)


def _resolutions(catalogue: Catalogue, kind: MediaKind) -> tuple[str, ...]:
    every = (name for model in catalogue.of_kind(kind) for name in model.resolutions)
    return tuple(dict.fromkeys(every))
