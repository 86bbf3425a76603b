"""What people do with a result: one row a deed.

Rule: a button that pays asks once, however often and however fast it is tapped; the taps after the
first are impatience, and the books are told so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chaos.kinds import Kind


@dataclass(frozen=True, slots=True)
class Deed:
    """Buttons that are tapped one after the other, each `taps` times at once; or a reply.

    `kind` is what comes of it, None where it is free. `asks_later`: it opens a receipt, and only
    the ✅ there asks. `in_reply`: words that answer the result, with a place for its number.
    """

    name: str
    buttons: tuple[str, ...] = ()
    taps: int = 1
    kind: Kind | None = None
    asks_later: bool = False
    in_reply: bool = False


def _tapped(button: str, results: int | None = None) -> Kind:
    return Kind(f"{button} tapped", f"{button} ({{prompt}})", 0, results=results)


FILES: Final = "📄"

DEEDS: Final = (
    Deed("similar", ("🎲",), 3, _tapped("🎲")),
    Deed("similar, once", ("🎲",), 1, _tapped("🎲")),
    Deed("again", ("🔁",), 2, _tapped("🔁")),
    Deed("again, impatiently", ("🔁",), 3, _tapped("🔁")),
    Deed("animated", ("🎬",), 2, _tapped("🎬", results=1), asks_later=True),
    Deed("larger", ("⬆️",), 2, _tapped("⬆️")),
    Deed("kept", ("⭐",), 2),
    Deed("originals", (FILES,), 2),
    Deed("kept with the originals", ("⭐", FILES), 1),
    Deed(
        "changed by number",
        kind=Kind("changed by number", "/edit {number}{prompt} --res 1k", 0),
        in_reply=True,
    ),
    Deed(
        "animated by number",
        kind=Kind("animated by number", "/video {number}{prompt}", 0, results=1),
        in_reply=True,
    ),
)
"""⬆️ and 🎬 come seldom: what they make takes much of a small machine's time."""
