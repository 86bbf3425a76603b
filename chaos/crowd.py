"""Fifty people in ten groups: they log in, ask, look, and go on with what they got.

Rule: they know what a person knows, and how they spoke: `reactions` is what they do while they
wait, `players` what they do with results.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from chaos.chat_reading import Outcome, has_logged_in
from chaos.control import Control, Message, NewPerson, Refused
from chaos.deeds import Deed
from chaos.hands import Hands
from chaos.plan import Wish
from chaos.players import Players
from chaos.reactions import Reactions
from chaos.requests import Person, Request
from chaos.wordings import said, said_before

PEOPLE: Final = 50
LANGUAGES: Final = ("zh-hans", "en")
REGIONS: Final = ("", "", "", "us-", "", "hk-", "", "jp-", "", "sg-")
CREDITS: Final = 100_000

LOGS_IN_AGAIN_AFTER: Final = 5.0
LOOKS_BACK_EVERY: Final = 9
"""One request in so many is followed by a look at the history, which is no request."""
GROUPS: Final = 10
"""With five people each: Telegram takes twenty messages a minute into one group, and no more."""


class Crowd:
    """The people and their requests."""

    def __init__(
        self,
        control: Control,
        wishes: Iterator[Wish],
        plays: Iterator[tuple[Deed, str] | None],
        answers: Mapping[str, Sequence[str]],
    ) -> None:
        self._control = control
        self._wishes = wishes
        self._hands = Hands(control)
        self.people: list[Person] = []
        self.requests: list[Request] = []
        self.goes_home = False
        """Nobody begins anything any more."""

        self._reactions = Reactions(self._hands, answers, self._log_in_again)
        self._players = Players(self._hands, plays, self.people)

    @property
    def open_requests(self) -> list[Request]:
        """Those that have not ended."""
        return [request for request in self.requests if request.ended_at is None]

    async def gather(self) -> None:
        """Let everybody come, each with an account; nobody has spoken to the bot yet."""
        for number in range(PEOPLE):
            guest = await self._control.make(
                NewPerson,
                "/users",
                {
                    "first_name": f"Guest {number}",
                    "language_code": LANGUAGES[number % len(LANGUAGES)],
                },
            )
            token = REGIONS[number % len(REGIONS)] + secrets.token_hex(16)
            self.people.append(Person(guest.id, token))
            await self._open_account(token)
        for number in range(GROUPS):
            members = self.people[number::GROUPS]
            body = {"group": f"Group {number}", "members": [each.id for each in members]}
            group = await self._control.make(NewPerson, "/users", body)
            for person in members:
                person.group = group.id

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
        person.login_message = await self._hands.send(person, {"text": f"/login {person.token}"})
        person.said_login_at = time.monotonic()

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
            waiting[request.chat_id].append(request)
        for requests in waiting.values():
            await self._look(requests)

    async def chats(self) -> dict[int, tuple[Message, ...]]:
        """All chats as they stand now, for the reckoning."""
        readers = {request.chat_id: request.person for request in self.requests}
        return {chat: await self._messages(person, chat, 0) for chat, person in readers.items()}

    async def _look(self, requests: list[Request]) -> None:
        """Read the chat that these are in, and react to each."""
        oldest = min(request.message_id for request in requests)
        messages = await self._messages(requests[0].person, requests[0].chat_id, oldest)
        for request in requests:
            now = time.monotonic()
            if request.tap is not None and not request.job:
                await self._reactions.learn_job(request, messages, now)
            if request.tap is None or request.job:
                request.read(messages)
            if request.standing.outcomes:
                await self._end(request, messages)
            elif not request.person.has_blocked:
                await self._reactions.react(request, messages, now)

    async def _end(self, request: Request, messages: Sequence[Message]) -> None:
        request.ended_at = time.monotonic()
        outcomes = request.standing.outcomes
        if outcomes == {Outcome.NOT_TAKEN} and request.kind.collected:
            with contextlib.suppress(Refused):  # what is collected must not swallow other pictures
                await self._hands.send(request.person, {"text": "/done"})
        if outcomes == {Outcome.DONE} and not self.goes_home and not request.person.has_blocked:
            made = await self._players.play(request, messages)
            if made is not None:
                self.requests.append(made)

    async def _log_in_again(
        self, request: Request, messages: Iterable[Message], now: float
    ) -> None:
        """Log in when asked to, unless the last try is fresh or its answer is still to come."""
        person, pause = request.person, LOGS_IN_AGAIN_AFTER
        if has_logged_in(messages, person.login_message) and not person.has_lost_session:
            pause *= 2
        if now - person.said_login_at > pause:
            with contextlib.suppress(Refused):
                await self.log_in(person)

    async def _say(self, person: Person, wish: Wish) -> None:
        chat_id = person.group if wish.kind.in_group else person.id
        shown = 0
        for body in said_before(wish):
            shown = await self._hands.send(person, body, chat_id)
        body = said(wish)
        if wish.kind.replies:
            body["reply_to"] = shown
        message_id = await self._hands.send(person, body, chat_id)
        if wish.number % LOOKS_BACK_EVERY == 0:
            await self._hands.send(person, {"text": "/history"})
        now = time.monotonic()
        request = Request(wish, person, chat_id, message_id, said_at=now, said_on=time.time())
        if wish.cancel_after is not None:
            request.cancel_at = now + wish.cancel_after
        if wish.edit_after is not None:
            request.edit_at = now + wish.edit_after
        self.requests.append(request)

    async def _messages(self, person: Person, chat_id: int, oldest: int) -> tuple[Message, ...]:
        """A chat from this message on; a private one from the latest login, if that is older."""
        if chat_id == person.id:
            oldest = min(oldest, person.login_message or oldest)
        query = {"after": str(oldest - 1), "chat_id": str(chat_id)}
        return await self._control.get(tuple[Message, ...], f"/users/{person.id}/messages", query)

    async def _open_account(self, token: str) -> None:
        await self._control.post("/credits", {"token": token, "gift": CREDITS})

    async def _block(self, person: Person, *, blocked: bool) -> None:
        await self._control.post(f"/users/{person.id}/block", {"blocked": blocked})
        person.has_blocked = blocked
