"""What people ask for: one row a kind of request.

Rule: a row is all that a kind needs; new abilities of the bot are new rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

BOT: Final = "@jimeng_playground_bot"

NUMBER: Final = re.compile(r"n\d{6}\b")
"""What tells requests apart in every book, whatever else is done to their words."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`words` is what a person writes, with a place for the prompt; `weight` how often.

    `opening` begins the prompt: a number of pictures there is obeyed by the service. `results` is
    how many results a submission gives, None where its price tells (a picture costs 1). `pictures`
    are sent along, the words as their caption; `shown_first` before, without a word: then the
    words are a reply to the last of them (`replies`), or the bot asks what they are about.
    `collected` are sent one by one after /album. `is_reworded`: the words are changed while the
    receipt asks. `may_be_edited`: changing the words later must change nothing.
    """

    name: str
    words: str
    weight: int
    opening: str = ""
    results: int | None = None
    wants_files: bool = False
    pictures: int = 0
    shown_first: int = 0
    replies: bool = False
    collected: int = 0
    in_group: bool = False
    is_reworded: bool = False
    may_be_edited: bool = False


KINDS: Final = (
    Kind("one picture", "/image {prompt} --res 1k", 8, opening="1张", may_be_edited=True),
    Kind("two pictures", "/image {prompt} --res 1k", 5, opening="2张", may_be_edited=True),
    Kind("four pictures", "/image {prompt} --res 1k", 2),
    Kind("twelve pictures", "/image {prompt} --ar 21:9 --res 1k", 1, opening="12张"),
    Kind("wide", "/image {prompt} --ar 16:9 --res 1k", 4, opening="1张", may_be_edited=True),
    Kind("tall", "/image {prompt} --ar 9:16 --res 1k --no text", 4, opening="1张"),
    Kind("large", "/image {prompt} --ar 3:2 --res 2k", 2, opening="1张"),
    Kind("seeded", "/image {prompt} --seed 7 --res 1k", 3, opening="2张"),
    Kind("original too", "/image {prompt} --res 1k --file", 4, opening="1张", wants_files=True),
    Kind("originals too", "/image {prompt} --res 1k --file", 3, opening="3张", wants_files=True),
    Kind("picture redrawn", "{prompt} --res 1k", 2, pictures=1),
    Kind("album put together", "/image {prompt} --ar 1:1 --res 1k", 2, pictures=3),
    Kind("album with a caption", "{prompt} --res 1k", 1, pictures=2),
    Kind("collected one by one", "/done {prompt} --res 1k", 2, collected=2),
    Kind("no command", "{prompt} --res 1k", 4, opening="1张"),
    Kind("a word that means it", "画图 {prompt} --res 1k", 2, opening="1张"),
    Kind("sent without", "/image {prompt} --res 1k --stylize 200", 2, opening="1张"),
    Kind("put right by a button", "/image {prompt} --resolutoin 1k", 2, opening="1张"),
    Kind("joined by a button", "{prompt} --res 1k", 1, opening="1张", shown_first=1),
    Kind("changed in reply", "/edit {prompt} --res 1k", 1, shown_first=1, replies=True),
    Kind("in a group", f"/image{BOT} {{prompt}} --res 1k", 4, opening="1张", in_group=True),
    Kind("redrawn in a group", f"/image{BOT} {{prompt}} --res 1k", 1, pictures=1, in_group=True),
    Kind("video", "/video {prompt}", 1, results=1),
    Kind("video, words changed", "/video {prompt}", 1, results=1, is_reworded=True),
    Kind("picture brought to life", "/video {prompt}", 1, results=1, pictures=1),
)
"""Few results each: painting and sending many would take all of a small machine's time."""

SCENES: Final = (
    "雨里的灯塔",
    "a heron over the reeds",
    "雪夜的小站",
    "two foxes under a maple",
    "海边的旧自行车",
    "a kite above the harbour",
)


def unique_prompt(kind: Kind, scene: str, number: int) -> str:
    """A prompt that no other request of the run has; the books tell requests apart by it."""
    return f"{kind.opening} {scene} n{number:06d}".strip()


def number_in(words: str) -> str:
    """The unique number of a prompt, or of a text that holds one; empty where there is none."""
    found = NUMBER.search(words)
    return found[0] if found else ""
