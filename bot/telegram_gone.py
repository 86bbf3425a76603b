"""What Telegram's refusals say is gone: an address, or a message of ours."""

from __future__ import annotations

from telegram.error import BadRequest, Forbidden, TelegramError


def is_address_gone(error: TelegramError) -> bool:
    """The chat or its topic is no longer there for us: another address may still be."""
    if isinstance(error, Forbidden):
        return True
    gone = ("chat not found", "message thread not found")
    return isinstance(error, BadRequest) and any(words in error.message.lower() for words in gone)


def is_message_gone(error: TelegramError) -> bool:
    """The message that was to be edited is deleted, or no longer ours to edit."""
    gone = ("message to edit not found", "message can't be edited")
    return isinstance(error, BadRequest) and any(words in error.message.lower() for words in gone)
