"""The tables and lists of the user's document against signatures and catalogue.

The document is parsed, never repeated here: names, defaults, model lists and sizes come from it.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from jimeng import AsyncJimengClient, InvalidRequestError, JimengClient, Region
from jimeng.sdk.protocol import catalog
from jimeng.sdk.protocol.checks import Options
from jimeng.sdk.protocol.image_orders import image_order
from jimeng.sdk.protocol.sources import Source
from jimeng.sdk.protocol.video_catalog import VIDEO_RESOLUTIONS, video_models
from jimeng.sdk.protocol.video_orders import video_order
from tests.documents.markdown import read

ROOT = Path(__file__).parents[2]
DOCUMENT = read((ROOT / "tests" / "fixtures" / "sdk-readme.zh.md").read_text(encoding="utf-8"))

METHODS = {
    "文本生成图像（文生图）": "generate_images",
    "图像生成图像（图生图）": "generate_image_composition",
    "文本生成视频（文生视频）": "generate_video",
    "图像生成视频（图生视频）": "generate_video",
}
PARAMETERS = [
    (chapter, method, client)
    for chapter, method in METHODS.items()
    for client in (JimengClient, AsyncJimengClient)
]
TYPES = {"str": str, "float": float, "int": int, "List[str]": list}
DEFAULT_IMAGE, DEFAULT_VIDEO = "jimeng-4.0", "jimeng-video-3.0"


def order_of(chapter: str, options: Options) -> object:
    """What a request of that chapter comes to, with its default model."""
    if METHODS[chapter] == "generate_video":
        return video_order("提示", DEFAULT_VIDEO, options, Region.CN)
    composition = METHODS[chapter] == "generate_image_composition"
    return image_order("提示", DEFAULT_IMAGE, options, Region.CN, composition=composition)


def literal(cell: str) -> Any:
    return None if cell == "-" else ast.literal_eval(cell)


@pytest.mark.parametrize(("chapter", "method", "client"), PARAMETERS)
def test_parameters(chapter: str, method: str, client: type) -> None:
    function: Callable[..., object] = getattr(client, method)
    _, *parameters = inspect.signature(function).parameters.values()
    rows = DOCUMENT.table(chapter, "参数说明")
    assert [parameter.name for parameter in parameters] == [row["参数"] for row in rows]
    for parameter, row in zip(parameters, rows, strict=True):
        assert parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        required = parameter.default is inspect.Parameter.empty
        assert required == (row["必需"] == "是")
        assert required or parameter.default == literal(row["默认值"])


@pytest.mark.parametrize("client", [JimengClient, AsyncJimengClient])
def test_result_types(client: type) -> None:
    """`images是一个包含图像URL的列表`; a video is one address, credit a dict."""
    returned = {
        name: get_type_hints(getattr(client, name))["return"]
        for name in (*METHODS.values(), "get_credit", "receive_credit")
    }
    assert returned == {
        "generate_images": list[str],
        "generate_image_composition": list[str],
        "generate_video": str,
        "get_credit": dict[str, int | float],
        "receive_credit": dict[str, object],
    }
    # List[Union[str, bytes]], and paths as objects on top.
    assert {str, bytes} <= set(get_args(Source))


@pytest.mark.parametrize("chapter", METHODS)
def test_options_have_the_documented_defaults(chapter: str) -> None:
    """Naming a default changes nothing, and every documented name is taken."""
    plain = order_of(chapter, None)
    for row in DOCUMENT.table(chapter, "options参数"):
        name, default = row["参数"], literal(row["默认值"])
        if default is None:
            assert order_of(chapter, {name: []}) == plain
        else:
            assert type(default) is TYPES[row["类型"]]
            assert order_of(chapter, {name: default}) == plain, name


@pytest.mark.parametrize("chapter", METHODS)
def test_no_other_name_is_taken_silently(chapter: str) -> None:
    with pytest.raises(InvalidRequestError, match="negativPrompt"):
        order_of(chapter, {"negativPrompt": "x"})


def test_lengths_are_the_two_documented_ones() -> None:
    (row,) = [
        row
        for row in DOCUMENT.table("图像生成视频（图生视频）", "options参数")
        if row["参数"] == "duration_ms"
    ]
    named = [int(word) for word in row["说明"].split() if word.isdecimal()]
    assert named == [5000, 10000]
    for model in DOCUMENT.bullets["视频生成模型"]:
        for length in range(1000, 16000, 1000):
            options = {"duration_ms": length}
            if length in named:
                assert video_order("提示", name_in(model), options, Region.CN).duration_ms == length
            else:
                with pytest.raises(InvalidRequestError, match="5000, 10000"):
                    video_order("提示", name_in(model), options, Region.CN)


def name_in(bullet: str) -> str:
    return bullet.partition(":")[0].strip("` ")


def test_picture_models_stand_where_the_document_says() -> None:
    bullets = DOCUMENT.bullets["图像生成模型"]
    assert len(bullets) == 6
    for bullet in bullets:
        name, where = name_in(bullet), bullet.partition(":")[2]
        here = {model.name for model in catalog.image_models(Region.CN)}
        abroad = [
            {model.name for model in catalog.image_models(region)}
            for region in Region
            if region.international
        ]
        assert (name in here) == ("国内" in where), bullet
        assert [name in models for models in abroad] == ["国际站" in where] * 4, bullet
    assert {model.name for model in catalog.IMAGE_MODELS.values() if model.documented} == set(
        map(name_in, bullets)
    )


def test_video_models_are_there() -> None:
    bullets = DOCUMENT.bullets["视频生成模型"]
    assert {name_in(bullet) for bullet in bullets} == {
        model.name for model in video_models(Region.CN) if model.documented
    }


@pytest.mark.parametrize("row", DOCUMENT.table("分辨率选项", "图像分辨率"), ids=repr)
@pytest.mark.parametrize("region", Region)
def test_sizes(row: dict[str, str], region: Region) -> None:
    width, height = map(int, row["分辨率尺寸"].split("×"))
    resolution = row["分辨率"].split()[0]
    for model in ("jimeng-4.0", "jimeng-3.0"):
        size = catalog.size(model, row["比例"], resolution, region)
        assert (size.width, size.height) == (width, height)


def test_the_size_table_is_whole() -> None:
    """Every ratio at every resolution, and the marked one is the default."""
    rows = DOCUMENT.table("分辨率选项", "图像分辨率")
    ratios = [bullet.strip("`") for bullet in DOCUMENT.bullets["图像比例"]]
    pairs = [(row["分辨率"].split()[0], row["比例"]) for row in rows]
    assert sorted(pairs) == sorted((one, ratio) for one in catalog.RESOLUTIONS for ratio in ratios)
    assert sorted(ratios) == sorted(catalog.RATIOS)
    marked = {row["分辨率"].split()[0] for row in rows if "默认" in row["分辨率"]}
    assert marked == {catalog.DEFAULT_RESOLUTION}


def test_video_resolutions() -> None:
    for bullet in DOCUMENT.bullets["视频分辨率"]:
        order = video_order("提示", DEFAULT_VIDEO, {"resolution": bullet.strip("`")}, Region.CN)
        assert order.resolution == bullet.strip("`")
    # The examples ask for 480p, which the list leaves out.
    assert {"480p", *(b.strip("`") for b in DOCUMENT.bullets["视频分辨率"])} == {*VIDEO_RESOLUTIONS}
