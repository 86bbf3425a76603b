"""parse_mode Markdown, the old one: four marks, no nesting.

Rule: kept as clients still send it. A mark left open is the only complaint, with the byte offset of
the mark.
"""

from __future__ import annotations

from playground.telegram_service.entities.links import checked_link, mentioned_user
from playground.telegram_service.entities.model import Entity, FormattedText, ordered
from playground.telegram_service.entities.scanner import EntityError, Output, byte_at, is_space

_MARKS = {ord("_"): "italic", ord("*"): "bold", ord("`"): "code", ord("["): "text_link"}


class _Parser:
    def __init__(self, source: str) -> None:
        self.data = source.encode()
        self.at = 0
        self.out = Output()
        self.entities: list[Entity] = []

    def peek(self, ahead: int = 0) -> int:
        return byte_at(self.data, self.at + ahead)

    def parse(self) -> FormattedText:
        while self.at < len(self.data):
            if self.peek() == ord("\\") and self.peek(1) in _MARKS:
                self.out.add(chr(self.peek(1)))
                self.at += 2
            elif self.peek() in _MARKS:
                self.entity()
            else:
                self.at = self.out.copy(self.data, self.at)
        return FormattedText(self.out.text(), ordered(self.entities))

    def entity(self) -> None:
        begin, kind = self.at, _MARKS[self.peek()]
        closing = b"]" if kind == "text_link" else bytes([self.peek()])
        language = ""
        self.at += 1
        if kind == "code" and self.peek() == self.peek(1) == ord("`"):
            kind, closing = "pre", b"```"
            self.at += 2
            language = self.language()
        offset, start = self.out.utf16, self.out.size()
        end = self.data.find(closing, self.at)
        if end < 0:
            raise EntityError(f"Can't find end of the entity starting at byte offset {begin}")
        while self.at < end:
            self.at = self.out.copy(self.data, self.at)
        self.at += len(closing)
        argument = language
        if kind == "text_link":
            kind, argument = self.link(self.out.text(start))
        if kind:
            self.entities.append(Entity(kind, offset, self.out.utf16 - offset, argument))

    def language(self) -> str:
        end = self.at
        while not is_space(byte_at(self.data, end)) and byte_at(self.data, end) != ord("`"):
            end += 1
        language = ""
        if end != self.at and end < len(self.data) and self.data[end] != ord("`"):
            language = self.data[self.at : end].decode(errors="replace")
            self.at = end
        if self.peek() in (10, 13):
            self.at += 2 if self.peek(1) in (10, 13) and self.peek(1) != self.peek() else 1
        return language

    def link(self, text: str) -> tuple[str, str]:
        url = text
        if self.peek() == ord("("):
            end = self.data.find(b")", self.at)
            end = len(self.data) if end < 0 else end
            url = self.data[self.at + 1 : end].decode(errors="replace")
            self.at = end + 1
        user, checked = mentioned_user(url), checked_link(url)
        if user is not None:
            return "text_mention", str(user)
        return ("text_link", checked) if checked is not None else ("", "")


def parse_markdown(source: str) -> FormattedText:
    """Parse old Markdown. Raises EntityError."""
    return _Parser(source).parse()
