"""What words and pictures mean together, whatever road they came by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.commands import Note
from bot.domain.errors import UserError
from bot.domain.ids import JobId
from bot.domain.models import Catalogue
from bot.domain.order_inputs import MEGABYTE
from bot.domain.orders import Order, read_order
from bot.domain.preferences import Preferences
from bot.domain.receipts import Asks, Quote
from bot.domain.requests import ImageRequest, InputPicture, MediaKind, VideoRequest
from bot.domain.wishes import Wish

WIDE = InputPicture(source="wide", size=5, width=1600, height=900)
TALL = InputPicture(source="tall", size=5, width=900, height=1600)
SHAPELESS = InputPicture(source="file")
CLIP = InputPicture(source="clip", is_clip=True)


def order(
    kind: MediaKind, words: str, pictures: tuple[InputPicture, ...], catalogue: Catalogue
) -> Order:
    return read_order(Wish(kind=kind, words=words, pictures=pictures), catalogue, Preferences())


def video(words: str, *pictures: InputPicture, catalogue: Catalogue) -> VideoRequest:
    request = order(MediaKind.VIDEO, words, pictures, catalogue).request
    assert isinstance(request, VideoRequest)
    return request


def image(words: str, *pictures: InputPicture, catalogue: Catalogue) -> ImageRequest:
    request = order(MediaKind.IMAGE, words, pictures, catalogue).request
    assert isinstance(request, ImageRequest)
    return request


def test_the_pictures_of_an_image_are_references_in_their_order(catalogue: Catalogue):
    request = image("合成 --strength 0.3", TALL, WIDE, catalogue=catalogue)
    assert request.inputs == (TALL, WIDE)
    assert (request.prompt, request.strength) == ("合成", 0.3)


def test_one_picture_of_a_video_is_its_first_frame_and_may_speak_for_itself(catalogue: Catalogue):
    request = video("", WIDE, catalogue=catalogue)
    assert (request.prompt, request.inputs, request.seconds) == ("", (WIDE,), 5)


def test_two_pictures_are_first_and_last_unless_flags_turn_them_round(catalogue: Catalogue):
    assert video("走", WIDE, TALL, catalogue=catalogue).inputs == (WIDE, TALL)
    turned = video("走 --first 2 --last 1", WIDE, TALL, catalogue=catalogue)
    assert turned.inputs == (TALL, WIDE)


@pytest.mark.parametrize(
    ("words", "picture", "ratio"),
    [
        ("猫", WIDE, "16:9"),
        ("猫", TALL, "9:16"),
        ("猫", InputPicture(source="x", width=2350, height=1000), "21:9"),
        ("猫 --ar 1:1", WIDE, "1:1"),
        ("猫 --ar auto", WIDE, "16:9"),
        ("猫", SHAPELESS, "1:1"),
        ("猫 --ar 3:4", SHAPELESS, "3:4"),
    ],
)
@pytest.mark.parametrize("kind", MediaKind)
def test_the_result_has_the_shape_of_the_first_picture_unless_asked_otherwise(
    kind: MediaKind, words: str, picture: InputPicture, ratio: str, catalogue: Catalogue
):
    assert order(kind, words, (picture,), catalogue).request.ratio == ratio


def test_an_automatic_ratio_that_was_found_needs_no_excuse(catalogue: Catalogue):
    found = order(MediaKind.IMAGE, "猫 --ar auto", (WIDE,), catalogue)
    unknown = order(MediaKind.IMAGE, "猫 --ar auto", (SHAPELESS,), catalogue)
    assert found.notes == ()
    assert unknown.notes == (Note("grammar-ratio-auto", {"used": "1:1", "model": "jimeng-4.0"}),)


def test_a_model_without_resolutions_is_not_said_to_have_been_asked_for_one(catalogue: Catalogue):
    assert video("猫 --model 3.0-pro", catalogue=catalogue).resolution == ""
    assert video("猫 --model 3.0", catalogue=catalogue).resolution == "720p"


@pytest.mark.parametrize(
    ("kind", "words", "pictures", "key"),
    [
        (MediaKind.VIDEO, "猫", (WIDE,) * 3, "grammar-pictures-many"),
        (MediaKind.VIDEO, "猫 --model seedance", (WIDE,) * 10, "grammar-pictures-many"),
        (MediaKind.VIDEO, "猫 --ref 1", (WIDE,), "grammar-references-many"),
        (MediaKind.VIDEO, "猫 --ref https://a.test/b.png", (), "grammar-references-many"),
        (
            MediaKind.VIDEO,
            "猫 --model seedance --first 1 --ref 2",
            (WIDE,) * 2,
            "grammar-roles-mixed",
        ),
        (MediaKind.VIDEO, "猫", (CLIP,), "grammar-references-many"),
        (MediaKind.VIDEO, "猫 --model seedance", (CLIP,) * 4, "input-clips-many"),
        (MediaKind.IMAGE, "猫", (CLIP,), "input-clip-for-image"),
        (MediaKind.IMAGE, "猫 --ref http://a.test/b.png", (), "grammar-link-insecure"),
        (MediaKind.IMAGE, "猫 --seed same", (), "grammar-seed-same-unknown"),
        (MediaKind.VIDEO, "猫 --last 1", (WIDE,), "video-last-alone"),
        (MediaKind.VIDEO, "", (), "grammar-prompt-empty"),
        (MediaKind.IMAGE, "", (WIDE,), "grammar-prompt-empty-edit"),
        (MediaKind.IMAGE, "猫 --seed 7", (WIDE,), "grammar-seed-with-pictures"),
        (MediaKind.IMAGE, "猫", (WIDE,) * 7, "grammar-pictures-many"),
        (MediaKind.VIDEO, "猫 --draft", (), "grammar-flag-not-yet"),
        (MediaKind.IMAGE, "猫 --stilize 3", (), "grammar-flag-unknown"),
        (MediaKind.VIDEO, "猫 --drafft", (), "grammar-flag-unmatched"),
        (MediaKind.IMAGE, "猫 --yess", (), "grammar-flag-unknown"),
    ],
)
def test_what_cannot_be_sent_is_refused(
    kind: MediaKind,
    words: str,
    pictures: tuple[InputPicture, ...],
    key: str,
    catalogue: Catalogue,
):
    with pytest.raises(UserError) as caught:
        order(kind, words, pictures, catalogue)
    assert caught.value.key == key


@pytest.mark.parametrize("kind", MediaKind)
def test_a_file_that_a_bot_cannot_read_is_named_by_number(kind: MediaKind, catalogue: Catalogue):
    largest = InputPicture(source="a", size=20 * MEGABYTE)
    larger = InputPicture(source="b", size=20 * MEGABYTE + 1)
    assert len(order(kind, "猫", (largest, largest), catalogue).request.inputs) == 2
    with pytest.raises(UserError, match="picture-too-big") as caught:
        order(kind, "猫", (largest, larger), catalogue)
    assert caught.value.values == {"number": 2, "size": 21, "limit": 20}


def test_a_most_that_no_price_can_be_compared_with_is_asked_about(catalogue: Catalogue) -> None:
    order = read_order(Wish(kind=MediaKind.IMAGE, words="猫 --max 1"), catalogue, Preferences())
    assert order.receipt(Quote()).asks is Asks.PRICE_UNKNOWN
    assert order.receipt(Quote(price=1)).asks is None
    assert "order-max" in [note.key for note in order.notes]


def test_every_flag_that_was_read_is_said_back(catalogue: Catalogue) -> None:
    wish = Wish(kind=MediaKind.IMAGE, words="猫 --strength 50 --yes")
    notes = read_order(wish, catalogue, Preferences()).notes
    assert [note.key for note in notes] == ["grammar-strength-usual", "order-yes"]


@pytest.mark.parametrize("named", ["图1", "@1", "image 2", "图0"])
def test_a_picture_that_is_named_and_did_not_come_is_asked_about(
    named: str, catalogue: Catalogue
) -> None:
    wish = Wish(kind=MediaKind.IMAGE, words=f"make {named} blue")
    order = read_order(wish, catalogue, Preferences())
    assert order.receipt(Quote(price=4)).asks is Asks.UNCLEAR
    literal = read_order(replace(wish, literal=(named,)), catalogue, Preferences())
    assert literal.receipt(Quote(price=4)).asks is None


def test_a_receipt_tells_how_many_pictures_there_will_be(catalogue: Catalogue) -> None:
    order = read_order(Wish(kind=MediaKind.IMAGE, words="猫"), catalogue, Preferences())
    assert order.receipt(Quote()).makes == 4


@pytest.mark.parametrize("flag", ["--seed same", "—种子 same", "-x same"])
def test_the_seed_of_an_answered_result_comes_without_its_picture(
    flag: str, catalogue: Catalogue
) -> None:
    picture = InputPicture(source="file", result_of=JobId("A7K2M"), result_number=1)
    note = Note("input-result", {"number": 1, "id": "A7K2M"})
    wish = Wish(
        kind=MediaKind.IMAGE,
        words=f"狗 {flag}",
        pictures=(picture,),
        notes=(note,),
        same_seed=77,
    )
    made = read_order(wish, catalogue, Preferences())
    assert (made.request.seed, made.request.inputs, made.notes) == (77, (), ())
    with pytest.raises(UserError, match="grammar-seed-with-pictures"):
        read_order(replace(wish, pictures=(WIDE,)), catalogue, Preferences())


@pytest.mark.parametrize(
    ("words", "price", "asks"),
    [
        ("猫", 1, Asks.VIDEO),
        ("猫 --max 5", 1, Asks.VIDEO),
        ("猫 --yes", 1, None),
        ("猫 --yes", 11, Asks.ABOVE_CEILING),
        ("猫 --yes", None, Asks.PRICE_UNKNOWN),
        ("猫", None, Asks.PRICE_UNKNOWN),
        ("猫", 11, Asks.ABOVE_CEILING),
    ],
)
def test_every_video_asks_unless_its_known_price_was_agreed_to(
    words: str, price: int | None, asks: Asks | None, catalogue: Catalogue
) -> None:
    order = read_order(Wish(kind=MediaKind.VIDEO, words=words), catalogue, Preferences())
    assert order.receipt(Quote(price=price)).asks is asks


@pytest.mark.parametrize("kind", MediaKind)
def test_what_comes_from_somebody_elses_result_asks_in_any_case(
    kind: MediaKind, catalogue: Catalogue
) -> None:
    wish = Wish(kind=kind, words="猫 --yes", asks=True)
    order = read_order(wish, catalogue, Preferences())
    assert order.receipt(Quote(price=1)).asks is Asks.OFFERED
