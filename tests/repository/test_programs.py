"""Scripts that a shell or an old Python reads, and the image that main.py runs in."""

from __future__ import annotations

import ast
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, files, name_of, rooms_needed_by

SHELL = [
    path
    for path in files()
    if path.suffix in {"", ".sh"} and path.read_bytes()[:2] == b"#!" and path.name != "python"
]
FINAL_STAGE = (ROOT / "Dockerfile").read_text(encoding="utf-8").rpartition("\nFROM ")[2]


def test_the_ci_program_is_among_the_scripts() -> None:
    assert ".ci/run" in {name_of(path) for path in SHELL}


@pytest.mark.parametrize("script", SHELL, ids=name_of)
def test_a_script_can_be_started_and_read_by_the_shell(script: Path) -> None:
    assert os.access(script, os.X_OK)
    done = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_ci_runs_what_people_run() -> None:
    """One list of checks, not two."""
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert {"make check", "make test"} <= set(lines)
    assert "set -euo pipefail" in lines


def test_an_old_python_can_read_the_set_up_script() -> None:
    """Else it would answer with a syntax error instead of a sentence."""
    source = (ROOT / "scripts/make_venv.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    code = source.partition("from __future__ import print_function")[2]
    assert re.findall(r"\bf['\"]|:=|\bmatch |\w+: \w+ =|->", code) == []


def copied_into_the_image() -> set[str]:
    """What the image's last stage takes from the tree."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", FINAL_STAGE, re.MULTILINE)
    return {name for line in lines for name in line.split()[:-1]}


def test_the_image_holds_what_main_imports_and_no_more() -> None:
    """A room that is missing would be found by the first operator only."""
    needed = {"main.py", *rooms_needed_by(ROOT / "main.py")}
    assert {"bot", "handlers", "jimeng", "storage"} < needed
    assert needed.isdisjoint({"playground", "bench", "tests"})
    assert copied_into_the_image() - {"pyproject.toml"} == needed


def test_the_ignore_file_lets_through_what_is_copied() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignored[0] == "*"
    let_through = {line[1:] for line in ignored if line.startswith("!")}
    assert copied_into_the_image() | {"requirements.txt"} == let_through


def test_the_image_is_nobodys_root_and_looks_after_itself() -> None:
    assert re.search(r"^USER [1-9]\d*$", FINAL_STAGE, re.MULTILINE)
    assert '"main.py", "health"' in FINAL_STAGE
    assert FINAL_STAGE.rstrip().endswith('CMD ["python", "main.py"]')
