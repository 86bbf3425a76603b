"""What holds for every test: the same draws each time, and nothing of this machine's settings.

Tests of the chat page need a browser; where there is none they are left out, in one sentence.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.chromium import CHROMIUM

# The suite must say the same thing twice. HYPOTHESIS_PROFILE=explore draws anew, and more.
settings.register_profile("repeat", derandomize=True, deadline=None)
settings.register_profile(
    "explore", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeat"))

# Hundreds of processes start here, and each would compile every module anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

FOREIGN = ("TELEGRAM_", "JIMENG_", "ALLOWED_", "ADMIN_", "DATABASE_", "ENCRYPTION_", "CREDENTIALS_")
FOREIGN_NAMES = frozenset({"DATA_DIR", "LOG_LEVEL", "TIME_SCALE"})

WITHOUT_BROWSER = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where there is none; a skip would be a line for each."""
    if CHROMIUM.exists():
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    if left_out:
        items[:] = [item for item in items if not item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=left_out)
    config.stash[WITHOUT_BROWSER] = len(left_out)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Under xdist only the workers collect; what they left out has to travel."""
    told = getattr(session.config, "workeroutput", None)
    if told is not None:
        told["without_browser"] = session.config.stash.get(WITHOUT_BROWSER, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Each worker collects everything, so any of them knows the number."""
    told = getattr(node, "workeroutput", None)  # a worker that crashed tells nothing
    if told is not None:
        node.config.stash[WITHOUT_BROWSER] = told["without_browser"]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say it in one line."""
    number = config.stash.get(WITHOUT_BROWSER, 0)
    if number:
        terminalreporter.write_line(
            f"{number} browser tests were skipped: no chromium at {CHROMIUM}."
        )


@pytest.fixture(autouse=True, scope="session")
def _no_settings_of_this_machine() -> None:
    """Settings of a bot that somebody runs here must not reach a test, nor the other way round."""
    for name in list(os.environ):
        upper = name.upper()
        if upper.startswith(FOREIGN) or upper in FOREIGN_NAMES or upper.endswith("_PROXY"):
            del os.environ[name]
