"""Progress: a line that moves on a terminal, a line per change elsewhere."""

from __future__ import annotations

import io

from jimeng import QueueInfo, Task, TaskKind, TaskState, TaskStatus
from jimeng.cli.progress import Progress, describe

TASK = Task(submit_id="s", kind=TaskKind.VIDEO, model="m", prompt="p", expected=4, submitted_at=0.0)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def status(state: TaskState, **more: object) -> TaskStatus:
    known = {"task": TASK, "state": state, "finished_count": 1, "total_count": 4}
    return TaskStatus(**{**known, **more})  # type: ignore[arg-type]  # fields of this test


def test_a_status_in_words() -> None:
    queue = QueueInfo(position=3, length=2)
    assert describe(status(TaskState.RUNNING)) == "[#####...............] running"
    assert describe(status(TaskState.MISSING, total_count=0)).endswith("] submitted")
    assert describe(status(TaskState.QUEUED, queue=queue)).endswith("queued, 3 of 3")


def test_elsewhere_every_change_is_a_line() -> None:
    out = io.StringIO()
    now = [0.0]
    progress = Progress(out, clock=lambda: now[0], sleep=lambda seconds: None)
    progress.begin("submitting")
    now[0] = 65.0
    progress.show(status(TaskState.RUNNING))
    progress.show(status(TaskState.RUNNING))
    progress.sleep(3)
    progress.end()
    assert out.getvalue().splitlines() == [
        "submitting (0:00)",
        "[#####...............] running (1:05)",
    ]


def test_on_a_terminal_the_time_goes_on_between_looks() -> None:
    out = Terminal()
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    progress = Progress(out, clock=lambda: now[0], sleep=sleep)
    progress.begin("submitting")
    progress.sleep(2.5)
    progress.end()
    drawn = out.getvalue().split("\r\x1b[K")
    assert drawn == [
        "",
        "submitting 0:00",
        "submitting 0:01",
        "submitting 0:02",
        "submitting 0:02",
        "",
    ]


def test_nothing_is_drawn_before_a_job_begins() -> None:
    out = Terminal()
    Progress(out, clock=lambda: 0.0, sleep=lambda seconds: None).sleep(2)
    assert out.getvalue() == ""
