"""A strict Bot API server in memory, with the people who talk to the bot.

Rule: the bot's side is HTTP and as exact as the notes allow (Bot API 10.0, as python-telegram-bot
22.8 speaks it); the people's side is `TelegramWorld`, used by the chat page and the control
address. It imports nothing of the bot or the SDK.
"""

from __future__ import annotations

from playground.telegram_service.app import build_app
from playground.telegram_service.control_routes import control_routes
from playground.telegram_service.errors import UserSideError
from playground.telegram_service.json_face import JsonFace
from playground.telegram_service.settings import TelegramSettings
from playground.telegram_service.world import TelegramWorld

__all__ = [
    "JsonFace",
    "TelegramSettings",
    "TelegramWorld",
    "UserSideError",
    "build_app",
    "control_routes",
]
