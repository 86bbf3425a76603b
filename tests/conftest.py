"""What holds for every test: the same draws each time, and nothing of this machine's settings."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# The suite must say the same thing twice. HYPOTHESIS_PROFILE=explore draws anew, and more.
settings.register_profile("repeat", derandomize=True, deadline=None)
settings.register_profile(
    "explore", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeat"))

FOREIGN = ("TELEGRAM_", "JIMENG_", "ALLOWED_", "ADMIN_", "DATABASE_", "ENCRYPTION_", "CREDENTIALS_")
FOREIGN_NAMES = frozenset({"DATA_DIR", "LOG_LEVEL", "TIME_SCALE"})


@pytest.fixture(autouse=True, scope="session")
def _no_settings_of_this_machine() -> None:
    """Settings of a bot that somebody runs here must not reach a test, nor the other way round."""
    for name in list(os.environ):
        upper = name.upper()
        if upper.startswith(FOREIGN) or upper in FOREIGN_NAMES or upper.endswith("_PROXY"):
            del os.environ[name]
