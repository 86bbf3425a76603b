"""Older revisions, the second client and the page itself: we differ from them in named places only.

The tables of decision 21 are read from the paper and held against what the comparator finds, so a
difference can neither appear nor go away unnoticed. In a cell: `+` only we send it, `-` only they
do, `≠` both do, with other values.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.documents.markdown import read
from tests.sdk.scripted import Script, accepted, by_submit_id, credit, record
from tests.wire.comparator import Binder
from tests.wire.styles import STYLES, call
from tests.wire.vectors import SESSION, compare_request, vectors

PAPER = Path(__file__).parents[2] / "docs/decisions/0021-where-we-differ-from-peers.md"
DOCUMENT = read(PAPER.read_text(encoding="utf-8"))
PICTURES, VIDEOS, LOOKING = "Submitting pictures", "Submitting videos", "Looking a job up"
FILES = {
    "October": "era-2025-10-1b032fb",
    "November": "era-2025-11-6a72474",
    "February": "era-2026-02-a6fd69e",
    "second client": "peer-2026-06-zhizinan1997",
    "the page": "site-capture-2026-02-24",
}
SAMPLES = {
    PICTURES: {
        "October": "oct-cn-t2i-jimeng-4.0-2k-9x16",
        "November": "nov-cn-t2i-jimeng-3.0-2k-4x3",
        "February": "feb-cn-t2i-jimeng-4.0-2k-2x3",
        "second client": "zhi-cn-t2i-jimeng-image-4.0-2k-4x3",
        "the page": "site-cn-t2i-jimeng-5.0-2k-16x9-generate",
    },
    VIDEOS: {
        "October": "oct-cn-video-jimeng-video-3.0-480p-defaults-1024x1024-0img",
        "November": "nov-cn-video-jimeng-video-2.0-pro-720p-10s-4x3-0img",
        "second client": "zhi-cn-video-jimeng-video-3.0-fast-1080p-5s-1x1-0img",
    },
    LOOKING: {"the page": "site-cn-poll-by-submit-id"},
}
CASES = [
    pytest.param(table, source, id=f"{table} - {source}")
    for table, sources in SAMPLES.items()
    for source in sources
]
SUBMIT_ID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
CALLS = {PICTURES: "submit_image", VIDEOS: "submit_video", LOOKING: "find"}
# The second client names models by names of its own.
RENAMED = {"jimeng-image-4.0": "jimeng-4.0"}


def marks(table: str, source: str, style: str) -> dict[str, str]:
    """Where our request differs from that source's, by place."""
    (vector,) = [
        one
        for one in vectors(FILES[source], status=("informative",))
        if one["name"] == SAMPLES[table][source]
    ]
    args = dict(vector["call"]["args"]) or {"submit_id": SUBMIT_ID}
    if "model" in args:
        args["model"] = RENAMED.get(args["model"], args["model"])
    script = Script(
        user_credit=credit(), generate=accepted(), get_history_by_ids=by_submit_id(record(50, 4))
    )
    call(style, SESSION, script, CALLS[table], **args)
    got = script.sent[-1]
    (want,) = [one for one in vector["requests"] if one["path"] == got.url.path][:1]
    return dict(map(mark, compare_request(want, got, Binder(), "request")))


def mark(difference: str) -> tuple[str, str]:
    place, _, what = difference.removeprefix("request ").partition(": ")
    sign = {"missing": "-", "unexpected": "+"}.get(what, "≠")
    return re.sub(r"\[\d+\]|!", "", place), sign


def named(table: str, source: str) -> dict[str, str]:
    """What the paper says."""
    rows = next(t.rows for t in DOCUMENT.tables if t.where[1] == table)
    return {row["place"].strip("`"): row[source] for row in rows if row[source]}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("table", "source"), CASES)
@pytest.mark.filterwarnings("ignore::jimeng.JimengWarning")
def test_the_named_differences_are_all_there_are(table: str, source: str, style: str) -> None:
    assert marks(table, source, style) == named(table, source)


def test_every_named_difference_has_a_reason() -> None:
    for table in SAMPLES:
        rows = next(t.rows for t in DOCUMENT.tables if t.where[1] == table)
        assert all(row["why ours"] for row in rows)
        assert all(any(row[source] for source in SAMPLES[table]) for row in rows)
