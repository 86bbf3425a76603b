"""What people do about a request that has not ended: they answer what they are asked.

Rule: they know what a person knows. "Send again" asks for another submission once for each time
that the bot asked; saying yes to what was asked for is no second request, however often.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from chaos.chat_reading import Outcome, Standing, Tappable, is_refused, job_answered
from chaos.control import Message, Refused
from chaos.hands import Hands
from chaos.requests import Request

TAPS_AGAIN_AFTER: Final = 2.0
ASKS_ANEW_AFTER: Final = 10.0
"""A question that stands there unchanged for so long was asked again, or never got the tap."""

UNANSWERED_FOR: Final = 6.0
REFUSED_TAPS: Final = 2
BRIGHTER: Final = "更亮些"
TOO_LATE: Final = "更暗些"

LogsIn = Callable[[Request, Sequence[Message], float], Awaitable[None]]
Answers = Mapping[str, Sequence[str]]


class Reactions:
    """What is done about open requests; `answers` are what the bot said to taps."""

    def __init__(self, hands: Hands, answers: Answers, log_in: LogsIn) -> None:
        self._hands = hands
        self._answers = answers
        self._log_in = log_in

    async def learn_job(self, request: Request, messages: Sequence[Message], now: float) -> None:
        """Find out what a tap made: its answer says so; without one, it is tapped again."""
        answers = [words for query in request.queries for words in self._answers.get(query, ())]
        request.job = next((job for words in answers if (job := job_answered(words))), "")
        if request.job or request.tap is None:
            return
        if len(answers) >= REFUSED_TAPS or (answers and is_refused(messages, request.message_id)):
            request.standing = Standing(frozenset([Outcome.NOT_TAKEN]), (), frozenset())
        elif now - request.tapped_at > UNANSWERED_FOR:
            request.tapped_at = now
            request.queries += await self._hands.tap(
                request.person, request.chat_id, request.tap, asks=False
            )

    async def react(self, request: Request, messages: Sequence[Message], now: float) -> None:
        """Do what is to be done now."""
        standing = request.standing
        if standing.needs_login:
            await self._log_in(request, messages, now)
        if now - request.tapped_at > TAPS_AGAIN_AFTER:
            # An older message of the same job may still ask for its yes: what asks anew goes first.
            if standing.send_again is not None:
                await self._send_again(request, standing.send_again, now)
            else:
                await self._say_yes(request, now)
        if request.cancel_at is not None and now >= request.cancel_at:
            await self._cancel(request, standing)
        if request.edit_at is not None and now >= request.edit_at:
            await self._edit_too_late(request)

    async def _say_yes(self, request: Request, now: float) -> None:
        standing = request.standing
        if standing.lead_on is not None:
            await self._tap(request, standing.lead_on)
            request.tapped_at = now
        if standing.agree is None:
            return
        if request.kind.is_reworded and not await self._is_reworded(request, now):
            return
        asks = request.asks_by_yes and not request.has_agreed
        if await self._tap(request, standing.agree, asks=asks):
            request.has_agreed = True
        request.tapped_at = now

    async def _is_reworded(self, request: Request, now: float) -> bool:
        """Change the words while the receipt asks, and wait until it says the new ones."""
        if not request.reworded:
            request.reworded = f"{request.wish.text} {BRIGHTER}"
            request.asked_at = now
            await self._hands.edit(
                request.person, request.chat_id, request.message_id, request.reworded, asks=True
            )
            return False
        says_so = any(BRIGHTER in words for words in request.standing.words)
        return says_so or now - request.asked_at > ASKS_ANEW_AFTER

    async def _send_again(self, request: Request, button: Tappable, now: float) -> None:
        version = (button.message_id, button.version)
        asks = version != request.asked_version or now - request.asked_at > ASKS_ANEW_AFTER
        if await self._tap(request, button, asks=asks):
            request.tapped_at = now
            if asks:
                request.sent_again += 1
                request.asked_version, request.asked_at = version, now

    async def _cancel(self, request: Request, standing: Standing) -> None:
        """Cancel; where that comes too late, say that nobody waits any more."""
        if standing.stop_waiting is not None:
            await self._tap(request, standing.stop_waiting)
            request.cancel_at = None
        elif request.stopped_waiting or standing.cancel is None:
            return
        elif request.wish.cancels_by_command and standing.job_ids:
            words = {"text": f"/cancel {min(standing.job_ids)}"}
            with contextlib.suppress(Refused):
                request.cancelled_by = await self._hands.send(request.person, words)
            request.stopped_waiting = True
        else:
            request.stopped_waiting = await self._tap(request, standing.cancel)

    async def _edit_too_late(self, request: Request) -> None:
        """It was begun already, so other words must change nothing and pay nothing."""
        request.edit_at = None
        words = f"{request.wish.text.removesuffix(' --res 1k')} {TOO_LATE} --res 1k"
        await self._hands.edit(
            request.person, request.chat_id, request.message_id, words, asks=False
        )

    async def _tap(self, request: Request, button: Tappable, *, asks: bool = False) -> bool:
        return bool(await self._hands.tap(request.person, request.chat_id, button, asks=asks))
