"""Which layer decides: the whole matrix, and for any layers at all. Flags go before all of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import ChatId, UserId
from bot.domain.models import Catalogue
from bot.domain.orders import read_order
from bot.domain.preference_fit import Unfit, unfit_in
from bot.domain.preferences import (
    NOTHING,
    Chosen,
    Layer,
    Preferences,
    Setting,
    Value,
    place_of,
    settle,
)
from bot.domain.receipts import Output
from bot.domain.requests import ImageRequest, InputPicture, MediaKind
from bot.domain.wishes import Wish

ORDER = (Layer.ME_HERE, Layer.CHAT, Layer.ME, Layer.OPERATOR)
"""Written down a second time: who goes before whom is not the code's to change."""

VALUES: Mapping[Setting, Mapping[Layer, Value]] = {
    Setting.IMAGE_MODEL: dict(zip(ORDER, ("a", "b", "c", "d"), strict=True)),
    Setting.VIDEO_MODEL: dict(zip(ORDER, ("a", "b", "c", "d"), strict=True)),
    Setting.RATIO: dict(zip(ORDER, ("1:1", "3:4", "16:9", "9:16"), strict=True)),
    Setting.IMAGE_RESOLUTION: dict(zip(ORDER, ("1k", "2k", "4k", "1k"), strict=True)),
    Setting.VIDEO_RESOLUTION: dict(zip(ORDER, ("480p", "720p", "1080p", "x"), strict=True)),
    Setting.COUNT: dict(zip(ORDER, (1, 2, 3, 4), strict=True)),
    Setting.ASK_ABOVE: dict(zip(ORDER, (0, 5, 20, 50), strict=True)),
    Setting.OUTPUT: dict(
        zip(
            ORDER,
            (Output.MINIMAL, Output.DEFAULT, Output.VERBOSE, Output.MINIMAL),
            strict=True,
        )
    ),
    Setting.ORIGINALS: dict(zip(ORDER, (True, False, True, False), strict=True)),
    Setting.HINTS: dict(zip(ORDER, (False, True, False, True), strict=True)),
    Setting.PLAIN: dict(zip(ORDER, (False, True, False, True), strict=True)),
}

ANY_CHOSEN = st.builds(
    Chosen,
    image_model=st.none() | st.sampled_from(["a", "b"]),
    ratio=st.none() | st.sampled_from(["1:1", "3:4"]),
    count=st.none() | st.integers(1, 10),
    ask_above=st.none() | st.integers(0, 100),
    output=st.none() | st.sampled_from(Output),
    originals=st.none() | st.booleans(),
    plain=st.none() | st.booleans(),
)


@pytest.mark.parametrize("setting", Setting)
@pytest.mark.parametrize("chosen_in", list(product([True, False], repeat=len(ORDER))))
def test_the_highest_layer_that_chose_decides(setting: Setting, chosen_in: tuple[bool, ...]):
    choosing = [layer for layer, is_chosen in zip(ORDER, chosen_in, strict=True) if is_chosen]
    layers = {layer: NOTHING.having(setting, VALUES[setting][layer]) for layer in choosing}
    settled = settle(layers)
    if choosing:
        assert settled.get(setting) == VALUES[setting][choosing[0]]
        assert settled.sources == {setting: choosing[0]}
    else:
        assert settled == Preferences()


@given(st.dictionaries(st.sampled_from(Layer), ANY_CHOSEN))
def test_every_setting_is_settled_by_itself(layers: dict[Layer, Chosen]):
    settled = settle(layers)
    for setting in Setting:
        held = [layers[layer].get(setting) for layer in ORDER if layer in layers]
        values = [value for value in held if value is not None]
        assert settled.get(setting) == (values[0] if values else Preferences().get(setting))
        assert (setting in settled.sources) is bool(values)


@given(ANY_CHOSEN, st.sampled_from(Setting))
def test_taking_a_choice_away_leaves_the_others(chosen: Chosen, setting: Setting):
    without = chosen.having(setting, None)
    assert without.get(setting) is None
    assert all(without.get(each) == chosen.get(each) for each in Setting if each is not setting)


@pytest.mark.parametrize(
    ("setting", "value"),
    [(Setting.COUNT, True), (Setting.COUNT, "4"), (Setting.HINTS, 1), (Setting.OUTPUT, "minimal")],
)
def test_a_value_of_the_wrong_kind_is_held_nowhere(setting: Setting, value: Value):
    with pytest.raises(TypeError):
        NOTHING.having(setting, value)


def test_the_operators_layer_has_no_place_in_chats():
    with pytest.raises(ValueError, match="configuration"):
        place_of(Layer.OPERATOR, UserId(7), ChatId(-1))


LIKED = Preferences(
    image_model="jimeng-3.0",
    video_model="jimeng-video-3.0",
    ratio="3:4",
    image_resolution="1k",
    video_resolution="480p",
    originals=True,
    output=Output.VERBOSE,
)


def read(words: str, catalogue: Catalogue, liked: Preferences = LIKED, **fields: object):
    kind = fields.get("kind", MediaKind.IMAGE)
    assert isinstance(kind, MediaKind)
    pictures = fields.get("pictures", ())
    assert isinstance(pictures, tuple)
    return read_order(Wish(kind=kind, words=words, pictures=pictures), catalogue, liked)


def notes(order: object) -> dict[str, object]:
    return {note.key: dict(note.values) for note in order.notes}  # type: ignore[attr-defined]


def test_what_a_message_leaves_open_is_the_persons(catalogue: Catalogue):
    order = read("猫", catalogue)
    request = order.request
    assert isinstance(request, ImageRequest)
    assert (request.model, request.ratio, request.resolution) == ("jimeng-3.0", "3:4", "1k")
    assert request.send_files
    assert order.output is Output.VERBOSE
    assert notes(order) == {"order-from-settings": {"values": "jimeng-3.0 · 3:4 · 1k"}}


def test_a_message_decides_before_every_setting(catalogue: Catalogue):
    order = read("猫 --model jimeng-4.0 --ar 16:9 --res 2k", catalogue)
    request = order.request
    assert (request.model, request.ratio, request.resolution) == ("jimeng-4.0", "16:9", "2k")
    assert notes(order) == {}


def test_a_word_of_the_prompt_goes_before_a_setting(catalogue: Catalogue):
    order = read("竖屏的猫", catalogue)
    assert order.request.ratio == "9:16"
    assert notes(order)["order-from-settings"] == {"values": "jimeng-3.0 · 1k"}


def test_a_picture_keeps_its_own_shape(catalogue: Catalogue):
    wide = InputPicture(source="file", width=1600, height=900)
    order = read("猫", catalogue, pictures=(wide,))
    assert order.request.ratio == "16:9"
    assert notes(order)["order-from-settings"] == {"values": "jimeng-3.0 · 1k"}


def test_what_the_model_lacks_gives_way_and_is_told(catalogue: Catalogue):
    liked = Preferences(ratio="7:1", image_resolution="8k", count=2)
    order = read("猫", catalogue, liked)
    assert (order.request.ratio, order.request.resolution) == ("1:1", "2k")
    told = [dict(note.values) for note in order.notes if note.key == "grammar-usual-unfit"]
    assert {(each["wish"], each["used"]) for each in told} == {
        ("7:1", "1:1"),
        ("8k", "2k"),
        ("2", "4"),
    }


def test_a_model_that_is_gone_gives_way_and_is_told(catalogue: Catalogue):
    order = read("猫", catalogue, Preferences(image_model="jimeng-0.9"))
    assert order.request.model == catalogue.default(MediaKind.IMAGE).name
    assert notes(order)["grammar-usual-model-gone"] == {
        "wish": "jimeng-0.9",
        "used": order.request.model,
    }


def test_a_video_takes_the_videos_settings(catalogue: Catalogue):
    order = read("猫", catalogue, kind=MediaKind.VIDEO)
    assert (order.request.model, order.request.resolution) == ("jimeng-video-3.0", "480p")


def test_what_has_no_effect_is_found(catalogue: Catalogue):
    default = catalogue.default(MediaKind.IMAGE).name
    liked = Preferences(image_model="jimeng-0.9", image_resolution="8k", count=3)
    assert unfit_in(liked, catalogue) == (
        Unfit(Setting.IMAGE_MODEL, "jimeng-0.9", ""),
        Unfit(Setting.IMAGE_RESOLUTION, "8k", default),
        Unfit(Setting.COUNT, 3, default),
    )
    assert unfit_in(Preferences(), catalogue) == ()
