"""What stands in where a text names nothing: a person's own values, then the bot's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bot.domain.grammar.flags import Target
from bot.domain.grammar.results import Findings
from bot.domain.models import Model
from bot.domain.requests import MediaKind

USUAL_RATIO: Final = "1:1"
USUAL_RESOLUTION: Final = {MediaKind.IMAGE: "2k", MediaKind.VIDEO: "720p"}
USUAL_SECONDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """A person's own values for one kind of request; None leaves it to the model."""

    model: str | None = None
    ratio: str | None = None
    resolution: str | None = None
    count: int | None = None


NONE: Final = Usual()


@dataclass(frozen=True, slots=True)
class Default:
    """What is used where nothing was typed. `wish` is the person's own value, if they have one."""

    value: str
    wish: str | None = None

    def tell(self, target: Target, model: Model, findings: Findings) -> None:
        """It is used: say where it comes from, or why the person's own value is not."""
        if self.wish is None:
            return
        if self.wish == self.value:
            findings.usual.append(target)
        else:
            findings.tell(
                "grammar-usual-unfit", wish=self.wish, model=model.shown_name, used=self.value
            )


def default_of(wish: str | None, usual: str, allowed: Collection[str]) -> Default:
    """The person's value where the model knows it, else the usual one, else the model's first.

    A model without a list decides for itself: there is nothing to hold a wish against.
    """
    if wish is not None and wish in allowed:
        return Default(wish, wish)
    known = usual if usual in allowed or not allowed else next(iter(allowed))
    return Default(known, wish if allowed else None)
