"""The list of models as text."""

from __future__ import annotations

from collections.abc import Sequence

from jimeng.sdk.types import Model

_HEAD = (
    "name",
    "makes",
    "resolutions",
    "seconds",
    "frames",
    "references",
    "regions",
    "key",
    "benefit",
)


def listing(models: Sequence[Model]) -> str:
    """A line per model, then the ratios, then where the list is from."""
    rows = [_HEAD, *map(_row, models)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    ratios = {(_makes(model), " ".join(model.ratios)) for model in models}
    lines += [f"ratios of {makes}: {names}" for makes, names in sorted(ratios) if names]
    sources = sorted({model.source for model in models})
    return "\n".join([*lines, f"({', '.join(sources)})"])


def _row(model: Model) -> tuple[str, ...]:
    return (
        model.name,
        _makes(model),
        " ".join(model.resolutions) or "-",
        _seconds(model.seconds),
        str(model.frames or "-"),
        str(model.references or "-"),
        " ".join(model.regions),
        model.key,
        model.benefit or "-",
    )


def _makes(model: Model) -> str:
    return "videos" if model.video else "pictures"


def _seconds(seconds: Sequence[int]) -> str:
    if not seconds:
        return "-"
    run = tuple(range(seconds[0], seconds[-1] + 1))
    if len(seconds) > 2 and tuple(seconds) == run:
        return f"{seconds[0]}-{seconds[-1]}"
    return " ".join(map(str, seconds))
