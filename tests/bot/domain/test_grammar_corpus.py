"""The parser corpus: each line as a person typed it, command included, and how it must be read."""

from __future__ import annotations

import pytest

from bot.domain.commands import (
    Note,
    ParsedImage,
    ParsedVideo,
    Roles,
    parse_image,
    parse_video,
    split_command,
)
from bot.domain.errors import UserError
from bot.domain.models import Catalogue


def read_message(
    message: str, catalogue: Catalogue, pictures: int = 0
) -> ParsedImage | ParsedVideo:
    """Go the whole way, as a private chat does: plain text is a picture."""
    command, rest = split_command(message)
    if command == "video":
        return parse_video(rest, catalogue, pictures=pictures)
    assert command in {"image", None}
    return parse_image(rest, catalogue, pictures=pictures)


def keys(notes: tuple[Note, ...]) -> list[str]:
    return [note.key for note in notes]


@pytest.mark.parametrize(
    "message", ["/image 猫 --ar 16:9 --n 2", "画 猫 —ar 16：9 —n 2", "画：猫 ——ar １６:９ --N=2"]
)
def test_flags_mean_the_same_in_every_spelling(message: str, catalogue: Catalogue):
    parsed = read_message(message, catalogue)
    assert isinstance(parsed, ParsedImage)
    assert parsed.request.prompt == "猫"
    assert parsed.request.ratio == "16:9"
    assert parsed.extras.count == 2
    assert parsed.notes == (
        Note("grammar-count-fixed", {"asked": 2, "made": 4, "model": "jimeng-4.0"}),
    )


@pytest.mark.parametrize(
    ("message", "prompt"),
    [
        ("画 一只猫——在雨中", "一只猫——在雨中"),
        ("画 一只猫 ——在雨中", "一只猫 ——在雨中"),
        ("画 猫 —— 在雨中", "猫 —— 在雨中"),
        ("/image 室外 -5 度的清晨", "室外 -5 度的清晨"),
        ("视频里的猫", "视频里的猫"),
        ("画一只猫", "画一只猫"),
        ("/image a --- b --> c", "a --- b --> c"),
        ("/image well-known state-of-the-art", "well-known state-of-the-art"),
    ],
)
def test_what_only_looks_like_a_flag_is_prompt(message: str, prompt: str, catalogue: Catalogue):
    parsed = read_message(message, catalogue)
    assert isinstance(parsed, ParsedImage)
    assert parsed.request.prompt == prompt
    assert parsed.notes == ()
    assert not parsed.asks


def test_a_picture_prompt_about_videos_offers_a_video(catalogue: Catalogue):
    about_videos = read_message("视频里的猫", catalogue)
    assert isinstance(about_videos, ParsedImage)
    assert about_videos.offers_video
    about_cats = read_message("画 猫", catalogue)
    assert isinstance(about_cats, ParsedImage)
    assert not about_cats.offers_video


def test_the_video_word_with_a_space_is_a_video(catalogue: Catalogue):
    parsed = read_message("视频 猫在跑", catalogue)
    assert isinstance(parsed, ParsedVideo)
    assert parsed.request.prompt == "猫在跑"


def test_short_flags_of_other_bots(catalogue: Catalogue):
    parsed = read_message("/image cat -r 1024x1024 -x 7", catalogue)
    assert isinstance(parsed, ParsedImage)
    assert (parsed.request.prompt, parsed.request.ratio, parsed.request.seed) == ("cat", "1:1", 7)
    assert parsed.notes == (Note("grammar-ratio-nearest", {"asked": "1024x1024", "used": "1:1"}),)


def test_quoted_flags_stay_prompt(catalogue: Catalogue):
    parsed = read_message("画 海报，标题写“--ar 是什么” --ar 3:4", catalogue)
    assert isinstance(parsed, ParsedImage)
    assert parsed.request.prompt == "海报，标题写“--ar 是什么”"
    assert parsed.request.ratio == "3:4"


def test_a_negative_runs_up_to_the_next_flag(catalogue: Catalogue):
    parsed = read_message("/image cat --no blur, low quality --ar 1:1", catalogue)
    assert isinstance(parsed, ParsedImage)
    assert (parsed.request.prompt, parsed.request.negative) == ("cat", "blur, low quality")


def test_a_flag_that_jimeng_lacks_is_asked_about(catalogue: Catalogue):
    with pytest.raises(UserError) as caught:
        read_message("/image cat --chaos 20", catalogue)
    assert caught.value.key == "grammar-flag-foreign"
    start, end = caught.value.values["start"], caught.value.values["end"]
    assert "cat --chaos 20"[int(start) : int(end)] == "--chaos 20"


def test_first_and_last_frame(catalogue: Catalogue):
    message = "/video 图1 走向 图2 --first 1 --last 2 --dur 5"
    parsed = read_message(message, catalogue, pictures=2)
    assert isinstance(parsed, ParsedVideo)
    assert parsed.request.prompt == "图1 走向 图2"
    assert parsed.request.seconds == 5
    assert parsed.roles == Roles(first=1, last=2)


def test_a_leading_key_is_prompt_and_offered_as_a_flag(catalogue: Catalogue):
    parsed = read_message("/image ratio=3:4 猫", catalogue)
    assert isinstance(parsed, ParsedImage)
    assert (parsed.request.prompt, parsed.request.ratio) == ("ratio=3:4 猫", "1:1")
    (note,) = parsed.notes
    assert note.key == "grammar-did-you-mean"
    assert note.values["suggestion"] == "--ar 3:4"


def test_a_flag_beats_the_hints(catalogue: Catalogue):
    parsed = read_message("画 9:16 竖屏 猫 --ar 1:1", catalogue)
    assert isinstance(parsed, ParsedImage)
    assert (parsed.request.prompt, parsed.request.ratio) == ("9:16 竖屏 猫", "1:1")
    assert keys(parsed.notes) == ["grammar-hint-ignored"]
    assert parsed.notes[0].values["word"] == "9:16 · 竖屏"
