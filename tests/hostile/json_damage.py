"""Real answers with some of their values exchanged: closer to the readers than arbitrary JSON."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

ODD_VALUES: tuple[object, ...] = (
    None,
    True,
    False,
    0,
    -1,
    10**30,
    -(2**63) - 1,
    1e308,
    -0.5,
    "",
    "0",
    "²",
    "-5",
    "NaN",
    "null",
    "http://[",
    "https://a.example.com/x?x-expires=" + "9" * 400,
    "\u202e<b>&amp;\x00",
    "\ud83d",
    "1,2,3",
    "{",
    [],
    {},
    [None],
    [[[[[[]]]]]],
    {"": None},
)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
)
JSON = st.recursive(
    SCALARS | st.sampled_from(ODD_VALUES),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
"""Any value that JSON can hold."""


@st.composite
def damaged(draw: st.DrawFn, samples: list[object]) -> object:
    """One of the samples with up to four values exchanged or taken away."""
    value = copy.deepcopy(samples[draw(st.integers(0, len(samples) - 1))])
    for _ in range(draw(st.integers(1, 4))):
        places = list(_places(value))
        if not places:
            return draw(JSON)
        # By index: the places themselves are long to tell when a test fails.
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        if isinstance(holder, dict) and draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = copy.deepcopy(draw(st.sampled_from(ODD_VALUES) | JSON))
    return value


def _places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every place where a value stands, outermost first."""
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, dict):
            for key, inner in holder.items():
                yield holder, key
                waiting.append(inner)
        elif isinstance(holder, list):
            for index, inner in enumerate(holder):
                yield holder, index
                waiting.append(inner)
