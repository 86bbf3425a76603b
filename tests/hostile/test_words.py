"""Whatever people type after a command, hand over as a card or make a button say: it is read, or
refused in words, quickly, and no number comes out that the database can't keep."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.jimeng_catalogue import read_catalogue
from bot.domain.account_names import read_account_name
from bot.domain.alterations import read_alteration
from bot.domain.erasure import is_consent
from bot.domain.errors import UserError
from bot.domain.history_filters import read_filter, read_period
from bot.domain.ids import StyleId, UserId, read_style_id
from bot.domain.offers import read_choice
from bot.domain.operator_words import read_pause, read_quota, read_resume, read_subject
from bot.domain.orders import read_order
from bot.domain.preferences import Preferences
from bot.domain.requests import MediaKind
from bot.domain.setting_taps import read_argument
from bot.domain.setting_words import read_all, read_change
from bot.domain.style_cards import KIND, LARGEST_CARD, VERSION, read_card, write_card
from bot.domain.style_checks import check_name, check_text
from bot.domain.style_commands import read_style_command, read_style_link
from bot.domain.styles import LONGEST_TEXT, Shelf, ShelfKind, Style, StyleBook
from bot.domain.wishes import Wish
from tests.hostile.json_damage import JSON, damaged

TODAY = date(2026, 2, 28)
CATALOGUE = read_catalogue()
MODELS = [model.name for model in CATALOGUE.models]
LARGEST = 2**63

TYPED = """
    --model --date --since --kind -m ⭐ fav model: date= 2026-02 2026-13 2026-02-30..2026-03-01 ..
    last999999999d 上周 今天 最近99999999999999999999天 day month jobs credits none default users
    chats -100 99999999999999999999 + ＋ ： = {主题} {subject} {a} {{ }} {主题 --ar 16:9 --yes --max
    --n 9 --seed --no -- — « “ ” save show share import delete chat operator mine @1 图1 on off 开
    ratio 比例 res model 上限 ask output video image 4k 1:0 0:1 9999999:1 ½ ² ٣ Ⅷ \u202e \u200b
    \u2066 \ud800 \x00 \ufeff \u200d İ ß ﷽ 水彩 https://t.me/bot?start=style-x
"""
FRAGMENTS = st.sampled_from([*TYPED.split(), "\n", "\t", "\u3000", "\xa0"])
TEXT = st.lists(FRAGMENTS | st.text(max_size=12), max_size=14).map(" ".join) | st.text(max_size=400)


def book(text: str, name: str = "水彩") -> StyleBook:
    shelf = Shelf(ShelfKind.MINE, 7)
    return StyleBook([Style(id=StyleId("s"), shelf=shelf, name=name, text=text, author=UserId(7))])


def order(text: str, kind: MediaKind = MediaKind.IMAGE) -> object:
    return read_order(Wish(kind=kind, words=text), CATALOGUE, Preferences())


READERS: dict[str, Callable[[str], object]] = {
    "history filter": lambda text: read_filter(text, TODAY),
    "period": lambda text: read_period(text, TODAY),
    "style command": read_style_command,
    "style link": read_style_link,
    "style id": read_style_id,
    "style name": check_name,
    "style text": lambda text: check_text(text, CATALOGUE),
    "style card": lambda text: read_card(text.encode("utf-8", "surrogatepass"), CATALOGUE),
    "a style worn": lambda text: read_order(
        Wish(kind=MediaKind.IMAGE, words=f"水彩 {text}"),
        CATALOGUE,
        Preferences(),
        book("{主题}，水彩，{a}"),
    ),
    "setting": lambda text: read_change(text, CATALOGUE),
    "operator's settings": lambda text: read_all(text, CATALOGUE),
    "setting tap": read_argument,
    "quota": lambda text: read_quota(text, None),
    "subject": lambda text: read_subject(text, None),
    "pause": lambda text: read_pause(text, MODELS),
    "resume": lambda text: read_resume(text, ["all"]),
    "account name": read_account_name,
    "choice": read_choice,
    "consent": lambda text: is_consent(text, UserId(7), 1e9),
    "alteration": read_alteration,
    "picture": order,
    "video": lambda text: order(text, MediaKind.VIDEO),
}
READER = pytest.mark.parametrize("name", READERS)


def numbers_in(value: object) -> Iterator[int]:
    """All whole numbers of what was read."""
    if isinstance(value, int):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from numbers_in(getattr(value, field.name))
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from numbers_in(each)


@READER
@settings(max_examples=150)
@given(text=TEXT)
def test_any_text_is_read_or_refused_in_words(name: str, text: str) -> None:
    with suppress(UserError):
        found = READERS[name](text)
        assert all(-LARGEST <= number < LARGEST for number in numbers_in(found)), found


LONG = (
    *"a1-9#@{}\"'“=:.,/\\+*⭐图٣\u202e\u0301\n ",
    "--",
    "{a}",
    "{主题}",
    "--ar 16:9 ",
    "--n 4 ",
    "2026-01-01..",
    "@1 ",
    "图1 ",
    "水彩 ",
    "水彩+",
    "\"'“«",
    "9999999999",
)


@READER
@pytest.mark.parametrize("part", LONG)
def test_the_longest_messages_are_read_in_no_time(name: str, part: str) -> None:
    """4,096 units are the most that Telegram brings; what grows faster than its square would hold
    everybody up for minutes. It is the best of three, since a collection may fall into any one."""
    text = (part * 4096)[:4096]
    assert min(seconds_to_read(name, text) for _ in range(3)) < 2.0


def seconds_to_read(name: str, text: str) -> float:
    """Of this thread's own work."""
    began = time.thread_time()
    with suppress(UserError):
        READERS[name](text)
    return time.thread_time() - began


CARD = {"kind": KIND, "version": VERSION, "name": "水彩", "text": "{主题}，水彩 --ar 16:9"}


@settings(max_examples=200)
@given(card=damaged([CARD]) | JSON)
def test_damaged_cards_are_refused_or_are_cards(card: object) -> None:
    content = json.dumps(card).encode()
    try:
        read = read_card(content, CATALOGUE)
    except UserError:
        return
    assert check_name(read.name) == read.name
    assert len(read.text) <= LONGEST_TEXT
    assert read_card(write_card(read.name, read.text), CATALOGUE) == read


@pytest.mark.parametrize(
    "content",
    [
        b"[" * LARGEST_CARD,
        b'{"a":' * 3000,
        b"\xff\xfe{}",
        b'{"kind":1e999}',
        b"\x00" * LARGEST_CARD,
        b" " * (LARGEST_CARD + 1),
        b'{"kind":"jimeng-bot-style","version":99999999999999999999,"name":"a","text":"b"}',
        b'{"kind":"jimeng-bot-style","version":1,"name":"\\ud800","text":"b"}',
    ],
)
def test_bottomless_and_broken_cards_are_refused(content: bytes) -> None:
    with pytest.raises(UserError):
        read_card(content, CATALOGUE)


@settings(max_examples=150)
@given(text=TEXT, words=TEXT)
def test_a_style_that_may_be_kept_may_be_worn(text: str, words: str) -> None:
    """Whatever passed the check, wearing it never breaks, and is never more than a message."""
    try:
        kept = check_text(text, CATALOGUE)
    except UserError:
        return
    with suppress(UserError):
        wish = Wish(kind=MediaKind.IMAGE, words=f"水彩 {words}")
        read_order(wish, CATALOGUE, Preferences(), book(kept))
