"""A command line over a scripted service, in a folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from jimeng.cli.exits import Exit
from jimeng.cli.run import run
from tests.cli.service import SECRET, Run
from tests.sdk.scripted import Script


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line over a scripted service, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIMENG_TOKEN", SECRET)
    monkeypatch.delenv("JIMENG_API_URL", raising=False)
    monkeypatch.delenv("JIMENG_PROXY", raising=False)

    def go(script: Script | None, *arguments: str, sleep: Any = lambda seconds: None) -> Exit:
        handler = script or Script()
        with httpx.Client(transport=httpx.MockTransport(handler)) as http:
            return run(arguments, http_client=http, sleep=sleep)

    return go
