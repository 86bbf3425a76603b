"""/help: everything on one screen, and a screen for each topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from telegram import Update

from bot.answers import answer
from bot.status_text import SHORT_PROMPT_LENGTH, shorten
from bot.telegram_app import BotContext
from handlers.command_handler import Callback

TOPICS: Final = {
    "flags": ("参数",),
    "photos": ("photo", "pictures", "图片", "照片"),
    "video": ("videos", "视频"),
    "credits": ("credit", "积分"),
    "login": ("登录",),
    "groups": ("group", "群", "群里"),
    "labels": ("label", "标识", "水印"),
}
"""The topics, and the other words that people try."""

_BY_WORD: Final = {word: topic for topic, words in TOPICS.items() for word in (topic, *words)}


def help_on(
    in_menu: Callable[[], Sequence[str]], beside_it: Callable[[], Sequence[str]]
) -> Callback:
    """The /help that lists these commands; asked late, since /help is one of them.

    Those beside the menu share a line: all has to fit on one screen.
    """

    async def show_help(update: Update, context: BotContext) -> None:
        typed = context.command_tail.strip()
        if typed:
            await _on_topic(update, context, typed)
            return
        lines = [
            context.text("help-line", command=name, what=context.plain(f"command-{name}"))
            for name in in_menu()
        ]
        others = " · ".join(f"/{name} {context.plain(f'command-{name}')}" for name in beside_it())
        sections = [
            "\n".join([context.text("help-title"), *lines, others]),
            context.text("help-flags"),
            context.text("help-pictures"),
            "\n".join(
                [
                    context.text("help-where", bot=context.bot.username),
                    context.text("help-topics", topics=_topics()),
                ]
            ),
        ]
        await answer(update, "\n\n".join(sections))

    return show_help


async def _on_topic(update: Update, context: BotContext, typed: str) -> None:
    topic = _BY_WORD.get(typed.casefold())
    if topic is None:
        short = shorten(typed, SHORT_PROMPT_LENGTH)
        await answer(update, context.text("help-unknown", typed=short, topics=_topics()))
    elif topic == "groups":
        await answer(update, context.text("help-on-groups", bot=context.bot.username))
    else:
        await answer(update, context.text(f"help-on-{topic}"))


def _topics() -> str:
    return " · ".join(f"/help {topic}" for topic in TOPICS)
