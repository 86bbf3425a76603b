"""The settings' panel: six rows, and in groups one more for whom it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.ids import UserId
from bot.domain.models import Catalogue
from bot.domain.preferences import Layer, Preferences, Setting, Value
from bot.domain.setting_taps import LANGUAGE, SettingTap, code_of, write_argument
from bot.domain.setting_words import choices, write_value
from bot.i18n import LANGUAGES, Texts
from bot.settings_text import button_words, value_words

ROWS: Final = (
    (Setting.IMAGE_MODEL, Setting.VIDEO_MODEL),
    (Setting.RATIO, Setting.COUNT),
    (Setting.IMAGE_RESOLUTION, Setting.VIDEO_RESOLUTION),
    (Setting.ASK_ABOVE, Setting.OUTPUT),
    (Setting.ORIGINALS, Setting.HINTS),
)
"""The last row holds plain words and the language."""

CHOICES_A_ROW: Final = {Setting.IMAGE_MODEL: 2, Setting.VIDEO_MODEL: 2}
USUALLY_A_ROW: Final = 4
AUTO: Final = "auto"


def of_settings(
    texts: Texts,
    language: str,
    *,
    owner: UserId,
    layer: Layer,
    preferences: Preferences,
    catalogue: Catalogue,
) -> InlineKeyboardMarkup:
    """Every setting with its value; a tap opens what it can be."""

    def opener(setting: Setting) -> InlineKeyboardButton:
        words = button_words(texts, language, setting, preferences, catalogue)
        return _button(words, Action.SETTING, SettingTap(layer, owner, code_of(setting)))

    rows = [[opener(setting) for setting in row] for row in ROWS]
    spoken = texts.plain(language, "language-name", spoken=language)
    words = texts.plain(language, "setting-button-language", value=spoken)
    of_language = _button(words, Action.SETTING, SettingTap(layer, owner, LANGUAGE))
    rows.append([opener(Setting.PLAIN), of_language])
    if layer is not Layer.ME:
        rows.append([_for_whom(texts, language, each, layer, owner) for each in _IN_GROUPS])
    return InlineKeyboardMarkup(rows)


def of_choices(
    texts: Texts,
    language: str,
    *,
    owner: UserId,
    layer: Layer,
    setting: Setting,
    chosen: Value | None,
    catalogue: Catalogue,
) -> InlineKeyboardMarkup:
    """What one setting can be; `chosen` is what the layer itself holds."""
    code = code_of(setting)
    buttons = [
        _button(
            ("• " if value == chosen else "") + value_words(texts, language, setting, value),
            Action.SETTING_VALUE,
            SettingTap(layer, owner, code, write_value(value)),
        )
        for value in choices(setting, catalogue)
    ]
    width = CHOICES_A_ROW.get(setting, USUALLY_A_ROW)
    rows = [buttons[start : start + width] for start in range(0, len(buttons), width)]
    unset = SettingTap(layer, owner, code, write_value(None))
    mark = "• " if chosen is None else ""
    words = mark + texts.plain(language, "button-setting-unset")
    back = _button(texts.plain(language, "button-back"), Action.SETTINGS, SettingTap(layer, owner))
    rows.append([_button(words, Action.SETTING_VALUE, unset), back])
    return InlineKeyboardMarkup(rows)


def of_languages(
    texts: Texts, language: str, *, owner: UserId, layer: Layer, chosen: str | None
) -> InlineKeyboardMarkup:
    """The languages, each called by its own name, and the one that Telegram tells."""
    names = [(each, texts.plain(each, "language-name", spoken=each)) for each in LANGUAGES]
    names.append((AUTO, texts.plain(language, "language-name", spoken=AUTO)))
    buttons = [
        _button(
            ("• " if value == (chosen or AUTO) else "") + name,
            Action.SETTING_VALUE,
            SettingTap(layer, owner, LANGUAGE, value),
        )
        for value, name in names
    ]
    return InlineKeyboardMarkup([buttons])


_IN_GROUPS: Sequence[Layer] = (Layer.ME_HERE, Layer.CHAT)


def _for_whom(
    texts: Texts, language: str, layer: Layer, shown: Layer, owner: UserId
) -> InlineKeyboardButton:
    name = texts.plain(language, "settings-for", layer=layer.replace("_", "-"))
    mark = "• " if layer is shown else ""
    return _button(mark + name, Action.SETTINGS, SettingTap(layer, owner))


def _button(words: str, action: Action, tap: SettingTap) -> InlineKeyboardButton:
    data = write_tap(Tap(action, argument=write_argument(tap)))
    return InlineKeyboardButton(words, callback_data=data)
