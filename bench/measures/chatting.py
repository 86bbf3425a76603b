"""What a person waits for, and what a job costs the bot, with the real bot process."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from statistics import median

from bench.bot_process import cpu_seconds
from bench.chat import Chat, Run, open_chat
from bench.figures import Figure
from bench.memory import AVAILABLE, MEGABYTE, resident

MESSAGES = ("sendMessage", "sendPhoto", "sendVideo", "sendDocument", "sendMediaGroup")
EDITS = ("editMessageText", "editMessageReplyMarkup", "editMessageCaption", "editMessageMedia")
WARM_UP = 3
SETTLING = 2.0


def measure(jobs: int, *, warm_up: int = WARM_UP, settling: float = SETTLING) -> list[Figure]:
    """Times, CPU and memory over so many jobs, one after another; `settling` is in seconds."""
    return asyncio.run(_measure(jobs, warm_up, settling)) if AVAILABLE else []


async def _measure(jobs: int, warm_up: int, settling: float) -> list[Figure]:
    async with open_chat() as chat:
        await chat.log_in()
        await asyncio.sleep(settling)
        at_rest = resident(chat.bot)
        await _ask(chat, warm_up, "热身")
        sent, edited = chat.calls(*MESSAGES), chat.calls(*EDITS)
        before = cpu_seconds(chat.bot)
        runs = await _ask(chat, jobs, "猫咪")
        cpu = cpu_seconds(chat.bot) - before
        await asyncio.sleep(settling)
        return [
            *_times(runs),
            Figure("bot_cpu_per_job", cpu / jobs * 1000, "ms"),
            Figure("messages_per_job", (chat.calls(*MESSAGES) - sent) / jobs, "calls"),
            Figure("edits_per_job", (chat.calls(*EDITS) - edited) / jobs, "calls"),
            Figure("bot_memory_at_rest", at_rest / MEGABYTE, "MB"),
            Figure("bot_memory_after_jobs", resident(chat.bot) / MEGABYTE, "MB"),
        ]


async def _ask(chat: Chat, number: int, prompt: str) -> list[Run]:
    return [await chat.ask_for_pictures(f"{prompt} {n}") for n in range(number)]


def _times(runs: Sequence[Run]) -> list[Figure]:
    medians = {
        "image_to_first_status": median(run.to_first_status for run in runs),
        "finished_to_album": median(run.from_end_to_album for run in runs),
        "finished_to_album_bots_part": median(run.from_files_to_sending for run in runs),
    }
    return [Figure(name, seconds * 1000, "ms") for name, seconds in medians.items()]
