"""Who is an administrator of a chat."""

from __future__ import annotations

from typing import Protocol

from bot.domain.ids import ChatId, UserId


class ChatRanks(Protocol):
    """What people are in chats. What can't be found out counts as no rank."""

    async def is_admin(self, chat_id: ChatId, user_id: UserId) -> bool:
        """Whether the person is an administrator of the chat, or its owner."""
        ...
