"""A bot for tests of the page: plain Bot API calls over HTTP, one at a time, as the test asks."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

import httpx


class ScriptedBot:
    """Speaks to the playground's Bot API server; every refusal fails the test."""

    def __init__(self, http: httpx.AsyncClient, root: str, token: str) -> None:
        self._http = http
        self._address = f"{root}/bot{token}"
        self._offset = 0
        self._unread: deque[Any] = deque()

    async def call(
        self,
        method: str,
        params: Mapping[str, Any] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Any:
        """Call a method; nested parameters become JSON as clients send them."""
        fields = {
            name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in (params or {}).items()
        }
        answer = await self._http.post(f"{self._address}/{method}", data=fields, files=files)
        body = answer.json()
        assert body["ok"], body
        return body["result"]

    async def updates(self, timeout: int = 0) -> Sequence[Any]:
        """The next updates, confirmed by the following call."""
        found: Sequence[Any] = await self.call(
            "getUpdates", {"offset": self._offset, "timeout": timeout}
        )
        if found:
            self._offset = found[-1]["update_id"] + 1
        return found

    async def next(self, kind: str) -> Any:
        """Wait for the next update of a kind; others before it are passed over."""
        while True:
            while self._unread:
                update = self._unread.popleft()
                if kind in update:
                    return update[kind]
            fresh = await self.updates(timeout=15)
            assert fresh, f"no {kind} came"
            self._unread.extend(fresh)

    async def album(self, chat_id: int, pictures: Sequence[bytes], caption: str = "") -> Any:
        """Send pictures as one album with the caption on the first."""
        media = [
            {"type": "photo", "media": f"attach://p{n}", **({"caption": caption} if not n else {})}
            for n in range(len(pictures))
        ]
        files = {f"p{n}": (f"{n}.jpg", data) for n, data in enumerate(pictures)}
        return await self.call("sendMediaGroup", {"chat_id": chat_id, "media": media}, files)
