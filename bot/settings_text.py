"""What the settings' panel says, and what its buttons are called. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.models import Catalogue
from bot.domain.preference_fit import Unfit, model_in_use, unfit_in
from bot.domain.preferences import Chosen, Layer, Preferences, Setting, Value, settle
from bot.domain.requests import MediaKind
from bot.domain.setting_words import write_value
from bot.i18n import Texts
from bot.status_text import model_name

BELOW = {
    Layer.ME_HERE: (Layer.ME_HERE, Layer.CHAT, Layer.ME, Layer.OPERATOR),
    Layer.CHAT: (Layer.CHAT, Layer.OPERATOR),
    Layer.ME: (Layer.ME, Layer.OPERATOR),
}
"""What can be seen from a layer: members' own settings are none of a chat's business."""


def seen_from(layer: Layer, held: Mapping[Layer, Chosen]) -> Preferences:
    """What holds as far as this layer decides."""
    return settle({each: held[each] for each in BELOW[layer] if each in held})


def render_panel(
    texts: Texts, language: str, layer: Layer, preferences: Preferences, catalogue: Catalogue
) -> str:
    """For whom the panel is, and which values have no effect now."""
    lines = [texts.text(language, "settings-title", layer=layer.replace("_", "-"))]
    lines += [render_unfit(texts, language, each) for each in unfit_in(preferences, catalogue)]
    return "\n".join([*lines, "", texts.text(language, "settings-footer")])


def render_unfit(texts: Texts, language: str, unfit: Unfit) -> str:
    """Why a value has no effect, and that it is kept."""
    value = value_words(texts, language, unfit.setting, unfit.value)
    if not unfit.model:
        return texts.text(language, "settings-unfit-gone", value=value)
    model = model_name(texts, language, unfit.model)
    return texts.text(language, "settings-unfit", value=value, model=model)


def render_why(
    texts: Texts, language: str, preferences: Preferences, catalogue: Catalogue, chosen: str | None
) -> str:
    """Every value and where it comes from; `chosen` is the language that the person chose."""
    unfit = {each.setting for each in unfit_in(preferences, catalogue)}
    lines = [texts.text(language, "settings-why-title")]
    for setting in Setting:
        source = preferences.sources.get(setting)
        layer = "bot" if source is None else source.replace("_", "-")
        mark = "◌ " if setting in unfit else ""
        value = mark + value_words(texts, language, setting, preferences.get(setting))
        name = setting_words(texts, language, setting)
        lines.append(texts.text(language, "settings-why-line", name=name, value=value, layer=layer))
    spoken = texts.plain(language, "language-name", spoken=language)
    layer = "me" if chosen is not None else "telegram"
    name = texts.plain(language, "setting-language")
    lines.append(texts.text(language, "settings-why-line", name=name, value=spoken, layer=layer))
    lines += [render_unfit(texts, language, each) for each in unfit_in(preferences, catalogue)]
    return "\n".join(lines)


def button_words(
    texts: Texts, language: str, setting: Setting, preferences: Preferences, catalogue: Catalogue
) -> str:
    """What a button of the panel is called: the setting and its value, ◌ before one without
    effect."""
    value = preferences.get(setting)
    kind = {Setting.IMAGE_MODEL: MediaKind.IMAGE, Setting.VIDEO_MODEL: MediaKind.VIDEO}.get(setting)
    if value is None and kind is not None:  # what stands in is better to know than that one does
        value = model_in_use(preferences, catalogue, kind).name
    shown = value_words(texts, language, setting, value)
    if any(each.setting is setting for each in unfit_in(preferences, catalogue)):
        shown = f"◌ {shown}"
    return texts.plain(language, f"setting-button-{setting.replace('_', '-')}", value=shown)


def setting_words(texts: Texts, language: str, setting: Setting) -> str:
    """What people call a setting."""
    return texts.plain(language, f"setting-{setting.replace('_', '-')}")


def value_words(texts: Texts, language: str, setting: Setting, value: Value | None) -> str:
    """A value in words."""
    if value is None:
        return texts.plain(language, "settings-model-decides")
    if setting in {Setting.IMAGE_MODEL, Setting.VIDEO_MODEL}:
        return model_name(texts, language, str(value))
    if isinstance(value, bool):
        key = "settings-originals" if setting is Setting.ORIGINALS else "settings-switch"
        return texts.plain(language, key, value=write_value(value))
    if setting is Setting.OUTPUT:
        return texts.plain(language, "settings-output", value=write_value(value))
    return write_value(value)
