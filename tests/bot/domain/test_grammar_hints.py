"""Hints: words of the prompt count only where no flag does, and never change the prompt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.commands import Note, parse_image, parse_video
from bot.domain.models import Catalogue
from bot.domain.orders import read_order
from bot.domain.preferences import Preferences
from bot.domain.requests import InputPicture, MediaKind
from bot.domain.wishes import Wish


@pytest.mark.parametrize(
    ("prompt", "ratio", "word"),
    [
        ("横屏 猫", "16:9", "横屏"),
        ("猫在跑，竖屏壁纸", "9:16", "竖屏"),
        ("9:16 猫", "9:16", "9:16"),
        ("猫，２１：９，夜", "21:9", "２１：９"),
    ],
)
def test_a_shape_in_the_prompt(prompt: str, ratio: str, word: str, catalogue: Catalogue):
    parsed = parse_image(prompt, catalogue)
    assert parsed.request.prompt == prompt
    assert parsed.request.ratio == ratio
    assert parsed.notes == (
        Note("grammar-hint-used", {"word": word, "flag": "--ar", "value": ratio}),
    )
    assert not parsed.asks, "another shape costs nothing more"


@pytest.mark.parametrize(
    "prompt",
    [
        "比分3:2的球赛",
        "19:30 的街道",
        "写着“横屏”的牌子",
        "正方形的桌子",
        "2:1 odds",
        "v4k9",
        "第5秒",
    ],
)
def test_what_is_no_hint(prompt: str, catalogue: Catalogue):
    parsed = parse_image(prompt, catalogue)
    assert (parsed.request.prompt, parsed.request.ratio, parsed.notes) == (prompt, "1:1", ())


def test_a_larger_size_in_the_prompt_must_be_confirmed(catalogue: Catalogue):
    parsed = parse_image("masterpiece, 4K, cat", catalogue)
    assert parsed.request.resolution == "4k"
    assert parsed.asks


def test_a_smaller_size_in_the_prompt_needs_no_tap(catalogue: Catalogue):
    parsed = parse_image("猫 1k", catalogue)
    assert (parsed.request.resolution, parsed.asks) == ("1k", False)


def test_a_flag_beats_a_hint_and_needs_no_tap(catalogue: Catalogue):
    parsed = parse_image("4k cat --res 2k", catalogue)
    assert (parsed.request.resolution, parsed.asks) == ("2k", False)
    assert parsed.notes == (
        Note("grammar-hint-ignored", {"word": "4k", "flag": "--res", "value": "2k"}),
    )


def test_a_flag_and_a_hint_that_agree_need_no_word(catalogue: Catalogue):
    assert parse_image("竖屏 猫 --ar 9:16", catalogue).notes == ()


def test_hints_that_disagree_decide_nothing(catalogue: Catalogue):
    parsed = parse_image("横屏 竖屏 猫", catalogue)
    assert parsed.request.ratio == "1:1"
    assert [note.key for note in parsed.notes] == ["grammar-hint-conflict"]


def test_a_hint_that_the_model_cannot_follow_is_said(catalogue: Catalogue):
    parsed = parse_image("4k 猫 --model 3.0", catalogue)
    assert parsed.request.resolution == "2k"
    assert parsed.notes == (Note("grammar-hint-unfit", {"word": "4k", "model": "jimeng-3.0"}),)


@pytest.mark.parametrize("prompt", ["生成9张猫", "画 2 张猫", "来两张"])
def test_a_count_in_the_prompt_is_answered(prompt: str, catalogue: Catalogue):
    parsed = parse_image(prompt, catalogue)
    assert (parsed.request.prompt, parsed.extras.count, parsed.asks) == (prompt, None, False)
    assert [note.key for note in parsed.notes] == ["grammar-count-fixed"]


@pytest.mark.parametrize("prompt", ["画一张猫", "生成4张猫"])
def test_a_count_that_is_none_or_right_needs_no_word(prompt: str, catalogue: Catalogue):
    """一张 is an article, as in "draw a cat"."""
    assert parse_image(prompt, catalogue).notes == ()


def test_a_longer_video_must_be_confirmed(catalogue: Catalogue):
    parsed = parse_video("10秒的海浪", catalogue)
    assert (parsed.request.seconds, parsed.asks) == (10, True)
    assert not parse_video("5秒的海浪", catalogue).asks
    unfit = parse_video("7秒的海浪", catalogue)
    assert (unfit.request.seconds, unfit.asks) == (5, False)
    assert [note.key for note in unfit.notes] == ["grammar-hint-unfit"]


def test_hints_can_be_turned_off(catalogue: Catalogue):
    parsed = parse_image("横屏 4k 生成9张", catalogue, hints=False)
    assert (parsed.request.ratio, parsed.request.resolution) == ("1:1", "2k")
    assert parsed.notes == ()


@pytest.mark.parametrize(
    ("prompt", "asked"),
    [
        ("8张", 8),
        ("8张图 猫", 8),
        ("猫，8张海报", 8),
        ("猫 两张", 2),
        ("画三张猫", 3),
        ("猫 8 张", 8),
    ],
)
def test_a_count_that_stands_alone_is_answered_too(prompt: str, asked: int, catalogue: Catalogue):
    answered = Note("grammar-count-fixed", {"asked": asked, "made": 4, "model": "jimeng-4.0"})
    parsed = parse_image(prompt, catalogue)
    assert (parsed.request.prompt, parsed.notes) == (prompt, (answered,))


@pytest.mark.parametrize(
    "prompt", ["三个视频", "海浪，3条", "生成两段", "要3个", "来三部短片 猫跑"]
)
def test_a_count_of_videos_is_answered(prompt: str, catalogue: Catalogue):
    parsed = parse_video(prompt, catalogue)
    assert [note.key for note in parsed.notes] == ["grammar-count-video"]
    assert (parsed.request.prompt, parsed.asks) == (prompt, False)
    assert parse_image(prompt, catalogue).notes == ()


@pytest.mark.parametrize(
    "prompt", ["三张", "8张图 猫", "三个人跑步", "一条鱼和3条狗", "做两个俯卧撑"]
)
def test_what_counts_pictures_or_things_is_no_count_of_videos(prompt: str, catalogue: Catalogue):
    assert parse_video(prompt, catalogue, pictures=1).notes == ()


@pytest.mark.parametrize("prompt", ["三张桌子", "第3张", "一张床和8张椅子", "纸张", "4张"])
def test_what_counts_things_is_no_order(prompt: str, catalogue: Catalogue):
    assert parse_image(prompt, catalogue).notes == ()


def test_a_count_that_a_flag_overrules_is_said(catalogue: Catalogue):
    ignored = Note("grammar-hint-ignored", {"word": "8张", "flag": "--n", "value": "4"})
    assert parse_image("猫 8张 --n 4", catalogue).notes == (ignored,)


def test_a_length_that_the_model_does_not_make_is_said(catalogue: Catalogue):
    parsed = parse_video("猫跑8秒", catalogue)
    values = {"word": "8秒", "model": "jimeng-video-3.0"}
    assert (parsed.request.seconds, parsed.notes) == (5, (Note("grammar-hint-unfit", values),))


def test_a_shape_for_a_model_that_decides_it_is_said(catalogue: Catalogue):
    models = [
        replace(each, ratios=()) if each.kind == "video" else each for each in catalogue.models
    ]
    models.append(replace(models[-1], name="other", ratios=("16:9", "1:1")))
    parsed = parse_video("横屏 猫", Catalogue(models))
    assert [note.key for note in parsed.notes] == ["grammar-hint-used", "grammar-model-decides"]


def test_a_shape_in_the_prompt_beats_the_pictures_own(catalogue: Catalogue):
    tall = InputPicture(source="a", width=3, height=4)
    for words, ratio in (("变成横屏", "16:9"), ("变亮", "3:4"), ("变亮 方形", "1:1")):
        wish = Wish(kind=MediaKind.IMAGE, words=words, pictures=(tall,))
        assert read_order(wish, catalogue, Preferences()).request.ratio == ratio


@pytest.mark.parametrize(
    ("words", "pictures", "key", "asks"),
    [
        ("猫 8张", 0, "grammar-count-by-words", True),
        ("猫 8张 --n 4", 0, "grammar-count-by-words", True),
        ("猫 2张", 0, "grammar-count-by-words", False),
        ("变亮 8张", 1, "grammar-count-fixed", False),
        ("猫的绘本", 0, "grammar-count-by-words", False),
        ("封面写着“故事” --n 4", 0, "grammar-count-by-words", False),
        ("故事 8张", 0, "grammar-count-by-words", True),
    ],
)
def test_a_count_that_the_service_may_take_up_is_told_and_a_dear_one_asks(
    words: str, pictures: int, key: str, asks: bool, catalogue: Catalogue
):
    models = [replace(each, counts_words=each.kind == "image") for each in catalogue.models]
    parsed = parse_image(words, Catalogue(models), pictures=pictures)
    assert [note.key for note in parsed.notes] == [key]
    assert parsed.asks == asks
    wish = Wish(kind=MediaKind.IMAGE, words=words, pictures=(InputPicture(source="a"),) * pictures)
    makes = read_order(wish, Catalogue(models), Preferences()).makes
    assert makes == (4 if pictures else None)


@pytest.mark.parametrize("pictures", [0, 1])
def test_a_series_is_told_only_where_the_service_makes_one(pictures: int, catalogue: Catalogue):
    models = [replace(each, counts_words=bool(pictures)) for each in catalogue.models]
    assert parse_image("猫的故事", Catalogue(models), pictures=pictures).notes == ()


@pytest.mark.parametrize(
    ("prompt", "ratio", "word"),
    [
        ("a cat, portrait", "9:16", "portrait"),
        ("Landscape, a cat", "16:9", "Landscape"),
        ("a cat\nsquare.", "1:1", ""),
        ("a cat in landscape mode, night", "16:9", "landscape mode"),
        ("a cat, portrait-format", "9:16", "portrait-format"),
    ],
)
def test_a_shape_in_english(prompt: str, ratio: str, word: str, catalogue: Catalogue):
    parsed = parse_image(prompt, catalogue)
    assert (parsed.request.prompt, parsed.request.ratio) == (prompt, ratio)
    used = Note("grammar-hint-used", {"word": word, "flag": "--ar", "value": ratio})
    assert parsed.notes == ((used,) if word else ()), "what is usual anyway needs no word"
    assert not parsed.asks


@pytest.mark.parametrize(
    "prompt",
    [
        "portrait",
        "a portrait of a cat, oil",
        "Times Square, landscape, night",
        "self-portrait mode",
        "a cat, a portrait",
        "a town square",
        "a sign that says “cat, portrait”",
    ],
)
def test_english_words_that_name_what_is_drawn_are_no_hints(prompt: str, catalogue: Catalogue):
    parsed = parse_image(prompt, catalogue)
    assert (parsed.request.prompt, parsed.request.ratio, parsed.notes) == (prompt, "1:1", ())


@pytest.mark.parametrize("typed", ["10 seconds", "10-second", "10 Secs", "10 sec"])
def test_a_length_in_english_must_be_confirmed(typed: str, catalogue: Catalogue):
    parsed = parse_video(f"waves, {typed} of them", catalogue)
    assert (parsed.request.seconds, parsed.asks) == (10, True)
    used = Note("grammar-hint-used", {"word": typed, "flag": "--dur", "value": "10s"})
    assert parsed.notes == (used,)


@pytest.mark.parametrize(
    "typed", ["the 10th second", "1:10 seconds", "1.10 seconds", "10 secondary"]
)
def test_what_is_no_length_in_english(typed: str, catalogue: Catalogue):
    parsed = parse_video(f"waves at {typed}", catalogue)
    assert (parsed.request.seconds, parsed.notes) == (5, ())
