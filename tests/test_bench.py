"""The bench's own arithmetic, and that the script it compares with really sends the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from bench import __main__ as program
from bench.bare import AsyncScript, Script
from bench.bot_process import read_cpu_ticks
from bench.figures import Figure, all_hold, table, to_json
from bench.memory import read_status
from bench.pictures import SIDE, write_pictures
from bench.recording import GENERATE, LOOK, Call, Recording
from bench.samples import median_of, ratio, take_turns

HOLDS, BROKEN, FREE = Figure("a", 1.5, "x", 1.5), Figure("b", 1.51, "x", 1.5), Figure("c", 9, "ms")


def test_a_floor_may_be_reached_but_not_passed() -> None:
    assert [figure.holds for figure in (HOLDS, BROKEN, FREE)] == [True, False, None]
    assert all_hold([HOLDS, FREE])
    assert not all_hold([HOLDS, BROKEN, FREE])


def test_the_file_holds_what_other_programs_read() -> None:
    assert json.loads(to_json([BROKEN, FREE])) == {
        "figures": [
            {"name": "b", "value": 1.51, "unit": "x", "floor": 1.5, "holds": False},
            {"name": "c", "value": 9, "unit": "ms", "floor": None, "holds": None},
        ]
    }


def test_the_table_names_what_is_broken() -> None:
    rows = table([HOLDS, BROKEN, FREE]).splitlines()
    assert [("DOES NOT HOLD" in row, "at most 1.5" in row) for row in rows] == [
        (False, True),
        (True, True),
        (False, False),
    ]
    assert table([]) == ""


def test_turns_go_forth_and_back_and_samples_keep_their_places() -> None:
    """Whoever comes second profits from warm caches; nobody may always come second."""
    order: list[str] = []

    def contestant(name: str, value: float) -> Callable[[], float]:
        def sample() -> float:
            order.append(name)
            return value

        return sample

    samples = take_turns([contestant("ours", 3), contestant("theirs", 2)], 3)
    assert order == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]
    assert samples == [(3, 2)] * 3


def test_one_bad_moment_does_not_move_a_ratio() -> None:
    samples = [(12, 10), (600, 10), (120, 100)]
    assert ratio(samples) == pytest.approx(1.2)
    assert median_of(samples, 0) == 120


def test_reading_proc() -> None:
    status = "Name:\tpython\nVmHWM:\t  2048 kB\nVmRSS:\t    12 kB\n"
    assert (read_status(status, "VmRSS"), read_status(status, "VmHWM")) == (12_288, 2_097_152)
    assert read_cpu_ticks("7 (a ) b) S 1 2 3 4 5 6 7 8 9 10 310 21 0 0 20") == 331


def test_pictures_are_as_large_as_the_figure_says(tmp_path: Path) -> None:
    paths = write_pictures(tmp_path, 1)
    assert [path.stat().st_size >= 10_000_000 for path in paths] == [True]
    assert SIDE * SIDE * 3 >= 10_000_000
    assert (tmp_path / "small.png").stat().st_size < 100_000


@pytest.mark.parametrize(("value", "status"), [(1.0, 0), (2.0, 1)])
def test_the_program_shows_writes_and_judges(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    value: float,
    status: int,
) -> None:
    monkeypatch.setattr(program, "measure", lambda effort: iter([[Figure("a", value, "x", 1.5)]]))
    out = tmp_path / "bench.json"
    assert program.main(["--out", str(out)]) == status
    assert json.loads(out.read_text())["figures"][0]["holds"] is (status == 0)
    assert capsys.readouterr().out.startswith("a ")


HEADERS = {"pf": "7", "appvr": "8.4.0", "device-time": "1", "sign": "old", "cookie": "c"}
RECORDING = Recording(
    before=(Call("POST", "http://x.test/credit?a=1", "/credit", HEADERS, "{}"),),
    generate=Call("POST", f"http://x.test{GENERATE}", GENERATE, HEADERS, '{"id": "S", "n": "S"}'),
    look=Call("POST", f"http://x.test{LOOK}", LOOK, HEADERS, '{"history_ids": ["H"]}'),
    submit_id="S",
    history_id="H",
)


class Site:
    """Accepts a job and lets it be done at the third look."""

    def __init__(self) -> None:
        self.sent: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        if request.url.path == GENERATE:
            return httpx.Response(200, json={"data": {"aigc_data": {"history_record_id": "H2"}}})
        looks = [sent.url.path for sent in self.sent].count(LOOK)
        item = {"image": {"large_images": [{"image_url": "http://x.test/1.webp"}]}}
        record = {"status": 50 if looks == 3 else 20, "item_list": [item]}
        return httpx.Response(200, json={"data": {"H2": record}})


@pytest.mark.parametrize("style", ["sync", "async"])
async def test_the_script_sends_the_recording_with_fresh_ids_and_signatures(style: str) -> None:
    """Looks after each of the SDK's pauses, and once more where that was too soon."""
    site = Site()
    transport, pauses = httpx.MockTransport(site), (0.0, 0.0)
    if style == "sync":
        made = Script(RECORDING, httpx.Client(transport=transport)).generate(pauses)
    else:
        client = httpx.AsyncClient(transport=transport)
        made = await AsyncScript(RECORDING, client).generate(pauses)
    assert made == ["http://x.test/1.webp"]
    assert [request.url.path for request in site.sent] == ["/credit", GENERATE, LOOK, LOOK, LOOK]
    submission = json.loads(site.sent[1].content)
    assert submission["id"] == submission["n"] != "S"
    assert json.loads(site.sent[2].content) == {"history_ids": ["H2"]}
    assert all(request.headers["cookie"] == "c" for request in site.sent)
    assert all(request.headers["sign"] != "old" for request in site.sent)
