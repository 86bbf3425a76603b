"""A figure, whether it holds, and the two ways of showing many: a table and a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured number. `floor` is what it may be at most; None means for reading only."""

    name: str
    value: float
    unit: str
    floor: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether it is as good as promised; None where nothing was promised."""
        return None if self.floor is None else self.value <= self.floor


def to_json(figures: Sequence[Figure]) -> str:
    """The file that other programs read; values rounded to what the measurement can tell."""
    rows = [
        {
            "name": figure.name,
            "value": round(figure.value, 3),
            "unit": figure.unit,
            "floor": figure.floor,
            "holds": figure.holds,
        }
        for figure in figures
    ]
    return json.dumps({"figures": rows}, indent=2) + "\n"


def table(figures: Sequence[Figure]) -> str:
    """The same for people: one line a figure, numbers under each other."""
    width = max((len(figure.name) for figure in figures), default=0)
    return "".join(f"{_row(figure, width).rstrip()}\n" for figure in figures)


def _row(figure: Figure, width: int) -> str:
    verdict = ""
    if figure.floor is not None:
        verdict = f"at most {figure.floor:g}  {'holds' if figure.holds else 'DOES NOT HOLD'}"
    return f"{figure.name:<{width}}  {figure.value:>10.3f}  {figure.unit:<10}  {verdict}"


def all_hold(figures: Sequence[Figure]) -> bool:
    """Whether no promise is broken."""
    return not any(figure.holds is False for figure in figures)
