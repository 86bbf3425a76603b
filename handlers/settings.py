"""/settings: the panel, single settings by text, and where each value comes from; and /lang."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Update

from bot import keyboards
from bot.answers import acknowledge, answer, bring_up_to_date
from bot.domain.callbacks import Tap
from bot.domain.errors import UserError
from bot.domain.grammar.values import fold
from bot.domain.ids import ChatId
from bot.domain.models import Catalogue
from bot.domain.preference_fit import unfit_in
from bot.domain.preferences import NOTHING, Layer, Preferences, settle
from bot.domain.setting_taps import LANGUAGE, SettingTap, read_argument
from bot.domain.setting_words import Change, name_of, read_change
from bot.i18n import LANGUAGES, pick_language
from bot.settings_text import (
    render_panel,
    render_unfit,
    render_why,
    seen_from,
    setting_words,
    value_words,
)
from bot.telegram_app import BotContext
from handlers import announcements
from handlers.origins import is_private, person_of

WHY = frozenset({"why", "为什么", "来源"})
LANGUAGE_WORDS = frozenset({"lang", "language", "语言"})
AUTO = "auto"
LANGUAGE_NAMES = {
    "zh": "zh",
    "中文": "zh",
    "chinese": "zh",
    "en": "en",
    "english": "en",
    "英文": "en",
    "英语": "en",
    AUTO: AUTO,
    "自动": AUTO,
    "默认": AUTO,
    "default": AUTO,
}
LAYER_WORDS = {
    "here": Layer.ME_HERE,
    "这里": Layer.ME_HERE,
    "chat": Layer.CHAT,
    "group": Layer.CHAT,
    "本群": Layer.CHAT,
    "me": Layer.ME,
    "我": Layer.ME,
}


async def show_settings(update: Update, context: BotContext) -> None:
    """/settings, /settings why, /settings [here|chat|me] name value."""
    words = context.command_tail.strip()
    if fold(words) in WHY:
        await _show_why(update, context)
        return
    layer = _usual_layer(update)
    first, _, rest = words.partition(" ")
    if fold(first) in LAYER_WORDS:
        layer, words = _layer_for(update, LAYER_WORDS[fold(first)]), rest.strip()
    name, _, value = words.partition(" ")
    if fold(name) in LANGUAGE_WORDS:
        await _speak_by_text(update, context, value.strip())
    elif fold(name) in announcements.NAMES:
        await announcements.choose_by_words(update, context, value)
    elif words:
        await _change_by_text(update, context, layer, words)
    else:
        text, keyboard = await _panel(update, context, layer)
        await answer(update, text, keyboard)


async def choose_language(update: Update, context: BotContext) -> None:
    """/lang, /lang zh: the language of everything that the bot says to this person."""
    await _speak_by_text(update, context, context.command_tail.strip())


async def show_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """Back to the panel, or to it for another layer."""
    meant = _own(update, tap)
    if meant is None:
        await acknowledge(update, context.plain("settings-not-yours"))
        return
    layers = context.services.layers
    if not await layers.may_change(meant.layer, person_of(update), _chat_of(update)):
        await acknowledge(update, context.plain("settings-admins-only"))
        return
    await acknowledge(update)
    await bring_up_to_date(update, *await _panel(update, context, meant.layer))


async def open_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """What one setting can be."""
    meant = _own(update, tap)
    if meant is None:
        await acknowledge(update, context.plain("settings-not-yours"))
        return
    await acknowledge(update)
    services, owner = context.services, person_of(update)
    texts, language = services.texts, context.language
    if meant.setting is None:
        chosen = await services.languages.chosen(owner)
        keyboard = keyboards.of_languages(
            texts, language, owner=owner, layer=meant.layer, chosen=chosen
        )
        await bring_up_to_date(update, context.text("language-ask"), keyboard)
        return
    held = await services.layers.held(owner, _chat_of(update))
    name = setting_words(texts, language, meant.setting)
    title = context.text("settings-choose", name=name, layer=_layer_key(meant.layer))
    keyboard = keyboards.of_choices(
        texts,
        language,
        owner=owner,
        layer=meant.layer,
        setting=meant.setting,
        chosen=held.get(meant.layer, NOTHING).get(meant.setting),
        catalogue=await services.layers.catalogue_of(owner),
    )
    await bring_up_to_date(update, title, keyboard)


async def set_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """One of the values: set, and back to the panel."""
    meant = _own(update, tap)
    if meant is None or not meant.value:
        await acknowledge(update, context.plain("settings-not-yours"))
        return
    if meant.code == LANGUAGE:
        await _speak(update, context, meant.value)
        await acknowledge(update, context.plain("language-done"))
    else:
        try:
            await _set(update, context, meant)
        except UserError as error:
            await acknowledge(update, context.plain(error.key, **error.values))
            return
        await acknowledge(update)
    await bring_up_to_date(update, *await _panel(update, context, meant.layer))


async def _set(update: Update, context: BotContext, meant: SettingTap) -> None:
    """Set what the button says. Raises `UserError`."""
    layers, setting = context.services.layers, meant.setting
    if setting is None:
        raise UserError("settings-not-yours")
    owner = person_of(update)
    catalogue = await layers.catalogue_of(owner)
    change = read_change(f"{name_of(setting)} {meant.value}", catalogue)
    await layers.change(meant.layer, owner, _chat_of(update), change)


async def _change_by_text(update: Update, context: BotContext, layer: Layer, words: str) -> None:
    layers, owner, chat_id = context.services.layers, person_of(update), _chat_of(update)
    catalogue = await layers.catalogue_of(owner)
    change = read_change(words, catalogue)
    await layers.change(layer, owner, chat_id, change)
    preferences = seen_from(layer, await layers.held(owner, chat_id))
    await answer(update, "\n".join(_done_lines(context, layer, change, preferences, catalogue)))


def _done_lines(
    context: BotContext,
    layer: Layer,
    change: Change,
    preferences: Preferences,
    catalogue: Catalogue,
) -> list[str]:
    """What is set now, and whether it has an effect."""
    texts, language = context.services.texts, context.language
    value = value_words(texts, language, change.setting, preferences.get(change.setting))
    name = setting_words(texts, language, change.setting)
    key = "settings-done" if change.value is not None else "settings-taken-back"
    lines = [context.text(key, name=name, value=value, layer=_layer_key(layer))]
    unfit = unfit_in(preferences, catalogue)
    lines += [
        render_unfit(texts, language, each) for each in unfit if each.setting is change.setting
    ]
    return lines


async def _show_why(update: Update, context: BotContext) -> None:
    services, owner = context.services, person_of(update)
    preferences = settle(await services.layers.held(owner, _chat_of(update)))
    chosen = await services.languages.chosen(owner)
    catalogue = await services.layers.catalogue_of(owner)
    await answer(
        update, render_why(services.texts, context.language, preferences, catalogue, chosen)
    )


async def _panel(
    update: Update, context: BotContext, layer: Layer
) -> tuple[str, InlineKeyboardMarkup]:
    services, owner = context.services, person_of(update)
    texts, language = services.texts, context.language
    catalogue = await services.layers.catalogue_of(owner)
    preferences = seen_from(layer, await services.layers.held(owner, _chat_of(update)))
    keyboard = keyboards.of_settings(
        texts, language, owner=owner, layer=layer, preferences=preferences, catalogue=catalogue
    )
    lines = [render_panel(texts, language, layer, preferences, catalogue)]
    if layer is Layer.ME:  # it is heard in the private chat, and nobody else's business
        hears = await services.announcements.hears(owner)
        lines.append(context.text("settings-announcements", state="on" if hears else "off"))
    return "\n".join(lines), keyboard


async def _speak_by_text(update: Update, context: BotContext, typed: str) -> None:
    if not typed:
        services, owner = context.services, person_of(update)
        chosen = await services.languages.chosen(owner)
        keyboard = keyboards.of_languages(
            services.texts,
            context.language,
            owner=owner,
            layer=_usual_layer(update),
            chosen=chosen,
        )
        await answer(update, context.text("language-ask"), keyboard)
        return
    language = LANGUAGE_NAMES.get(fold(typed))
    if language is None:
        raise UserError("language-unknown", typed=typed)
    await _speak(update, context, language)
    await answer(update, context.text("language-done"))


async def _speak(update: Update, context: BotContext, language: str) -> None:
    """Speak it from here on, in answers, in running jobs' messages and in the person's menu."""
    user, owner = update.effective_user, person_of(update)
    told = pick_language(user.language_code if user is not None else None)
    chosen = language if language in LANGUAGES else None
    context.speak(await context.services.languages.choose(owner, chosen, told))
    await context.services.follow_menu(owner, chosen)


def _own(update: Update, tap: Tap) -> SettingTap | None:
    """What the button says, if the panel is this person's."""
    meant = read_argument(tap.argument)
    if meant is None or meant.owner != person_of(update):
        return None
    return meant if (meant.layer is Layer.ME) == is_private(update) else None


def _usual_layer(update: Update) -> Layer:
    return Layer.ME if is_private(update) else Layer.ME_HERE


def _layer_for(update: Update, asked: Layer) -> Layer:
    """In private there is one layer only: the person's own."""
    return Layer.ME if is_private(update) else asked


def _layer_key(layer: Layer) -> str:
    return layer.replace("_", "-")


def _chat_of(update: Update) -> ChatId:
    if update.effective_chat is None:
        raise TypeError("this update comes from no chat")
    return ChatId(update.effective_chat.id)
