"""The flag table: every flag's names, spellings and the kind of value it takes. Data, no logic.

Also data: what other bots' users bring along and Jimeng does not have.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from bot.domain.requests import MediaKind


class Target(StrEnum):
    """What a flag sets. Two flags with one target are the same flag given twice."""

    RATIO = "ar"
    RESOLUTION = "res"
    COUNT = "n"
    MODEL = "model"
    NEGATIVE = "no"
    STRENGTH = "strength"
    SEED = "seed"
    SECONDS = "dur"
    DRAFT = "draft"
    FIRST = "first"
    LAST = "last"
    REFERENCES = "ref"
    STYLE = "style"
    MAX_CREDITS = "max"
    YES = "yes"
    FILE = "file"
    PRIVATE = "private"
    ACCOUNT = "as"


class Takes(Enum):
    """What stands behind a flag."""

    NOTHING = auto()
    WORD = auto()
    MODEL = auto()  # a word, or as many words as name a model ("seedream 4")
    WORDS = auto()  # everything up to the next flag or the end of the line


BOTH = frozenset(MediaKind)
IMAGE_ONLY = frozenset({MediaKind.IMAGE})
VIDEO_ONLY = frozenset({MediaKind.VIDEO})


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One flag. The first of `names` is how the bot writes it.

    `letter` is its single-dash form, `keys` its `key=value` forms at the end of a message;
    `preset` is the value of a flag that takes none; `near` are other bots' names for it, which
    are suggested, never obeyed.
    """

    target: Target
    names: tuple[str, ...]
    chinese: tuple[str, ...] = ()
    takes: Takes = Takes.WORD
    letter: str = ""
    keys: tuple[str, ...] = ()
    kinds: frozenset[MediaKind] = BOTH
    preset: str = ""
    near: tuple[str, ...] = ()

    @property
    def spelling(self) -> str:
        return f"--{self.names[0]}"


FLAGS: tuple[Flag, ...] = (
    Flag(
        target=Target.RATIO,
        names=("ar", "ratio"),
        chinese=("比例",),
        letter="r",
        keys=("ratio",),
        near=("aspect", "aspect-ratio", "size", "r", "尺寸", "画幅"),
    ),
    Flag(
        target=Target.RESOLUTION,
        names=("res",),
        chinese=("清晰度",),
        keys=("res",),
        near=("resolution", "分辨率", "画质"),
    ),
    Flag(target=Target.RESOLUTION, names=("hd",), takes=Takes.NOTHING, preset="hd"),
    Flag(
        target=Target.COUNT,
        names=("n",),
        chinese=("张数",),
        letter="n",
        keys=("n",),
        near=("count", "num", "number", "batch", "数量"),
    ),
    Flag(
        target=Target.MODEL,
        names=("model",),
        chinese=("模型",),
        takes=Takes.MODEL,
        letter="m",
        keys=("model",),
        near=("m",),
    ),
    Flag(
        target=Target.NEGATIVE,
        names=("no",),
        chinese=("不要", "反向"),
        takes=Takes.WORDS,
        letter="u",
        near=("negative", "negative-prompt", "neg", "undesired", "u", "反向提示词", "负面提示词"),
    ),
    Flag(
        target=Target.STRENGTH,
        names=("strength",),
        chinese=("强度",),
        kinds=IMAGE_ONLY,
        near=("denoise", "sample-strength"),
    ),
    Flag(target=Target.SEED, names=("seed",), chinese=("种子",), letter="x", near=("x",)),
    Flag(
        target=Target.SECONDS,
        names=("dur", "sec"),
        chinese=("时长",),
        kinds=VIDEO_ONLY,
        near=("duration", "seconds", "length", "秒数"),
    ),
    Flag(
        target=Target.DRAFT,
        names=("draft",),
        chinese=("草稿",),
        takes=Takes.NOTHING,
        kinds=VIDEO_ONLY,
    ),
    Flag(target=Target.FIRST, names=("first",), chinese=("首帧",), kinds=VIDEO_ONLY),
    Flag(target=Target.LAST, names=("last",), chinese=("尾帧",), kinds=VIDEO_ONLY, near=("end",)),
    Flag(target=Target.REFERENCES, names=("ref",), chinese=("参考",), near=("reference",)),
    Flag(
        target=Target.STYLE,
        names=("style",),
        chinese=("风格",),
        takes=Takes.WORDS,
        near=("preset", "预设"),
    ),
    Flag(target=Target.MAX_CREDITS, names=("max",), chinese=("上限",), near=("limit", "budget")),
    Flag(target=Target.YES, names=("yes",), chinese=("直接",), takes=Takes.NOTHING, near=("y",)),
    Flag(
        target=Target.FILE,
        names=("file",),
        chinese=("原图",),
        takes=Takes.NOTHING,
        near=("files", "document", "original"),
    ),
    Flag(target=Target.PRIVATE, names=("private",), chinese=("私密",), takes=Takes.NOTHING),
    Flag(target=Target.ACCOUNT, names=("as",), chinese=("账号",), near=("account",)),
)

BY_NAME: dict[str, Flag] = {name: flag for flag in FLAGS for name in flag.names + flag.chinese}
BY_LETTER: dict[str, Flag] = {flag.letter: flag for flag in FLAGS if flag.letter}
BY_KEY: dict[str, Flag] = {key: flag for flag in FLAGS for key in flag.keys}
BY_NEAR_NAME: dict[str, Flag] = {name: flag for flag in FLAGS for name in flag.near}

YES_LETTER = "y"
"""`-y` is `--yes`, and has no value to vouch for it: it counts at the end of a message only."""

CLASHING_LETTERS: dict[str, str] = {"s": "--seed", "o": "--file", "i": "--n"}
"""Letters that mean different things in different bots, and what to offer instead."""

FOREIGN_FLAGS = frozenset(
    {
        "s", "stylize", "chaos", "c", "v", "version", "niji", "iw", "tile", "q", "quality",
        "weird", "w", "sref", "sw", "cref", "cw", "oref", "ow", "raw", "stop", "repeat",
        "fast", "relax", "turbo",
    }
)  # fmt: skip
"""Midjourney's flags that Jimeng has nothing for: known by name, never swallowed, never sent."""

NEGATIVE_MARKERS = ("negative prompt", "反向提示词", "负面提示词", "反向", "不要")
"""What may head a line, with a colon, to say that the negative prompt follows."""
