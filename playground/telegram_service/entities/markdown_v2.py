"""parse_mode MarkdownV2: nested marks, every reserved character escaped.

Rule: offsets in complaints are bytes of the source. A quotation begins with `>` at a line start and
ends with the line that has none; `||` at its very end makes it expandable. Wording after Bot API
notes, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass

from playground.telegram_service.entities.links import checked_link, custom_emoji, mentioned_user
from playground.telegram_service.entities.model import Entity, FormattedText, ordered
from playground.telegram_service.entities.scanner import EntityError, Output, byte_at, is_space

_RESERVED = frozenset(b"_*[]()~`>#+-=|{}.!\n")
# The names that the server prints in "Can't find end of … entity".
_PRINTED = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "precode": "PreCode",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}


@dataclass
class _Open:
    type: str
    argument: str
    offset: int  # UTF-16 units in the result
    byte: int  # place in the source
    start: int  # index in the output's characters


class _Parser:
    def __init__(self, source: str) -> None:
        self.data = source.encode()
        self.at = 0
        self.out = Output()
        self.open: list[_Open] = []
        self.entities: list[Entity] = []
        self.quoting = False
        self.line_start = True

    def peek(self, ahead: int = 0) -> int:
        return byte_at(self.data, self.at + ahead)

    def top(self) -> str:
        return self.open[-1].type if self.open else ""

    def parse(self) -> FormattedText:
        while self.at < len(self.data):
            byte = self.peek()
            verbatim = self.top() in ("code", "pre", "precode")
            if byte == ord("\\") and 0 < self.peek(1) <= 126:
                self.out.add(chr(self.peek(1)))
                self.at += 2
                self.line_start = False
            elif byte != ord("`") if verbatim else byte not in _RESERVED:
                self.at = self.out.copy(self.data, self.at)
                self.line_start = False
            elif self.ends():
                self.end()
            else:
                self.begin()
        self.finish()
        return FormattedText(self.out.text(), ordered(self.entities))

    def ends(self) -> bool:
        byte, after = self.peek(), self.peek(1)
        if not self.open:
            return False
        if self.quoting and byte == ord("\n") and after != ord(">"):
            return True
        match self.top():
            case "bold":
                return byte == ord("*")
            case "italic":
                return byte == ord("_") and after != ord("_")
            case "underline":
                return byte == ord("_") and after == ord("_")
            case "strikethrough":
                return byte == ord("~")
            case "spoiler":
                return byte == ord("|") and after == ord("|")
            case "code":
                return byte == ord("`")
            case "pre" | "precode":
                return byte == after == self.peek(2) == ord("`")
            case "text_link" | "custom_emoji":
                return byte == ord("]")
        return False

    def begin(self) -> None:
        byte, after, place = self.peek(), self.peek(1), self.at
        argument = ""
        if byte == ord("\n"):
            self.new_line()
            return
        if byte == ord("_"):
            kind = "underline" if after == byte else "italic"
        elif byte == ord("*"):
            kind = "bold"
        elif byte == ord("~"):
            kind = "strikethrough"
        elif byte == ord("|") and after == byte:
            kind = "spoiler"
        elif byte == ord("["):
            kind = "text_link"
        elif byte == ord("!") and after == ord("["):
            kind = "custom_emoji"
        elif byte == ord("`"):
            kind, argument = self.code()
        elif byte == ord(">") and self.line_start and not self.quoting:
            kind, self.quoting = "blockquote", True
        else:
            raise EntityError(
                f"Character '{chr(byte)}' is reserved and must be escaped with the preceding '\\'"
            )
        if byte != ord("`"):
            self.at += 2 if kind in ("underline", "spoiler", "custom_emoji") else 1
        self.open.append(_Open(kind, argument, self.out.utf16, place, self.out.size()))

    def code(self) -> tuple[str, str]:
        """Step over the opening backticks, a language and one line end."""
        if not self.peek(1) == self.peek(2) == ord("`"):
            self.at += 1
            return "code", ""
        self.at += 3
        end = self.at
        while not is_space(byte_at(self.data, end)) and byte_at(self.data, end) != ord("`"):
            end += 1
        language = ""
        if end != self.at and end < len(self.data) and self.data[end] != ord("`"):
            language = self.data[self.at : end].decode(errors="replace")
            self.at = end
        if self.peek() in b"\r\n" and self.peek():
            pair = self.peek(1) in b"\r\n" and self.peek(1) != self.peek() and self.peek(1)
            self.at += 2 if pair else 1
        return ("precode" if language else "pre"), language

    def new_line(self) -> None:
        self.out.add("\n")
        self.at += 1
        self.line_start = True
        if self.quoting and self.peek() == ord(">"):
            self.at += 1

    def end(self) -> None:
        if self.peek() == ord("\n"):
            self.end_quotation()
            return
        opened = self.open.pop()
        kind, argument = opened.type, opened.argument
        if kind in ("text_link", "custom_emoji"):
            kind, argument = self.link(opened)
        else:
            self.at += {"underline": 2, "spoiler": 2, "pre": 3, "precode": 3}.get(kind, 1)
        self.keep(opened, "pre" if kind == "precode" else kind, argument)

    def keep(self, opened: _Open, kind: str, argument: str = "") -> None:
        length = self.out.utf16 - opened.offset
        if kind and length > 0:
            self.entities.append(Entity(kind, opened.offset, length, argument))

    def link(self, opened: _Open) -> tuple[str, str]:
        emoji = opened.type == "custom_emoji"
        if self.peek(1) != ord("("):
            if emoji:
                raise EntityError("Custom emoji entity must contain a tg://emoji URL")
            self.at += 1
            url = self.out.text(opened.start)
        else:
            url = self.address("a custom emoji URL" if emoji else "a URL")
        if emoji:
            number = custom_emoji(url)
            if number is None:
                raise EntityError("Custom emoji URL must have an emoji identifier")
            return "custom_emoji", number
        user = mentioned_user(url)
        if user is not None:
            return "text_mention", str(user)
        checked = checked_link(url)
        return ("text_link", checked) if checked is not None else ("", "")

    def address(self, what: str) -> str:
        self.at += 2
        begin, url = self.at, bytearray()
        while self.at < len(self.data) and self.peek() != ord(")"):
            if self.peek() == ord("\\") and 0 < self.peek(1) <= 126:
                self.at += 1
            url.append(self.peek())
            self.at += 1
        if self.peek() != ord(")"):
            raise EntityError(f"Can't find end of {what} at byte offset {begin}")
        self.at += 1
        return url.decode(errors="replace")

    def end_quotation(self) -> None:
        opened, expandable = self.close_quotation()
        self.out.add("\n")
        self.at += 1
        self.line_start = True
        self.keep(opened, ("expandable_" if expandable else "") + "blockquote")

    def close_quotation(self) -> tuple[_Open, bool]:
        # A spoiler opened by the last two characters is the mark of an expandable quotation.
        expandable = self.top() == "spoiler" and self.open[-1].offset == self.out.utf16
        if expandable and len(self.open) > 1 and self.open[-2].type == "blockquote":
            self.open.pop()
        if self.top() != "blockquote":
            self.complain()
        self.quoting = False
        return self.open.pop(), expandable

    def finish(self) -> None:
        if self.quoting:
            opened, expandable = self.close_quotation()
            self.keep(opened, ("expandable_" if expandable else "") + "blockquote")
        if self.open:
            self.complain()

    def complain(self) -> None:
        last = self.open[-1]
        raise EntityError(
            f"Can't find end of {_PRINTED[last.type]} entity at byte offset {last.byte}"
        )


def parse_markdown_v2(source: str) -> FormattedText:
    """Parse MarkdownV2. Raises EntityError."""
    return _Parser(source).parse()
