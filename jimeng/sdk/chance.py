"""Where random values come from outside of tests."""

from __future__ import annotations

import secrets
import uuid


class SystemChance:
    """The operating system's randomness."""

    def uuid(self) -> str:
        """A fresh random UUID as text."""
        return str(uuid.uuid4())

    def below(self, limit: int) -> int:
        """A whole number, 0 <= n < limit."""
        return secrets.randbelow(limit)
