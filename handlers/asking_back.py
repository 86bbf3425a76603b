"""A message that is to be replied to, and in a group only by the person whom it is for."""

from __future__ import annotations

from telegram import ForceReply, Message, ReplyParameters
from telegram.helpers import mention_html

from bot.answers import Spot, say_at
from bot.domain.jobs import Origin
from bot.telegram_app import BotContext


async def ask_back(context: BotContext, origin: Origin, said: str, placeholder: str) -> Message:
    """Say this and open the reply box of the person of `origin`; gives what was sent.

    Telegram opens it for whoever is mentioned; a reply to a message of ours would name nobody.
    Raises `TelegramError`.
    """
    if not origin.is_private:
        said = f"{mention_html(origin.user_id, origin.name or f'{origin.user_id}')}\n{said}"
    quoted = ReplyParameters(origin.message_id, allow_sending_without_reply=True)
    return await say_at(
        context.bot,
        Spot(origin.chat_id, origin.thread_id, quoted, origin.user_id),
        said,
        ForceReply(selective=True, input_field_placeholder=placeholder),
    )
