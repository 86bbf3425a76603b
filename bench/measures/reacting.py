"""How soon the bot shows a sign of life while many people write, with the real bot process."""

from __future__ import annotations

import asyncio
from statistics import median, quantiles

from bench.bot_process import cpu_seconds
from bench.chat import open_playground
from bench.figures import Figure
from bench.many_chats import ManyChats
from bench.memory import AVAILABLE

RATE = 20.0
"""Messages a second, from everybody together."""
PEOPLE, WITH_LOGIN = 200, 20


def measure(seconds: float, *, rate: float = RATE, people: int = PEOPLE) -> list[Figure]:
    """Times to the first visible reaction at `rate` messages a second for so many seconds."""
    return asyncio.run(_measure(seconds, rate, people)) if AVAILABLE else []


async def _measure(seconds: float, rate: float, people: int) -> list[Figure]:
    async with open_playground() as (playground, bot):
        chats = ManyChats(playground, people, min(people, WITH_LOGIN))
        await chats.log_in()
        before = cpu_seconds(bot.pid)
        reactions = await chats.speak(rate, seconds)
        cpu = cpu_seconds(bot.pid) - before
        slowest = quantiles(reactions, n=100)[-1]
        return [
            Figure("reaction_in_a_crowd_median", median(reactions) * 1000, "ms"),
            Figure("reaction_in_a_crowd_p99", slowest * 1000, "ms"),
            Figure("bot_cpu_per_message_in_a_crowd", cpu / len(reactions) * 1000, "ms"),
        ]
