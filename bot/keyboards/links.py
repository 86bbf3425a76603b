"""Buttons that lead elsewhere."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n import Texts


def to_login(texts: Texts, language: str, bot_username: str) -> InlineKeyboardMarkup:
    """Leads from a group to the login in the private chat."""
    words = texts.plain(language, "button-login-privately")
    return _link(words, f"https://t.me/{bot_username}?start=login")


def to_private_chat(texts: Texts, language: str, bot_username: str) -> InlineKeyboardMarkup:
    """Leads from a group to the private chat."""
    words = texts.plain(language, "button-open-privately")
    return _link(words, f"https://t.me/{bot_username}")


def _link(words: str, url: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(words, url=url)]])
