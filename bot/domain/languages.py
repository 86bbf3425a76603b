"""Which language a person is spoken to in: what they chose, or what Telegram tells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spoken:
    """A person's language: `chosen` by them, or None; `told` by Telegram, one of ours already."""

    chosen: str | None
    told: str

    @property
    def language(self) -> str:
        """The one to speak."""
        return self.chosen or self.told
