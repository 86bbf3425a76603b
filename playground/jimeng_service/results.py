"""Addresses of results: on this service's own origin, signed and expiring.

Rule: `x-expires` (Unix seconds) and `x-signature` in the query are checked at download; a late or
altered address is HTTP 403 (protocol notes, sections 10.5 and 15). Every look at a record hands out
fresh addresses. The lifetime shrinks with the clock's speed, like every other duration.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from dataclasses import dataclass, field

from playground.clock import Clock
from playground.jimeng_service.signing import same_text

PREFIX = "/result/"


@dataclass
class Addresses:
    """Signs and checks result addresses with a key of this run."""

    clock: Clock
    lifetime_seconds: float
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def make(self, origin: str, name: str) -> str:
        """The full address of a file such as `7600….webp`."""
        expires = int(self.clock.now() + self.clock.real_seconds(self.lifetime_seconds))
        signature = self._signature(name, str(expires))
        return f"{origin}{PREFIX}{name}?x-expires={expires}&x-signature={signature}"

    def allows(self, name: str, expires: str, signature: str) -> bool:
        """Whether an address may be used now."""
        if not same_text(self._signature(name, expires), signature):
            return False
        return self.clock.now() < int(expires)

    def _signature(self, name: str, expires: str) -> str:
        digest = hmac.digest(self._key, f"{name}?{expires}".encode("utf-8", "replace"), "sha256")
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
