"""News for people: what their Telegram app would show as it happens.

Rule: a subscription hears everything from the moment it is made; a person hears only of chats that
they are in.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

from playground.telegram_service.wire import JsonObject


class Subscription(AsyncIterator[JsonObject]):
    """An endless iterator of events for one person; close it when nobody listens any more."""

    def __init__(self, user_id: int, events: Events) -> None:
        self.user_id = user_id
        self._events = events
        self._queue: asyncio.Queue[JsonObject | None] = asyncio.Queue()

    def put(self, event: JsonObject | None) -> None:
        """Hand over an event; None ends the iteration."""
        self._queue.put_nowait(event)

    async def __anext__(self) -> JsonObject:
        event = await self._queue.get()
        if event is None:
            raise StopAsyncIteration
        return event

    async def aclose(self) -> None:
        """Stop listening; a waiting reader ends."""
        self._events.forget(self)
        self.put(None)

    async def __aenter__(self) -> Subscription:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.aclose()


class Events:
    """Who listens, and the news for them."""

    def __init__(self) -> None:
        self._listeners: dict[int, list[Subscription]] = {}

    def subscribe(self, user_id: int) -> Subscription:
        """Listen from now on."""
        subscription = Subscription(user_id, self)
        self._listeners.setdefault(user_id, []).append(subscription)
        return subscription

    def forget(self, subscription: Subscription) -> None:
        """Take a listener off the list; twice is the same as once."""
        listeners = self._listeners.get(subscription.user_id, [])
        if subscription in listeners:
            listeners.remove(subscription)

    def tell(self, user_ids: Iterable[int], event: JsonObject) -> None:
        """Tell these people."""
        for user_id in user_ids:
            for listener in self._listeners.get(user_id, ()):
                listener.put(event)

    def listening(self, user_id: int) -> bool:
        """Whether anybody listens for this person."""
        return bool(self._listeners.get(user_id))
