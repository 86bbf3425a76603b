"""Styles in a message: what is sent, what is said, and that no character is lost on the way."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.commands import ParsedImage, parse_image, parse_video, render_image
from bot.domain.errors import UserError
from bot.domain.ids import UserId, style_id_from
from bot.domain.style_cards import KIND, LARGEST_CARD, read_card, write_card
from bot.domain.style_checks import check_name, check_text
from bot.domain.style_commands import (
    StyleCommand,
    StyleVerb,
    read_style_command,
    read_style_link,
)
from bot.domain.styles import OPERATORS, Shelf, ShelfKind, Style, StyleBook
from tests.bot.domain.test_grammar_properties import literals, outcome, texts
from tests.catalogue import make_catalogue

CATALOGUE = make_catalogue()
MINE, CHAT = Shelf(ShelfKind.MINE, 7), Shelf(ShelfKind.CHAT, -100)


def style(name: str, text: str, shelf: Shelf = MINE) -> Style:
    return Style(id=style_id_from(1), shelf=shelf, name=name, text=text, author=UserId(7))


BOOK = StyleBook(
    (
        style("手办", "做成 1/7 比例的手办，{主题}，摆在电脑桌上 --ar 3:4"),
        style("胶片", "胶片质感 --res 1k --ar 1:1 --no 模糊"),
        style("colour", "{颜色}的{subject}，{颜色}"),
        style("film", "grain of film"),
        style("quick", "--res 1k"),
        style("clip", "{主题} --dur 10"),
        style("raw", "{主题} --strength 0.3"),
    )
)


def parsed(words: str, *, pictures: int = 0) -> ParsedImage:
    return parse_image(words, CATALOGUE, pictures=pictures, styles=BOOK)


def keys(result: ParsedImage) -> list[str]:
    return [note.key for note in result.notes]


@pytest.mark.parametrize(
    ("words", "prompt"),
    [
        ("猫 --style 手办", "做成 1/7 比例的手办，猫，摆在电脑桌上"),
        ("手办 猫", "做成 1/7 比例的手办，猫，摆在电脑桌上"),
        ("手办：猫", "做成 1/7 比例的手办，猫，摆在电脑桌上"),
        ("手办\n猫\n狗", "做成 1/7 比例的手办，猫\n狗，摆在电脑桌上"),
        ("手办猫", "手办猫"),
        ("猫 手办", "猫 手办"),
        ("-- 手办 猫", "手办 猫"),
        ("猫 --style 胶片", "猫，胶片质感"),
        ("a cat --style FILM", "a cat, grain of film"),
        ("a cat. --style film", "a cat. grain of film"),
        ("film", "grain of film"),
        ("猫 --style quick", "猫"),
        ("猫 --style 胶片+手办", "做成 1/7 比例的手办，猫，胶片质感，摆在电脑桌上"),
        ("手办 猫 --style 胶片", "做成 1/7 比例的手办，猫，摆在电脑桌上，胶片质感"),
        ("colour 猫 颜色=红", "红的猫，红"),
        ("colour 猫 颜色＝“深 红”", "深 红的猫，深 红"),
        ("colour {subject} 颜色={颜色}", "{颜色}的{subject}，{颜色}"),
        ("colour 大小=5 猫 颜色=红", "红的大小=5 猫，红"),
    ],
)
def test_what_a_style_makes_of_the_words(words: str, prompt: str) -> None:
    assert parsed(words).request.prompt == prompt
    assert parsed(words).extras.styles == ()


def test_flags_of_a_style_give_way_to_those_of_the_message_alone() -> None:
    request = parsed("胶片 横屏的猫 --no 手").request
    assert (request.ratio, request.resolution, request.negative) == ("1:1", "1k", "手")
    assert parsed("胶片 猫 --ar 16:9").request.ratio == "16:9"
    assert "style-flag-gives-way" in keys(parsed("胶片 猫 --ar 16:9"))
    assert parsed("猫 --style 胶片+手办").request.ratio == "3:4"
    assert parsed("胶片 猫").extras.names_ratio


def test_the_receipt_says_which_style_with_which_text() -> None:
    (note,) = [note for note in parsed("手办 猫").notes if note.key == "style-used"]
    assert note.values == {"name": "手办", "text": BOOK.styles[0].text}
    assert keys(parsed("colour 猫 颜色=红 大小=5")) == ["style-variable-extra", "style-used"]
    long = StyleBook((style("a", "x" * 900),))
    (shown,) = parse_image("b --style a", CATALOGUE, styles=long).notes
    assert len(str(shown.values["text"])) == 200


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("猫 --style 没有", "style-unknown"),
        ("a cat --style flim", "style-unknown-near"),
        ("猫 --style film+film+film+film+film+film", "style-too-many"),
        ("手办", "style-subject-missing"),
        ("colour 猫", "style-variables-missing"),
        ("clip 猫", "style-for-video"),
        ("猫 --style +", "grammar-value-missing"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_sent(words: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        parsed(words)
    assert refused.value.key == key


def test_pictures_stand_in_for_the_words() -> None:
    result = parsed("手办", pictures=2)
    assert result.request.prompt == "做成 1/7 比例的手办，图1 图2，摆在电脑桌上"
    assert "style-subject-pictured" in keys(result)


def test_a_video_takes_styles_too() -> None:
    request = parse_video("clip 猫", CATALOGUE, styles=BOOK).request
    assert (request.prompt, request.seconds) == ("猫", 10)
    with pytest.raises(UserError, match="style-for-image"):
        parse_video("raw 猫", CATALOGUE, styles=BOOK)


def test_the_first_of_two_with_one_name_counts() -> None:
    book = StyleBook((style("Film", "mine"), style("film", "chat", CHAT), style("b", "", CHAT)))
    found = book.named("ＦＩＬＭ")
    assert found is not None
    assert found.text == "mine"
    assert book.named("c") is None


def test_without_a_book_the_names_stay_names() -> None:
    assert parse_image("猫 --style a+b", CATALOGUE).extras.styles == ("a", "b")


STYLED = st.sampled_from(
    ["", "手办 ", "胶片：", "colour ", "film\n", "quick ", "raw ", "clip "],
)
TAILS = st.sampled_from(["", " --style 胶片", " --style 手办+film", " 颜色=红 --style colour"])


@given(STYLED, texts, TAILS, literals)
def test_the_prompt_of_a_styled_message_reads_back_as_it_is(
    first: str, words: str, tail: str, literal: frozenset[str]
) -> None:
    """Written out, it asks for the same without any style; nothing but UserError comes out."""
    result = outcome(
        lambda: parse_image(first + words + tail, CATALOGUE, literal=literal, styles=BOOK)
    )
    assume(isinstance(result, ParsedImage))
    assert isinstance(result, ParsedImage)
    line = render_image(result.request, result.extras)
    again = parse_image(line, CATALOGUE, hints=False, styles=StyleBook())
    assert again.request == result.request


PLAIN = st.text(alphabet=st.characters(exclude_characters="-—–―－=＝:：{}"), min_size=1).filter(
    lambda words: bool(words.strip()) and BOOK.opened_by(words) is None
)


@given(PLAIN, PLAIN, PLAIN)
def test_no_character_of_style_or_words_is_lost(before: str, words: str, after: str) -> None:
    text = f"{before}{{主题}}{after}"
    book = StyleBook((style("s", text),))
    asked = outcome(lambda: parse_image(f"{words} --style s", CATALOGUE, hints=False, styles=book))
    plain = outcome(lambda: parse_image(words, CATALOGUE, hints=False))
    bare = outcome(lambda: parse_image(text, CATALOGUE, hints=False))
    assume(
        isinstance(asked, ParsedImage)
        and isinstance(plain, ParsedImage)
        and isinstance(bare, ParsedImage)
    )
    assert isinstance(asked, ParsedImage)
    assert isinstance(plain, ParsedImage)
    assert isinstance(bare, ParsedImage)
    assert asked.request.prompt == bare.request.prompt.replace("{主题}", plain.request.prompt)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("", "style-name-missing"),
        ("x" * 33, "style-name-long"),
        ("a b", "style-name-odd"),
        ("a+b", "style-name-odd"),
        ("a：b", "style-name-odd"),
        ("--ar", "style-name-odd"),
        ("/image", "style-name-odd"),
        ("a\u202eb", "style-name-odd"),
        ("a\x00", "style-name-odd"),
        ("画", "style-name-taken"),
        ("ＶＩＤＥＯ", "style-name-taken"),
        ("视频", "style-name-taken"),
        ("admin", "style-name-taken"),
    ],
)
def test_a_name_that_cannot_stand_alone_is_refused(name: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        check_name(name)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" ", "style-text-missing"),
        ("x" * 1001, "style-text-long"),
        ("a\x00b", "style-text-odd"),
        ("a\u202eb", "style-text-odd"),
        ("x --yes", "style-flag-not-here"),
        ("x -y", "style-flag-not-here"),
        ("x --max 5", "style-flag-not-here"),
        ("x --as 别人", "style-flag-not-here"),
        ("x --private", "style-flag-not-here"),
        ("x --first 1", "style-flag-not-here"),
        ("x --style film", "style-flag-not-here"),
        ("x --ar {比例}", "style-variable-in-flag"),
        ("x --no {主题}", "style-variable-in-flag"),
        ("x --ar 99:1", "grammar-ratio-unknown"),
        ("x --chaos 5", "grammar-flag-foreign"),
        ("x --dur 99", "grammar-dur-unknown"),
        ("x --model nosuch", "grammar-model-unmatched"),
    ],
)
def test_a_text_that_nothing_could_be_made_of_is_refused_when_it_is_saved(
    text: str, key: str
) -> None:
    with pytest.raises(UserError) as refused:
        check_text(text, CATALOGUE)
    assert refused.value.key == key


@pytest.mark.parametrize("kept", [each.text for each in BOOK.styles] + ['{ "a": 1 }', "a\nb"])
def test_a_text_is_kept_as_it_was_written(kept: str) -> None:
    assert check_text(f" {kept}\n", CATALOGUE) == kept


@given(st.text(max_size=60), texts)
def test_checking_ends_with_nothing_but_words_for_people(name: str, text: str) -> None:
    outcome(lambda: check_name(name))
    kept = outcome(lambda: check_text(text, CATALOGUE))
    if isinstance(kept, UserError):
        return
    # What may be kept can be worn, by a picture or by a video.
    book = StyleBook((style("s", kept),))
    values = " ".join(f"{name}=a" for name in book.styles[0].variables)
    words = f"猫 {values} --style s"
    image = outcome(lambda: parse_image(words, CATALOGUE, styles=book))
    video = outcome(lambda: parse_video(words, CATALOGUE, styles=book))
    assert not isinstance(image, UserError) or not isinstance(video, UserError)


def test_a_card_brings_the_style_as_it_was() -> None:
    text = "做成手办，{主题} --ar 3:4\n第二行"
    card = read_card(write_card("手办", text), CATALOGUE)
    assert (card.name, card.text) == ("手办", text)
    assert "手办" in write_card("手办", text).decode()


def card_of(**fields: object) -> bytes:
    whole = {"kind": KIND, "version": 1, "name": "a", "text": "b"} | fields
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "style-card-unreadable"),
        (b"\xff\xfe", "style-card-unreadable"),
        (b"[" * 10_000, "style-card-unreadable"),
        (b'{"a":' * 3_000, "style-card-unreadable"),
        (b"null", "style-card-unreadable"),
        (b'{"name": "a", "text": "b"}', "style-card-unreadable"),
        (card_of(name=["a"]), "style-card-unreadable"),
        (card_of(kind="other"), "style-card-unreadable"),
        (card_of(version=True), "style-card-unreadable"),
        (card_of(version=2), "style-card-newer"),
        (card_of(name="\ud800"), "style-card-unreadable"),
        (card_of(name="a" * 40), "style-name-long"),
        (card_of(name="<b>x</b>"), "style-name-odd"),
        (card_of(name="画"), "style-name-taken"),
        (card_of(text="x --yes"), "style-flag-not-here"),
        (card_of(text="x" * 2_000), "style-text-long"),
        (b" " * (LARGEST_CARD + 1), "style-card-large"),
    ],
)
def test_a_hostile_card_is_refused_with_a_sentence(content: bytes, key: str) -> None:
    with pytest.raises(UserError) as refused:
        read_card(content, CATALOGUE)
    assert refused.value.key == key


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(content: bytes) -> None:
    outcome(lambda: read_card(content, CATALOGUE))


@pytest.mark.parametrize(
    ("tail", "command"),
    [
        ("", StyleCommand(verb=StyleVerb.LIST)),
        ("list", StyleCommand(verb=StyleVerb.LIST)),
        ("手办", StyleCommand(verb=StyleVerb.SHOW, name="手办")),
        ("save 手办 a  b\nc", StyleCommand(verb=StyleVerb.SAVE, name="手办", text="a  b\nc")),
        ("保存 手办： a", StyleCommand(verb=StyleVerb.SAVE, name="手办", text="a")),
        (
            "chat save a b",
            StyleCommand(verb=StyleVerb.SAVE, shelf=ShelfKind.CHAT, name="a", text="b"),
        ),
        ("本群 删除 a", StyleCommand(verb=StyleVerb.DELETE, shelf=ShelfKind.CHAT, name="a")),
        ("公共", StyleCommand(verb=StyleVerb.LIST, shelf=ShelfKind.OPERATOR)),
        ("SHARE a", StyleCommand(verb=StyleVerb.SHARE, name="a")),
        ("import x", StyleCommand(verb=StyleVerb.IMPORT, name="x")),
    ],
)
def test_what_follows_the_command(tail: str, command: StyleCommand) -> None:
    assert read_style_command(tail) == command


def test_a_link_is_read_whole_or_bare() -> None:
    style_id = style_id_from(123_456_789)
    for text in (f"https://t.me/pictures_bot?start=style_{style_id}", f"style_{style_id}"):
        assert read_style_link(text) == style_id
    for text in ("", "style_", f"style_{style_id}A", "https://t.me/x?start=show_A7K2M"):
        assert read_style_link(text) is None
    assert OPERATORS.owner == 0
