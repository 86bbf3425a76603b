"""How a text falls apart into prompt and flags: the rules of the grammar, one by one."""

from __future__ import annotations

import contextlib

import pytest

from bot.domain.commands import Note, lex, parse_image, parse_video
from bot.domain.errors import UserError
from bot.domain.models import Catalogue


def refusal(text: str, catalogue: Catalogue, **options: object) -> UserError:
    with pytest.raises(UserError) as caught:
        parse_image(text, catalogue, **options)  # type: ignore[arg-type]  # shortens the tests
    return caught.value


def test_the_prompt_keeps_its_bytes_where_flags_are_folded(catalogue: Catalogue):
    """Full-width letters in a prompt are meant; in a flag they are a keyboard left as it was."""
    parsed = parse_image("ＡＢ：ｃ×  ２　猫\n\n第二行 —ＡＲ １６：９", catalogue)
    assert parsed.request.prompt == "ＡＢ：ｃ×  ２　猫\n\n第二行"
    assert parsed.request.ratio == "16:9"


def test_a_flag_in_the_middle_counts_and_is_told(catalogue: Catalogue):
    parsed = parse_image("猫 --ar 16:9 在雨中 --seed 3", catalogue)
    assert parsed.request.prompt == "猫 在雨中"
    assert [(note.key, note.values) for note in parsed.notes] == [
        ("grammar-flag-middle", {"flags": "--ar 16:9"})
    ]


@pytest.mark.parametrize(
    ("text", "prompt"),
    [("a --file\nb", "a\nb"), ("a\n--file b", "a\nb"), ("--file a", "a"), ("a --file  b", "a b")],
)
def test_taking_a_flag_out_keeps_the_line_break(text: str, prompt: str, catalogue: Catalogue):
    assert parse_image(text, catalogue).request.prompt == prompt


def test_of_a_flag_given_twice_the_last_wins_and_it_is_told(catalogue: Catalogue):
    parsed = parse_image("猫 --ar 16:9 -r 3:4", catalogue)
    assert parsed.request.ratio == "3:4"
    (note,) = parsed.notes
    assert note.key == "grammar-flag-twice"
    assert note.values == {"flag": "-r", "used": "3:4", "dropped": "16:9"}


def test_the_same_value_twice_is_not_worth_a_word(catalogue: Catalogue):
    assert parse_image("猫 --ar 3:4 --ratio 3:4", catalogue).notes == ()


def test_two_dashes_alone_end_the_flags(catalogue: Catalogue):
    parsed = parse_image("--ar 3:4 -- 怎么用 --ar\n反向: 它", catalogue)
    assert parsed.request.prompt == "怎么用 --ar\n反向: 它"
    assert parsed.request.ratio == "3:4"
    assert parsed.notes == (Note("grammar-flags-end"),)


@pytest.mark.parametrize(
    "text", ["cat -- dog", "猫 --", "a -- b -- c", "猫\n-- 小王", "1 -- ratio=3:4 x"]
)
def test_two_dashes_among_mere_words_are_words(text: str, catalogue: Catalogue):
    parsed = parse_image(text, catalogue)
    assert parsed.request.prompt == text
    assert "grammar-flags-end" not in [note.key for note in parsed.notes]


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("cat -- dog --ar 3:4", "cat dog --ar 3:4"),
        ("cat --no blur -- dog", "cat dog"),
        ("cat --ar 3:4 --", "cat"),
        ("cat -- ratio=3:4", "cat ratio=3:4"),
        ("-- cat", "cat"),
    ],
)
def test_two_dashes_that_end_flags_are_told(text: str, prompt: str, catalogue: Catalogue):
    parsed = parse_image(text, catalogue)
    assert parsed.request.prompt == prompt
    assert "grammar-flags-end" in [note.key for note in parsed.notes]


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("--stilize", "--style"),
        ("--rati", "--ar"),
        ("--modle", "--model"),
        ("--resolution", "--res"),
        ("--negative", "--no"),
        ("--duration", "--dur"),
        ("--x", "--seed"),
        ("--分辨率", "--res"),
    ],
)
def test_an_unknown_flag_is_refused_with_a_suggestion(
    typed: str, suggestion: str, catalogue: Catalogue
):
    error = refusal(f"cat {typed} 3", catalogue)
    assert error.key == "grammar-flag-unknown"
    assert error.values == {
        "flag": typed, "suggestion": suggestion, "start": 4, "end": 4 + len(typed)
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["--stilize", "--styel", "--preset", "--privat", "--account"])
def test_a_flag_that_would_be_refused_in_its_turn_is_not_suggested(
    typed: str, catalogue: Catalogue
):
    unbuilt = ("--style", "--private", "--as")
    with pytest.raises(UserError) as caught:
        parse_image(f"cat {typed} 3", catalogue, unbuilt=unbuilt)
    assert caught.value.key == "grammar-flag-unmatched"


def test_a_flag_that_works_is_suggested_where_one_that_does_not_is_as_near(catalogue: Catalogue):
    with pytest.raises(UserError) as caught:
        parse_image("cat --reg 2k", catalogue, unbuilt=("--ref",))
    assert caught.value.values["suggestion"] == "--res"


def test_an_unbuilt_flag_with_one_dash_is_text_without_an_offer(catalogue: Catalogue):
    assert [note.key for note in parse_image("cat -style x", catalogue).notes] == [
        "grammar-did-you-mean"
    ]
    assert parse_image("cat -style x", catalogue, unbuilt=("--style",)).notes == ()


def test_an_unknown_flag_like_nothing_known_is_refused_plainly(catalogue: Catalogue):
    assert refusal("cat --qqqq", catalogue).key == "grammar-flag-unmatched"


@pytest.mark.parametrize(
    "typed",
    ["--s 50", "--stylize 100", "--chaos 20", "--c 5", "--v 6.1", "--niji 6", "--niji",
     "--iw 2", "--tile", "--q 2", "--weird 300", "—chaos 5", "--v6", "--sref https://a.b/c.png"],
)  # fmt: skip
def test_midjourneys_flags_are_known_by_name(typed: str, catalogue: Catalogue):
    """Its values go along, so that taking it out leaves nothing behind."""
    text = f"cat {typed} --ar 3:4"
    error = refusal(text, catalogue)
    assert error.key == "grammar-flag-foreign"
    without = text[: int(error.values["start"])] + text[int(error.values["end"]) :]
    assert parse_image(without, catalogue).request.prompt == "cat"


def test_a_foreign_flag_does_not_eat_the_words_after_it(catalogue: Catalogue):
    error = refusal("cat --tile floor", catalogue)
    assert (error.values["start"], error.values["end"]) == (4, 10)


@pytest.mark.parametrize(
    ("letter", "suggestion"), [("-s", "--seed"), ("-o", "--file"), ("-i", "--n")]
)
def test_letters_that_clash_between_bots_are_asked_about(
    letter: str, suggestion: str, catalogue: Catalogue
):
    error = refusal(f"cat {letter} 20", catalogue)
    assert error.key == "grammar-flag-letter"
    assert error.values["suggestion"] == suggestion


@pytest.mark.parametrize("word", ["--stilize", "--chaos", "-s", "--ar"])
def test_a_flag_can_be_insisted_on_as_text(word: str, catalogue: Catalogue):
    parsed = parse_image(f"cat {word} 3:4x", catalogue, literal={word})
    assert parsed.request.prompt == f"cat {word} 3:4x"


@pytest.mark.parametrize("text", ["cat -n 0.5", "cat -r big", "cat -x abc", "cat -m whatever"])
def test_a_short_flag_without_a_fitting_value_is_text_with_an_offer(
    text: str, catalogue: Catalogue
):
    parsed = parse_image(text, catalogue)
    assert parsed.request.prompt == text
    assert [note.key for note in parsed.notes] == ["grammar-did-you-mean"]


def test_the_place_of_an_offer_lets_a_button_act_on_it(catalogue: Catalogue):
    text = "cat -ar 3:4 please"
    (note,) = parse_image(text, catalogue, hints=False).notes
    start, end = int(note.values["start"]), int(note.values["end"])
    taken = text[:start] + str(note.values["suggestion"]) + text[end:]
    assert taken == "cat --ar 3:4 please"
    assert parse_image(taken, catalogue).request.ratio == "3:4"


@pytest.mark.parametrize(
    ("text", "ratio", "seed"),
    [
        ("cat ratio=3:4", "3:4", None),
        ("cat ratio＝3：4", "3:4", None),
        ("cat ratio=3:4 n=2 --seed 7", "3:4", 7),
        ("cat --seed 7 res=1k Ratio=3:4 --file", "3:4", 7),
    ],
)
def test_keys_count_at_the_end(text: str, ratio: str, seed: int | None, catalogue: Catalogue):
    parsed = parse_image(text, catalogue)
    assert (parsed.request.prompt, parsed.request.ratio, parsed.request.seed) == (
        "cat",
        ratio,
        seed,
    )


@pytest.mark.parametrize("text", ["y=ax+b n=abc", "cat seed=7", "cat n=99", "猫 尺寸=3:4"])
def test_unknown_keys_and_values_that_do_not_fit_are_text(text: str, catalogue: Catalogue):
    assert parse_image(text, catalogue).request.prompt == text


def test_keys_end_a_negative(catalogue: Catalogue):
    parsed = parse_image("cat --no blur, text n=3", catalogue)
    assert (parsed.request.negative, parsed.extras.count) == ("blur, text", 3)


@pytest.mark.parametrize(
    "tail",
    ["negative prompt: ", "Negative Prompt：", "反向:", "反向：", "不要： ", "  反向提示词: "],
)
def test_a_marked_last_line_is_the_negative(tail: str, catalogue: Catalogue):
    parsed = parse_image(f"cat\non a mat\n{tail}模糊,\n低质量\n--ar 3:4", catalogue)
    assert parsed.request.prompt == "cat\non a mat"
    assert parsed.request.negative == "模糊,\n低质量"
    assert parsed.request.ratio == "3:4"


@pytest.mark.parametrize(
    "text", ["猫，不要: 模糊", "不要：模糊的猫", "\n 反向: 模糊", "猫\n不要模糊", "“a\n反向”: b"]
)
def test_only_a_marker_that_heads_a_later_line_is_one(text: str, catalogue: Catalogue):
    assert parse_image(text, catalogue).request.prompt == text.strip()


def test_a_bare_second_line_is_prompt(catalogue: Catalogue):
    parsed = parse_image("cat\nblurry background", catalogue)
    assert (parsed.request.prompt, parsed.request.negative) == ("cat\nblurry background", "")


def test_a_negative_ends_with_its_line(catalogue: Catalogue):
    parsed = parse_image("cat --no blur\nin the rain", catalogue)
    assert (parsed.request.prompt, parsed.request.negative) == ("cat\nin the rain", "blur")


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ('cat --no "a --ar b"', "a --ar b"),
        ("cat --no “多余 --n 的手指” --ar 3:4", "多余 --n 的手指"),
        ("cat -u blur", "blur"),
        ("cat --不要 模糊 低质量", "模糊 低质量"),
        ("cat --不要模糊", "模糊"),
        ("cat —反向：模糊", "模糊"),
        ("cat --no=blur, text", "blur, text"),
        ('cat --no ""', ""),
        ("cat --no it's 'odd'", "it's 'odd'"),
    ],
)
def test_spellings_of_the_negative(text: str, negative: str, catalogue: Catalogue):
    parsed = parse_image(text, catalogue)
    assert (parsed.request.prompt, parsed.request.negative) == ("cat", negative)


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ('a 5" pipe --ar 3:4 and a 6" pipe', 'a 5" pipe and a 6" pipe'),
        ("写“早安 --ar 3:4", "写“早安"),
        ("写“早安\n--ar 3:4 ”", "写“早安\n”"),
    ],
)
def test_a_mark_that_quotes_nothing_hides_no_flag(text: str, prompt: str, catalogue: Catalogue):
    parsed = parse_image(text, catalogue)
    assert (parsed.request.prompt, parsed.request.ratio) == (prompt, "3:4")


@pytest.mark.parametrize(
    "text", ["cat --ar", "cat --ar --file", "cat --seed\n7", "cat --no", "cat --as ''"]
)
def test_a_flag_without_its_value_is_refused(text: str, catalogue: Catalogue):
    assert refusal(text, catalogue).key == "grammar-value-missing"


def test_a_switch_takes_no_value(catalogue: Catalogue):
    error = refusal("cat --file=yes", catalogue)
    assert (error.key, error.values["value"]) == ("grammar-value-unwanted", "yes")


@pytest.mark.parametrize("text", ["", "  \n ", "--ar 3:4", "--file\n反向：模糊", "--"])
def test_without_a_prompt_there_is_nothing_to_draw(text: str, catalogue: Catalogue):
    assert refusal(text, catalogue).key == "grammar-prompt-empty"
    assert refusal(text, catalogue, pictures=1).key == "grammar-prompt-empty-edit"


def test_a_video_of_a_picture_needs_no_words(catalogue: Catalogue):
    assert parse_video("", catalogue, pictures=1).request.prompt == ""
    with pytest.raises(UserError, match="grammar-prompt-empty"):
        parse_video("", catalogue)


@pytest.mark.parametrize("flag", ["--dur 5", "--first 1", "--last 1", "--draft", "--首帧 1"])
def test_flags_of_videos_are_refused_for_pictures(flag: str, catalogue: Catalogue):
    assert refusal(f"cat {flag}", catalogue).key == "grammar-flag-for-video"


def test_flags_of_pictures_are_refused_for_videos(catalogue: Catalogue):
    with pytest.raises(UserError, match="grammar-flag-for-image"):
        parse_video("cat --strength 0.5", catalogue)


@pytest.mark.parametrize(
    "unit",
    ["-r ", "-m a ", '"', "--no a ", "n=1 ", "-- ", "\n反向:", "“", "--model a ", "--ar 1:1 "],
)
def test_a_hostile_text_breaks_nothing(unit: str, catalogue: Catalogue):
    """Telegram lets through 4096 characters; each of these would break a careless reader."""
    text = (unit * 4096)[:4095] + "x"
    pieces = lex(text, lambda flag, value: True)
    assert "".join(piece.text for piece in pieces) == text
    with contextlib.suppress(UserError):
        assert parse_image(text, catalogue).request.prompt
