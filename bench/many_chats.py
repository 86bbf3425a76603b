"""Many people in their chats with the real bot at once, at a steady pace.

Rule: a reaction is the bot's first message in the person's chat after theirs, by the journal.
Nobody speaks again before they were answered, so reactions can't be mixed up.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from itertools import count, cycle

from bench.chat import PATIENCE
from bench.processes import PLENTY
from playground.assembly import Playground
from playground.journal import Entry

FIRST_MESSAGE = "sendMessage"
TYPED = ("/image 一只猫，第 {n} 只", "/queue", "/image 雨夜的街道，第 {n} 条", "/help")
"""Half of what people send asks for pictures; the other half is answered from memory or rows."""


class ManyChats:
    """People who take turns; the first few have a login, so that their pictures are really made."""

    def __init__(self, playground: Playground, people: int, with_login: int) -> None:
        self._playground = playground
        self._people = [playground.telegram.add_user(f"P{n}").id for n in range(people)]
        self._with_login = with_login

    async def log_in(self) -> None:
        """Link an account with plenty of credits to each of the first few people."""
        for number, user in enumerate(self._people[: self._with_login]):
            token = f"{number:032x}"
            self._playground.jimeng.set_credits({"token": token, "gift": PLENTY})
            await self._reaction_to(user, f"/login {token}")

    async def speak(self, rate: float, seconds: float) -> Sequence[float]:
        """Send `rate` messages a second for so many seconds; the seconds to each reaction."""
        begun, told = time.monotonic(), []
        async with asyncio.TaskGroup() as tasks:
            for number, user, text in self._turns(round(rate * seconds)):
                await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
                told.append(tasks.create_task(self._reaction_to(user, text)))
        return [task.result() for task in told]

    def _turns(self, number: int) -> Iterator[tuple[int, int, str]]:
        """Who says what: each round everybody once, and something else than in the last."""
        words = cycle(TYPED)
        shift = cycle(range(len(TYPED)))
        turn = count()
        while True:
            for user in self._people:
                n = next(turn)
                if n >= number:
                    return
                yield n, user, next(words).format(n=n)
            for _ in range(next(shift)):
                next(words)

    async def _reaction_to(self, user: int, text: str) -> float:
        journal = self._playground.stage.journal
        before = len(journal.entries())
        said = time.monotonic()

        def reacts(call: Entry) -> bool:
            is_new = call.n > before and call.name == FIRST_MESSAGE and bool(call.answered)
            return is_new and str(call.params.get("chat_id")) == str(user)

        await self._playground.telegram.user_send(user, text=text)
        async with asyncio.timeout(PATIENCE):
            await journal.wait_for(reacts)
        return time.monotonic() - said
