"""The numbers of results that begin an answer, and words that only look so."""

from __future__ import annotations

import pytest

from bot.domain.result_numbers import read_numbers


@pytest.mark.parametrize(
    ("words", "numbers", "rest"),
    [
        ("3 走", (3,), "走"),
        ("图2：走", (2,), "走"),
        ("2,3 merge", (2, 3), "merge"),
        ("2 and 3 merge", (2, 3), "merge"),
        ("@1+@4", (1, 4), ""),
        ("1到3合成", (1, 2, 3), "合成"),
        ("3-1 loss", (), "3-1 loss"),
        ("3只猫", (), "3只猫"),
        ("16:9 的海报", (), "16:9 的海报"),
        ("0 走", (), "0 走"),
        ("一只猫", (), "一只猫"),
    ],
)
def test_the_numbers_that_begin_the_words(words: str, numbers: tuple[int, ...], rest: str):
    assert read_numbers(words) == (numbers, rest)
