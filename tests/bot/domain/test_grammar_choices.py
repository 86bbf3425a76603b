"""What stands behind each flag, held against the models: what is taken, what is refused and how."""

from __future__ import annotations

import pytest

from bot.domain.commands import FLAGS, Extras, Note, parse_image, parse_video
from bot.domain.errors import UserError
from bot.domain.grammar.flags import BY_LETTER, BY_NAME, BY_NEAR_NAME, FOREIGN_FLAGS
from bot.domain.grammar.values import read_seconds, read_strength
from bot.domain.models import Catalogue, Model
from bot.domain.requests import MediaKind
from tests.catalogue import make_image_model


def test_no_name_means_two_flags():
    names = [name for flag in FLAGS for name in flag.names + flag.chinese]
    assert len(names) == len(set(names)) == len(BY_NAME)
    letters = [flag.letter for flag in FLAGS if flag.letter]
    assert len(letters) == len(set(letters)) == len(BY_LETTER)
    near = [name for flag in FLAGS for name in flag.near]
    assert len(near) == len(set(near)) == len(BY_NEAR_NAME)
    assert not set(names) & (FOREIGN_FLAGS | BY_NEAR_NAME.keys())


@pytest.mark.parametrize(
    ("value", "ratio"),
    [
        ("16:9", "16:9"),
        ("９：１６", "9:16"),
        ("16∶9", "16:9"),
        ("32:18", "16:9"),
        ("16比9", "16:9"),
        ("21:9", "21:9"),
        ("7:3", "21:9"),
        ("横屏", "16:9"),
        ("竖屏", "9:16"),
        ("方形", "1:1"),
        ("Landscape", "16:9"),
        ("3:4,", "3:4"),
        ("“3:4”", "3:4"),
    ],
)
def test_a_ratio_is_read_in_many_spellings(value: str, ratio: str, catalogue: Catalogue):
    parsed = parse_image(f"猫 --ar {value}", catalogue)
    assert parsed.request.ratio == ratio
    assert parsed.notes == ()


@pytest.mark.parametrize(
    ("value", "ratio"),
    [
        ("1920x1080", "16:9"),
        ("1080×1920", "9:16"),
        ("1000X999", "1:1"),
        ("2520*1080", "21:9"),
        ("99999x1", "21:9"),
        ("1x99999", "9:16"),
        ("1200x800", "3:2"),
    ],
)
def test_of_a_size_only_the_nearest_ratio_counts(value: str, ratio: str, catalogue: Catalogue):
    """The nearest by factor: 1:2 is as far from 1:1 as 2:1 is."""
    parsed = parse_image(f"猫 --ar {value}", catalogue)
    assert parsed.request.ratio == ratio
    assert parsed.notes == (Note("grammar-ratio-nearest", {"asked": value, "used": ratio}),)


def test_an_unknown_ratio_names_what_is_possible(catalogue: Catalogue):
    with pytest.raises(UserError) as caught:
        parse_image("猫 --ar 5:4 --file", catalogue)
    assert caught.value.key == "grammar-ratio-unknown"
    assert caught.value.values == {
        "flag": "--ar",
        "target": "ar",
        "value": "5:4",
        "suggestion": "--ar 4:3",
        "allowed": "1:1 · 3:4 · 4:3 · 16:9 · 9:16 · 3:2 · 2:3 · 21:9",
        "start": 2,
        "end": 10,
    }


@pytest.mark.parametrize("value", ["wide", "16", "16:0", "0x0", "16:9:4", "-1:2", "٤:٣"])
def test_an_unreadable_ratio_is_refused(value: str, catalogue: Catalogue):
    with pytest.raises(UserError, match="grammar-ratio-unreadable"):
        parse_image(f"猫 --ar {value}", catalogue)


@pytest.mark.parametrize("pictures", [0, 2])
def test_an_automatic_ratio_is_kept_for_later_and_said(pictures: int, catalogue: Catalogue):
    parsed = parse_image("横屏 猫 --ar auto", catalogue, pictures=pictures)
    assert parsed.request.ratio == "1:1"
    assert parsed.extras.auto_ratio
    assert parsed.notes == (Note("grammar-ratio-auto", {"used": "1:1", "model": "jimeng-4.0"}),)


@pytest.mark.parametrize(
    ("value", "resolution"), [("1k", "1k"), ("4K", "4k"), ("２ｋ", "2k"), ("“4k”", "4k")]
)
def test_an_image_resolution(value: str, resolution: str, catalogue: Catalogue):
    parsed = parse_image(f"猫 --res {value}", catalogue)
    assert parsed.request.resolution == resolution
    assert not parsed.asks


@pytest.mark.parametrize(("value", "resolution"), [("480p", "480p"), ("1080", "1080p")])
def test_a_video_resolution(value: str, resolution: str, catalogue: Catalogue):
    assert parse_video(f"猫 --清晰度 {value}", catalogue).request.resolution == resolution


def test_a_resolution_is_checked_against_the_model(catalogue: Catalogue):
    with pytest.raises(UserError) as caught:
        parse_image("猫 --model jimeng-3.0 --res 4k", catalogue)
    assert caught.value.key == "grammar-res-unknown"
    assert caught.value.values["allowed"] == "1k · 2k"
    for odd in ("720p", "8k", "large"):
        with pytest.raises(UserError, match="grammar-res-unknown"):
            parse_image(f"猫 --res {odd}", catalogue)


def test_hd_is_the_most_that_the_model_has(catalogue: Catalogue):
    assert parse_image("猫 --hd", catalogue).request.resolution == "4k"
    assert parse_image("猫 --hd --model 3.1", catalogue).request.resolution == "2k"
    assert parse_video("猫 --hd", catalogue).request.resolution == "1080p"


def test_a_model_without_a_list_decides_and_that_is_said(catalogue: Catalogue):
    """The service ignores the wish for such models; the wish is sent on, not swallowed."""
    parsed = parse_video("猫 --model 3.0-pro --res 1080p", catalogue)
    assert parsed.request.resolution == "1080p"
    assert parsed.notes == (
        Note("grammar-model-decides", {"flag": "--res", "model": "jimeng-video-3.0-pro"}),
    )


def test_a_catalogue_without_any_lists_still_parses():
    bare = Model(
        name="bare", kind=MediaKind.IMAGE, regions=frozenset({"cn"}), ratios=(), resolutions=()
    )
    parsed = parse_image("猫 9:16 4k --ar 3:4 --hd", Catalogue((bare,)))
    assert (parsed.request.ratio, parsed.request.resolution) == ("1:1", "2k")
    decided = [note.values["flag"] for note in parsed.notes if note.key == "grammar-model-decides"]
    assert decided == ["--ar", "--hd"]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("jimeng-4.0", "jimeng-4.0"),
        ("JIMENG-4.0", "jimeng-4.0"),
        ("4.0", "jimeng-4.0"),
        ("jimeng 4.0", "jimeng-4.0"),
        ("jimeng 4", "jimeng-4.0"),
        ("seedream 4", "jimeng-4.0"),
        ("Seedream-4.0", "jimeng-4.0"),
        ("seed", "jimeng-4.0"),
        ("３．１", "jimeng-3.1"),
        ("xl", "jimeng-xl-pro"),
        ("nano", "nanobanana"),
        ("nano banana", "nanobanana"),
        ("2.1", "jimeng-2.1"),
        ("4", "jimeng-4.0"),
        ("3", "jimeng-3.0"),
    ],
)
def test_an_image_model_is_found(asked: str, name: str, catalogue: Catalogue):
    for text in (f"猫 --model {asked} --ar 3:4", f"猫 -m {asked}", f"猫 --模型 {asked}"):
        parsed = parse_image(text, catalogue)
        assert (parsed.request.prompt, parsed.request.model) == ("猫", name)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("3.0", "jimeng-video-3.0"),
        ("3.0-pro", "jimeng-video-3.0-pro"),
        ("3.0 pro", "jimeng-video-3.0-pro"),
        ("video 2.0 pro", "jimeng-video-2.0-pro"),
        ("seedance", "jimeng-video-seedance-2.0"),
        ("seedance 2", "jimeng-video-seedance-2.0"),
    ],
)
def test_a_video_model_is_found(asked: str, name: str, catalogue: Catalogue):
    parsed = parse_video(f"--model {asked} 猫在跑", catalogue)
    assert (parsed.request.prompt, parsed.request.model) == ("猫在跑", name)


def test_a_model_name_does_not_eat_the_prompt(catalogue: Catalogue):
    parsed = parse_image("--model 4.0 9 只猫", catalogue)
    assert (parsed.request.prompt, parsed.request.model) == ("9 只猫", "jimeng-4.0")


@pytest.mark.parametrize(
    ("asked", "candidates"),
    [
        ("jimeng-3", None),
        ("jimeng", "jimeng-4.0 · jimeng-3.1 · jimeng-3.0 · jimeng-2.1 · jimeng-xl-pro"),
    ],
)
def test_an_ambiguous_model_is_asked_about(
    asked: str, candidates: str | None, catalogue: Catalogue
):
    if candidates is None:  # a whole version is meant, not the beginning of 3.1 too
        assert parse_image(f"猫 --model {asked}", catalogue).request.model == "jimeng-3.0"
        return
    with pytest.raises(UserError) as caught:
        parse_image(f"猫 --model {asked}", catalogue)
    assert caught.value.key == "grammar-model-ambiguous"
    assert caught.value.values["candidates"] == candidates


def test_an_unknown_model_names_the_known_ones(catalogue: Catalogue):
    with pytest.raises(UserError) as caught:
        parse_image("猫 --model jimeng-4.9", catalogue)
    assert caught.value.key == "grammar-model-unknown"
    assert caught.value.values["suggestion"] == "--model jimeng-4.0"
    assert "nanobanana" in str(caught.value.values["allowed"])
    for nonsense in ("zzzzz", "7", "#7", "99", "#0"):
        with pytest.raises(UserError, match="grammar-model-unmatched"):
            parse_image(f"猫 --model {nonsense}", catalogue)


def test_a_model_of_the_other_kind_is_told_as_such(catalogue: Catalogue):
    with pytest.raises(UserError, match="grammar-model-for-video"):
        parse_image("猫 --model seedance", catalogue)
    with pytest.raises(UserError, match="grammar-model-for-image"):
        parse_video("猫 --model nanobanana", catalogue)


def test_a_negative_needs_a_model_that_has_one(catalogue: Catalogue):
    with pytest.raises(UserError, match="grammar-no-negative"):
        parse_image("cat --model nanobanana --no blur", catalogue)
    with pytest.raises(UserError, match="grammar-no-negative"):
        parse_video("cat --no blur", catalogue)
    assert parse_video('cat --no ""', catalogue).request.prompt == "cat"


@pytest.mark.parametrize(
    ("value", "strength"),
    [("0", 0.0), ("1", 1.0), ("0.7", 0.7), (".7", 0.7), ("70", 0.7), ("70%", 0.7), ("1%", 0.01),
     ("100", 1.0), ("１．０", 1.0), ("33.333333", 0.3333)],
)  # fmt: skip
def test_strength_is_a_share_or_a_percentage(value: str, strength: float, catalogue: Catalogue):
    assert parse_image(f"猫 --强度 {value}", catalogue).request.strength == strength


@pytest.mark.parametrize("value", ["101", "-1", "much", "1e3", "nan", "0.5.5", "100.5"])
def test_other_strengths_are_refused(value: str, catalogue: Catalogue):
    assert read_strength(value) is None
    with pytest.raises(UserError, match="grammar-strength-range"):
        parse_image(f"猫 --strength {value}", catalogue)


@pytest.mark.parametrize(
    ("value", "seed"), [("0", 0), ("4294967295", 2**32 - 1), ("random", None), ("-1", None)]
)
def test_seeds(value: str, seed: int | None, catalogue: Catalogue):
    parsed = parse_image(f"猫 --seed {value}", catalogue)
    assert parsed.request.seed == seed
    assert not parsed.extras.same_seed


@pytest.mark.parametrize("value", ["4294967296", "-2", "1.5", "abc", "9" * 4000])
def test_other_seeds_are_refused(value: str, catalogue: Catalogue):
    with pytest.raises(UserError, match="grammar-seed-range"):
        parse_image(f"猫 --seed {value}", catalogue)


def test_the_seed_of_the_replied_job_is_kept_for_later(catalogue: Catalogue):
    parsed = parse_image("猫 --seed same", catalogue)
    assert (parsed.request.seed, parsed.extras.same_seed) == (None, True)


def test_a_composition_takes_no_seed(catalogue: Catalogue):
    with pytest.raises(UserError, match="grammar-seed-with-pictures"):
        parse_image("猫 --seed 7", catalogue, pictures=1)
    assert parse_video("猫 --seed 7", catalogue, pictures=1).request.seed == 7


@pytest.mark.parametrize("value", ["10", "10s", "10秒", "１０秒", "10 "])
def test_seconds(value: str, catalogue: Catalogue):
    parsed = parse_video(f"猫 --dur {value}", catalogue)
    assert parsed.request.seconds == 10
    assert not parsed.asks


@pytest.mark.parametrize("value", ["7", "0", "-1", "long", "1000000"])
def test_other_lengths_name_what_is_possible(value: str, catalogue: Catalogue):
    with pytest.raises(UserError) as caught:
        parse_video(f"猫 --dur {value}", catalogue)
    assert caught.value.key == "grammar-dur-unknown"
    assert caught.value.values["allowed"] == "5 · 10"


def test_a_length_is_always_chosen_even_where_the_model_has_no_list():
    free = Model(
        name="free", kind=MediaKind.VIDEO, regions=frozenset(), ratios=("1:1",), resolutions=()
    )
    assert parse_video("猫", Catalogue((free,))).request.seconds == 5
    assert parse_video("猫 --dur 8", Catalogue((free,))).request.seconds == 8
    with pytest.raises(UserError, match="grammar-dur-unreadable"):
        parse_video("猫 --dur long", Catalogue((free,)))
    assert read_seconds("0") is None


def test_a_model_makes_as_many_as_it_makes(catalogue: Catalogue):
    assert parse_image("猫 --n 4", catalogue).notes == ()
    parsed = parse_image("猫 --张数 1张", catalogue)
    assert parsed.extras.count == 1
    assert [note.key for note in parsed.notes] == ["grammar-count-fixed"]
    assert [note.key for note in parse_video("猫 -n 2", catalogue).notes] == ["grammar-count-video"]


@pytest.mark.parametrize("value", ["0", "11", "many", "1.5"])
def test_other_counts_are_refused(value: str, catalogue: Catalogue):
    with pytest.raises(UserError, match="grammar-count-range"):
        parse_image(f"猫 --n {value}", catalogue)


def test_everything_else_is_kept(catalogue: Catalogue):
    text = "猫 --style 胶片 + 手办 --as work --max 10 -y --private --file --ref 2,1"
    parsed = parse_image(text, catalogue, pictures=2)
    assert parsed.request.send_files
    assert parsed.extras == Extras(
        styles=("胶片", "手办"),
        account="work",
        max_credits=10,
        yes=True,
        private=True,
        references=(2, 1),
    )


def test_y_counts_at_the_end_only(catalogue: Catalogue):
    assert parse_image("cat --ar 3:4 -y --file", catalogue).extras.yes
    assert parse_image("cat --no blur -y", catalogue).extras.yes
    assert parse_image("x -y z", catalogue).request.prompt == "x -y z"


def test_what_is_not_built_is_refused_by_name(catalogue: Catalogue):
    assert parse_video("猫 --draft", catalogue).extras.draft
    with pytest.raises(UserError) as caught:
        parse_video("猫 --draft --style 胶片", catalogue, unbuilt={"--draft"})
    place = {"flag": "--draft", "target": "draft", "start": 2, "end": 9, "value": ""}
    assert (caught.value.key, caught.value.values) == ("grammar-flag-not-yet", place)


@pytest.mark.parametrize("text", ["--max lots", "--max -1", "--max 1.5"])
def test_a_ceiling_is_a_whole_number(text: str, catalogue: Catalogue):
    with pytest.raises(UserError, match="grammar-max-range"):
        parse_image(f"猫 {text}", catalogue)


@pytest.mark.parametrize("text", ["--style +", '--style ""', '--as "「"'])
def test_a_name_must_be_one(text: str, catalogue: Catalogue):
    with pytest.raises(UserError, match="grammar-value-missing"):
        parse_image(f"猫 {text}", catalogue)


def test_a_model_keeps_its_own_defaults():
    """The usual 2k where the model has it, else the first of its list."""
    small = make_image_model("small", resolutions=("1k",))
    assert parse_image("猫", Catalogue((small,))).request.resolution == "1k"
