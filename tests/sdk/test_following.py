"""Following tasks: many in one request, the end of a wait, finding by submit id."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from jimeng import (
    APIException,
    AuthenticationError,
    ContentRefusedError,
    GenerationFailedError,
    GenerationTimeoutError,
    InvalidRequestError,
    RateLimitError,
    RiskControlError,
    ServerError,
    SubmissionUnknownError,
    Task,
    TaskKind,
    TaskState,
    TaskStatus,
    TransportError,
    TransportTimeoutError,
)
from jimeng.sdk.protocol.policies import TROUBLE_GRACE
from tests.sdk.scripted import (
    HISTORY_ID,
    SUBMIT_ID,
    TOKEN,
    Script,
    accepted,
    history,
    item,
    ok,
    record,
)
from tests.wire.styles import STYLES, Slept, call


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def task(**more: Any) -> Task:
    known = {
        "submit_id": SUBMIT_ID,
        "history_id": HISTORY_ID,
        "kind": TaskKind.TEXT_TO_IMAGE,
        "model": "jimeng-4.0",
        "prompt": "cat",
        "expected": 4,
        "width": 2048,
        "height": 2048,
        "submitted_at": 1_000.0,
    }
    return Task(**{**known, **more})


def clocked(at: float = 1_000.0) -> dict[str, Any]:
    return {"clock": lambda: at}


def wait(style: str, script: Script, *, waiting: Task | None = None, **options: Any) -> Any:
    slept = options.pop("slept", None)
    on_progress = options.pop("on_progress", None)
    return call(
        style,
        TOKEN,
        script,
        "wait",
        waiting or task(),
        on_progress=on_progress,
        slept=slept,
        client_options={**clocked(), **options},
    )


def test_waits_through_every_step_and_tells_of_it(style: str) -> None:
    script = Script(
        get_history_by_ids=history(
            None, record(20), record(42), record(45), record(45, 4), record(50, 4)
        )
    )
    seen: list[TaskStatus] = []
    results = wait(style, script, on_progress=seen.append)
    assert [result.url[:30] for result in results] == [
        item(n)["image"]["large_images"][0]["image_url"][:30] for n in (1, 2, 3, 4)
    ]
    assert (results[0].width, results[0].format, results[0].expires_at) == (2048, "png", 1799633895)
    assert [status.raw_status for status in seen] == [None, 20, 42, 45, 45, 50]
    assert [status.state for status in seen][:2] == [TaskState.MISSING, TaskState.RUNNING]
    assert seen[-1].state is TaskState.SUCCEEDED


async def test_the_async_client_awaits_an_async_report() -> None:
    from jimeng import AsyncJimengClient

    seen: list[TaskState] = []

    async def note(status: TaskStatus) -> None:
        seen.append(status.state)

    script = Script(get_history_by_ids=history(record(50, 4)))
    async with (
        httpx.AsyncClient(transport=httpx.MockTransport(script)) as http,
        AsyncJimengClient(TOKEN, http_client=http, sleep=Slept().asleep) as client,
    ):
        await client.wait(task(), on_progress=note)
    assert seen == [TaskState.SUCCEEDED]


def test_partial_success_with_everything_needs_two_looks(style: str) -> None:
    script = Script(get_history_by_ids=history(record(45, 4)))
    assert len(wait(style, script)) == 4
    assert script.paths() == ["get_history_by_ids"] * 2


def test_partial_success_that_stands_still_is_done_with_what_is_there(style: str) -> None:
    """A picture may have been rejected; waiting for it would never end."""
    slept = Slept()
    assert len(wait(style, Script(get_history_by_ids=history(record(45, 2))), slept=slept)) == 2
    assert 30 <= sum(slept.seconds[1:]) <= 45


def test_partial_success_without_items_goes_on_to_the_limit(style: str) -> None:
    with pytest.raises(GenerationTimeoutError):
        wait(style, Script(get_history_by_ids=history(record(45, 0))), wait_timeout=100)


def test_a_sleep_that_does_nothing_still_ends(style: str) -> None:
    """The clock stands still as well here; what was slept is what counts."""
    slept = Slept()
    script = Script(get_history_by_ids=history(record(20)))
    with pytest.raises(GenerationTimeoutError) as caught:
        wait(style, script, slept=slept)
    error = caught.value
    assert sum(slept.seconds) == pytest.approx(1_800)
    assert (error.submit_id, error.history_id) == (SUBMIT_ID, HISTORY_ID)
    assert "20" in str(error)
    assert error.charged == "unknown"


@pytest.mark.parametrize(
    ("advised", "passed", "first"), [(None, 0, 4), (0.1, 0, 0.1), (9.0, 5, 4.0), (9.0, 50, 0.0)]
)
def test_the_first_look_comes_when_the_acceptance_advised(
    style: str, advised: float | None, passed: float, first: float
) -> None:
    """Nobody waits longer than the service asks for, nor from the wrong moment."""
    slept = Slept()
    script = Script(get_history_by_ids=history(record(50, 4)))
    waiting = task(first_poll_seconds=advised)
    wait(style, script, waiting=waiting, slept=slept, **clocked(1_000 + passed))
    assert slept.seconds == [first]


def test_an_acceptance_advises_the_first_look(style: str) -> None:
    queue = {"queue_idx": 0, "polling_config": {"interval_seconds": 0.5}}
    script = Script(generate=accepted(queue_info=queue))
    got = call(style, TOKEN, script, "submit_image", "x", client_options={"credit_gate": False})
    assert got.first_poll_seconds == 0.5


def test_a_video_may_take_an_hour(style: str) -> None:
    slept = Slept()
    waiting = task(kind=TaskKind.VIDEO, expected=1)
    with pytest.raises(GenerationTimeoutError):
        wait(style, Script(get_history_by_ids=history(record(20))), waiting=waiting, slept=slept)
    assert sum(slept.seconds) == pytest.approx(3_600)


def test_the_clock_counts_where_it_runs_ahead_of_the_sleep(style: str) -> None:
    """Slow answers are time too."""
    times = iter(range(1_000, 10_000, 50))
    script = Script(get_history_by_ids=history(record(20)))
    with pytest.raises(GenerationTimeoutError):
        wait(style, script, wait_timeout=200, clock=lambda: next(times))
    assert len(script.sent) < 5


def test_a_record_that_is_away_for_a_moment_is_waited_for(style: str) -> None:
    """Only a minute without it is an absence."""
    script = Script(get_history_by_ids=history(*[record(20)] * 10, None, None, record(50, 4)))
    assert len(wait(style, script)) == 4


def test_a_task_that_never_appears_is_unknown_after_a_minute(style: str) -> None:
    slept = Slept()
    with pytest.raises(SubmissionUnknownError) as caught:
        wait(style, Script(get_history_by_ids=history(None)), slept=slept)
    assert (caught.value.submit_id, caught.value.history_id) == (SUBMIT_ID, HISTORY_ID)
    assert "no record of the submission" in caught.value.message
    assert 60 <= sum(slept.seconds) <= 80


@pytest.mark.parametrize(
    ("end", "error"),
    [
        (record(30, fail_code="2038"), ContentRefusedError),
        (record(30, fail_code=2038), ContentRefusedError),
        (record(30, fail_code="5002"), GenerationFailedError),
        (record(30), GenerationFailedError),
        (record(30, fail_code="2039"), APIException),
        (record(30, fail_code="2047"), APIException),
        (record(30, fail_code="2047", fail_starling_message="积分不足"), None),
        (record(30, fail_starling_key="web_risk_control_x"), RiskControlError),
        (record(10), ContentRefusedError),
        (record(40), ContentRefusedError),
        (record(50), GenerationFailedError),
        (record(100), APIException),
    ],
    ids=repr,
)
def test_an_end_without_success_raises_its_own_error(
    style: str, end: dict[str, Any], error: type[APIException] | None
) -> None:
    with pytest.raises(APIException) as caught:
        wait(style, Script(get_history_by_ids=history(record(20), end)))
    if error is not None:
        assert type(caught.value) is error
    assert caught.value.submit_id == SUBMIT_ID
    assert caught.value.charged in ("unknown", "no")
    assert caught.value.code == (str(end["fail_code"]) or None)


def test_failure_keeps_what_was_already_made(style: str) -> None:
    with pytest.raises(ContentRefusedError) as caught:
        wait(style, Script(get_history_by_ids=history(record(30, 2, fail_code="2043"))))
    assert len(caught.value.partial_urls) == 2


def test_status_ten_with_items_is_a_success(style: str) -> None:
    assert len(wait(style, Script(get_history_by_ids=history(record(10, 4))))) == 4


def test_reads_are_repeated_and_then_given_up(style: str) -> None:
    slept = Slept()
    bad = httpx.Response(502, text="<html>")
    script = Script(get_history_by_ids=[bad, httpx.ReadError("gone"), *history(record(50, 4))])
    assert len(wait(style, script)) == 4
    script = Script(get_history_by_ids=bad)
    with pytest.raises(ServerError) as caught:
        wait(style, script, slept=slept)
    assert TROUBLE_GRACE <= sum(slept.seconds) <= TROUBLE_GRACE + 20
    # Three quick repetitions at first, then one request a look: 4 s apart, later 10.
    assert len(script.sent) == 4 + 17
    error = caught.value
    assert (error.submit_id, error.history_id) == (SUBMIT_ID, HISTORY_ID)
    assert error.charged == "unknown"


def test_a_line_that_comes_back_ends_no_wait(style: str) -> None:
    """What is waited for is paid for. Two troubles apart from each other count apart."""
    gone = [httpx.ReadError("gone")] * 13
    polls = [*gone, *history(record(20)), *gone, *history(record(50, 4))]
    assert len(wait(style, Script(get_history_by_ids=polls))) == 4


def test_a_long_pause_before_it_is_no_part_of_the_trouble(style: str) -> None:
    """The service asked for five minutes; the one look after them finds the line gone."""
    waiting = {"queue_idx": 9, "queue_length": 9, "polling_config": {"interval_seconds": 300}}
    polls = [
        *history(record(20, queue_info=waiting)),
        *[httpx.ReadError("gone")] * 6,
        *history(record(50, 4)),
    ]
    assert len(wait(style, Script(get_history_by_ids=polls))) == 4


def test_trouble_does_not_outlast_the_wait(style: str) -> None:
    slept = Slept()
    script = Script(get_history_by_ids=httpx.ConnectTimeout("slow"))
    with pytest.raises(TransportTimeoutError) as caught:
        wait(style, script, slept=slept, wait_timeout=20)
    assert 20 <= sum(slept.seconds) <= 25
    assert (caught.value.submit_id, caught.value.charged) == (SUBMIT_ID, "unknown")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"ret": "1015", "errmsg": "login error"}, AuthenticationError),
        ({"ret": "2061", "errmsg": ""}, APIException),
        ({"ret": "121101", "errmsg": ""}, RateLimitError),
        (httpx.Response(429, headers={"retry-after": "4000"}), RateLimitError),
    ],
)
def test_what_will_not_pass_ends_a_wait_at_once(
    style: str, answer: Any, kind: type[APIException]
) -> None:
    script = Script(get_history_by_ids=answer)
    with pytest.raises(kind) as caught:
        wait(style, script)
    assert len(script.sent) == 1
    error = caught.value
    assert (error.submit_id, error.history_id) == (SUBMIT_ID, HISTORY_ID)
    # The look is refused; the job may go on, and be charged.
    assert error.charged == "unknown"


def test_a_long_pause_that_is_asked_for_is_made(style: str) -> None:
    slept = Slept()
    later = httpx.Response(429, headers={"retry-after": "70"})
    polls = [later, *history(record(50, 4))]
    assert len(wait(style, Script(get_history_by_ids=polls), slept=slept)) == 4
    assert 70.0 in slept.seconds


def test_a_generation_whose_looks_fail_can_be_resumed(style: str) -> None:
    script = Script(generate=accepted(), get_history_by_ids=httpx.ReadError("gone"))
    with pytest.raises(TransportError) as caught:
        call(style, TOKEN, script, "generate_images", "cat", client_options={"credit_gate": False})
    error = caught.value
    assert error.submit_id == script.bodies("generate")[0]["submit_id"]
    assert (error.history_id, error.charged) == (HISTORY_ID, "unknown")
    assert f"submit id {error.submit_id}" in str(error)


def test_risk_control_is_not_asked_twice(style: str) -> None:
    script = Script(get_history_by_ids={"ret": "1019", "errmsg": "shark not pass"})
    with pytest.raises(RiskControlError):
        wait(style, script)
    assert len(script.sent) == 1


def test_retry_after_is_kept(style: str) -> None:
    slept = Slept()
    later = httpx.Response(429, headers={"retry-after": "9"})
    wait(style, Script(get_history_by_ids=[later, *history(record(50, 4))]), slept=slept)
    assert 9.0 in slept.seconds


def test_status_of_many_is_one_request_per_twenty(style: str) -> None:
    """Ids by the hundred cost a handful of requests; the order is the caller's."""
    tasks = [task(submit_id=f"00000000-0000-0000-0000-{n:012d}") for n in range(45)]

    def answer(request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content)["submit_ids"]
        return httpx.Response(200, json=ok({i: record(20) for i in asked if not i.endswith("3")}))

    script = Script(get_history_by_ids=answer)
    statuses = call(style, TOKEN, script, "status", tasks, client_options=clocked())
    assert [len(body["submit_ids"]) for body in script.bodies("get_history_by_ids")] == [20, 20, 5]
    assert [status.task.submit_id for status in statuses] == [t.submit_id for t in tasks]
    missing = [n for n, status in enumerate(statuses) if status.state is TaskState.MISSING]
    assert missing == [3, 13, 23, 33, 43]


def test_status_of_none_asks_nothing(style: str) -> None:
    script = Script()
    assert call(style, TOKEN, script, "status", []) == []
    assert script.sent == []


def test_looks_carry_the_sighting_over(style: str) -> None:
    """Two looks from two processes end a task as one process would."""
    script = Script(get_history_by_ids=history(record(45, 4)))
    (first,) = call(style, TOKEN, script, "status", [task()], client_options=clocked())
    again = Task.from_json(first.task.to_json())
    (second,) = call(style, TOKEN, script, "status", [again], client_options=clocked())
    assert (first.state, second.state) == (TaskState.RUNNING, TaskState.SUCCEEDED)


def test_the_queue_shows(style: str) -> None:
    queue = {"queue_idx": 7, "queue_length": 30, "polling_config": {"interval_seconds": 25}}
    script = Script(
        get_history_by_ids=history(record(20, queue_info=queue, forecast_queue_cost=95))
    )
    (status,) = call(style, TOKEN, script, "status", [task()], client_options=clocked())
    assert status.state is TaskState.QUEUED
    assert status.queue is not None
    assert (status.queue.position, status.queue.length) == (7, 30)
    assert status.queue.forecast_seconds == 95
    assert status.next_poll_seconds == 25


def test_differences_are_told(style: str) -> None:
    """What came back is compared with what was asked."""
    items = [item(1, 1024, 1024), item(2, 1024, 1024), item(3)]
    script = Script(get_history_by_ids=history(record(50, item_list=items)))
    (status,) = call(style, TOKEN, script, "status", [task()], client_options=clocked())
    assert status.differences == (
        "asked for 4 results, got 3",
        "asked for 2048×2048, got 1024×1024",
    )


def test_every_size_that_differs_is_told_and_half_a_size_is_none(style: str) -> None:
    items = [item(1, 512, 512), item(2, 1024, 1024), item(3, 2048, 0), item(4)]
    script = Script(get_history_by_ids=history(record(50, item_list=items)))
    (status,) = call(style, TOKEN, script, "status", [task()], client_options=clocked())
    assert status.differences == ("asked for 2048×2048, got 512×512, 1024×1024",)


def test_find_rebuilds_a_task(style: str) -> None:
    script = Script(get_history_by_ids=history(record(20)))
    found = call(style, TOKEN, script, "find", SUBMIT_ID)
    assert found == Task(
        submit_id=SUBMIT_ID,
        history_id=HISTORY_ID,
        kind=TaskKind.TEXT_TO_IMAGE,
        model="jimeng-4.0",
        prompt="",
        expected=4,
        submitted_at=1768097919.595,
    )


def test_a_record_without_a_time_counts_from_now(style: str) -> None:
    script = Script(get_history_by_ids=history(record(20, created_time=None)))
    found = call(style, TOKEN, script, "find", SUBMIT_ID, client_options=clocked(7.0))
    assert found.submitted_at == 7.0


def test_find_needs_an_id(style: str) -> None:
    script = Script()
    for submit_id in (None, "abc"):
        with pytest.raises(InvalidRequestError):
            call(style, TOKEN, script, "find", submit_id)
    assert script.sent == []


def test_find_says_none_for_what_is_not_there(style: str) -> None:
    assert call(style, TOKEN, Script(get_history_by_ids=history(None)), "find", SUBMIT_ID) is None
