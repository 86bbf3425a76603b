"""The lock files: hashed, whole, the same pins in both, and no word of where they come from."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import pytest

from tests.repository.tree import ROOT, texts

LOCKS = ("requirements.txt", "requirements-dev.txt")
COVERS = {
    "requirements.txt": ("bot", "playground"),
    "requirements-dev.txt": ("bot", "playground", "dev", "images"),
}
# In pieces, so that this file is not the one that names them.
REGISTRIES = (
    *("pypi" + ".org", "python" + "hosted.org", "tuna.tsinghua" + ".edu.cn"),
    *("npm" + "js.org", "npm" + "js.com", "npmm" + "irror.com", "yarn" + "pkg.com"),
    *("registry-1.dock" + "er.io", "index.dock" + "er.io", "proxy.go" + "lang.org"),
    *("mirrors.ali" + "yun.com", "crat" + "es.io", "anaconda" + ".org"),
)
PIN = re.compile(
    r"^(?P<name>[a-z0-9._-]+)(?P<extras>\[[a-z0-9,._-]+\])?"
    r"==(?P<version>[^ ;\\]+)(?P<marker> ; [^\\]+?)? \\$"
)
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def normal(name: str) -> str:
    """A project's name as the lock writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def lines(lock: str) -> tuple[str, ...]:
    return tuple((ROOT / lock).read_text(encoding="utf-8").splitlines())


@cache
def pins(lock: str) -> dict[str, set[str]]:
    """Name to versions; a project can have several, by marker."""
    found: dict[str, set[str]] = {}
    for match in filter(None, map(PIN.match, lines(lock))):
        found.setdefault(match["name"], set()).add(match["version"])
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pin_or_a_hash(lock: str) -> None:
    """So there is no index, no address, no path, and nothing without a hash."""
    assert [line for line in lines(lock) if not PIN.match(line) and not HASH.match(line)] == []
    for line, following in zip(lines(lock), (*lines(lock)[1:], ""), strict=True):
        assert line.endswith("\\") == following.startswith("    --hash="), line


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_that_the_project_asks_for_is_pinned(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = project["dependencies"] + [one for extra in COVERS[lock] for one in extras[extra]]
    wanted = {normal(re.split(r"[\[<>=!~; ]", one, maxsplit=1)[0]) for one in asked}
    assert wanted - set(pins(lock)) == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_extras_stay_in_the_lock(lock: str) -> None:
    """pip before 23.3 looks for `name[extra]` apart from a pinned `name`, and finds a newer one."""
    pinned = {match["name"]: match["extras"] for match in filter(None, map(PIN.match, lines(lock)))}
    assert pinned["httpx"] == "[socks]"
    assert pinned["sqlalchemy"] == "[asyncio]"


def test_tests_run_with_what_is_run() -> None:
    """Both locks pin the same versions."""
    run, dev = (pins(lock) for lock in LOCKS)
    assert {name: dev.get(name) for name in run} == run


def test_no_file_names_a_registry() -> None:
    """Where packages come from is the business of each machine."""
    found = [
        f"{name}: {host}" for name, text in texts() for host in REGISTRIES if host in text.lower()
    ]
    assert found == []
