"""What a test of the page stands on: a real world, its page, and a bot that the test plays."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from playground import chat_page
from playground.stage import Stage
from playground.telegram_service import TelegramWorld
from playground.telegram_service.people import User
from tests.playground.page.scripted_bot import ScriptedBot

LOGIN_TOKEN = "demo-0123456789abcdef"


@dataclass
class Scene:
    """Everything one test needs: the world, its page and its bot."""

    stage: Stage
    world: TelegramWorld
    person: User
    url: str
    bot: ScriptedBot
    http: httpx.AsyncClient
    info: chat_page.PageInfo
