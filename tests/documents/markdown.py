"""A document's code blocks, tables and lists, each under its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(r"```(\w*)\s*")
_HEADING = re.compile(r"(#+) (.+)")
_BULLET = re.compile(r"- (.+)")
_CELLS = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Block:
    """A fenced block; `where` is the nearest `##` heading and the one directly above it."""

    language: str
    text: str
    where: tuple[str, str]
    line: int


@dataclass(frozen=True)
class Table:
    """A table's rows as dicts by its header."""

    where: tuple[str, str]
    rows: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Document:
    """What tests want to know of a document."""

    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    bullets: dict[str, tuple[str, ...]]

    def table(self, chapter: str, section: str) -> tuple[dict[str, str], ...]:
        """The rows of the one table there."""
        (found,) = [table.rows for table in self.tables if table.where == (chapter, section)]
        return found


def read(text: str) -> Document:
    """Take a document apart; a fence that is never closed is a mistake of the document."""
    blocks: list[Block] = []
    tables: list[Table] = []
    bullets: dict[str, list[str]] = {}
    chapter = section = ""
    language, began, inside = "", 0, list[str]()
    rows: list[list[str]] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        fence = _FENCE.fullmatch(line)
        if began and fence and not fence[1]:
            blocks.append(Block(language, "\n".join(inside) + "\n", (chapter, section), began))
            began, inside = 0, []
        elif began:
            inside.append(line)
        elif fence:
            language, began = fence[1], number
        elif heading := _HEADING.fullmatch(line):
            section = heading[2]
            chapter = section if len(heading[1]) <= 2 else chapter
        elif bullet := _BULLET.fullmatch(line):
            bullets.setdefault(section, []).append(bullet[1])
        if not began and line.startswith("|"):
            rows.append([cell.strip() for cell in _CELLS.split(line.strip()[1:-1])])
        elif rows:
            tables.append(_table((chapter, section), rows))
            rows = []
    assert not began, f"the block of line {began} is not closed"
    return Document(
        tuple(blocks), tuple(tables), {name: tuple(items) for name, items in bullets.items()}
    )


def _table(where: tuple[str, str], rows: list[list[str]]) -> Table:
    header, rule, *body = rows
    assert all(set(cell) <= set("-: ") for cell in rule), f"{where}: a table without a header"
    assert all(len(row) == len(header) for row in body), f"{where}: a row of another length"
    return Table(where, tuple(dict(zip(header, row, strict=True)) for row in body))
