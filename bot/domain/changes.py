"""One change to an open receipt, by a button: the wish that is then read anew. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from bot.domain.receipts import Receipt
from bot.domain.refusals import meant
from bot.domain.wishes import Wish

HINT_USED: Final = "grammar-hint-used"
DID_YOU_MEAN: Final = "grammar-did-you-mean"


class What(Enum):
    """What is changed."""

    DROP_HINT = auto()  # a word of the prompt is only a word
    MEANT = auto()  # some text was meant as a flag
    AS_REFERENCES = auto()
    AS_FRAMES = auto()
    SWAP_FRAMES = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """A change; `number` is that of the receipt's note that it is about, from 0."""

    what: What
    number: int = 0


def changed(receipt: Receipt, change: Change) -> Wish | None:
    """The wish after the change; None where the receipt has nothing of the kind (any more)."""
    wish = receipt.wish
    if wish is None:
        return None
    match change.what:
        case What.AS_REFERENCES:
            return replace(wish, as_references=True)
        case What.AS_FRAMES:
            return replace(wish, as_references=False)
        case What.SWAP_FRAMES:
            return replace(wish, pictures=wish.pictures[::-1])
        case _:
            pass
    if change.number >= len(receipt.notes):
        return None
    note = receipt.notes[change.number]
    if change.what is What.MEANT and note.key == DID_YOU_MEAN:
        return meant(wish, note)
    if change.what is What.DROP_HINT and note.key == HINT_USED:
        words = f"{note.values['word']}".split(" · ")
        return replace(wish, dropped=(*wish.dropped, *words))
    return None
