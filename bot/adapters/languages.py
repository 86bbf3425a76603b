"""Speaking to people in the language that they have chosen meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.ids import UserId
from bot.domain.jobs import Job, Origin

LanguageOf = Callable[[UserId, str], Awaitable[str]]
"""The language of a person; the second is for somebody of whom nothing is known."""


async def as_told(user_id: UserId, otherwise: str) -> str:
    """Nobody chose anything."""
    return otherwise


async def in_own_language(job: Job, language_of: LanguageOf) -> Job:
    """The job with its origin in its person's present language: they may have changed it since."""
    return replace(job, origin=await origin_in_own_language(job.origin, language_of))


async def origin_in_own_language(origin: Origin, language_of: LanguageOf) -> Origin:
    """The same for where something came from."""
    return replace(origin, language=await language_of(origin.user_id, origin.language))
