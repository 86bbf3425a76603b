"""docs/guide.md in both languages: it names what the bot understands, and nothing else."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bot.domain.commands import FLAGS
from bot.domain.grammar.flags import Target
from handlers import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = ("guide.md", "guide.zh-CN.md")
UNBUILT = {Target.DRAFT}
"""Known by name and refused: it waits for a service that offers drafts."""


@cache
def guide(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_is_told(name: str) -> None:
    told = set(re.findall(r"`/([a-z]+)", guide(name)))
    known = {one for command in COMMANDS for one in (command.name, *command.aliases)}
    assert told <= known
    assert {command.name for command in COMMANDS} - told <= {"start"}


@pytest.mark.parametrize("name", GUIDES)
def test_every_flag_is_told(name: str) -> None:
    told = set(re.findall(r"`(--[a-z]+)", guide(name)))
    flags = [flag for flag in FLAGS if flag.target not in UNBUILT]
    assert {flag.spelling for flag in flags} <= told
    assert told <= {f"--{one}" for flag in flags for one in flag.names}


def test_both_languages_tell_the_same() -> None:
    """Sections, tables, pictures and examples have their counterparts."""
    english, chinese = (
        [
            len(re.findall(pattern, guide(name), re.MULTILINE))
            for pattern in (r"^## ", r"^\| ", r"^!\[", r"^```", r"^- ")
        ]
        for name in GUIDES
    )
    assert english == chinese
