"""The ways out of refusals: each leads on, none raises, and none loses what was typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.changes import Change, What, changed
from bot.domain.commands import Note, rename_mentions
from bot.domain.errors import UserError
from bot.domain.models import Catalogue
from bot.domain.offers import Deed, Option, offer_id, read_choice, turn_after, write_choice
from bot.domain.orders import Order, read_order
from bot.domain.preferences import Preferences
from bot.domain.receipts import Receipt
from bot.domain.refusals import ways_out
from bot.domain.requests import InputPicture, MediaKind
from bot.domain.wishes import Wish
from bot.i18n import Texts
from tests.builders import make_origin
from tests.catalogue import make_catalogue, make_image_model

CATALOGUE = make_catalogue()
PICTURE = InputPicture(source="a")
PIECES = ("猫", "图0", "图1", "--", "--ar", "16:10", "--chaos", "20", "--v", "--stilize", "-s",
          "--model", "seedance", "jimeng", "--no", "--dur", "5", "“--x”", "--seed", "same", "—ar",
          "ratio=3:4", "--ref", "1,2", "\n", "反向:")  # fmt: skip


def reads(wish: Wish) -> Order:
    return read_order(wish, CATALOGUE, Preferences())


def refuse(
    words: str, kind: MediaKind = MediaKind.IMAGE, pictures: int = 0
) -> tuple[Wish, UserError]:
    wish = Wish(kind=kind, words=words, pictures=(PICTURE,) * pictures)
    with pytest.raises(UserError) as caught:
        reads(wish)
    return wish, caught.value


def labels(options: tuple[Option, ...] | list[Option]) -> list[str]:
    return [f"{o.label.values.get('flag', o.label.key)}" for o in options]


def test_all_that_midjourney_has_goes_at_once_and_is_named():
    said, options = ways_out(*refuse("猫 --chaos 20 里 --v 6 --ar 3:4"), reads, CATALOGUE)
    assert said.values["flag"] == "--chaos --v"
    assert options[0].wish is not None
    assert options[0].wish.words == "猫 里 --ar 3:4"
    assert labels(list(options)) == ["offer-without", "offer-edit"]


def test_three_pictures_of_a_video_name_the_models_that_take_them():
    _, options = ways_out(*refuse("猫", MediaKind.VIDEO, 3), reads, CATALOGUE)
    assert labels(list(options)) == [
        "jimeng-video-seedance-2.0",
        "offer-first-pictures",
        "offer-edit",
    ]
    assert options[0].wish is not None
    assert reads(options[0].wish).request.model == "jimeng-video-seedance-2.0"


def test_a_flag_for_videos_may_make_a_video():
    _, options = ways_out(*refuse("猫 --dur 5"), reads, CATALOGUE)
    assert labels(list(options)) == ["offer-as-video", "offer-without", "offer-edit"]


def test_where_only_new_words_help_the_typed_ones_are_given_back():
    assert labels(list(ways_out(*refuse("--ar 3:4"), reads, CATALOGUE)[1])) == ["offer-edit"]
    assert ways_out(*refuse(""), reads, CATALOGUE)[1] == ()


def test_a_flag_of_a_style_is_not_cut_out_of_the_words():
    wish, error = refuse("猫 --chaos 20")
    elsewhere = replace(wish, words="猫 在 雨中 走路 很久")
    _, options = ways_out(elsewhere, error, reads, CATALOGUE)
    assert labels(list(options)) == ["offer-edit"]


WITHOUT, EDIT = "offer-without", "offer-edit"


@pytest.mark.parametrize(
    ("words", "kind", "pictures", "offered"),
    [
        ("猫 --res 8k", "image", 0, ["--res 4k", "--res 2k", "--res 1k", WITHOUT]),
        ("猫 res=4k --model 3.0", "image", 0,
         ["--res 2k", "--res 1k", "jimeng-4.0", "jimeng-2.1", "jimeng-xl-pro", WITHOUT]),
        ("猫 --dur 99", "video", 0, ["--dur 10", "--dur 5", WITHOUT]),
        ("猫 --dur 99 --model seedance-2.0", "video", 0,
         ["--dur 15", "--dur 14", "--dur 10", "--dur 5", "--dur 13", WITHOUT]),
        ("猫 --dur 7", "video", 0,
         ["--dur 5", "--dur 10", "jimeng-video-seedance-2.0", WITHOUT]),
        ("猫 --dur soon", "video", 0, ["--dur 5", "--dur 10", WITHOUT]),
        ("猫 --n 0", "image", 0, ["--n 4", WITHOUT]),
        ("猫 --ar foo", "image", 0,
         ["--ar 1:1", "--ar 3:4", "--ar 16:9", "--ar 9:16", "--ar 4:3", WITHOUT]),
        ("猫 --ar 16:10", "image", 0,
         ["--ar 3:2", "--ar 16:9", "--ar 4:3", "--ar 21:9", "--ar 1:1", WITHOUT]),
        ("猫 --ar", "image", 0,
         ["--ar 1:1", "--ar 3:4", "--ar 16:9", "--ar 9:16", "--ar 4:3", WITHOUT]),
        ("猫 --n", "video", 0, ["--n 1", WITHOUT]),
        ("猫 --strength 7x", "image", 0,
         ["--strength 0.7", "--strength 0.5", "--strength 0.9", "--strength 0.3",
          "--strength 0.1", WITHOUT]),
        ("猫 --seed x", "image", 0, ["--seed random", WITHOUT]),
        ("猫 --seed 42x", "image", 0, ["--seed 42", "--seed random", WITHOUT]),
        ("猫 --model nonsense", "image", 0,
         ["jimeng-4.0", "jimeng-3.1", "jimeng-3.0", "jimeng-2.1", "jimeng-xl-pro", WITHOUT]),
        ("猫 --model video-3.0", "image", 0,
         ["offer-as-video", "jimeng-3.0", "jimeng-4.0", "jimeng-3.1", "jimeng-2.1", WITHOUT]),
        ("猫 --draft", "video", 0, [WITHOUT]),
        ("猫 --max lots", "image", 0, ["--max 10", "--max 20", "--max 50"]),
        ("猫 --yes=1", "image", 0, ["--yes"]),
        ("图3 走", "image", 2, ["offer-picture", "offer-picture", "offer-as-text"]),
        ("走 --ref 3", "image", 2, ["offer-picture", "offer-picture", "--ref 1,2", WITHOUT]),
        ("走 --first 1,2", "video", 2, ["--first 1", "--first 2", WITHOUT]),
        ("走 --last 2", "video", 2, ["--first 1", "--first 2"]),
        ("走 --ref 1", "video", 1, ["jimeng-video-seedance-2.0", "offer-as-frames"]),
        ("走 --ref 1 --first 2 --model seedance-2.0", "video", 2,
         ["--ref", "--first --last"]),
        ("猫 --model 2.1", "image", 2,
         ["jimeng-4.0", "jimeng-3.1", "jimeng-3.0", "nanobanana", "offer-first-pictures"]),
        ("猫 --no 雾", "video", 0, [WITHOUT]),
        ("猫 --no 雾 --model nanobanana", "image", 0,
         ["jimeng-4.0", "jimeng-3.1", "jimeng-3.0", "jimeng-2.1", "jimeng-xl-pro", WITHOUT]),
        ("猫 --seed same", "image", 0, [WITHOUT]),
        ("。", "image", 0, ["offer-anyway"]),
        ("——", "video", 0, ["offer-anyway"]),
    ],
)  # fmt: skip
def test_a_refused_value_has_chips_and_each_can_be_sent(
    words: str, kind: str, pictures: int, offered: list[str]
):
    wish, error = refuse(words, MediaKind(kind), pictures)
    _, options = ways_out(wish, error, reads, CATALOGUE)
    assert labels(list(options)) == [*offered, EDIT]
    for option in options[:-1]:
        assert option.wish is not None
        reads(option.wish)


def test_what_was_typed_stays_but_for_the_value():
    wish, error = refuse("雨夜 --res 8k 的街 --ar 3:4 --no 雾")
    _, options = ways_out(wish, error, reads, CATALOGUE)
    texts = [option.wish.words for option in options if option.wish is not None]
    assert texts[0] == "雨夜 --res 4k 的街 --ar 3:4 --no 雾"
    assert texts[-2:] == ["雨夜 的街 --ar 3:4 --no 雾", wish.words]


def test_a_flag_goes_before_the_dashes_that_end_all_flags():
    wish, error = refuse("--n 4\n-- 走 --ar 1:1", MediaKind.VIDEO, 3)
    _, options = ways_out(wish, error, reads, CATALOGUE)
    assert options[0].wish is not None
    request = reads(options[0].wish).request
    assert (request.prompt, request.model) == ("走 --ar 1:1", "jimeng-video-seedance-2.0")


def test_only_models_of_the_own_site_are_named_and_offered():
    abroad = replace(CATALOGUE, region="us")

    def reads_abroad(wish: Wish) -> Order:
        return read_order(wish, abroad, Preferences())

    wish = Wish(kind=MediaKind.IMAGE, words="猫 --model nonsense")
    with pytest.raises(UserError) as caught:
        reads_abroad(wish)
    said, options = ways_out(wish, caught.value, reads_abroad, abroad)
    assert said.values["allowed"] == "jimeng-4.0 · jimeng-3.0 · nanobanana"
    assert labels(list(options))[:3] == ["jimeng-4.0", "jimeng-3.0", "nanobanana"]


def test_a_model_that_cannot_be_had_now_leads_to_those_that_can():
    for key in ("job-model-region", "job-model-paused"):
        wish = Wish(kind=MediaKind.VIDEO, words="猫 --model 3.0")
        _, options = ways_out(wish, UserError(key, model="jimeng-video-3.0"), reads, CATALOGUE)
        assert labels(list(options))[0] == "jimeng-video-3.0-pro"
        assert options[0].wish is not None
        assert options[0].wish.words == "猫 --model jimeng-video-3.0-pro"


def test_a_ceiling_that_is_too_low_is_raised_by_a_tap_and_never_dropped():
    wish = Wish(kind=MediaKind.VIDEO, words="猫 --max 5")
    error = UserError("order-above-max", price=12, most=5)
    _, options = ways_out(wish, error, reads, CATALOGUE)
    assert labels(list(options)) == ["--max 12", "offer-edit"]
    assert options[0].wish is not None
    assert options[0].wish.words == "猫 --max 12"


def test_a_wrong_account_leads_to_those_that_there_are():
    wish = Wish(kind=MediaKind.IMAGE, words="猫 --as wrok")
    error = UserError("account-unknown", name="wrok", known="main, work")
    _, options = ways_out(wish, error, reads, CATALOGUE)
    assert labels(list(options)) == ["--as main", "--as work", "offer-edit"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_flag_without_a_value_is_told_what_is_possible(language: str):
    said, _ = ways_out(*refuse("猫 --dur", MediaKind.VIDEO), reads, CATALOGUE)
    assert "5 · 10" in Texts.load().text(language, said.key, **said.values)


@pytest.mark.parametrize("prompt", ["猫", "a", "7", "🐱", "①。", "ñ!"])
def test_anything_but_marks_is_a_prompt(prompt: str):
    assert reads(Wish(kind=MediaKind.IMAGE, words=prompt)).request.prompt == prompt


def test_marks_are_drawn_when_that_is_wanted_and_with_a_picture_they_animate():
    meant = Wish(kind=MediaKind.IMAGE, words="？！", literal=("？！",))
    assert reads(meant).request.prompt == "？！"
    assert reads(Wish(kind=MediaKind.VIDEO, words="。", pictures=(PICTURE,))).request.prompt == "。"
    assert reads(replace(meant, literal=(), is_prompt=True)).request.prompt == "？！"


@given(
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.sampled_from(list(MediaKind)),
    st.integers(0, 4),
)
def test_every_way_out_leads_on(words: str, kind: MediaKind, pictures: int):
    wish = Wish(kind=kind, words=words, pictures=(PICTURE,) * pictures)
    error = refusal(wish)
    if error is None:
        return
    _, options = ways_out(wish, error, reads, CATALOGUE)
    assert len(options) <= 9
    for option in options:
        assert option.wish is not None
        count = len(option.wish.pictures)
        assert option.wish.pictures == wish.pictures[:count]
        if option.deed is Deed.EDIT:
            assert option.wish == wish
            continue
        further = refusal(option.wish)
        assert further is None or (further.key, further.values) != (error.key, error.values)


def refusal(wish: Wish) -> UserError | None:
    try:
        reads(wish)
    except UserError as error:
        return error
    return None


@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join))
def test_changes_to_a_receipt_never_raise(words: str):
    wish = Wish(kind=MediaKind.IMAGE, words=words)
    try:
        receipt = Receipt(notes=reads(wish).notes, wish=wish)
    except UserError:
        return
    for what in What:
        for number in range(len(receipt.notes) + 1):
            changed(receipt, Change(what, number))
    assert changed(replace(receipt, wish=None), Change(What.SWAP_FRAMES)) is None


@pytest.mark.parametrize(
    ("prompt", "renamed"),
    [
        ("图1 走过 @2", "@image_file_1 走过 @image_file_2"),
        ("[图1] and image 2", "@image_file_1 and @image_file_2"),
        ("图片2，图3", "@image_file_2，图3"),
        ("版图2030", "版图2030"),
    ],
)
def test_pictures_are_named_as_the_service_names_them(prompt: str, renamed: str):
    assert rename_mentions(prompt, {1: "@image_file_1", 2: "@image_file_2"}) == renamed


def test_a_choice_is_read_back_and_fits_a_button():
    origin = replace(make_origin(), chat_id=-1_001_234_567_890, message_id=2_000_000_000)  # type: ignore[arg-type]
    name = offer_id(origin, turn_after("tap", 7))
    argument = write_choice(name, 9)
    assert len(argument) <= 38
    assert read_choice(argument) == (name, 9)
    for wrong in ("", "1.2.3", "a.b.c.d", "1.2.3.4.5", "1.2.333333333.4", "1.2.g.4", "1.2.3.44"):
        assert read_choice(wrong) is None


def test_a_note_of_another_kind_is_not_taken_up():
    receipt = Receipt(notes=(Note("album-others"),), wish=Wish(kind=MediaKind.IMAGE, words="猫"))
    assert changed(receipt, Change(What.MEANT, 0)) is None
    assert changed(receipt, Change(What.DROP_HINT, 0)) is None


@pytest.mark.parametrize("title", ["Image 5.5 Pro", "图片 5.5 专业版"])
def test_a_model_of_the_site_is_named_by_its_title_and_read_back_by_it(title: str):
    new = replace(
        make_image_model("key:v55", resolutions=("2k", "8k"), aliases=(title, "key:v55")),
        title=title,
        is_built_in=False,
    )
    catalogue = Catalogue((*CATALOGUE.models, new))

    def read(wish: Wish) -> Order:
        return read_order(wish, catalogue, Preferences())

    wish = Wish(kind=MediaKind.IMAGE, words="猫 --res 8k")
    with pytest.raises(UserError) as caught:
        read(wish)
    said, options = ways_out(wish, caught.value, read, catalogue)
    assert "key:" not in f"{said.values}"
    way = next(each for each in options if each.label.values.get("flag") == title)
    assert way.wish is not None
    assert "key:" not in way.wish.words
    assert read(way.wish).request.model == new.name
    assert read(way.wish).request.prompt == "猫"
    told = read(replace(wish, words=f"猫 4张 --model {title} --n 2")).notes
    assert title in f"{told}"
    assert "key:" not in f"{told}"
