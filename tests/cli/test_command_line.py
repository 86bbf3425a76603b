"""The command line: files and sidecars, exit codes, resuming, and a token that never shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from jimeng.cli import folder
from jimeng.cli.exits import MEANINGS, Exit
from jimeng.cli.run import run
from jimeng.sdk.protocol.regions import Region
from tests.cli.service import PNG, SECRET, Run, pictures
from tests.sdk.scripted import (
    SUBMIT_ID,
    Answer,
    Script,
    credit,
    history,
    item,
    ok,
    record,
    refused,
)


def test_pictures_are_saved_with_a_sidecar(cli: Run, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli(pictures(), "image", "一只 cat: sitting!", "--res", "2k", "--seed", "7")
    out = capsys.readouterr().out.splitlines()
    assert code is Exit.DONE
    files = sorted(path.name for path in Path().iterdir())
    stem = files[0].removesuffix("-1.png")
    assert files == [f"{stem}-1.png", f"{stem}-2.webp", f"{stem}.json"]
    assert stem.startswith("一只-cat-sitting-")
    assert Path(files[0]).read_bytes() == PNG
    assert out[:2] == files[:2]
    note = json.loads(Path(files[2]).read_text())
    assert (note["prompt"], note["model"], note["seed"]) == ("一只 cat: sitting!", "jimeng-4.0", 7)
    assert note["files"] == files[:2]
    assert note["submit_id"].startswith(stem[-8:])
    assert note["differences"] == ["asked for 4 results, got 2"]


def test_json_is_one_object(cli: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli(pictures(), "image", "cat", "--json", "--out", "made/here") is Exit.DONE
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    assert [Path(file).is_file() for file in report["files"]] == [True, True]
    assert report["files"][0].startswith("made/here/cat-")
    assert 2_500_000_000 <= report["seed"] <= 2_599_999_999
    assert "running" in captured.err


def test_a_composition_from_the_command_line(cli: Run) -> None:
    Path("a.png").write_bytes(PNG)
    script = pictures(
        get_upload_token=ok({"access_key_id": "a", "secret_access_key": "s", "session_token": "t"}),
        ApplyImageUpload={
            "ResponseMetadata": {},
            "Result": {
                "UploadAddress": {
                    "StoreInfos": [{"StoreUri": "tos/up", "Auth": "x"}],
                    "UploadHosts": ["up.example.test"],
                    "SessionKey": "k",
                }
            },
        },
        up={"code": 2000},
        CommitImageUpload={
            "ResponseMetadata": {},
            "Result": {"Results": [{"Uri": "tos/up", "UriStatus": 2000}]},
        },
        algo_proxy=ok({}),
    )
    assert cli(script, "edit", "as oil", "a.png", "--strength", "0.6", "--no", "blur") is Exit.DONE
    (body,) = script.bodies("generate")
    assert '"sample_strength":0.6' in body["draft_content"]
    assert '"negative_prompt":"blur"' in body["draft_content"]


def test_a_video_from_the_command_line(cli: Run) -> None:
    clip = b"\x00\x00\x00\x20ftypisom"
    made = {
        "common_attr": {"id": "1"},
        "video": {"transcoded_video": {"origin": {"video_url": "https://v.example.test/1.mp4"}}},
    }
    script = pictures(
        get_history_by_ids=history(record(50, item_list=[made])),
        get_local_item_list=ok({}),
        **{"1": httpx.Response(200, content=clip)},
    )
    assert cli(script, "video", "cat", "--seconds", "10", "--ratio", "16:9") is Exit.DONE
    (file,) = Path().glob("*.mp4")
    assert file.read_bytes() == clip
    assert '"duration_ms":10000' in script.bodies("generate")[0]["draft_content"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (refused("1015", "login error"), Exit.LOGIN),
        (refused("1006", "积分不足"), Exit.CREDIT),
        (refused("2038", ""), Exit.CONTENT),
        (refused("1019", "shark not pass"), Exit.REFUSED),
        (refused("1310", ""), Exit.REFUSED),
        (refused("3018", "permission denied"), Exit.REFUSED),
        (refused("9999", ""), Exit.FAILED),
        (httpx.ConnectError("x"), Exit.TROUBLE),
    ],
    ids=repr,
)
def test_a_refusal_has_its_exit_code_and_leaves_nothing(
    cli: Run, capsys: pytest.CaptureFixture[str], answer: Answer, code: Exit
) -> None:
    assert cli(pictures(generate=answer), "image", "cat") is code
    assert list(Path().iterdir()) == []
    assert "resume" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["image", "cat", "--ratio", "5:4"],
        ["image", " "],
        ["video", "cat", "--seconds", "7"],
        ["edit", "cat", "nowhere.png"],
        ["status", "abc"],
    ],
)
def test_what_is_not_allowed_is_said(
    cli: Run, capsys: pytest.CaptureFixture[str], arguments: Sequence[str]
) -> None:
    script = Script()
    assert cli(script, *arguments) is Exit.NOT_ALLOWED
    assert script.sent == []
    assert capsys.readouterr().err.splitlines()[-1].startswith("error: ")


def test_what_cannot_be_sent_is_noted(cli: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli(pictures(), "image", "cat", "--model", "jimeng-3.0", "--smart") is Exit.DONE
    assert "note: intelligentRatio" in capsys.readouterr().err


def test_ctrl_c_prints_how_to_resume_and_resuming_finishes(
    cli: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """The id is noted before anything is sent, so a job can't be lost by stopping."""

    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    script = pictures()
    assert cli(script, "image", "cat", "--out", "out", sleep=interrupt) is Exit.INTERRUPTED
    submit_id = script.bodies("generate")[0]["submit_id"]
    command = f"python -m jimeng resume {submit_id} --out out"
    assert command in capsys.readouterr().err
    assert folder.left(Path("out")) == [submit_id]

    again = pictures()
    assert cli(again, *command.split()[3:]) is Exit.DONE
    assert "generate" not in again.paths()
    names = sorted(path.name for path in Path("out").iterdir())
    assert names == [f"cat-{submit_id[:8]}{end}" for end in ("-1.png", "-2.webp", ".json")]


def test_ctrl_c_during_the_submission_resumes_by_looking_it_up(
    cli: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(request: httpx.Request) -> httpx.Response:
        raise KeyboardInterrupt

    script = pictures(generate=interrupt)
    assert cli(script, "image", "cat") is Exit.INTERRUPTED
    capsys.readouterr()
    again = pictures(get_history_by_ids=history(None, record(20), record(50, 1)))
    assert cli(again, "resume") is Exit.DONE
    assert again.bodies("get_history_by_ids")[0] == {
        "submit_ids": [script.bodies("generate")[0]["submit_id"]]
    }
    assert [path.suffix for path in sorted(Path().iterdir())] == [".json", ".png"]


def test_a_lost_answer_is_looked_up_and_never_sent_again(cli: Run) -> None:
    found = history(None, record(20), record(50, 1))
    script = pictures(generate=httpx.ReadError("gone"), get_history_by_ids=found)
    assert cli(script, "image", "cat") is Exit.DONE
    assert script.paths().count("generate") == 1


def test_a_job_that_stays_unknown_can_be_resumed_later(
    cli: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    script = pictures(generate=httpx.ReadError("gone"), get_history_by_ids=history(None))
    assert cli(script, "image", "cat") is Exit.UNFINISHED
    assert "python -m jimeng resume" in capsys.readouterr().err
    assert len(folder.left(Path())) == 1


def test_a_wait_that_ends_early_can_be_resumed(
    cli: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    script = pictures(get_history_by_ids=history(record(20)))
    assert cli(script, "image", "cat", "--timeout", "30") is Exit.UNFINISHED
    assert "python -m jimeng resume" in capsys.readouterr().err
    assert len(folder.left(Path())) == 1


def test_a_job_that_failed_is_not_resumed(cli: Run, capsys: pytest.CaptureFixture[str]) -> None:
    script = pictures(get_history_by_ids=history(record(30, fail_code="2038")))
    assert cli(script, "image", "cat") is Exit.CONTENT
    assert folder.left(Path()) == []
    assert cli(Script(), "resume") is Exit.DONE
    assert "nothing was left here" in capsys.readouterr().out


def test_a_download_that_fails_can_be_resumed(cli: Run) -> None:
    assert cli(pictures(**{"2": httpx.Response(404)}), "image", "cat") is Exit.TROUBLE
    assert len(folder.left(Path())) == 1
    assert cli(pictures(), "resume") is Exit.DONE
    assert folder.left(Path()) == []


def test_an_id_from_elsewhere_can_be_resumed(cli: Run) -> None:
    assert cli(pictures(), "resume", SUBMIT_ID) is Exit.DONE
    assert sorted(path.name for path in Path().iterdir()) == [
        f"jimeng-{SUBMIT_ID[:8]}{end}" for end in ("-1.png", "-2.webp", ".json")
    ]


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        (record(50, 4), "https://p3.example.test/4.png"),
        (record(20), "running"),
        (
            record(20, queue_info={"queue_idx": 3, "queue_length": 9}, forecast_queue_cost=60),
            "3 of 9, about 60 s",
        ),
    ],
)
def test_status_looks_once(
    cli: Run, capsys: pytest.CaptureFixture[str], seen: dict[str, Any], text: str
) -> None:
    script = Script(get_history_by_ids=history(seen))
    assert cli(script, "status", SUBMIT_ID) is Exit.DONE
    assert text in capsys.readouterr().out
    assert cli(script, "status", SUBMIT_ID, "--json") is Exit.DONE
    assert json.loads(capsys.readouterr().out)["raw_status"] == seen["status"]


def test_a_status_of_nothing_is_unfinished_business(cli: Run) -> None:
    assert cli(Script(get_history_by_ids=history(None)), "status", SUBMIT_ID) is Exit.UNFINISHED


def test_credit_and_claim(cli: Run, capsys: pytest.CaptureFixture[str]) -> None:
    script = Script(user_credit=credit(), credit_receive=ok({"receive_quota": 66}))
    assert cli(script, "credit") is Exit.DONE
    assert "totalCredit: 66" in capsys.readouterr().out
    assert cli(script, "claim") is Exit.DONE
    assert capsys.readouterr().out == "received: 66\n"
    assert cli(script, "claim", "--json") is Exit.DONE
    assert json.loads(capsys.readouterr().out) == {"receive_quota": 66}


def test_models_need_no_token(
    cli: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JIMENG_TOKEN")
    assert cli(None, "models") is Exit.DONE
    everything = capsys.readouterr().out
    assert "nanobanana " in everything
    assert "jimeng-video-seedance-2.0 " in everything
    assert "4-15" in everything
    assert "ratios of pictures: 1:1 3:4" in everything
    assert cli(None, "models", "--region", Region.US.value, "--json") is Exit.DONE
    names = {model["name"] for model in json.loads(capsys.readouterr().out)["models"]}
    assert "jimeng-3.1" not in names
    assert "nanobanana" in names


def test_live_models(cli: Run, capsys: pytest.CaptureFixture[str]) -> None:
    config = {"model_list": [{"model_req_key": "high_aes_general_v99"}]}
    assert cli(Script(get_common_config=ok(config)), "models", "--live") is Exit.DONE
    assert "key:high_aes_general_v99" in capsys.readouterr().out


def test_the_token_is_asked_for_without_echo(
    cli: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("JIMENG_TOKEN")
    monkeypatch.setattr("getpass.getpass", lambda prompt: SECRET)
    script = Script(user_credit=credit())
    assert cli(script, "credit") is Exit.DONE
    assert f"sessionid={SECRET}" in script.sent[0].headers["cookie"]


@pytest.mark.parametrize("answer", [refused("1015", f"dead {SECRET}"), httpx.ReadError("x")])
def test_the_token_never_shows(
    cli: Run, capsys: pytest.CaptureFixture[str], answer: Answer
) -> None:
    cli(Script(user_credit=answer), "credit")
    captured = capsys.readouterr()
    assert SECRET not in captured.out + captured.err


def test_every_exit_code_is_documented(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(MEANINGS) == set(Exit)
    with pytest.raises(SystemExit) as ended:
        run(["--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert all(meaning in text for meaning in MEANINGS.values())
    assert "--token" not in text


def test_one_address_for_everything(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIMENG_API_URL", "http://127.0.0.1:9")
    script = Script(user_credit=credit())
    assert cli(script, "credit") is Exit.DONE
    assert script.sent[0].url.host == "127.0.0.1"


def test_an_item_has_its_own_address() -> None:
    assert item(1) != item(2)
