"""Rules of the page's sources: two whole languages, no markup from strings, nothing foreign."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from playground.chat_page.routes import STATIC

SCRIPTS = sorted(STATIC.rglob("*.js"))
_ENTRY = re.compile(r'^  (\w+): "(.*)",$', re.MULTILINE)
_PLACE = re.compile(r"\{(\w+)\}")


def texts(language: str) -> dict[str, str]:
    return dict(_ENTRY.findall((STATIC / "js" / "text" / f"{language}.js").read_text("utf-8")))


def test_both_languages_have_the_same_keys_and_places() -> None:
    zh, en = texts("zh"), texts("en")
    assert zh.keys() == en.keys()
    assert len(zh) > 80
    for key, text in zh.items():
        assert set(_PLACE.findall(text)) == set(_PLACE.findall(en[key])), key


def test_every_text_is_used_and_every_use_has_a_text() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SCRIPTS if path.parent.name != "text")
    known = set(texts("en"))
    asked = set(re.findall(r'\bt\("(\w+)"', code))
    named = set(re.findall(r'"(\w+)"', code))
    by_prefix = {key for key in known if key.startswith(("action_", "example_"))}
    assert asked <= known
    assert known - by_prefix <= named


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_turns_strings_into_markup_or_code(path: Path) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    assert not re.search(forbidden, path.read_text("utf-8"))


def test_nothing_is_loaded_from_elsewhere() -> None:
    # An SVG namespace and the scheme put before a bare address are names, not resources.
    harmless = re.compile(r"http://www\.w3\.org/2000/svg|`http://\$\{address\}`")
    for path in STATIC.rglob("*.*"):
        left = harmless.sub("", path.read_text("utf-8"))
        assert not re.search(r"https?://", left), path.name


def test_page_has_no_inline_script_or_style() -> None:
    page = (STATIC / "index.html").read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", page)
