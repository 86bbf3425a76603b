"""Every Python example of the papers runs, in its order, against the playground."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import jimeng
from jimeng.cli.arguments import parser
from tests.documents.markdown import Document, read
from tests.documents.running import Names, run_block, run_text
from tests.documents.service import Service

ROOT = Path(__file__).parents[2]
TOKENS = ("your_refresh_token_here", "us-your_refresh_token_here")
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
WITH_PYTHON = [
    paper for paper in PAPERS if any(b.language == "python" for b in read(paper.read_text()).blocks)
]


def document(name: str) -> Document:
    return read((ROOT / name).read_text(encoding="utf-8"))


def test_the_papers_with_examples_are_found() -> None:
    names = {str(paper.relative_to(ROOT)) for paper in WITH_PYTHON}
    assert {"README.md", "README.zh-CN.md", "docs/sdk.md", "docs/sdk.zh-CN.md"} <= names


@pytest.mark.parametrize("paper", WITH_PYTHON, ids=lambda paper: str(paper.relative_to(ROOT)))
@pytest.mark.filterwarnings("ignore::jimeng.JimengWarning")
def test_examples_run(paper: Path, stage: Service) -> None:
    for token in TOKENS:
        stage.account(token)
    names: Names = {}
    for block in read(paper.read_text(encoding="utf-8")).blocks:
        if block.language == "python":
            run_block(block, names, where=str(paper))


COMMAND_LINES = [
    (paper, line.partition("  #")[0].strip())
    for paper in PAPERS
    for block in read(paper.read_text(encoding="utf-8")).blocks
    for line in block.text.splitlines()
    if line.startswith("python -m jimeng ")
]


def test_the_papers_with_command_lines_are_found() -> None:
    assert {paper.name for paper, _ in COMMAND_LINES} >= {"sdk.md", "sdk.zh-CN.md"}


@pytest.mark.parametrize("line", dict.fromkeys(line for _, line in COMMAND_LINES))
def test_command_lines_are_ones(line: str) -> None:
    parser().parse_args(shlex.split(line)[3:])


def test_the_example_of_the_package_itself_runs(stage: Service) -> None:
    assert jimeng.__doc__ is not None
    stage.account(TOKENS[0])
    printed = run_text(jimeng.__doc__.partition("\n\n")[2], {})
    assert len(printed.splitlines()) == 4


def test_both_languages_show_the_same_code() -> None:
    """A translation that lags behind is found here: code, tables and headings correspond."""
    english, chinese = document("docs/sdk.md"), document("docs/sdk.zh-CN.md")
    assert [without_comments(b.text) for b in chinese.blocks] == [
        without_comments(b.text) for b in english.blocks
    ]
    assert [[first_cell(row) for row in table.rows] for table in chinese.tables] == [
        [first_cell(row) for row in table.rows] for table in english.tables
    ]


def without_comments(code: str) -> list[str]:
    lines = [line.partition("#")[0].rstrip() for line in code.splitlines()]
    return [line for line in lines if line]


def first_cell(row: dict[str, str]) -> str:
    cell = next(iter(row.values()))
    return cell.replace("（默认）", " (default)") if cell.startswith("`") else ""


def test_links_lead_somewhere() -> None:
    for paper in PAPERS:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", paper.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (paper.parent / target).exists(), f"{paper.name}: {target}"
