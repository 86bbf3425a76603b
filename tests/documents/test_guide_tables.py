"""The tables of docs/sdk.md, in both languages, against the code that they describe."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from jimeng import (
    APIException,
    AsyncJimengClient,
    InvalidRequestError,
    JimengClient,
    QueueInfo,
    Region,
    TaskState,
    TaskStatus,
    VideoResult,
    parse_token,
)
from jimeng.cli.exits import MEANINGS
from jimeng.sdk.protocol import catalog, limits
from jimeng.sdk.protocol.checks import Options
from jimeng.sdk.protocol.image_orders import image_order
from jimeng.sdk.protocol.video_catalog import DEFAULT_VIDEO_MODEL, VIDEO_MODELS
from jimeng.sdk.protocol.video_orders import video_order
from tests.documents.markdown import read

ROOT = Path(__file__).parents[2]
Rows = list[list[str]]


def tables_of(name: str) -> list[Rows]:
    document = read((ROOT / "docs" / name).read_text(encoding="utf-8"))
    return [[list(row.values()) for row in table.rows] for table in document.tables]


@pytest.fixture(params=["sdk.md", "sdk.zh-CN.md"], scope="module")
def tables(request: pytest.FixtureRequest) -> list[Rows]:
    """The thirteen tables of the guide, in their order."""
    found = tables_of(str(request.param))
    assert len(found) == 13
    return found


def code(cell: str) -> str:
    """What stands between the first backticks."""
    return cell.split("`")[1]


def test_tokens(tables: list[Rows]) -> None:
    prefixes = [code(row[0]).replace("<session>", "s3cret") for row in tables[0]]
    assert [parse_token(prefix).region for prefix in prefixes] == list(Region)


@pytest.mark.parametrize("client", [JimengClient, AsyncJimengClient])
def test_arguments(tables: list[Rows], client: type) -> None:
    names = [name.strip("` ") for row in tables[1] for name in row[0].split(",")]
    assert names == [name for name in inspect.signature(client).parameters if name != "self"]


def order(kind: int, options: Options) -> object:
    if kind == 4:
        return video_order("p", DEFAULT_VIDEO_MODEL, options, Region.CN)
    return image_order("p", "jimeng-4.0", options, Region.CN, composition=kind == 3)


@pytest.mark.parametrize("kind", [2, 3, 4])
def test_options(tables: list[Rows], kind: int) -> None:
    """The whole set of names, and defaults that change nothing when they are named."""
    with pytest.raises(InvalidRequestError) as refused:
        order(kind, {"what": 1})
    allowed = str(refused.value).rpartition("allowed: ")[2].split(", ")
    assert sorted(code(row[0]) for row in tables[kind]) == sorted(allowed)
    plain = order(kind, None)
    for name, type_, default, *_ in tables[kind]:
        if "`" in default:
            value: Any = ast.literal_eval(code(default))
            assert type(value).__name__ == type_
            assert order(kind, {code(name): value}) == plain


def test_methods(tables: list[Rows]) -> None:
    for row in tables[5]:
        for call in re.findall(r"`([^`]+)`", row[0]):
            method, _, arguments = call.partition("(")
            for client in (JimengClient, AsyncJimengClient):
                known = inspect.signature(getattr(client, method)).parameters
                given = {part.partition("=")[0].strip(" )") for part in arguments.split(",")}
                assert given - {""} <= known.keys()


def test_a_status(tables: list[Rows]) -> None:
    assert [code(row[0]) for row in tables[6]] == list(TaskStatus.__struct_fields__)
    said = {code(row[0]): row[1] for row in tables[6]}
    names = re.findall(r"`(\w+)`", said["state"])
    assert names == [state.value for state in TaskState]
    assert set(re.findall(r"`(\w+)`", said["results"])) == set(VideoResult.__struct_fields__)
    assert set(re.findall(r"`(\w+)`", said["queue"])) == set(QueueInfo.__struct_fields__)


def subclasses(kind: type[APIException]) -> dict[str, type[APIException]]:
    found = {one.__name__: one for one in kind.__subclasses__()}
    return found | {k: v for one in found.values() for k, v in subclasses(one).items()}


def test_errors(tables: list[Rows]) -> None:
    """Every class has a row, and what is said of money and repeating is the class's own default."""
    classes = subclasses(APIException)
    assert sorted(code(row[0]) for row in tables[7]) == sorted(classes)
    for name, _, charged, retryable, _ in tables[7]:
        kind = classes[code(name)]
        assert retryable == ("yes" if kind.default_retryable else "no"), name
        assert (charged == "no") == (kind.default_charged == "no"), name
        assert charged.startswith(kind.default_charged), name


def test_picture_models(tables: list[Rows]) -> None:
    assert [(code(name), regions.split()) for name, regions in tables[8]] == [
        (model.name, [region.value for region in model.regions])
        for model in catalog.IMAGE_MODELS.values()
    ]


def test_video_models(tables: list[Rows]) -> None:
    assert [(code(row[0]), row[1].split(), lengths(row[2]), row[3]) for row in tables[9]] == [
        (
            model.name,
            [region.value for region in model.regions],
            model.seconds,
            "yes" if model.sends_resolution else "no",
        )
        for model in VIDEO_MODELS.values()
    ]


def lengths(cell: str) -> tuple[int, ...]:
    first, dash, last = cell.partition("-")
    if dash:
        return tuple(range(int(first), int(last) + 1))
    return tuple(map(int, cell.split()))


def test_sizes(tables: list[Rows]) -> None:
    assert sorted(row[0] for row in tables[10]) == sorted(catalog.RATIOS)
    for ratio, *sizes in tables[10]:
        for resolution, said in zip(catalog.RESOLUTIONS, sizes, strict=True):
            size = catalog.size("jimeng-4.0", ratio, resolution, Region.CN)
            assert said == f"{size.width}×{size.height}"


def test_limits(tables: list[Rows]) -> None:
    said = [numbers(row[1]) for row in tables[11]]
    millions = said[2][1] if said[2][1] < 1_000 else said[2][1] // 100
    assert said[1] == [limits.MAX_INPUT_BYTES // limits.MEGABYTE]
    assert (said[2][0], millions) == (limits.MAX_SIDE, limits.MAX_PIXELS // 1_000_000)
    assert said[3:6] == [
        [limits.MAX_COMPOSED],
        [limits.MAX_FRAMES],
        [limits.MAX_REFERENCE_IMAGES, limits.MAX_REFERENCE_CLIPS, limits.MAX_REFERENCES],
    ]
    assert said[6] == [limits.MAX_INPUT_SECONDS]


def test_exit_codes(tables: list[Rows]) -> None:
    assert [int(code(row[0])) for row in tables[12]] == [exit_.value for exit_ in MEANINGS]


def test_exit_codes_are_told_in_the_words_of_the_help() -> None:
    assert [row[1] for row in tables_of("sdk.md")[12]] == list(MEANINGS.values())


def numbers(cell: str) -> list[int]:
    words = "".join(c if c.isdecimal() or c == "," else " " for c in cell).split()
    return [int(word.replace(",", "")) for word in words if word.strip(",")]
