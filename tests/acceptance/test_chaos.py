"""A minute of chaos: nothing lost, nothing paid twice, nothing sent twice without a reason."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.acceptance.driving import ROOT

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("chaos")]

LAST_LINE = re.compile(
    r"accepted=(?P<accepted>\d+) finished=(?P<finished>\d+) paid_twice=0 lost=0 duplicates=0"
    r" duplicates_after_death=\d+ kills=(?P<kills>\d+) faults=(?P<faults>\d+)"
)


@pytest.mark.timeout(240)
def test_a_minute_of_chaos_leaves_every_book_in_order() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "chaos", "--duration", "60", "--seed", "7"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    last = LAST_LINE.fullmatch(told.stdout.splitlines()[-1])
    assert told.returncode == 0, told.stdout
    assert last is not None, told.stdout
    figures = {name: int(number) for name, number in last.groupdict().items()}
    assert figures["accepted"] == figures["finished"] >= 40
    assert figures["kills"] >= 4
    assert figures["faults"] >= 20
