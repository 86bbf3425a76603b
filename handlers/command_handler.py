"""Commands in texts and captions alike, slashed or as Chinese trigger words.

A trigger word counts at the beginning of a private message; in groups only where the bot is spoken
to: after its name, or in reply to it.

The library's own handler doesn't see captions, fires again on every edit (and would pay again), and
relies on entities that not every Bot API server marks.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler

from bot.domain.commands import split_command
from bot.telegram_app import BotContext

Callback = Callable[[Update, BotContext], Awaitable[None]]

# Chinese keyboards type a full-width space behind the command: `\s` takes it.
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?=\s|$)\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CommandCall:
    """A command as typed: its name in lower case and everything after it."""

    name: str
    tail: str
    is_trigger: bool = False
    """It was a word, not a slash: one that we don't know is no mistake, but a text."""


def read_command(update: object, bot_username: str) -> CommandCall | None:
    """The command that a new message starts with, None if it has none or names another bot.

    An edited message has none: it would pay again.
    """
    message = update.message if isinstance(update, Update) else None
    return read_command_of(message, bot_username) if message is not None else None


def read_command_of(message: Message, bot_username: str) -> CommandCall | None:
    """The command that a message's text or caption starts with, as `read_command`."""
    text = message.text or message.caption or ""
    match = _COMMAND.match(text)
    if match is None:
        return _read_trigger(message, bot_username)
    name, addressee, tail = match.groups()
    if addressee is not None and addressee.lower() != bot_username.lower():
        return None
    return CommandCall(name.lower(), tail)


def words_for_us(message: Message, bot_username: str) -> str | None:
    """What is said to the bot: all in private, in groups after its name or in reply to it; None
    for what isn't."""
    text = message.text or message.caption or ""
    if message.chat.type == ChatType.PRIVATE:
        return text
    named = re.match(rf"@{re.escape(bot_username)}(?=\s|$)\s*", text, re.IGNORECASE)
    if named is not None:
        return text[named.end() :]
    return text if _answers(message, bot_username) else None


def names_another_bot(message: Message, bot_username: str) -> bool:
    """Whether a message's text or caption starts with a command addressed to another bot."""
    match = _COMMAND.match(message.text or message.caption or "")
    addressee = match[2] if match is not None else None
    return addressee is not None and addressee.lower() != bot_username.lower()


def _read_trigger(message: Message, bot_username: str) -> CommandCall | None:
    """A Chinese word that stands for a command, where it is meant for us."""
    text = words_for_us(message, bot_username)
    if text is None or text.lstrip().startswith("/"):
        return None
    command, tail = split_command(text)
    return CommandCall(command, tail, is_trigger=True) if command is not None else None


def is_spoken_to(message: Message, bot_username: str) -> bool:
    """The bot is meant, in a group: by a command, by its name, or in reply to it."""
    words = (message.text or message.caption or "").lower()
    named = re.search(rf"@{re.escape(bot_username.lower())}\b", words) is not None
    call = read_command_of(message, bot_username)
    return named or call is not None or _answers(message, bot_username)


def _answers(message: Message, bot_username: str) -> bool:
    """The message is a reply to one of ours."""
    answered = message.reply_to_message
    author = answered.from_user if answered is not None else None
    return author is not None and (author.username or "").lower() == bot_username.lower()


class CommandHandler(BaseHandler[Update, BotContext, None]):
    """Runs the callback for these command names; `context.command_tail` holds what follows."""

    def __init__(self, names: tuple[str, ...], callback: Callback) -> None:
        super().__init__(_coroutine(callback))
        self._names = frozenset(names)

    def check_update(self, update: object) -> CommandCall | None:
        """The call, if it is one of ours."""
        if not isinstance(update, Update):
            return None
        call = read_command(update, update.get_bot().username)
        return call if call is not None and call.name in self._names else None

    def collect_additional_context(
        self, context: BotContext, update: Update, application: Any, check_result: object
    ) -> None:
        """Put the text after the command into the context."""
        if isinstance(check_result, CommandCall):
            context.command_tail = check_result.tail


class UnknownCommandHandler(BaseHandler[Update, BotContext, None]):
    """Runs for any command that reached it: it stands behind all known ones."""

    def __init__(self, callback: Callback) -> None:
        super().__init__(_coroutine(callback))

    def check_update(self, update: object) -> CommandCall | None:
        """The call, whatever its name."""
        if not isinstance(update, Update):
            return None
        call = read_command(update, update.get_bot().username)
        return call if call is not None and not call.is_trigger else None

    def collect_additional_context(
        self, context: BotContext, update: Update, application: Any, check_result: object
    ) -> None:
        """Put the name, the only thing of interest here, into the context."""
        if isinstance(check_result, CommandCall):
            context.command_tail = check_result.name


def _coroutine(callback: Callback) -> Any:
    async def run(update: Update, context: BotContext) -> None:
        await callback(update, context)

    return run
