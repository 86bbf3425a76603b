"""From what people call a model to the model: full name, short name or unique beginning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.grammar.values import fold
from bot.domain.models import Model

_FAMILIES = ("jimeng-video-", "jimeng-", "video-")


def find_models(
    asked: str, models: Sequence[Model], offered: Sequence[Model] = ()
) -> tuple[Model, ...]:
    """The models that these words may mean: one is an answer, several are a question.

    A whole name beats a beginning, so `3.0` is 3.0 where 3.0-pro exists too. `#3` is the third of
    those `offered`, as /models shows them; so is a bare number that is nobody's version.
    """
    if fold(asked).startswith("#"):
        return _at_place(fold(asked)[1:], offered)
    return (
        models_called(asked, models)
        or _at_place(fold(asked), offered)
        or _beginning_with(fold(asked), models)
    )


def is_place(asked: str) -> bool:
    """Whether these words are a number in the list of models, if they name no model."""
    return fold(asked).removeprefix("#").isdecimal()


def _at_place(digits: str, offered: Sequence[Model]) -> tuple[Model, ...]:
    place = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 4 else 0
    return (offered[place - 1],) if 1 <= place <= len(offered) else ()


def models_called(asked: str, models: Sequence[Model]) -> tuple[Model, ...]:
    """The models that have exactly this name, with or without the family's prefix, or alias."""
    key = _key(fold(asked))
    return tuple(model for model in models if key and key in _keys(model))


def _beginning_with(folded: str, models: Sequence[Model]) -> tuple[Model, ...]:
    key = _key(folded)
    return tuple(
        model for model in models if key and any(name.startswith(key) for name in _keys(model))
    )


def _keys(model: Model) -> frozenset[str]:
    names = [fold(name) for name in (model.name, *model.aliases)]
    shorter = [name.removeprefix(family) for name in names for family in _FAMILIES]
    return frozenset(_key(name) for name in names + shorter)


def _key(folded: str) -> str:
    """Spaces and hyphens don't matter, and version 4.0 is also called 4."""
    whole_versions = re.sub(r"(?<![0-9.])([0-9]+)\.0(?![0-9.])", r"\1", folded)
    return re.sub(r"[\s_-]+", "", whole_versions)
