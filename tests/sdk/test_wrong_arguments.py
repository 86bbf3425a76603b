"""Arguments of the wrong kind: told at once, by name, with nothing sent and nothing written."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import httpx
import pytest

from jimeng import (
    ImageResult,
    InvalidRequestError,
    JimengClient,
    Region,
    Task,
    TaskKind,
)
from jimeng.sdk.protocol.video_orders import video_order
from tests.sdk.scripted import SUBMIT_ID, TOKEN, Script
from tests.wire.styles import STYLES, call
from tests.wire.vectors import asset

URL = "https://p3.example.test/picture.png"
PNG = asset("img1.png")
OMNI = "jimeng-video-seedance-2.0"
TASK = Task(
    submit_id=SUBMIT_ID,
    kind=TaskKind.TEXT_TO_IMAGE,
    model="jimeng-4.0",
    prompt="cat",
    expected=4,
    submitted_at=0.0,
)


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def refusal(style: str, method: str, *args: Any, **kwargs: Any) -> InvalidRequestError:
    """The error of a call that must not send anything."""
    script = Script()
    with pytest.raises(InvalidRequestError) as caught:
        call(style, TOKEN, script, method, *args, **kwargs)
    assert script.sent == []
    assert caught.value.charged == "no"
    return caught.value


@pytest.mark.parametrize(
    ("tasks", "said"),
    [
        (None, "a list of tasks is needed, not NoneType"),
        (SUBMIT_ID, "a list of tasks is needed, not str"),
        (SUBMIT_ID.encode(), "a list of tasks is needed, not bytes"),
        (TASK, "a list of tasks is needed, not Task"),
        ([TASK, SUBMIT_ID], "a Task is needed, not str: find(submit_id)"),
    ],
)
def test_a_status_is_of_tasks(style: str, tasks: Any, said: str) -> None:
    assert said in refusal(style, "status", tasks).message


@pytest.mark.parametrize("task", [None, SUBMIT_ID, [TASK]])
def test_a_wait_is_for_a_task(style: str, task: Any) -> None:
    assert "find(submit_id) gives the task of an id" in refusal(style, "wait", task).message


def test_progress_is_told_to_something_that_can_be_called(style: str) -> None:
    error = refusal(style, "wait", TASK, on_progress=5)
    assert error.message == "on_progress must be callable, not int"


@pytest.mark.parametrize("results", [None, URL, [URL], [None], ImageResult(URL)])
def test_originals_are_of_results(style: str, results: Any) -> None:
    assert "a list of results is needed" in refusal(style, "originals", results).message


@pytest.mark.parametrize("source", [None, 5, TASK, [URL]])
def test_a_download_is_of_a_result(style: str, source: Any, tmp_path: Path) -> None:
    error = refusal(style, "download", source, tmp_path / "a.png")
    assert f"not {type(source).__name__}" in error.message


@pytest.mark.parametrize("address", ["", "http://", "https:///a.png", "https://?x=1", "file:///a"])
def test_an_address_has_a_host(style: str, address: str, tmp_path: Path) -> None:
    assert "http:// or https://" in refusal(style, "download", address, tmp_path / "a").message


@pytest.mark.parametrize("path", [None, 5, "", b"a.png"])
def test_a_download_goes_into_a_file(style: str, path: Any) -> None:
    assert f"path must name a file, not {path!r}" in refusal(style, "download", URL, path).message


def test_a_place_where_no_file_can_be_is_refused_before_fetching(
    style: str, tmp_path: Path
) -> None:
    assert "is a folder" in refusal(style, "download", URL, tmp_path).message
    missing = refusal(style, "download", URL, tmp_path / "missing" / "a.png")
    assert f"there is no folder {tmp_path / 'missing'}" in missing.message
    assert list(tmp_path.iterdir()) == []


def test_a_result_is_an_ordinary_file(style: str, tmp_path: Path) -> None:
    """Whoever may read other new files of this process may read this one."""
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    script = Script(picture=httpx.Response(200, content=PNG))
    call(style, TOKEN, script, "download", URL, tmp_path / "a.png")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (ordinary, tmp_path / "a.png")}
    assert len(modes) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"cursor": 5}, "cursor must be text"),
        ({"cursor": None}, "cursor must be text"),
        ({"gained": "yes"}, "gained must be True, False or None"),
        ({"gained": 1}, "gained must be True, False or None"),
        ({"count": 20.0}, "count must be from 1 to 100"),
    ],
)
def test_a_page_of_the_history(style: str, arguments: dict[str, Any], said: str) -> None:
    assert said in refusal(style, "credit_history", **arguments).message


@pytest.mark.parametrize(
    ("pictures", "said"),
    [
        ([PNG, None], "input 2: bytes, a path or an http(s) address is needed, not NoneType"),
        ([PNG, ""], "input 2: the path is empty"),
        ([PNG, "ftp://host/a.png"], "input 2: an address must begin with http:// or https://"),
        ([PNG, "http://"], "input 2: an address must begin with http:// or https:// and a host"),
        ([PNG, "nowhere.png"], "input 2: there is no file nowhere.png"),
    ],
)
def test_a_wrong_picture_is_named(style: str, pictures: list[Any], said: str) -> None:
    error = refusal(style, "submit_composition", "cat", pictures)
    assert error.message.startswith(said)
    assert error.picture == 2


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (PNG, "input 1: a path or an http(s) address is needed, not bytes"),
        (None, "input 1: a path or an http(s) address is needed, not NoneType"),
        ("", "input 1: the path is empty"),
    ],
)
def test_a_wrong_frame_is_named(style: str, frame: Any, said: str) -> None:
    error = refusal(style, "submit_video", "cat", options={"filePaths": [frame]})
    assert error.message == said
    assert error.picture == 1


@pytest.mark.parametrize(
    ("material", "said"),
    [
        (5, "input 2: a material must be {"),
        ({"field": "image_file_2"}, "input 2: a material must be {"),
        ({"field": "image_file_2", "bytes": "a"}, "input 2: bytes are needed, not str"),
        ({"field": "image_file_2", "url": "a.png"}, "input 2: an address must begin with http"),
    ],
)
def test_a_wrong_material_is_named(style: str, material: Any, said: str) -> None:
    materials = [{"field": "image_file_1", "bytes": PNG}, material]
    options = {"functionMode": "omni_reference", "materials": materials}
    error = refusal(style, "submit_video", "cat", OMNI, options)
    assert error.message.startswith(said)
    assert error.picture == 2


@pytest.mark.parametrize("text", [None, 5, b"\xff", "\ud800"])
def test_only_a_stored_task_is_one(text: Any) -> None:
    with pytest.raises(InvalidRequestError, match="not a stored task"):
        Task.from_json(text)


@pytest.mark.parametrize("base_url", ["http://host:port", "http://[::1", "http://host:65536"])
def test_a_base_address_that_is_none_is_refused_at_once(base_url: str) -> None:
    with pytest.raises(InvalidRequestError, match="base_url must be one origin"):
        JimengClient(TOKEN, base_url=base_url)


@pytest.mark.parametrize(
    "proxy", ["http://user:pass-word@[::1", "socks5://user:x@host:pass-word", "http://host:65536"]
)
def test_a_broken_proxy_address_is_refused_and_not_repeated(proxy: str) -> None:
    for refused in ({"proxy": proxy}, {"refresh_token": f"{proxy}@{TOKEN}"}):
        with pytest.raises(InvalidRequestError, match="proxy's host or port") as caught:
            JimengClient(**{"refresh_token": TOKEN, **refused})  # type: ignore[arg-type]
        assert "pass-word" not in repr(caught.value) + str(caught.value)
        assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"ratio": "5:4"}, "ratio '5:4' is not one of 21:9, 16:9, 4:3, 1:1, 3:4, 9:16"),
        ({"resolution": "2k"}, "resolution '2k' is not one of 480p, 720p, 1080p"),
        (
            {"functionMode": "all"},
            "functionMode 'all' is not one of first_last_frames, omni_reference",
        ),
        (
            {"functionMode": "omni_reference"},
            "jimeng-video-3.0 takes no reference material; these do: jimeng-video-seedance-2.0, "
            "jimeng-video-seedance-2.0-fast",
        ),
        ({"duration_ms": 7_000}, "duration_ms 7000 for jimeng-video-3.0: allowed are 5000, 10000"),
    ],
)
def test_what_a_video_may_be_is_named(style: str, options: dict[str, Any], said: str) -> None:
    assert refusal(style, "submit_video", "cat", options=options).message == said


def materials(pictures: int, clips: int) -> dict[str, Any]:
    fields = [f"image_file_{n}" for n in range(1, pictures + 1)]
    fields += [f"video_file_{n}" for n in range(1, clips + 1)]
    listed = [{"field": field, "bytes": PNG} for field in fields]
    return {"functionMode": "omni_reference", "materials": listed}


@pytest.mark.parametrize(("pictures", "clips"), [(10, 0), (0, 4), (10, 4)])
def test_too_much_material_is_counted(style: str, pictures: int, clips: int) -> None:
    error = refusal(style, "submit_video", "cat", OMNI, materials(pictures, clips))
    counted = f"{pictures} pictures and {clips} clips: allowed are 9 and 3, 12 in all"
    assert error.message == counted


def test_as_much_material_as_is_allowed() -> None:
    order = video_order("cat", OMNI, materials(9, 3), Region.CN)
    assert [reference.is_clip for reference in order.references] == [False] * 9 + [True] * 3


def test_every_repeated_name_is_told(style: str) -> None:
    twice = materials(2, 0)
    twice["materials"] *= 2
    error = refusal(style, "submit_video", "cat", OMNI, twice)
    assert error.message == "materials name image_file_1, image_file_2 more than once"


def test_the_usual_length_is_asked_for_where_the_model_has_it() -> None:
    assert video_order("cat", OMNI, None, Region.CN).duration_ms == 5_000
    assert video_order("cat", "jimeng-video-sora2", None, Region.SG).duration_ms == 4_000


def test_an_odd_model_name_is_refused(style: str) -> None:
    error = refusal(style, "submit_video", "cat", ["jimeng-video-3.0"])
    assert error.message.startswith("no video model ['jimeng-video-3.0'] in region cn: jimeng-vid")
    assert "jimeng-video-3.0, jimeng-video-3.0-pro, " in error.message
