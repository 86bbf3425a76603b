"""`make setup`: told in a sentence what is missing, mended where it is broken, harmless twice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.programs import ROOT, Ended, run

pytestmark = pytest.mark.xdist_group("set-up")  # making an environment takes seconds

SCRIPT = ROOT / "scripts" / "make_venv.py"
OLD = "sys.version_info = (3, 9, 2, 'final', 0)"

# A Python that is another one, or lacks something: runs its script under a changed interpreter.
PRETENDER = """\
#!/bin/sh
exec {python} -c "import runpy, sys; {change}
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name='__main__')" "$@"
"""


def pretender(folder: Path, change: str) -> Path:
    """A Python that differs by a line."""
    path = folder / "pretender"
    path.write_text(PRETENDER.format(python=sys.executable, change=change))
    path.chmod(0o755)
    return path


def make_setup(folder: Path, python: Path | str) -> Ended:
    """`make setup` with another Python, into a place of its own."""
    return run(["make", "setup", f"PYTHON={python}", f"VENV={folder / 'venv'}"])


def is_one_sentence(text: str) -> bool:
    """Nothing but a sentence, and make's own line about the failure."""
    lines = [line for line in text.splitlines() if not line.startswith("make")]
    return len(lines) == 1 and "Traceback" not in text


def test_an_old_python_is_told_in_one_sentence(tmp_path: Path) -> None:
    ended = make_setup(tmp_path, pretender(tmp_path, OLD))
    assert ended.status != 0
    assert "needs Python 3.11 or newer" in ended.err
    assert "is 3.9" in ended.err
    assert "make PYTHON=" in ended.err
    assert is_one_sentence(ended.err)
    assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_module_is_told_in_one_sentence(tmp_path: Path, module: str) -> None:
    """Debian keeps both in a package of their own."""
    ended = make_setup(tmp_path, pretender(tmp_path, f"sys.modules['{module}'] = None"))
    assert ended.status != 0
    assert "apt install python3-venv" in ended.err
    assert is_one_sentence(ended.err)
    assert not (tmp_path / "venv").exists()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an environment that the script made; its lock asks for nothing.

    What lay there before belonged to a Python that an upgrade of the system took away.
    """
    folder = tmp_path_factory.mktemp("made")
    (folder / "lock.txt").write_text("# nothing\n")
    (folder / "venv" / "bin").mkdir(parents=True)
    (folder / "venv" / "bin" / "python").symlink_to(folder / "nowhere")
    ended = set_up(folder)
    assert (ended.status, ended.err) == (0, "Creating venv\nInstalling lock.txt\n")
    return folder


def set_up(folder: Path, lock: str = "lock.txt") -> Ended:
    """Run the script as make does."""
    return run([sys.executable, SCRIPT, "venv", lock, "stamp"], cwd=folder)


def test_the_second_time_nothing_is_made_anew(made: Path) -> None:
    kept = made / "venv" / "kept"
    kept.touch()
    (made / "stamp").unlink()
    ended = set_up(made)
    assert (ended.status, ended.err) == (0, "Installing lock.txt\n")
    assert kept.exists()
    assert (made / "stamp").exists()


def test_a_lock_that_cannot_be_installed_is_told_and_not_taken_for_done(made: Path) -> None:
    """An unhashed line is refused before anything is looked up."""
    (made / "unhashed.txt").write_text("httpx==0.28.1\n")
    ended = run([sys.executable, SCRIPT, "venv", "unhashed.txt", "other-stamp"], cwd=made)
    assert ended.status == 1
    assert ended.err.splitlines()[-1].startswith("Could not set up: ")
    assert "Traceback" not in ended.err
    assert not (made / "other-stamp").exists()


def test_an_environment_without_pip_is_made_anew(made: Path, tmp_path: Path) -> None:
    """An interrupted first run leaves a Python that looks whole."""
    broken = tmp_path / "venv"
    shutil.copytree(made / "venv", broken, symlinks=True)
    (tmp_path / "lock.txt").write_text("# nothing\n")
    (package,) = broken.glob("lib/*/site-packages/pip")
    shutil.rmtree(package)
    ended = set_up(tmp_path)
    assert (ended.status, ended.err) == (0, "Creating venv\nInstalling lock.txt\n")
    assert subprocess.call([broken / "bin" / "python", "-c", "import pip"]) == 0


def test_make_does_nothing_once_it_is_set_up(tmp_path: Path) -> None:
    """Both commands start at once the second time."""
    (tmp_path / "venv").mkdir()
    newer = max((ROOT / name).stat().st_mtime for name in ("requirements.txt", SCRIPT)) + 1
    stamp = tmp_path / "venv" / ".ready-run"
    stamp.touch()
    os.utime(stamp, (newer, newer))
    ended = make_setup(tmp_path, "/nowhere/python")
    assert (ended.status, ended.err) == (0, "")


def test_a_changed_lock_is_installed_again(tmp_path: Path) -> None:
    (tmp_path / "venv").mkdir()
    older = (ROOT / "requirements.txt").stat().st_mtime - 1
    stamp = tmp_path / "venv" / ".ready-run"
    stamp.touch()
    os.utime(stamp, (older, older))
    ended = make_setup(tmp_path, pretender(tmp_path, OLD))
    assert "needs Python 3.11" in ended.err
