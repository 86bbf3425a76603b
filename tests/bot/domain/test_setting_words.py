"""Settings as typed and as buttons carry them: read as meant, or refused with what is possible."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.jimeng_catalogue import read_catalogue
from bot.domain.callbacks import Action, Tap, read_tap, write_tap
from bot.domain.errors import UserError
from bot.domain.ids import UserId
from bot.domain.models import Catalogue
from bot.domain.preferences import Chosen, Layer, Setting, Value
from bot.domain.receipts import Output
from bot.domain.setting_taps import (
    LANGUAGE,
    SettingTap,
    code_of,
    read_argument,
    read_user,
    write_argument,
    write_user,
)
from bot.domain.setting_words import (
    Change,
    choices,
    name_of,
    read_all,
    read_change,
    write_value,
)

REAL = read_catalogue()


@pytest.mark.parametrize(
    ("words", "setting", "value"),
    [
        ("plain off", Setting.PLAIN, False),
        ("直接画 关", Setting.PLAIN, False),
        ("hints off", Setting.HINTS, False),
        ("originals always", Setting.ORIGINALS, True),
        ("原图 按需", Setting.ORIGINALS, False),
        ("ratio 16:9", Setting.RATIO, "16:9"),
        ("比例 １６：９", Setting.RATIO, "16:9"),
        ("比例：竖屏", Setting.RATIO, "9:16"),
        ("ratio=3:4", Setting.RATIO, "3:4"),
        ("res 4K", Setting.IMAGE_RESOLUTION, "4k"),
        ("res 1080", Setting.VIDEO_RESOLUTION, "1080p"),
        ("model 4.0", Setting.IMAGE_MODEL, "jimeng-4.0"),
        ("model jimeng-video-3.0", Setting.VIDEO_MODEL, "jimeng-video-3.0"),
        ("model seedance-2.0-fast", Setting.VIDEO_MODEL, "jimeng-video-seedance-2.0-fast"),
        ("count 2", Setting.COUNT, 2),
        ("ask 25", Setting.ASK_ABOVE, 25),
        ("上限 0", Setting.ASK_ABOVE, 0),
        ("output minimal", Setting.OUTPUT, Output.MINIMAL),
        ("output default", Setting.OUTPUT, Output.DEFAULT),
        ("输出 详细", Setting.OUTPUT, Output.VERBOSE),
        ("ratio auto", Setting.RATIO, None),
        ("plain default", Setting.PLAIN, None),
        ("output -", Setting.OUTPUT, None),
    ],
)
def test_words_are_read_as_meant(words: str, setting: Setting, value: Value | None):
    assert read_change(words, REAL) == Change(setting, value)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("colour red", "settings-unknown"),
        ("ratoi 16:9", "settings-unknown-near"),
        ("ratio 17:9", "settings-value"),
        ("ratio", "settings-value"),
        ("model 9.9", "settings-value"),
        ("res 8k", "settings-value"),
        ("plain maybe", "settings-value"),
        ("count 0", "settings-value"),
        ("ask lots", "settings-value"),
    ],
)
def test_what_cannot_be_set_is_refused(words: str, key: str):
    with pytest.raises(UserError) as caught:
        read_change(words, REAL)
    assert caught.value.key == key


@given(st.text(max_size=40))
def test_nothing_but_a_refusal_is_ever_raised(words: str):
    with suppress(UserError):
        read_change(words, REAL)


@pytest.mark.parametrize("setting", Setting)
def test_every_choice_of_the_panel_is_read_back(setting: Setting):
    """As the button carries it, the name of a ratio without its colon, and within its 64 bytes."""
    for value in (*choices(setting, REAL), None):
        tap = SettingTap(Layer.ME_HERE, UserId(2**52 - 1), code_of(setting), write_value(value))
        data = write_tap(Tap(Action.SETTING_VALUE, argument=write_argument(tap)))
        assert len(data) <= 64
        read = read_tap(data)
        assert read is not None
        meant = read_argument(read.argument)
        assert meant is not None
        assert (meant.layer, meant.owner, meant.setting) == (tap.layer, tap.owner, setting)
        change = read_change(f"{name_of(setting)} {meant.value}", REAL)
        assert change == Change(setting, value)


@given(st.integers(0, 2**52))
def test_a_person_in_a_button_stays_the_same(user: int):
    assert read_user(write_user(UserId(user))) == user


@pytest.mark.parametrize("argument", ["", "m", "x...7", "m.zz..7", "m..-", "m...", "m.as.5.G"])
def test_what_no_button_says_is_nothing(argument: str):
    assert read_argument(argument) is None


def test_the_language_has_a_button_too():
    tap = SettingTap(Layer.ME, UserId(7), LANGUAGE, "zh")
    assert read_argument(write_argument(tap)) == tap
    assert tap.setting is None


def test_the_operators_settings_are_read_alike(catalogue: Catalogue):
    assert read_all("ask 20, output verbose，hints off", catalogue) == Chosen(
        ask_above=20, output=Output.VERBOSE, hints=False
    )
    assert read_all("", catalogue) == Chosen()
    with pytest.raises(UserError):
        read_all("ask 20, colour red", catalogue)
