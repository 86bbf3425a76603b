"""Whatever is typed: no character is lost, nothing but UserError comes out, and writing a request
out reads back the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.domain.commands import (
    FLAGS,
    ParsedImage,
    PieceKind,
    lex,
    parse_image,
    parse_video,
    render_image,
    render_video,
    split_command,
)
from bot.domain.errors import UserError
from bot.domain.grammar.choices import fits_in
from bot.domain.grammar.flags import FOREIGN_FLAGS, NEGATIVE_MARKERS
from bot.domain.requests import MediaKind
from tests.catalogue import make_catalogue

CATALOGUE = make_catalogue()
T = TypeVar("T")

DASHES = ("--", "—", "——", "–", "-", "---", "－－", "—-")
SEPARATORS = (" ", "=", ":", "：", "＝", "", "  ", "\n", " = ")
NAMES = sorted(
    {name for flag in FLAGS for name in (*flag.names, *flag.chinese, *flag.near, flag.letter)}
    | FOREIGN_FLAGS
    | {"stilize", "y", "s", "o", ""}
)
VALUES = (
    "16:9", "９：１６", "5:4", "1024x768", "横屏", "auto", "2k", "4K", "1080p", "2", "7", "11",
    "0.5", "70", "same", "4.0", "seedream 4", "jimeng", "3", "#2", "nano", "5秒", "10", "1,2",
    "图1", "work", "胶片+手办", "+“a --ar b”", "blur, low quality", '"a b"', "“--ar 1:1”",
    "'x y'", '"', "”", "''", "", '"a --no b"', "「a”", "-1", "ratio=3:4", "n=2", "-y", "it's",
)  # fmt: skip
WORDS = (
    "猫", "a cat", "横屏", "4k", "生成9张", "10秒", "9:16", "图2", "@1", "ratio=3:4", "n＝2",
    "-y", "--", "“a\nb”", "\n", "\n\n", "\u3000", "\t", "\r\n", "\u2028", "5\" pipe", '猫"', "“",
    "”", "「", "……", "\n反向:", "\n不要： ", "\nnegative prompt:", "反向：", "——", "--\n", "。",
    "-5 度", "\x00", "\x85", "\U0001f600", "e\u0301", "İ", "ß", "٣",
)  # fmt: skip

SOUND_FLAGS = (
    "--ar 16:9", "—比例：9：16", "-r 1024x768", "--res 1k", "--hd", "--n 4", "-n 2", "--model 3.1",
    "--model nano banana", "--seed 7", "-x 0", "--seed same", "--strength 70", "--file", "—原图",
    "--yes", "-y", "--private", "--max 10", "--as work", "--as '工 作'", "--style 胶片+手办",
    "--style “a --ar b”", "--style x + “y”+ --", "--no blur, low quality", "--no=--ar", "-u 模糊",
    "--不要“a --n b”", '--no 「"a --ar」', '--no a" b', "--no it's n=x", "--no “a n=2”",
    "\n反向: 模糊",
    "\nnegative prompt: a\nb", "\n不要：--ar\n“c", "\n反向:\n--", "--dur 10", "--sec 5秒",
    "--first 1", "--last 2", "--ref 1,2", "--draft", "ratio=3:4", "n＝2", " -- ", "--",
)  # fmt: skip
"""Flags that mostly hold, so that the way through is taken as often as the ways out."""

ill_flags = st.tuples(
    st.sampled_from(DASHES),
    st.sampled_from(NAMES),
    st.sampled_from(SEPARATORS),
    st.sampled_from(VALUES),
).map("".join)
gaps = st.sampled_from((" ", " ", " ", "\n", "", "  "))


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Some of these parts, one after the other, with something between them."""
    with_gaps = st.tuples(parts, gaps).map("".join)
    return st.lists(with_gaps, max_size=10).map("".join)


words = st.one_of(st.sampled_from(WORDS), st.text(max_size=6))
sound = joined(st.one_of(st.sampled_from(SOUND_FLAGS), words))
unsound = joined(st.one_of(ill_flags, st.sampled_from(SOUND_FLAGS), words))
texts = st.one_of(sound, unsound, st.text())
pictures = st.integers(min_value=0, max_value=3)
MENTIONS = frozenset({"图2", "@1"})
literals = st.frozensets(
    st.sampled_from(("--ar", "—ar", "--stilize", "--chaos", "n=2", *sorted(MENTIONS)))
)


def outcome(parse: Callable[[], T]) -> T | UserError:
    """What parsing gives, or the one kind of error that it may end with."""
    try:
        return parse()
    except UserError as error:
        return error


def fits_by_length(flag: object, value: str) -> bool:
    """A judge that is neither always content nor never."""
    return len(value) % 2 == 0


@given(texts, literals)
def test_no_character_is_lost(text: str, literal: frozenset[str]):
    pieces = lex(text, fits_by_length, literal=literal)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.start for piece in pieces] == [
        sum(len(before.text) for before in pieces[:place]) for place in range(len(pieces))
    ]
    assert all(piece.text for piece in pieces)


@given(texts, pictures)
def test_every_character_outside_flags_is_in_the_prompt(text: str, number: int):
    """White space apart: that around a flag may go, none is ever added."""
    parsed = outcome(lambda: parse_image(text, CATALOGUE, pictures=number))
    assume(isinstance(parsed, ParsedImage))
    pieces = lex(text, fits_in(CATALOGUE, MediaKind.IMAGE))
    kept = "".join(p.text for p in pieces if p.kind in {PieceKind.WORD, PieceKind.VERBATIM})
    assert isinstance(parsed, ParsedImage)
    assert "".join(parsed.request.prompt.split()) == "".join(kept.split())


@given(st.text(alphabet=st.characters(exclude_characters="-—–―－=＝:：")), pictures)
def test_a_text_without_flags_is_the_prompt_byte_for_byte(text: str, number: int):
    parsed = outcome(lambda: parse_image(text, CATALOGUE, pictures=number))
    if isinstance(parsed, UserError):
        assert parsed.key.startswith(("grammar-prompt-empty", "grammar-picture-"))
    else:
        assert parsed.request.prompt == text.strip()


@settings(max_examples=400, deadline=None)
@given(texts, pictures, st.booleans(), literals)
def test_images_read_back_as_they_are_written(
    text: str, number: int, hints: bool, literal: frozenset[str]
):
    parsed = outcome(
        lambda: parse_image(text, CATALOGUE, pictures=number, hints=hints, literal=literal)
    )
    if isinstance(parsed, UserError):
        assert parsed.key.startswith("grammar-")
        return
    line = render_image(parsed.request, parsed.extras)
    again = parse_image(line, CATALOGUE, pictures=number, literal=literal & MENTIONS)
    assert again == parsed
    assert not again.asks, "what is written out is said by flags, and needs no guess"
    assert render_image(again.request, again.extras) == line


@settings(max_examples=400, deadline=None)
@given(texts, pictures, st.booleans(), literals)
def test_videos_read_back_as_they_are_written(
    text: str, number: int, hints: bool, literal: frozenset[str]
):
    parsed = outcome(
        lambda: parse_video(text, CATALOGUE, pictures=number, hints=hints, literal=literal)
    )
    if isinstance(parsed, UserError):
        assert parsed.key.startswith("grammar-")
        return
    line = render_video(parsed.request, parsed.roles, parsed.extras)
    again = parse_video(line, CATALOGUE, pictures=number, literal=literal & MENTIONS)
    assert again == parsed
    assert not again.asks


@settings(suppress_health_check=[HealthCheck.filter_too_much], max_examples=300)
@given(texts)
def test_refusals_point_into_the_text(text: str):
    """Where a refusal names a place, that place begins with the flag it is about."""
    error = outcome(lambda: parse_image(text, CATALOGUE))
    assume(isinstance(error, UserError) and "start" in error.values)
    assert isinstance(error, UserError)
    start, end = int(error.values["start"]), int(error.values["end"])
    assert 0 <= start < end <= len(text)
    assert text[start:end].startswith(str(error.values["flag"]))


@given(st.text(), st.sampled_from(("/image", "/v@painter_bot", "画", "视频：", "积分", "")))
def test_parting_a_command_loses_nothing_but_space(text: str, head: str):
    command, rest = split_command(head + text, bot="painter_bot")
    if command is None:
        assert rest == head + text
    else:
        assert (head + text).endswith(rest)


def test_the_generator_knows_every_marker():
    """The properties above are worth what their texts hold."""
    assert all(any(marker in word for word in (*WORDS, *NAMES)) for marker in NEGATIVE_MARKERS)
