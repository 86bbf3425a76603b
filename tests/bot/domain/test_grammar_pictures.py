"""Pictures: their roles and their number, settled before anything is uploaded."""

from __future__ import annotations

import pytest

from bot.domain.commands import Note, Roles, parse_image, parse_video
from bot.domain.errors import UserError
from bot.domain.models import Catalogue
from tests.catalogue import make_image_model


@pytest.mark.parametrize(
    ("pictures", "model", "roles"),
    [
        (0, "3.0", Roles()),
        (1, "3.0", Roles(first=1)),
        (2, "3.0", Roles(first=1, last=2)),
        (3, "seedance", Roles(references=(1, 2, 3))),
    ],
)
def test_roles_by_number(pictures: int, model: str, roles: Roles, catalogue: Catalogue):
    parsed = parse_video(f"猫 --model {model}", catalogue, pictures=pictures)
    assert parsed.roles == roles


@pytest.mark.parametrize(
    ("flags", "roles"),
    [
        ("--first 2 --last 1", Roles(first=2, last=1)),
        ("--首帧 图1 --尾帧 @2", Roles(first=1, last=2)),
        ("--ref 1,2", Roles(references=(1, 2))),
        ("--ref 图2、图1", Roles(references=(2, 1))),
        ("--参考 1＋2", Roles(references=(1, 2))),
        ("--first 1 --last 1 --ref 2", Roles(first=1, last=1, references=(2,))),
    ],
)
def test_roles_by_flags(flags: str, roles: Roles, catalogue: Catalogue):
    parsed = parse_video(f"猫 {flags}", catalogue, pictures=2)
    assert (parsed.request.prompt, parsed.roles, parsed.notes) == ("猫", roles, ())


def test_a_picture_without_a_role_is_told(catalogue: Catalogue):
    parsed = parse_video("猫 --first 2", catalogue, pictures=2)
    assert parsed.notes == (Note("grammar-picture-unused", {"numbers": "1"}),)


@pytest.mark.parametrize(
    ("flags", "key"),
    [
        ("--first 3", "grammar-picture-missing"),
        ("--ref 1,2,3", "grammar-picture-missing"),
        ("--first 0", "grammar-picture-zero"),
        ("--first 1,2", "grammar-picture-single"),
        ("--first cat", "grammar-picture-unreadable"),
        ("--ref 1,,2", "grammar-picture-unreadable"),
    ],
)
def test_numbers_that_are_none_are_refused(flags: str, key: str, catalogue: Catalogue):
    with pytest.raises(UserError) as caught:
        parse_video(f"猫 {flags}", catalogue, pictures=2)
    assert caught.value.key == key


def test_roles_without_pictures_are_refused(catalogue: Catalogue):
    for flags in ("--first 1", "--ref 1"):
        with pytest.raises(UserError, match="grammar-picture-absent"):
            parse_video(f"猫 {flags}", catalogue)


@pytest.mark.parametrize("name", ["图3", "图片3", "[图3]", "@3", "image 3", "@image_file_3"])
def test_a_named_picture_must_exist(name: str, catalogue: Catalogue):
    prompt = f"把 {name} 放到 图1 里"
    with pytest.raises(UserError) as caught:
        parse_image(prompt, catalogue, pictures=2)
    assert caught.value.key == "grammar-picture-missing"
    typed = str(caught.value.values["name"])
    assert parse_image(prompt, catalogue, pictures=2, literal={typed}).request.prompt == prompt
    assert parse_image(prompt, catalogue, pictures=3).request.prompt == prompt
    assert parse_image(prompt, catalogue).request.prompt == prompt


def test_picture_zero_is_asked_about(catalogue: Catalogue):
    with pytest.raises(UserError, match="grammar-picture-zero"):
        parse_image("图0 变成油画", catalogue, pictures=1)


@pytest.mark.parametrize("prompt", ["image 2050 city", "a@b.c 9", "me@9gag", "版图2030", "图"])
def test_other_numbers_name_no_picture(prompt: str, catalogue: Catalogue):
    assert parse_image(prompt, catalogue, pictures=1).request.prompt == prompt


def test_too_many_pictures_name_the_models_that_take_them(catalogue: Catalogue):
    with pytest.raises(UserError) as caught:
        parse_video("猫", catalogue, pictures=3)
    assert caught.value.key == "grammar-pictures-many"
    assert caught.value.values == {
        "pictures": 3,
        "most": 2,
        "model": "jimeng-video-3.0",
        "others": "jimeng-video-seedance-2.0",
    }
    with pytest.raises(UserError) as caught:
        parse_video("猫", catalogue, pictures=50)
    assert caught.value.values["others"] == "none"


def test_a_model_that_takes_none_says_so():
    models = Catalogue((make_image_model("deaf", max_inputs=0), make_image_model("able")))
    with pytest.raises(UserError) as caught:
        parse_image("猫", models, pictures=1)
    assert caught.value.key == "grammar-pictures-none"
    assert caught.value.values == {"model": "deaf", "others": "able"}
