"""What the three parsers share: the growing result, and the complaint they raise.

Rule: sources are walked byte by byte, because complaints name byte offsets; the result grows by
characters, because entities count UTF-16 units.
"""

from __future__ import annotations


class EntityError(Exception):
    """The text cannot be parsed; the text of the error goes behind "can't parse entities: "."""


class Output:
    """The parsed text so far and its length in UTF-16 units."""

    def __init__(self) -> None:
        self._characters: list[str] = []
        self.utf16 = 0

    def add(self, character: str) -> None:
        """Append one character."""
        self._characters.append(character)
        self.utf16 += 1 + (ord(character) > 0xFFFF)

    def copy(self, data: bytes, at: int) -> int:
        """Append the character whose bytes begin at `at`; returns the place behind it."""
        width = character_width(data[at])
        self.add(data[at : at + width].decode(errors="replace"))
        return at + width

    def text(self, start: int = 0) -> str:
        """The characters from index `start` on."""
        return "".join(self._characters[start:])

    def size(self) -> int:
        """How many characters there are."""
        return len(self._characters)


def character_width(lead: int) -> int:
    """Bytes of a UTF-8 character, told by its first one."""
    if lead < 0xC0:
        return 1
    return 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4


def is_space(byte: int) -> bool:
    """Blank, tab, line ends and the zero that ends a C string."""
    return byte in b" \t\r\n\0\v"


def byte_at(data: bytes, at: int) -> int:
    """The byte at a place, 0 behind the end."""
    return data[at] if at < len(data) else 0
