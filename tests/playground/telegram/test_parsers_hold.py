"""Whatever is sent, a parser refuses in its own words or gives entities that lie on the text."""

from __future__ import annotations

import html

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playground.telegram_service.entities.formatting import cleaned, formatted_text
from playground.telegram_service.entities.html import parse_html
from playground.telegram_service.entities.markdown import parse_markdown
from playground.telegram_service.entities.markdown_v2 import parse_markdown_v2
from playground.telegram_service.entities.model import FormattedText, utf16_length
from playground.telegram_service.entities.scanner import EntityError
from playground.telegram_service.errors import ApiError

PIECES = st.sampled_from(
    ["<b>", "</b>", "<i", ">", "<a href='http://a.bc'>", "</a>", "<pre>", "</pre>", "&lt;", "&#",
     "&#x1f600;", "*", "_", "__", "~", "||", "|", "`", "```", "```py\n", "[", "](", ")", "![",
     "\\", "\n", ">", "**", "猫", "😀", "x", " ", "@name_1", "/cmd", "#tag", "a.com", "\r", "\0"]
)  # fmt: skip
SOURCES = st.lists(PIECES | st.text(max_size=3), max_size=24).map("".join)


def check(formatted: FormattedText) -> None:
    """Entities are ordered, not empty, and begin and end on characters."""
    boundaries, place = {0}, 0
    for character in formatted.text:
        place += utf16_length(character)
        boundaries.add(place)
    for entity in formatted.entities:
        assert entity.length > 0
        assert {entity.offset, entity.end} <= boundaries
    offsets = [entity.offset for entity in formatted.entities]
    assert offsets == sorted(offsets)


@pytest.mark.parametrize("parse", [parse_html, parse_markdown, parse_markdown_v2])
@given(source=SOURCES)
@example(source="```")
@example(source=">||")
@example(source="*\n>x||")
@example(source="[x](a\\")
def test_parsers_refuse_or_give_sound_entities(parse, source: str):
    try:
        parsed = parse(source)
    except EntityError:
        return
    check(parsed)


@pytest.mark.parametrize("mode", ["HTML", "Markdown", "MarkdownV2", ""])
@given(source=SOURCES)
def test_cleaning_keeps_entities_sound(mode: str, source: str):
    try:
        formatted = formatted_text(source, mode, None)
    except ApiError:
        return
    check(cleaned(formatted))


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_escaped_html_is_the_text_itself(text: str):
    parsed = parse_html(html.escape(text, quote=False))
    assert (parsed.text, parsed.entities) == (text, ())


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_escaped_markdown_is_the_text_itself(text: str):
    escaped = "".join("\\" + c if c in "_*[]()~`>#+-=|{}.!\\" else c for c in text)
    parsed = parse_markdown_v2(escaped)
    assert (parsed.text, parsed.entities) == (text, ())
