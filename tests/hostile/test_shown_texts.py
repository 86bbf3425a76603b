"""What the service says reaches people short, plain and escaped; files get names of our own."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters.jimeng_failures import SMALL_PRINT, to_failure
from bot.adapters.jimeng_reading import read_status
from bot.adapters.result_sender import file_name
from bot.domain.jobs import Artifact, FailureKind, JobState, RemoteResult
from bot.domain.observations import StillRunning
from bot.i18n import LANGUAGES, Texts
from bot.status_text import render_status
from jimeng import (
    APIException,
    QueueInfo,
    ServerError,
    Task,
    TaskKind,
    TaskState,
    TaskStatus,
)
from tests.builders import START, make_job

TEXTS = Texts.load()
TAGS = {"b", "i", "code", "pre", "blockquote", "a"}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)


@given(
    code=st.text(max_size=300),
    kind=st.sampled_from(FailureKind),
    language=st.sampled_from(LANGUAGES),
)
@example("<script>alert(1)</script>" * 400, FailureKind.UNCLASSIFIED, "zh")
@example("\u202e&<b>" * 40, FailureKind.UPSTREAM, "en")
def test_a_code_of_the_services_is_small_print(code: str, kind: FailureKind, language: str) -> None:
    failure = replace(to_failure(ServerError("x", code=code, log_id=code)), kind=kind)
    assert len(failure.code or "") <= SMALL_PRINT
    assert (failure.code or "").isascii()
    job = make_job(state=JobState.FAILED, failure=failure)
    job = replace(job, origin=replace(job.origin, language=language))
    shown = render_status(TEXTS, job, now=START)
    tags = Tags()
    tags.feed(shown)
    assert tags.seen <= TAGS
    assert len(shown) < 1_500


def test_a_plain_code_is_shown_as_it_is() -> None:
    assert to_failure(APIException("x", code="1015", log_id="2026a")).code == "1015"
    assert to_failure(APIException("x", code="\u202e")).code is None


NUMBERS = st.integers() | st.sampled_from([10**30, -(10**30), 2**63])


@given(NUMBERS, NUMBERS, NUMBERS, st.floats())
def test_numbers_that_cannot_be_true_are_not_shown(
    place: int, length: int, done: int, forecast: float
) -> None:
    status = TaskStatus(
        task=Task(
            submit_id="s",
            kind=TaskKind.VIDEO,
            model="m",
            prompt="p",
            expected=1,
            submitted_at=START,
        ),
        state=TaskState.RUNNING,
        queue=QueueInfo(position=place, length=length, forecast_seconds=forecast),
        finished_count=done,
        total_count=done,
        next_poll_seconds=1.0,
    )
    seen = read_status(status, ())
    assert isinstance(seen, StillRunning)
    job = make_job(state=JobState.RUNNING, progress=seen.progress, submitted_at=START)
    assert len(render_status(TEXTS, job, now=START + 60)) < 1_500


def test_file_names_are_ours_whatever_the_service_calls_its_files() -> None:
    job = make_job(results=(RemoteResult(url="https://x/../../a.exe", format="../../x"),))
    artifact = Artifact(index=1, path="results/x/1", size=1, sha256="0", format="png")
    assert file_name(job, artifact) == f"{job.id}-1.png"
