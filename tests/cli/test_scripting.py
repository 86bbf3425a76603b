"""The command line in scripts: errors as JSON, many jobs at once, output that nobody takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from jimeng import Task, TaskKind
from jimeng.cli import folder
from jimeng.cli.exits import Exit
from jimeng.sdk.protocol.policies import LOOKUP_DELAYS
from tests.cli.service import Run, pictures
from tests.sdk.scripted import (
    SUBMIT_ID,
    Script,
    by_submit_id,
    credit,
    history,
    ok,
    record,
    refused,
)

OTHER_ID = "2b4e28ba-2fa1-41d2-883f-0016d3cca427"
THIRD_ID = "3b4e28ba-2fa1-41d2-883f-0016d3cca427"


def note(submit_id: str, submitted_at: float, **more: Any) -> None:
    task = Task(
        submit_id=submit_id,
        kind=TaskKind.TEXT_TO_IMAGE,
        model="jimeng-4.0",
        prompt="cat",
        expected=4,
        submitted_at=submitted_at,
        **more,
    )
    folder.keep(Path(), task)


def found_but(missing: str) -> Any:
    """A service that has made every job but one, which it has no record of."""

    def answer(request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content).get("submit_ids", [])
        made = record(50, 1, history_record_id="99")
        return by_submit_id(None if missing in asked else made)(request)

    return answer


def test_an_error_is_an_object_too(cli: Run, capsys: pytest.CaptureFixture[str]) -> None:
    script = pictures(generate=refused("121101", "reach daily generation limit"))
    assert cli(script, "image", "cat", "--json") is Exit.REFUSED
    captured = capsys.readouterr()
    error = json.loads(captured.out)["error"]
    submit_id = script.bodies("generate")[0]["submit_id"]
    assert error.pop("message").endswith("reach daily generation limit")
    assert error == {
        "type": "RateLimitError",
        "exit_code": 6,
        "code": "121101",
        "http_status": 200,
        "log_id": "LOG1",
        "submit_id": submit_id,
        "picture": None,
        "retryable": False,
        "retry_after": None,
        "charged": "no",
    }
    assert "error: " in captured.err


def test_without_json_an_error_prints_nothing_to_stdout(
    cli: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli(Script(user_credit=refused("1015")), "credit") is Exit.LOGIN
    assert capsys.readouterr().out == ""


def test_a_job_that_is_not_found_keeps_no_other_waiting(
    cli: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    note(SUBMIT_ID, 1.0)
    note(OTHER_ID, 2.0)
    script = pictures(get_history_by_ids=found_but(SUBMIT_ID))
    assert cli(script, "resume", "--json") is Exit.UNFINISHED
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    assert [job["submit_id"] for job in report["jobs"]] == [OTHER_ID]
    assert [error["submit_id"] for error in report["errors"]] == [SUBMIT_ID]
    assert f"resume it with: python -m jimeng resume {SUBMIT_ID}\n" in captured.err
    assert folder.left(Path()) == [SUBMIT_ID]
    lookups = [body for body in script.bodies("get_history_by_ids") if "submit_ids" in body]
    assert len(lookups) == len(LOOKUP_DELAYS) + 2


def test_a_dead_session_ends_it_for_all(cli: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for age, submit_id in enumerate((SUBMIT_ID, OTHER_ID, THIRD_ID)):
        note(submit_id, float(age))
    script = Script(get_history_by_ids=refused("1015", "login error"))
    assert cli(script, "resume") is Exit.LOGIN
    assert len(script.sent) == 1
    captured = capsys.readouterr()
    assert f"resume {SUBMIT_ID} {OTHER_ID} {THIRD_ID}\n" in captured.err
    assert captured.out == ""
    assert folder.left(Path()) == [SUBMIT_ID, OTHER_ID, THIRD_ID]


def test_ctrl_c_names_all_that_is_left(cli: Run, capsys: pytest.CaptureFixture[str]) -> None:
    note(SUBMIT_ID, 1.0, history_id="1")
    note(OTHER_ID, 2.0, history_id="2")

    def interrupt(request: httpx.Request) -> httpx.Response:
        raise KeyboardInterrupt

    polls = [*history(record(50, 1)), interrupt]
    assert cli(pictures(get_history_by_ids=polls), "resume") is Exit.INTERRUPTED
    assert f"python -m jimeng resume {OTHER_ID}\n" in capsys.readouterr().err
    assert folder.left(Path()) == [OTHER_ID]


def test_a_broken_note_still_tells_the_id(cli: Run) -> None:
    Path(f"{SUBMIT_ID}.jimeng-task.json").write_text('{"submit_id": "1b')
    assert cli(pictures(get_history_by_ids=history(record(50, 1))), "resume") is Exit.DONE
    assert folder.left(Path()) == []


def test_a_large_balance_is_told_in_full(cli: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli(Script(user_credit=credit(12_345_678)), "credit") is Exit.DONE
    assert "totalCredit: 12345678\n" in capsys.readouterr().out


def test_a_folder_that_cannot_be_is_said_before_anything_is_sent(
    cli: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("file").touch()
    script = Script()
    assert cli(script, "image", "cat", "--out", "file/here") is Exit.FAILED
    assert script.sent == []
    assert capsys.readouterr().err.startswith("error: ")


def test_no_token_is_said(
    cli: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody_there(prompt: str) -> str:
        raise EOFError

    monkeypatch.delenv("JIMENG_TOKEN")
    monkeypatch.setattr("getpass.getpass", nobody_there)
    assert cli(Script(), "credit") is Exit.NOT_ALLOWED
    assert "error: no token: set JIMENG_TOKEN" in capsys.readouterr().err


def models(stdout: Any, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jimeng", "models"],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_the_output_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        done = models(full)
    assert done.returncode == Exit.FAILED
    assert done.stderr.startswith("error: the result could not be printed: ")
    assert done.stderr.count("\n") == 1


def test_a_closed_pipe_is_no_trouble() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = models(writer)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (Exit.FAILED, "")


def test_a_name_that_the_terminal_cannot_show_hides_no_file(tmp_path: Path) -> None:
    program = (
        "import sys, httpx\n"
        "from jimeng.cli.run import run\n"
        "from tests.cli.service import pictures\n"
        "with httpx.Client(transport=httpx.MockTransport(pictures())) as http:\n"
        f"    sys.exit(run(['image', '猫', '--out', {str(tmp_path)!r}], http_client=http,"
        " sleep=lambda s: None))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "JIMENG_TOKEN": "x" * 32},
    )
    assert done.returncode == Exit.DONE, done.stderr
    assert done.stdout.startswith(f"{tmp_path}/\\u732b-")
    assert any(path.name.startswith("猫-") for path in tmp_path.iterdir())


def test_a_claim_is_an_object(cli: Run, capsys: pytest.CaptureFixture[str]) -> None:
    script = Script(credit_receive=ok({"receive_quota": 66, "cur_total_credits": 132}))
    assert cli(script, "claim", "--json") is Exit.DONE
    assert json.loads(capsys.readouterr().out)["cur_total_credits"] == 132
