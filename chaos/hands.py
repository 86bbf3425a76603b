"""What people's hands do in a chat: write, edit, tap.

Rule: a tap that asks for another submission says so to the books, once; one repeated out of
impatience says that it does not ask.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from chaos.chat_reading import Tappable
from chaos.control import Control, Refused, Sent, Tapped
from chaos.requests import Person


class Hands:
    """Everybody's hands."""

    def __init__(self, control: Control) -> None:
        self._control = control

    async def send(self, person: Person, body: Mapping[str, object], chat_id: int = 0) -> int:
        """Send a message; gives its number. Raises `Refused`."""
        where = {"chat_id": chat_id} if chat_id else {}
        path = f"/users/{person.id}/send"
        return (await self._control.make(Sent, path, {**body, **where})).message_id

    async def edit(
        self, person: Person, chat_id: int, message_id: int, text: str, *, asks: bool
    ) -> bool:
        """Change the words of a message; False where that can't be done."""
        body = {"message_id": message_id, "text": text, "chat_id": chat_id, "asks": asks}
        try:
            await self._control.post(f"/users/{person.id}/edit", body)
        except Refused:
            return False
        return True

    async def tap(
        self, person: Person, chat_id: int, button: Tappable, *, asks: bool, times: int = 1
    ) -> list[str]:
        """Tap, several times at once if told to; gives the names of the taps that could be made.

        Only the first of them asks.
        """
        made = await asyncio.gather(
            *(self._tap(person, chat_id, button, asks=asks and not n) for n in range(times))
        )
        return [query for query in made if query]

    async def _tap(self, person: Person, chat_id: int, button: Tappable, *, asks: bool) -> str:
        body = {
            "message_id": button.message_id,
            "data": button.data,
            "chat_id": chat_id,
            "asks": asks,
        }
        try:
            tapped = await self._control.make(Tapped, f"/users/{person.id}/tap", body)
        except Refused:  # the message changed under the finger
            return ""
        return tapped.callback_query_id
