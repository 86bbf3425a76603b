"""The menus of commands, by language and audience, and what the bot says of itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.domain.ids import UserId
from bot.i18n import DEFAULT_LANGUAGE, LANGUAGES, Texts

log = structlog.get_logger(__name__)

ENTRIES_AT_MOST: Final = 8
"""What can be taken in at a glance; the rest stands in /help."""


async def publish(bot: Bot, texts: Texts, *, private: Sequence[str], groups: Sequence[str]) -> None:
    """Publish the menus and the bot's description in every language.

    What Telegram won't take now is no reason not to start: typing works without it.
    """

    async def publish_menus() -> None:
        audiences: tuple[tuple[BotCommandScope, Sequence[str]], ...] = (
            (BotCommandScopeAllPrivateChats(), private),
            (BotCommandScopeAllGroupChats(), groups),
        )
        for scope, names in audiences:
            for language in LANGUAGES:
                menu = _menu(texts, language, names)
                code = _menu_code(language)
                await bot.set_my_commands(menu, scope=scope, language_code=code)

    async def publish_descriptions() -> None:
        """The words in the empty chat, and the shorter ones in the profile and shared links."""
        for language in LANGUAGES:
            code = _menu_code(language)
            description = texts.plain(language, "bot-description")
            await bot.set_my_description(description, language_code=code)
            short = texts.plain(language, "bot-short-description")
            await bot.set_my_short_description(short, language_code=code)

    await _try("menus", publish_menus)
    await _try("descriptions", publish_descriptions)


async def follow(
    bot: Bot, texts: Texts, user_id: UserId, language: str | None, names: Sequence[str]
) -> None:
    """Show a person the menu of their private chat in this language; None: as for everybody."""
    scope = BotCommandScopeChat(user_id)

    async def change() -> None:
        if language is None:
            await bot.delete_my_commands(scope=scope)
        else:
            await bot.set_my_commands(_menu(texts, language, names), scope=scope)

    await _try("own menu", change)


async def _try(part: str, do: Callable[[], Awaitable[object]]) -> None:
    try:
        await do()
    except TelegramError as error:
        log.warning("profile.not_published", part=part, error=str(error))


def _menu(texts: Texts, language: str, names: Sequence[str]) -> list[BotCommand]:
    return [BotCommand(name, texts.plain(language, f"command-{name}")) for name in names]


def _menu_code(language: str) -> str | None:
    """What is published without a language is what all other languages see."""
    return None if language == DEFAULT_LANGUAGE else language
