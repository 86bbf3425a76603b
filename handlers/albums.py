"""Parts of albums: each is stored as it comes; the service makes one job of them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

from telegram import Message, Update

from bot.domain.albums import AlbumPart
from bot.domain.requests import MediaKind
from bot.telegram_app import BotContext
from handlers import collecting
from handlers.command_handler import read_command, words_for_us
from handlers.generation import begins_with_style
from handlers.origins import is_private, message_of, origin_of
from handlers.pictures import picture_of

Handler = Callable[[Update, BotContext], Coroutine[Any, Any, None]]


def part_keeper(kinds: Mapping[str, MediaKind]) -> Handler:
    """The handler of parts; `kinds` tells what each command makes."""

    async def keep_part(update: Update, context: BotContext) -> None:
        message = message_of(update)
        if await collecting.keep(update, context):
            return
        part = AlbumPart(
            album_id=message.media_group_id or "",
            origin=origin_of(update, context),
            picture=picture_of(message),
        )
        call = read_command(update, context.bot.username)
        if call is not None and call.name in kinds:
            part = replace(part, kind=kinds[call.name], words=call.tail)
        elif is_private(update) and _is_plain(message):
            part = replace(part, kind=MediaKind.IMAGE, words=message.caption or "")
        elif (words := words_for_us(message, context.bot.username)) is not None and (
            await begins_with_style(update, context, words)
        ):
            part = replace(part, kind=MediaKind.IMAGE, words=words)
        await context.services.albums.keep(part)

    return keep_part


def _is_plain(message: Message) -> bool:
    """Words that are no command: in private they say how to change the pictures."""
    words = message.caption or ""
    return bool(words.strip()) and not words.startswith("/")
