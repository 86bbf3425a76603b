"""The ways out of refusals: each leads on, none raises, and none loses what was typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.changes import Change, What, changed
from bot.domain.commands import Note, rename_mentions
from bot.domain.errors import UserError
from bot.domain.offers import Deed, Option, offer_id, read_choice, write_choice
from bot.domain.orders import Order, read_order
from bot.domain.preferences import Preferences
from bot.domain.receipts import Receipt
from bot.domain.refusals import ways_out
from bot.domain.requests import InputPicture, MediaKind
from bot.domain.wishes import Wish
from tests.builders import make_origin
from tests.catalogue import make_catalogue

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
    said, options = ways_out(*refuse("猫 --chaos 20 里 --v 6 --ar 3:4"), reads)
    assert said.values["flag"] == "--chaos --v"
    assert options[0].wish is not None
    assert options[0].wish.words == "猫 里 --ar 3:4"
    assert labels(list(options)) == ["offer-without", "offer-edit"]


def test_three_pictures_of_a_video_name_the_models_that_take_them():
    _, options = ways_out(*refuse("猫", MediaKind.VIDEO, 3), reads)
    assert labels(list(options)) == ["jimeng-video-seedance-2.0", "offer-edit"]
    assert options[0].wish is not None
    assert reads(options[0].wish).request.model == "jimeng-video-seedance-2.0"


def test_a_flag_for_videos_may_make_a_video():
    _, options = ways_out(*refuse("猫 --dur 5"), reads)
    assert labels(list(options)) == ["offer-as-video", "offer-without", "offer-edit"]


def test_where_only_new_words_help_nothing_is_offered():
    assert ways_out(*refuse("猫 --ar"), reads)[1] == ()
    assert ways_out(*refuse(""), reads)[1] == ()


def test_a_flag_of_a_style_is_not_cut_out_of_the_words():
    wish, error = refuse("猫 --chaos 20")
    elsewhere = replace(wish, words="猫 在 雨中 走路 很久")
    assert ways_out(elsewhere, error, reads)[1] == ()


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
    _, options = ways_out(wish, error, reads)
    assert len(options) <= 6
    for option in options:
        assert option.wish is not None
        assert option.wish.pictures == wish.pictures
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
    name = offer_id(origin, 9)
    argument = write_choice(name, 9)
    assert len(argument) <= 32
    assert read_choice(argument) == (name, 9)
    for wrong in ("", "1.2.3", "a.b.c.d", "1.2.3.4.5", "1.2.33.4"):
        assert read_choice(wrong) is None


def test_a_note_of_another_kind_is_not_taken_up():
    receipt = Receipt(notes=(Note("album-others"),), wish=Wish(kind=MediaKind.IMAGE, words="猫"))
    assert changed(receipt, Change(What.MEANT, 0)) is None
    assert changed(receipt, Change(What.DROP_HINT, 0)) is None
