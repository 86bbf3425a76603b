"""The wheel holds the SDK alone and asks for two libraries."""

from __future__ import annotations

import subprocess
import sys
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.repository.tree import ROOT, files, name_of

pytestmark = pytest.mark.xdist_group("wheel")  # built once


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = folder.iterdir()
    return made


def names(wheel: Path) -> set[str]:
    with ZipFile(wheel) as opened:
        return set(opened.namelist())


def metadata(wheel: Path) -> Message:
    with ZipFile(wheel) as opened:
        (name,) = (name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(opened.read(name))


def test_nothing_but_the_sdk_is_inside(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"jimeng"}


def test_all_of_the_sdk_is_inside_with_its_types(wheel: Path) -> None:
    ours = {name_of(path) for path in files() if name_of(path).startswith("jimeng/")}
    assert ours <= names(wheel)
    assert "jimeng/py.typed" in names(wheel)


def test_it_needs_httpx_and_msgspec_and_nothing_else(wheel: Path) -> None:
    """Extras are for those who ask for them."""
    needed = metadata(wheel).get_all("Requires-Dist") or []
    always = [line for line in needed if "extra ==" not in line]
    assert sorted(line.split("[")[0].split("<")[0].split(">")[0] for line in always) == [
        "httpx",
        "msgspec",
    ]
    images = [line for line in needed if "extra == 'images'" in line]
    assert [line.split(">")[0] for line in images] == ["pillow"]


def test_it_says_what_it_is(wheel: Path) -> None:
    head = metadata(wheel)
    assert (head["Name"], head["Requires-Python"], head["License-Expression"]) == (
        "jimeng",
        ">=3.11",
        "MIT",
    )
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names(wheel))
