"""What stands behind a flag, read without knowing any model: a value, or None if it is unreadable.

Full-width digits and signs, capitals and a trailing comma are people's keyboards, not mistakes;
they are folded here, in the flag part, and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bot.domain.grammar.quoting import without_marks

RATIO_WORDS: dict[str, str] = {
    "横屏": "16:9",
    "竖屏": "9:16",
    "方形": "1:1",
    "landscape": "16:9",
    "portrait": "9:16",
    "square": "1:1",
}

LARGEST_SEED = 2**32 - 1
"""Protocol notes, section 9.1: seeds are sent as unsigned 32-bit integers."""

LARGEST_COUNT = 10

USUAL_STRENGTH = 0.5
"""Protocol notes, section 8.3: what is sent where nothing was chosen."""

_SIGNS = str.maketrans({"×": "x", "✕": "x", "*": "x", "∶": ":", "︰": ":", "比": ":"})
_TRAILING = ",.;!、。"


@dataclass(frozen=True, slots=True)
class Shape:
    """A wanted aspect: `16:9`, or `1024x576` where only the aspect counts (`is_size`)."""

    aspect: Fraction
    is_size: bool


def fold(value: str) -> str:
    """Fold widths and case and drop trailing punctuation, for comparing and for reading."""
    return unicodedata.normalize("NFKC", value).casefold().strip().rstrip(_TRAILING)


def read_ratio(value: str) -> Shape | Literal["auto"] | None:
    """Read `16:9`, `9：16`, `1024x1024`, 横屏 or `auto`."""
    folded = fold(value)
    if folded in {"auto", "自动"}:
        return "auto"
    folded = RATIO_WORDS.get(folded, folded).translate(_SIGNS)
    number = r"([0-9]{1,5}(?:\.[0-9]{1,3})?)"
    found = re.fullmatch(rf"{number}\s*([:x])\s*{number}", folded)
    if found is None:
        return None
    width, height = Fraction(found[1]), Fraction(found[3])
    if not width or not height:
        return None
    return Shape(width / height, is_size=found[2] == "x")


def read_resolution(value: str) -> str | None:
    """Read `2K`, `1080p` or `1080` as a class of size."""
    found = re.fullmatch(r"([0-9](?:\.[0-9])?k)|([0-9]{3,4})p?", fold(value))
    if found is None:
        return None
    return found[1] or f"{found[2]}p"


def size_of(resolution: str) -> float:
    """How large a class of size is, for comparing: `4k` over `2k` over `1080p`."""
    number = float(resolution.rstrip("kp"))
    return number * 1000 if resolution.endswith("k") else number


def read_count(value: str) -> int | None:
    """Read a number of pictures, 1 to 10, with or without 张."""
    found = re.fullmatch(r"([0-9]{1,2})张?", fold(value))
    count = int(found[1]) if found else 0
    return count if 1 <= count <= LARGEST_COUNT else None


def read_strength(value: str) -> float | None:
    """Read 0 to 1, or 0 to 100 with or without a per cent sign, to four decimals."""
    found = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,9})?|\.[0-9]{1,9})(%?)", fold(value))
    if found is None:
        return None
    number = float(found[1])
    if found[2] or number > 1:
        number /= 100
    return round(number, 4) if number <= 1 else None


def read_seed(value: str) -> int | Literal["same", "random"] | None:
    """Read a seed from 0 to 2^32-1, `same` (that of the replied job) or `random`."""
    folded = fold(value)
    if folded in {"same", "相同"}:
        return "same"
    if folded in {"random", "-1", "随机"}:
        return "random"
    found = re.fullmatch(r"[0-9]{1,12}", folded)
    seed = int(folded) if found else LARGEST_SEED + 1
    return seed if seed <= LARGEST_SEED else None


def read_seconds(value: str) -> int | None:
    """Read `5`, `5s`, `5秒`, in seconds."""
    found = re.fullmatch(r"([0-9]{1,3})\s*(?:s|sec|secs|seconds?|秒|秒钟)?", fold(value))
    return int(found[1]) if found and int(found[1]) > 0 else None


def read_credits(value: str) -> int | None:
    """Read an amount of credits."""
    found = re.fullmatch(r"([0-9]{1,7})\s*(?:积分|credits?)?", fold(value))
    return int(found[1]) if found else None


def read_pictures(value: str) -> tuple[int, ...] | None:
    """Read picture numbers: `1`, `1,2`, `图1+图2`, `@1、@2`. Zero is left for others to refuse."""
    parts = re.split(r"[,+、]", fold(value))
    found = [re.fullmatch(r"\s*(?:图片?|@|#)?([0-9]{1,3})\s*", part) for part in parts]
    if not all(found):
        return None
    return tuple(dict.fromkeys(int(match[1]) for match in found if match))


def split_references(value: str) -> tuple[str, tuple[str, ...]]:
    """Part `1,2,https://…` into the numbers, to be read, and the addresses as typed."""
    parts = re.split(r"[,、](?=https?://)|(?<=[0-9])[,、](?=[0-9])", value)
    links = tuple(part for part in parts if re.match(r"https?://", part, re.IGNORECASE))
    return ",".join(part for part in parts if part not in links), links


def read_styles(value: str) -> tuple[str, ...]:
    """Read style names joined by `+`; none is an empty tuple."""
    names = (without_marks(name) for name in re.split("[+＋]", value))
    return tuple(name for name in names if name)
