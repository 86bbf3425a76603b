"""Flood limits: about one message a second per chat, 20 a minute per group, 30 a second overall.

Rule: off unless the settings say otherwise, since the real limits are unpublished and flexible;
when on, a refused message does not count. Numbers after Bot API notes, section 2.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

from playground.telegram_service.errors import too_many_requests
from playground.telegram_service.messages import Chat
from playground.telegram_service.settings import TelegramSettings


class _Window:
    """At most `count` messages in any `seconds`."""

    def __init__(self, count: int, seconds: float) -> None:
        self.count, self.seconds = count, seconds
        self.times: deque[float] = deque()

    def wait(self, now: float, messages: int) -> float:
        while self.times and self.times[0] <= now - self.seconds:
            self.times.popleft()
        over = len(self.times) + messages - self.count
        if over <= 0 or not self.times:
            return 0.0
        return self.times[min(over, len(self.times)) - 1] + self.seconds - now

    def note(self, now: float, messages: int) -> None:
        self.times.extend([now] * messages)


class FloodLimits:
    """Counts messages per chat and overall."""

    def __init__(self, settings: TelegramSettings, now: Callable[[], float]) -> None:
        self._settings = settings
        self._now = now
        self._overall = _Window(int(settings.flood_overall), 1.0)
        self._chats: dict[int, _Window] = {}

    def check(self, chat: Chat, messages: int = 1) -> None:
        """Count messages about to be sent. Raises ApiError 429."""
        if not self._settings.flood_limits:
            return
        now, windows = self._now(), (self._overall, self._window(chat))
        wait = max(window.wait(now, messages) for window in windows)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for window in windows:
            window.note(now, messages)

    def _window(self, chat: Chat) -> _Window:
        found = self._chats.get(chat.id)
        if found is None:
            if chat.person is None:
                found = _Window(self._settings.flood_per_group_minute, 60.0)
            else:
                burst = self._settings.flood_burst
                found = _Window(burst, burst / self._settings.flood_per_chat)
            self._chats[chat.id] = found
        return found
