"""What the buttons of the settings' panel carry: layer, setting, value, and whose panel it is.

`m.ra.16x9.7k2`: for me everywhere, the ratio, 16:9, the panel of person 9218 (in base 36). A panel
in a group is its opener's alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.ids import UserId
from bot.domain.preferences import Layer, Setting

LANGUAGE: Final = "la"
"""The code of the language, which is the person's and no layer's."""

_LAYERS: Final[Mapping[str, Layer]] = {"m": Layer.ME, "h": Layer.ME_HERE, "c": Layer.CHAT}
_CODES: Final[Mapping[str, Setting]] = {
    "im": Setting.IMAGE_MODEL,
    "vm": Setting.VIDEO_MODEL,
    "ra": Setting.RATIO,
    "ir": Setting.IMAGE_RESOLUTION,
    "vr": Setting.VIDEO_RESOLUTION,
    "co": Setting.COUNT,
    "as": Setting.ASK_ABOVE,
    "ou": Setting.OUTPUT,
    "or": Setting.ORIGINALS,
    "hi": Setting.HINTS,
    "pl": Setting.PLAIN,
}
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class SettingTap:
    """One button of the panel. `code` names a setting, the language, or nothing: the panel itself;
    `value` is empty where the button only opens a list."""

    layer: Layer
    owner: UserId
    code: str = ""
    value: str = ""

    @property
    def setting(self) -> Setting | None:
        """The setting that the button is about, if it is about one."""
        return _CODES.get(self.code)


def code_of(setting: Setting) -> str:
    """How buttons name a setting."""
    return next(code for code, meant in _CODES.items() if meant is setting)


def write_argument(tap: SettingTap) -> str:
    """The argument of the button's callback data."""
    layer = next(letter for letter, meant in _LAYERS.items() if meant is tap.layer)
    value = tap.value.replace(":", "x")
    return ".".join([layer, tap.code, value, write_user(tap.owner)])


def read_argument(argument: str) -> SettingTap | None:
    """Read it back; None for what no button of ours says."""
    layer, _, rest = argument.partition(".")
    code, _, rest = rest.partition(".")
    value, _, owner = rest.rpartition(".")
    user_id = read_user(owner)
    if layer not in _LAYERS or user_id is None or code not in {"", LANGUAGE, *_CODES}:
        return None
    return SettingTap(_LAYERS[layer], user_id, code, value)


def write_user(user_id: UserId) -> str:
    """A person's id, short enough for a button: base 36."""
    digits, rest = "", int(user_id)
    while rest:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def read_user(text: str) -> UserId | None:
    """Read such an id back; None for anything else."""
    if not text or len(text) > 12 or set(text) - set(_DIGITS):
        return None
    return UserId(int(text, 36))
