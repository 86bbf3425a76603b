"""What the bot writes into its data directory is for its own user alone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.health import POLLING, Pulse
from bot.private_files import make_private_folder, open_private
from bot.single_instance import hold_data_dir

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _open_handed() -> Iterator[None]:
    """A machine on which new files are open to everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_lock_and_the_signs_of_life_are_private_even_if_they_were_not(tmp_path: Path) -> None:
    data = tmp_path / "some" / "data"
    with hold_data_dir(data):
        Pulse(data).beat(POLLING)
        assert {path.name: mode(path) for path in data.iterdir()} == {
            "bot.lock": 0o600,
            "health.json": 0o600,
        }
    assert (mode(data.parent), mode(data)) == (0o700, 0o700)
    (data / "bot.lock").chmod(0o644)
    (data / "health.tmp").touch(mode=0o644)
    with hold_data_dir(data):
        Pulse(data).beat(POLLING)
        assert (mode(data / "bot.lock"), mode(data / "health.json")) == (0o600, 0o600)


def test_folders_are_private_all_the_way_and_may_be_there_already(tmp_path: Path) -> None:
    folder = tmp_path / "results" / "job"
    make_private_folder(folder)
    make_private_folder(folder)
    assert (mode(folder.parent), mode(folder)) == (0o700, 0o700)


def test_writing_starts_anew(tmp_path: Path) -> None:
    for text in ("a long one", "short"):
        with open_private(tmp_path / "file") as file:
            file.write(text)
    assert (tmp_path / "file").read_text() == "short"


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_an_environment_is_ignored_also_as_a_link(tmp_path: Path, kind: str) -> None:
    (tmp_path / ".gitignore").write_text((ROOT / ".gitignore").read_text())
    environment = tmp_path / ".venv"
    if kind == "folder":
        environment.mkdir()
        (environment / "pyvenv.cfg").touch()
    else:
        environment.symlink_to(tmp_path.parent)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    shown = subprocess.run(
        ["git", "status", "--porcelain"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert shown.stdout == "?? .gitignore\n"
