"""The papers: links and headings that exist, settings told in both languages, lines that work."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.config import Settings
from tests.repository.tree import ROOT, files, name_of

PAPERS = [path for path in files() if path.suffix == ".md" and "fixtures" not in path.parts]
READMES = ("README.md", "README.zh-CN.md")
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s+(\S+)", re.MULTILINE)
FENCE = re.compile(r"^(```|~~~).*?^\1[ ]*$", re.MULTILINE | re.DOTALL)


@cache
def prose(path: Path) -> str:
    """A paper without its code."""
    return re.sub(r"`[^`\n]+`", "", FENCE.sub("", path.read_text(encoding="utf-8")))


@cache
def anchors(path: Path) -> frozenset[str]:
    """The headings of a paper as the addresses that hosts make of them."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    seen: Counter[str] = Counter()
    found = set()
    for heading in re.findall(r"^#{1,6} +(.+?)[ #]*$", text, re.MULTILINE):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        slug = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return frozenset(found)


def broken(paper: Path, root: Path = ROOT) -> list[str]:
    """Targets within the repository that are not there."""
    found = []
    for match in LINK.finditer(prose(paper)):
        target = match[1] or match[2]
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = unquote(target).partition("#")
        path = (paper.parent / name).resolve() if name else paper
        leads = path.exists() and path.is_relative_to(root)
        if leads and anchor and path.suffix == ".md":
            leads = anchor in anchors(path)
        if not leads:
            found.append(target)
    return found


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_links_lead_to_a_file_and_a_heading(paper: Path) -> None:
    assert broken(paper) == []


def test_a_broken_link_would_be_seen(tmp_path: Path) -> None:
    """Guards the reader above: what it skips must not be everything."""
    paper = tmp_path / "paper.md"
    paper.write_text("# Old name\n\n[a](gone.md) ![b](gone.png)\n\n[c](#new-name) [d](#old-name)\n")
    assert broken(paper, tmp_path) == ["gone.md", "gone.png", "#new-name"]


def settings_told(readme: str) -> set[str]:
    """Names in the first column of the table of settings."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`[A-Z][A-Z_]+`[,、 ]*)+) \|", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"[A-Z_]+", row)}


@pytest.mark.parametrize("readme", READMES)
def test_the_table_names_every_setting_and_no_other(readme: str) -> None:
    assert settings_told(readme) == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("target", ["playground", "run", "test"])
def test_the_lines_without_make_are_those_of_make(readme: str, target: str) -> None:
    """Somebody without make does the same."""
    shown = subprocess.run(
        [
            "make",
            "--no-print-directory",
            "-n",
            "-o",
            ".venv/.ready-run",
            "-o",
            ".venv/.ready-dev",
            target,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    line = shown.stdout.strip().splitlines()[-1].removeprefix("exec ").strip()
    assert f"\n{line}" in (ROOT / readme).read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_shows_a_picture_of_it(readme: str) -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / readme).read_text(encoding="utf-8"))
    assert [(ROOT / name).stat().st_size > 10_000 for name in pictures] == [True] * len(pictures)
    assert pictures != []
