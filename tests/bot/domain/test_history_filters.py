"""What may be typed behind /history: a table of readings, and what holds whatever is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.domain.history import DAY_SECONDS, Filter, Period, fold
from bot.domain.history_filters import MOST_WORDS, mended, read_filter
from bot.domain.requests import MediaKind

TODAY = date(2026, 11, 28)
VIDEO, IMAGE = Filter(kind=MediaKind.VIDEO), Filter(kind=MediaKind.IMAGE)
STAR = Filter(is_starred=True)


def days(first: date, last: date | None = None) -> Filter:
    return Filter(period=Period(first, last or first))


def words(*each: str) -> Filter:
    return Filter(words=each)


def model(name: str) -> Filter:
    return Filter(model=name)


READINGS = [
    ("", Filter()),
    ("  \n\u3000 ", Filter()),
    ("猫", words("猫")),
    ("雨夜 Neon  street", words("雨夜", "Neon", "street")),
    ('"neon street" 猫', words("neon street", "猫")),
    ("“霓虹 街道” 「a b」", words("霓虹 街道", "a b")),
    ('5" pipe', words('5"', "pipe")),
    ('"not closed', words('"not', "closed")),
    ("100% a_b", words("100%", "a_b")),
    ("🦊 👩‍👩‍👧", words("🦊", "👩‍👩‍👧")),
    ("חתול קטן", words("חתול", "קטן")),
    ("http://a.test 9:16 ratio=3:4", words("http://a.test", "9:16", "ratio=3:4")),
    ("model:4.0", model("4.0")),
    ("MODEL：Jimeng-4.0", model("jimeng-4.0")),
    ("模型=即梦", model("即梦")),
    ("--model 4.0 猫", replace(model("4.0"), words=("猫",))),
    ("—model 4.0", model("4.0")),
    ("--model=4.0", model("4.0")),
    ("-m 4.0", model("4.0")),
    ('--model "seedream 4"', model("seedream 4")),
    ("⭐", STAR),
    ("⭐\ufe0f", STAR),
    ("fav", STAR),
    ("--fav", STAR),
    ("收藏 starred", STAR),
    ('"fav"', words("fav")),
    ("video", VIDEO),
    ("视频", VIDEO),
    ("kind:video", VIDEO),
    ("--video", VIDEO),
    ("图片", IMAGE),
    ("类型：图片", IMAGE),
    ("视频里的猫", words("视频里的猫")),
    ("today", days(TODAY)),
    ("今天", days(TODAY)),
    ("yesterday", days(date(2026, 11, 27))),
    ("昨天", days(date(2026, 11, 27))),
    ("7d", days(date(2026, 11, 22), TODAY)),
    ("1d", days(TODAY)),
    ("7天", days(date(2026, 11, 22), TODAY)),
    ("２周", days(date(2026, 11, 15), TODAY)),
    ("本周", days(date(2026, 11, 23), TODAY)),
    ("这个月", days(date(2026, 11, 1), TODAY)),
    ("3d render", words("3d", "render")),
    ("3天", days(date(2026, 11, 26), TODAY)),
    ("date:3d", days(date(2026, 11, 26), TODAY)),
    ("2026-11", days(date(2026, 11, 1), date(2026, 11, 30))),
    ("2024-02", days(date(2024, 2, 1), date(2024, 2, 29))),
    ("2026年11月", days(date(2026, 11, 1), date(2026, 11, 30))),
    ("2026-11-03", days(date(2026, 11, 3))),
    ("2026/11/3", days(date(2026, 11, 3))),
    ("2026年11月3日", days(date(2026, 11, 3))),
    ("2026年", days(date(2026, 1, 1), date(2026, 12, 31))),
    ("date:2026", days(date(2026, 1, 1), date(2026, 12, 31))),
    ("日期：今天", days(TODAY)),
    ("2026-10..2026-11-03", days(date(2026, 10, 1), date(2026, 11, 3))),
    ("昨天..今天", days(date(2026, 11, 27), TODAY)),
    ("cyberpunk 2077", words("cyberpunk", "2077")),
    ("2026-11 2026年11月", days(date(2026, 11, 1), date(2026, 11, 30))),
    ("wait... a..b", words("wait...", "a..b")),
    ("—— – -x --", words("——", "–", "-x", "--")),
    ("一只猫——在雨中", words("一只猫——在雨中")),
    ("\u200f", Filter()),
    (
        "猫 ⭐ 视频 model:3.0 2026-11",
        Filter(
            words=("猫",),
            model="3.0",
            kind=MediaKind.VIDEO,
            is_starred=True,
            period=Period(date(2026, 11, 1), date(2026, 11, 30)),
        ),
    ),
]

REFUSALS = [
    ("--modle 4.0", "history-filter-near", "--modle"),
    ("--zzzz", "history-filter-unknown", "--zzzz"),
    ("--fav=yes", "history-filter-unknown", "--fav=yes"),
    ("model:", "history-filter-empty", "model:"),
    ("--model", "history-filter-empty", "--model"),
    ("-m", "history-filter-empty", "-m"),
    ("kind:music", "history-filter-kind", "music"),
    ("2026-13", "history-filter-date", "2026-13"),
    ("2026-02-30", "history-filter-date", "2026-02-30"),
    ("0999-01", "history-filter-date", "0999-01"),
    ("date:soon", "history-filter-date", "soon"),
    ("0d", "history-filter-date", "0d"),
    ("9999w", "history-filter-date", "9999w"),
    ("2026-11..", "history-filter-date", "2026-11.."),
    ("2026-12..2026-11", "history-filter-date", "2026-12..2026-11"),
    ("2026-10 2026-11", "history-filter-twice", "2026-11"),
    ("video image", "history-filter-twice", "image"),
    ("model:a --model b", "history-filter-twice", "--model"),
]


@pytest.mark.parametrize(("typed", "read"), READINGS)
def test_what_is_typed_is_read(typed: str, read: Filter) -> None:
    assert read_filter(typed, TODAY) == read


@pytest.mark.parametrize(("typed", "key", "named"), REFUSALS)
def test_a_filter_that_cannot_be_read_is_named(typed: str, key: str, named: str) -> None:
    with pytest.raises(UserError) as refused:
        read_filter(typed, TODAY)
    assert (refused.value.key, refused.value.values["filter"]) == (key, named)


@pytest.mark.parametrize(
    ("typed", "as_text", "near"),
    [
        ("foo:bar 猫", '"foo:bar" 猫', '"foo:bar" 猫'),
        ("猫 modle:4.0", '猫 "modle:4.0"', "猫 model:4.0"),
        ("--modle 4.0", '"--modle" 4.0', "--model 4.0"),
        ("--modle=4.0 kin:video", '"--modle=4.0" "kin:video"', "--model=4.0 kind:video"),
        ("类形:视频", '"类形:视频"', '"类形:视频"'),
        ("kind:song", '"kind:song"', '"kind:song"'),
        ("2026-13", '"2026-13"', '"2026-13"'),
        ('foo:"a', '「foo:"a」', '「foo:"a」'),
        ("foo：吧", '"foo：吧"', '"foo：吧"'),
    ],
)
def test_what_cannot_be_read_is_looked_for_as_text_or_put_right(
    typed: str, as_text: str, near: str
) -> None:
    with pytest.raises(UserError):
        read_filter(typed, TODAY)
    assert mended(typed, TODAY, as_text=True) == as_text
    assert mended(typed, TODAY, as_text=False) == near
    for better in (as_text, near):
        read_filter(better, TODAY)


@pytest.mark.parametrize("typed", ["16:9", "12:30", "https://a.test/x:y", "ratio=3:4", "注意:"])
def test_what_only_looks_like_a_filter_is_a_word(typed: str) -> None:
    assert read_filter(typed, TODAY).words == (typed,)


def test_on_the_way_to_a_filter_unknown_names_are_words() -> None:
    assert read_filter("foo:bar", TODAY, refuses_pairs=False).words == ("foo:bar",)


def test_words_beyond_what_a_query_holds_are_refused() -> None:
    assert len(read_filter("a " * MOST_WORDS, TODAY).words) == MOST_WORDS
    with pytest.raises(UserError) as refused:
        read_filter("a " * (MOST_WORDS + 1), TODAY)
    assert refused.value.key == "history-too-many-words"


def test_a_period_is_whole_days_of_the_site() -> None:
    period = Period(date(2026, 11, 3), date(2026, 11, 4))
    assert period.since == 1_793_635_200.0  # 2026-11-02 16:00 UTC
    assert period.until - period.since == 2 * DAY_SECONDS


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("CAT", "a cat"),
        ("ｃａｔ", "Cat"),
        ("STRASSE", "Straße"),
        ("é", "CAFE\u0301"),
        ("גן", "\u200fב\u200fגן"),
        ("猫", "雨夜的猫"),
        ("%", "100%"),
        ("_", "a_b"),
        ("🦊", "a 🦊 runs"),
    ],
)
def test_folded_text_is_found_in_folded_text(typed: str, stored: str) -> None:
    assert fold(typed) in fold(stored)


PARTS: list[tuple[str, Filter]] = [
    ("猫", words("猫")),
    ("%_", words("%_")),
    ('"today"', words("today")),
    ("“a --b”", words("a --b")),
    ("model:4.0", model("4.0")),
    ("--video", VIDEO),
    ("⭐", STAR),
    ("2026-11", days(date(2026, 11, 1), date(2026, 11, 30))),
]


@given(st.lists(st.sampled_from(PARTS), max_size=8), st.sampled_from([" ", "\n", "\u3000", "\t "]))
def test_filters_and_words_mix_in_any_order(parts: list[tuple[str, Filter]], gap: str) -> None:
    expected = Filter(words=tuple(word for _, part in parts for word in part.words))
    for _, part in parts:
        expected = replace(
            expected,
            model=part.model or expected.model,
            kind=part.kind or expected.kind,
            is_starred=part.is_starred or expected.is_starred,
            period=part.period or expected.period,
        )
    assert read_filter(gap.join(typed for typed, _ in parts), TODAY) == expected


PIECES = st.sampled_from(
    ["--", "—", "-m", "model", ":", "=", "：", "2026", "-", "11", "..", "d", "天", '"', "”", "“",
     "⭐", "today", "视频", " ", "\u3000", "٣", "\u200f", "0", "年", "月", "x", "9999", "\x00"]
)  # fmt: skip
ANYTHING = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join))


@given(ANYTHING)
def test_nothing_else_than_a_user_error_ever_comes_out(typed: str) -> None:
    try:
        read = read_filter(typed, TODAY)
    except UserError:
        return
    assert all(word in typed for word in read.words)
    if read.period is not None:
        assert read.period.first <= read.period.last
        assert read.period.since < read.period.until


@given(st.lists(st.text(alphabet="猫犬abcxyzÄ🦊", min_size=1), max_size=MOST_WORDS))
def test_no_word_is_lost(each: list[str]) -> None:
    assert read_filter(" ".join(each), TODAY).words == tuple(each)


@given(st.integers(1, 9_999), st.dates(date(2001, 1, 1), date(2998, 1, 1)))
def test_the_last_days_end_today(count: int, today: date) -> None:
    period = read_filter(f"{count}天", today).period
    assert period is not None
    assert (period.first, period.last) == (today - timedelta(count - 1), today)
