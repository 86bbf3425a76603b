"""What people do with results that came: they tap what is under them, and answer them by number.

Rule: each result is played with at most once, so that what pays under it can be told apart. In a
group it is somebody else who taps, on an account of their own.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from chaos.chat_reading import STAR, button_of, job_named_in
from chaos.control import Message, Refused
from chaos.deeds import FILES, Deed
from chaos.hands import Hands
from chaos.plan import Wish
from chaos.requests import Person, Request

SECOND: Final = "2"
FILM: Final = "🎞"
"""Under videos alone."""


class Players:
    """Gives the requests that come of playing; `people` in the order of their numbers."""

    def __init__(
        self, hands: Hands, plays: Iterator[tuple[Deed, str] | None], people: Sequence[Person]
    ) -> None:
        self._hands = hands
        self._plays = plays
        self._people = people

    async def play(self, request: Request, messages: Sequence[Message]) -> Request | None:
        """Do the next thing with a result that just came; None where nothing comes of it."""
        result = _result_of(request, messages)
        planned = next(self._plays) if result is not None else None
        if result is None or planned is None:
            return None
        deed, prompt = planned
        person = self._other(request) if request.kind.in_group else request.person
        if deed.in_reply:
            return await self._reply(deed, prompt, person, request, result)
        if deed.kind is None:
            await self._tap_for_free(deed, person, request, result)
            return None
        return await self._tap(deed, person, request, result)

    def _other(self, request: Request) -> Person:
        """Another member of the group."""
        members = [each for each in self._people if each.group == request.person.group]
        return members[(members.index(request.person) + 1) % len(members)]

    async def _tap(
        self, deed: Deed, person: Person, request: Request, result: Message
    ) -> Request | None:
        button = button_of([result], deed.buttons)
        if button is None or deed.kind is None:
            return None
        now, on = time.monotonic(), time.time()
        # In a group somebody else taps, and reads a receipt of their own first.
        asks = not (deed.asks_later or request.kind.in_group)
        queries = await self._hands.tap(person, request.chat_id, button, asks=asks, times=deed.taps)
        if not queries:
            return None
        request.paid_until = on
        # Again is the same again, and a video has one result whatever it costs.
        results = deed.kind.results if deed.kind.results is not None else request.kind.results
        kind = replace(deed.kind, results=results, in_group=request.kind.in_group)
        wish = Wish(request.wish.number, request.wish.person, kind, request.prompt, 0.0)
        made = _request(wish, person, request.chat_id, result.message_id, now, on)
        made.parent, made.tap, made.queries, made.tapped_at = request, button, queries, now
        made.asks_by_yes = not asks
        return made

    async def _tap_for_free(
        self, deed: Deed, person: Person, request: Request, result: Message
    ) -> None:
        for label in deed.buttons:
            button = button_of([result], (label,))
            if button is not None:
                made = await self._hands.tap(
                    person, request.chat_id, button, asks=False, times=deed.taps
                )
                request.copies_asked += len(made) if label == FILES else 0

    async def _reply(
        self, deed: Deed, prompt: str, person: Person, request: Request, result: Message
    ) -> Request | None:
        is_film = button_of([result], (FILM,)) is not None  # those deeds are about pictures
        if deed.kind is None or request.kind.in_group or is_film:
            return None
        has_numbers = any(SECOND in button.text for button in result.buttons)
        wish = Wish(
            number=request.wish.number,
            person=request.wish.person,
            kind=deed.kind,
            prompt=prompt,
            pause=0.0,
            about_result=SECOND if has_numbers else "",
        )
        body = {"text": wish.text, "reply_to": result.message_id}
        now, on = time.monotonic(), time.time()
        try:
            message_id = await self._hands.send(person, body)
        except Refused:
            return None
        return _request(wish, person, request.chat_id, message_id, now, on)


def _request(
    wish: Wish, person: Person, chat_id: int, message_id: int, now: float, on: float
) -> Request:
    return Request(wish, person, chat_id, message_id, said_at=now, said_on=on)


def _result_of(request: Request, messages: Sequence[Message]) -> Message | None:
    """The message with the buttons under what this request made."""
    jobs = {request.job} if request.tap is not None else request.standing.job_ids
    found = (
        message
        for message in reversed(messages)
        if job_named_in(message) in jobs and _is_under(message)
    )
    return next(found, None)


def _is_under(message: Message) -> bool:
    return message.sender.is_bot and button_of([message], STAR) is not None
