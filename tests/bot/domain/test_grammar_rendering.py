"""The canonical line of a request: what people see when they edit or repeat an old one."""

from __future__ import annotations

import pytest

from bot.domain.commands import (
    Extras,
    Roles,
    parse_image,
    parse_video,
    render_image,
    render_video,
)
from bot.domain.models import Catalogue
from bot.domain.requests import ImageRequest, VideoRequest


def make_request(prompt: str = "猫", negative: str = "") -> ImageRequest:
    return ImageRequest(prompt=prompt, model="jimeng-4.0", negative=negative)


def test_prompt_first_then_flags():
    request = ImageRequest(
        prompt="猫，雨夜",
        model="jimeng-3.1",
        ratio="16:9",
        resolution="1k",
        negative="模糊, 文字",
        strength=0.7,
        seed=7,
        send_files=True,
    )
    extras = Extras(styles=("胶片", "手办"), account="work", max_credits=10, count=4, yes=True)
    assert render_image(request, extras) == (
        "猫，雨夜 --model jimeng-3.1 --ar 16:9 --res 1k --strength 0.7 --seed 7 --file"
        " --n 4 --style 胶片+手办 --as work --max 10 --yes --no 模糊, 文字"
    )


def test_a_video_says_its_length_and_roles():
    request = VideoRequest(prompt="猫在跑", model="jimeng-video-3.0", seconds=10)
    assert render_video(request, Roles(first=2, last=1)) == (
        "猫在跑 --model jimeng-video-3.0 --ar 1:1 --res 720p --dur 10 --first 2 --last 1"
    )


def test_a_video_without_words_is_flags_alone(catalogue: Catalogue):
    parsed = parse_video("--dur 10", catalogue, pictures=1)
    line = render_video(parsed.request, parsed.roles, parsed.extras)
    assert line == "--model jimeng-video-3.0 --ar 1:1 --res 720p --dur 10 --first 1"


@pytest.mark.parametrize(
    "prompt", ["怎么用 --ar", "--", "x\n反向: y", "cat n=5", "cat -x 7", "--hm"]
)
def test_a_prompt_that_looks_like_flags_is_shielded(prompt: str, catalogue: Catalogue):
    line = render_image(make_request(prompt))
    assert line == f"--model jimeng-4.0\n--ar 1:1\n--res 2k\n-- {prompt}"
    assert parse_image(line, catalogue).request == make_request(prompt)


@pytest.mark.parametrize(
    ("negative", "spelling"),
    [
        ("blur, text", "--no blur, text"),
        ("a --ar b", '--no "a --ar b"'),
        ('a "x" --ar b', '--no “a "x" --ar b”'),
        ("blur n=2", '--no "blur n=2"'),
    ],
)
def test_a_negative_is_quoted_only_where_it_must_be(
    negative: str, spelling: str, catalogue: Catalogue
):
    line = render_image(make_request(negative=negative))
    assert line == f"猫 --model jimeng-4.0 --ar 1:1 --res 2k {spelling}"
    assert parse_image(line, catalogue).request.negative == negative


def test_a_negative_of_several_lines_becomes_a_marked_tail(catalogue: Catalogue):
    line = render_image(make_request(negative="模糊\n-r odd"))
    assert line.endswith("\nnegative prompt: 模糊\n-r odd\n-- 猫")
    assert parse_image(line, catalogue).request == make_request(negative="模糊\n-r odd")


def test_quotation_marks_of_prompt_and_negative_do_not_meet(catalogue: Catalogue):
    request = make_request(prompt='say "hi', negative='a" b')
    assert parse_image(render_image(request), catalogue).request == request


@pytest.mark.parametrize(
    "typed", ["猫 --ar auto", "猫 --seed same", "猫 --private", "猫 --seed 0", "猫 --strength 0"]
)
def test_wishes_for_later_are_written_out_too(typed: str, catalogue: Catalogue):
    parsed = parse_image(typed, catalogue)
    line = render_image(parsed.request, parsed.extras)
    assert typed.removeprefix("猫 ") in line
    assert parse_image(line, catalogue) == parsed
