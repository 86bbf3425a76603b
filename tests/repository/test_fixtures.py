"""The repository is whole by itself: vectors, the user's document, nothing that points outside."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, texts

VECTORS = ROOT / "tests" / "fixtures" / "wire" / "vectors"
DOCUMENT = ROOT / "tests" / "fixtures" / "sdk-readme.zh.md"
DOCUMENT_SHA256 = "e477d3afbf2c8ab36c9f7eb11c1c5e9b09e4215935d981c780b550bde0d79f64"
NOTES = (ROOT / "docs" / "protocol" / "README.md").read_text(encoding="utf-8")
# In pieces, so that this file does not point there.
OUTSIDE = ("../" + "shared/", "/work" + "/main", "/work" + "/shared", "/tmp" + "/design")


def told() -> dict[str, list[int]]:
    """The table of the wire notes: numbers of vectors by file."""
    found: dict[str, list[int]] = {}
    for files, numbers in re.findall(r"^\| ((?:`[\w.-]+\.json`,? ?)+)\| ([^|]+) \|", NOTES, re.M):
        names = re.findall(r"`([^`]+)`", files)
        counts = [int(number) for number in re.findall(r"\d+", numbers.replace("SigV4", ""))]
        each = [[count] for count in counts] if len(names) > 1 else [counts]
        found.update(zip(names, each, strict=True))
    return found


def counted(name: str) -> list[int]:
    """The numbers of vectors in a file, in the order in which the notes tell them."""
    content = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    if name == "signatures.json":
        signs = sum(len(content[k]["vectors"]) for k in content if k.startswith("sign_header"))
        return [signs, len(content["sigv4"]["vectors"]), len(content["crc32"]["vectors"])]
    return [len(content[next(k for k in ("vectors", "responses", "assets") if k in content)])]


def test_every_file_of_vectors_is_there_and_told_of() -> None:
    assert {path.name for path in VECTORS.iterdir()} == set(told())


@pytest.mark.parametrize("name", sorted(told()))
def test_no_vector_got_lost(name: str) -> None:
    assert counted(name) == told()[name]


def test_every_answer_that_a_vector_names_is_there() -> None:
    answers = set(json.loads((VECTORS / "responses.json").read_text())["responses"])
    named = {
        request["answered_with"]
        for path in VECTORS.glob("*.json")
        for vector in json.loads(path.read_text(encoding="utf-8")).get("vectors", [])
        for request in vector.get("requests", [])
        if isinstance(request, dict) and "answered_with" in request
    }
    assert named - answers == set()
    assert named != set()


def test_the_users_document_is_kept_to_the_letter() -> None:
    """It is what the SDK promises; whoever edits it changes the promise."""
    assert hashlib.sha256(DOCUMENT.read_bytes()).hexdigest() == DOCUMENT_SHA256


def test_nothing_points_outside() -> None:
    found = [f"{name}: {where}" for name, text in texts() for where in OUTSIDE if where in text]
    assert found == []


def test_no_file_is_left_from_a_merge_or_an_editor() -> None:
    marks = re.compile(r"^(<{7} |>{7} |={7}$)", re.MULTILINE)
    assert [name for name, text in texts() if marks.search(text)] == []
    assert [name for name, _ in texts() if Path(name).suffix in {".orig", ".rej", ".bak"}] == []
