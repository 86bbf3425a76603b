"""Fifty people: they log in, ask, look, change their minds, and tap when they are asked.

Rule: they know what a person knows. A tap that asks for another submission says so to the books,
once for each time that the bot asked; a tap repeated out of impatience says that it does not ask.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import secrets
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from chaos.chat_reading import Standing, Tappable, has_logged_in, read_standing
from chaos.control import Control, Message, NewPerson, Refused, Sent
from chaos.photographs import photograph
from chaos.plan import Wish
from chaos.requests import Person, Request

PEOPLE: Final = 50
LANGUAGES: Final = ("zh-hans", "en")
REGIONS: Final = ("", "", "", "us-", "", "hk-", "", "jp-", "", "sg-")
CREDITS: Final = 100_000

LOGS_IN_AGAIN_AFTER: Final = 5.0
TAPS_AGAIN_AFTER: Final = 2.0
LOOKS_BACK_EVERY: Final = 9
"""One request in so many is followed by a look at the history, which is no request."""
ASKS_ANEW_AFTER: Final = 10.0
"""A question that stands there unchanged for so long was asked again, or never got the tap."""


class Crowd:
    """The people and their requests."""

    def __init__(self, control: Control, wishes: Iterator[Wish]) -> None:
        self._control = control
        self._wishes = wishes
        self.people: list[Person] = []
        self.requests: list[Request] = []

    @property
    def open_requests(self) -> list[Request]:
        """Those that have not ended."""
        return [request for request in self.requests if request.ended_at is None]

    async def gather(self) -> None:
        """Let everybody come, each with an account; nobody has spoken to the bot yet."""
        for number in range(PEOPLE):
            person = await self._control.make(
                NewPerson,
                "/users",
                {
                    "first_name": f"Guest {number}",
                    "language_code": LANGUAGES[number % len(LANGUAGES)],
                },
            )
            token = REGIONS[number % len(REGIONS)] + secrets.token_hex(16)
            self.people.append(Person(person.id, token))
            await self._open_account(token)

    async def ask(self) -> float:
        """Somebody asks for the next thing; gives the seconds until somebody else may."""
        wish = next(self._wishes)
        person = self.people[wish.person]
        with contextlib.suppress(Refused):  # who has blocked the bot can't write to it
            if person.login_message == 0 and wish.number % 3:  # others find out that they have to
                await self.log_in(person)
            await self._say(person, wish)
        return wish.pause

    async def ask_in_one_breath(self) -> None:
        """Somebody logs in and asks at once, without waiting for an answer."""
        wish = next(self._wishes)
        person = self.people[wish.person]
        with contextlib.suppress(Refused):
            await self.log_in(person)
            await self._say(person, wish)

    async def log_in(self, person: Person) -> None:
        """Send the session id; one that has ended is made good at the service's site first."""
        if person.has_lost_session:
            await self._control.post("/credits", {"token": person.token, "session": "alive"})
            person.has_lost_session = False
        body = {"text": f"/login {person.token}"}
        sent = await self._control.make(Sent, f"/users/{person.id}/send", body)
        person.login_message, person.said_login_at = sent.message_id, time.monotonic()

    async def end_session(self, person: Person) -> None:
        """The service ends this person's session."""
        await self._control.post("/credits", {"token": person.token, "session": "dead"})
        person.has_lost_session = True

    async def block_for(self, person: Person, seconds: float) -> None:
        """This person blocks the bot and thinks better of it."""
        await self._block(person, blocked=True)
        for request in self.open_requests:
            request.was_blocked |= request.person is person
        try:
            await asyncio.sleep(seconds)
        finally:
            await self._block(person, blocked=False)

    async def look_round(self) -> None:
        """Everybody who waits looks into their chat, and does what is to be done."""
        waiting: defaultdict[int, list[Request]] = defaultdict(list)
        for request in self.open_requests:
            waiting[request.person.id].append(request)
        for requests in waiting.values():
            await self._look(requests[0].person, requests)

    async def read_again(self) -> None:
        """Read every chat as it stands now, for the reckoning."""
        for person in self.people:
            mine = [request for request in self.requests if request.person is person]
            if mine:
                messages = await self._messages(person, mine)
                for request in mine:
                    request.standing = read_standing(messages, request.message_id)

    async def _look(self, person: Person, requests: Iterable[Request]) -> None:
        mine = list(requests)
        messages = await self._messages(person, mine)
        for request in mine:
            request.standing = read_standing(messages, request.message_id)
            if request.standing.outcomes:
                request.ended_at = time.monotonic()
            elif not person.has_blocked:
                await self._react(request, messages)

    async def _react(self, request: Request, messages: Iterable[Message]) -> None:
        standing, person, now = request.standing, request.person, time.monotonic()
        if standing.needs_login:
            await self._log_in_again(person, messages, now)
        if now - request.tapped_at > TAPS_AGAIN_AFTER:
            # Saying yes to what was asked for is no second request, however often it is tapped.
            for button in (standing.join, standing.agree):
                if button is not None:
                    await self._tap(person, button, asks=False)
                    request.tapped_at = now
        if standing.send_again is not None and now - request.tapped_at > TAPS_AGAIN_AFTER:
            await self._send_again(request, standing.send_again, now)
        if request.cancel_at is not None and now >= request.cancel_at:
            await self._cancel(request, standing)

    async def _log_in_again(self, person: Person, messages: Iterable[Message], now: float) -> None:
        """Log in when asked to, unless the last try is fresh or its answer is still to come."""
        pause = LOGS_IN_AGAIN_AFTER
        if has_logged_in(messages, person.login_message) and not person.has_lost_session:
            pause *= 2
        if now - person.said_login_at > pause:
            with contextlib.suppress(Refused):
                await self.log_in(person)

    async def _send_again(self, request: Request, button: Tappable, now: float) -> None:
        version = (button.message_id, button.version)
        asks = version != request.asked_version or now - request.asked_at > ASKS_ANEW_AFTER
        if await self._tap(request.person, button, asks=asks):
            request.tapped_at = now
            if asks:
                request.asked_version, request.asked_at = version, now

    async def _cancel(self, request: Request, standing: Standing) -> None:
        """Cancel; where that comes too late, say that nobody waits any more."""
        if standing.stop_waiting is not None:
            await self._tap(request.person, standing.stop_waiting, asks=False)
            request.cancel_at = None
        elif standing.cancel is not None and not request.stopped_waiting:
            request.stopped_waiting = await self._tap(request.person, standing.cancel, asks=False)

    async def _tap(self, person: Person, button: Tappable, *, asks: bool) -> bool:
        body = {"message_id": button.message_id, "data": button.data, "asks": asks}
        try:
            await self._control.post(f"/users/{person.id}/tap", body)
        except Refused:  # the message changed under the finger
            return False
        return True

    async def _say(self, person: Person, wish: Wish) -> None:
        path = f"/users/{person.id}/send"
        shown = [await self._control.make(Sent, path, {"photo": p}) for p in _shown_first(wish)]
        body = _said(wish)
        if wish.kind.replies:
            body["reply_to"] = shown[-1].message_id
        sent = await self._control.make(Sent, path, body)
        if wish.number % LOOKS_BACK_EVERY == 0:
            await self._control.post(path, {"text": "/history"})
        now = time.monotonic()
        request = Request(wish, person, sent.message_id, said_at=now, said_on=time.time())
        if wish.cancel_after is not None:
            request.cancel_at = now + wish.cancel_after
        self.requests.append(request)

    async def _messages(self, person: Person, requests: list[Request]) -> tuple[Message, ...]:
        oldest = min(request.message_id for request in requests)
        query = {"after": str(min(oldest, person.login_message or oldest) - 1)}
        return await self._control.get(tuple[Message, ...], f"/users/{person.id}/messages", query)

    async def _open_account(self, token: str) -> None:
        await self._control.post("/credits", {"token": token, "gift": CREDITS})

    async def _block(self, person: Person, *, blocked: bool) -> None:
        await self._control.post(f"/users/{person.id}/block", {"blocked": blocked})
        person.has_blocked = blocked


def _said(wish: Wish) -> dict[str, object]:
    """A text, or pictures with a caption."""
    match _photographs(wish, wish.kind.pictures):
        case []:
            return {"text": wish.text}
        case [photo]:
            return {"photo": photo, "caption": wish.text}
        case album:
            return {"album": album, "caption": wish.text}


def _shown_first(wish: Wish) -> list[str]:
    """The pictures that go before the words."""
    return _photographs(wish, wish.kind.shown_first)


def _photographs(wish: Wish, number: int) -> list[str]:
    hues = (wish.number * 37 + 80 * n for n in range(number))
    return [base64.b64encode(photograph(hue % 256)).decode() for hue in hues]
