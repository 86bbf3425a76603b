"""parse_mode HTML: tags to entities, with the server's complaints and byte offsets.

Rule: offsets in complaints are bytes of the UTF-8 source; offsets of entities are UTF-16 units of
the result. Wording after Bot API notes, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass

from playground.telegram_service.entities.links import checked_link, mentioned_user
from playground.telegram_service.entities.model import Entity, FormattedText, ordered
from playground.telegram_service.entities.references import decode_reference
from playground.telegram_service.entities.scanner import EntityError, Output, is_space

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset(_STYLES) | {"a", "tg-emoji", "tg-time", "pre", "code", "blockquote"}


@dataclass
class _Open:
    tag: str
    argument: str
    extra: str
    offset: int
    start: int  # index in the output's characters


class _Parser:
    def __init__(self, source: str) -> None:
        self.data = source.encode()
        self.at = 0
        self.out = Output()
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def peek(self) -> int:
        return self.data[self.at] if self.at < len(self.data) else 0

    def parse(self) -> FormattedText:
        while self.at < len(self.data):
            byte = self.data[self.at]
            if byte == ord("&") and self.reference():
                continue
            if byte != ord("<"):
                self.at = self.out.copy(self.data, self.at)
                continue
            begin = self.at
            self.at += 1
            if self.peek() == ord("/"):
                self.end_tag(begin)
            else:
                self.start_tag(begin)
        if self.open:
            raise EntityError(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"'
            )
        return FormattedText(self.out.text(), ordered(_languages(self.entities)))

    def reference(self) -> bool:
        """Decode `&lt;` and the like at the cursor; False if it is ordinary text."""
        decoded = decode_reference(self.data, self.at)
        if decoded is None:
            return False
        character, self.at = decoded
        self.out.add(character)
        return True

    def start_tag(self, begin: int) -> None:
        while self.peek() and not is_space(self.peek()) and self.peek() != ord(">"):
            self.at += 1
        if not self.peek():
            raise EntityError(f"Unclosed start tag at byte offset {begin}")
        tag = self.data[begin + 1 : self.at].decode(errors="replace").lower()
        if tag not in _TAGS:
            raise EntityError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument, extra = self.attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise EntityError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.at += 1  # the closing bracket
        self.open.append(_Open(tag, argument, extra, self.out.utf16, self.out.size()))

    def attributes(self, tag: str, begin: int) -> tuple[str, str]:
        argument = extra = ""
        while self.peek() != ord(">"):
            self.skip_spaces()
            if self.peek() == ord(">"):
                break
            name = self.attribute_name(tag, begin)
            self.skip_spaces()
            value = ""
            if self.peek() == ord("="):
                self.at += 1
                value = self.attribute_value(tag, begin)
            elif not self.peek():
                raise EntityError(f'Unclosed start tag "{tag}" at byte offset {begin}')
            if (tag, name) == ("tg-time", "format"):
                extra = value
            else:
                argument = _argument(tag, name, value, argument)
        return argument, extra

    def attribute_name(self, tag: str, begin: int) -> str:
        start = self.at
        while self.peek() and not is_space(self.peek()) and chr(self.peek()) not in "=>/\"'":
            self.at += 1
        if self.at == start:
            raise EntityError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        return self.data[start : self.at].decode(errors="replace")

    def attribute_value(self, tag: str, begin: int) -> str:
        self.skip_spaces()
        if not self.peek():
            raise EntityError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        quote = self.peek()
        value = self.quoted(quote) if quote in b"\"'" else self.bare_value()
        if not self.peek():
            raise EntityError(f"Unclosed start tag at byte offset {begin}")
        return value

    def bare_value(self) -> str:
        start = self.at
        while self.peek() < 128 and (chr(self.peek()).isalnum() or self.peek() in b".-"):
            self.at += 1
        if self.peek() and not is_space(self.peek()) and self.peek() != ord(">"):
            raise EntityError(f"Unexpected end of name token at byte offset {start}")
        return self.data[start : self.at].decode().lower()

    def quoted(self, quote: int) -> str:
        self.at += 1
        value = Output()
        while self.peek() and self.peek() != quote:
            decoded = decode_reference(self.data, self.at) if self.peek() == ord("&") else None
            if decoded is not None:
                character, self.at = decoded
                value.add(character)
            else:
                self.at = value.copy(self.data, self.at)
        if self.peek() == quote:
            self.at += 1
        return value.text()

    def end_tag(self, begin: int) -> None:
        if not self.open:
            raise EntityError(f"Unexpected end tag at byte offset {begin}")
        while self.peek() and not is_space(self.peek()) and self.peek() != ord(">"):
            self.at += 1
        name = self.data[begin + 2 : self.at].decode(errors="replace").lower()
        self.skip_spaces()
        if self.peek() != ord(">"):
            raise EntityError(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            raise EntityError(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>",'
                f' found "</{name}>"'
            )
        length = self.out.utf16 - opened.offset
        if length > 0:
            self.close(opened, length)

    def close(self, opened: _Open, length: int) -> None:
        style, argument = _STYLES.get(opened.tag, opened.tag), opened.argument
        if opened.tag == "blockquote":
            style, argument = ("expandable_" if argument else "") + "blockquote", ""
        elif opened.tag == "tg-emoji":
            style = "custom_emoji"
            if not argument.isdigit() or int(argument) == 0:
                raise EntityError("Invalid custom emoji identifier specified")
        elif opened.tag == "tg-time":
            style = "date_time"
            if not argument.lstrip("-").isdigit():
                raise EntityError("Invalid Unix time specified")
        elif opened.tag == "a":
            self.close_link(opened, length)
            return
        elif opened.tag in _STYLES:
            argument = ""
        self.entities.append(Entity(style, opened.offset, length, argument, opened.extra))

    def close_link(self, opened: _Open, length: int) -> None:
        url = opened.argument or self.out.text(opened.start)
        user = mentioned_user(url)
        link = checked_link(url)
        if user is not None:
            self.entities.append(Entity("text_mention", opened.offset, length, str(user)))
        elif link is not None:
            self.entities.append(Entity("text_link", opened.offset, length, link))

    def skip_spaces(self) -> None:
        while self.peek() and is_space(self.peek()):
            self.at += 1


def _argument(tag: str, name: str, value: str, before: str) -> str:
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "1"
    return before


def _languages(entities: list[Entity]) -> list[Entity]:
    """`<pre><code class=…>` in either order is one block with a language; code alone has none."""
    codes = {(e.offset, e.length): e.argument for e in entities if e.type == "code" and e.argument}
    result = []
    for entity in entities:
        place = (entity.offset, entity.length)
        paired = any(e.type == "pre" and (e.offset, e.length) == place for e in entities)
        if entity.type == "pre":
            result.append(Entity("pre", *place, codes.get(place, "")))
        elif entity.type != "code":
            result.append(entity)
        elif not (paired and entity.argument):
            result.append(Entity("code", *place))
    return result


def parse_html(source: str) -> FormattedText:
    """Parse HTML. Raises EntityError; lone surrogates made by references are refused, too."""
    parsed = _Parser(source).parse()
    if any(0xD800 <= ord(character) <= 0xDFFF for character in parsed.text):
        raise EntityError(
            "Text contains invalid Unicode characters after decoding HTML entities, check for"
            " unmatched surrogate code units"
        )
    return parsed
