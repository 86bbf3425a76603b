"""What a task carries, and how long it is waited for: both clients, every kind of submission."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from jimeng import (
    GenerationTimeoutError,
    ServerError,
    SubmissionUnknownError,
    TaskKind,
)
from jimeng.sdk.protocol.records import (
    CommonAttr,
    Item,
    Video,
    VideoFile,
)
from jimeng.sdk.protocol.results import read_video
from tests.sdk.scripted import (
    HISTORY_ID,
    SUBMIT_ID,
    TOKEN,
    Script,
    accepted,
    by_submit_id,
    history,
    ok,
    record,
)
from tests.sdk.test_uploads import KEYS, PNG, imagex, imagex_error, service
from tests.wire.styles import STYLES, Slept, call

NO_GATE = {"credit_gate": False}
SEEDANCE = "jimeng-video-seedance-2.0"


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def submit_video(style: str, script: Script, options: dict[str, Any], **more: Any) -> Any:
    model = more.pop("model", "jimeng-video-3.0")
    return call(
        style,
        TOKEN,
        script,
        "submit_video",
        "waves",
        model,
        options,
        client_options=NO_GATE,
        **more,
    )


def test_a_video_task(style: str) -> None:
    script = Script(generate=accepted(generate_type=10))
    options = {"duration_ms": 10_000, "seed": 7, "width": 100, "height": 100}
    task = submit_video(style, script, options, submit_id=SUBMIT_ID)
    (sent,) = script.bodies("generate")
    assert sent["submit_id"] == SUBMIT_ID
    assert (task.submit_id, task.history_id, task.kind) == (SUBMIT_ID, HISTORY_ID, TaskKind.VIDEO)
    assert (task.model, task.prompt, task.expected) == ("jimeng-video-3.0", "waves", 1)
    assert (task.seconds, task.seed, task.width) == (10.0, 7, None)


def test_a_drawn_seed_is_told(style: str) -> None:
    script = Script(generate=accepted(generate_type=10))
    task = submit_video(style, script, {})
    assert f'"seed":{task.seed},' in script.bodies("generate")[0]["draft_content"]


@pytest.mark.parametrize("method", ["submit_video", "submit_composition"])
def test_who_owns_the_id_looks_up_alone(style: str, method: str) -> None:
    """At once, and with nothing sent a second time; without an id of one's own it is looked up."""
    lost = service(generate=httpx.ReadError("gone"))
    args: tuple[Any, ...] = ("waves",) if method == "submit_video" else ("waves", [PNG])
    with pytest.raises(SubmissionUnknownError) as caught:
        call(style, TOKEN, lost, method, *args, submit_id=SUBMIT_ID, client_options=NO_GATE)
    assert caught.value.submit_id == SUBMIT_ID
    assert lost.paths()[-1] == "generate"
    assert lost.paths().count("generate") == 1

    found = service(generate=httpx.ReadError("gone"), get_history_by_ids=history(None, record(20)))
    task = call(style, TOKEN, found, method, *args, client_options=NO_GATE)
    assert (task.history_id, found.paths().count("generate")) == (HISTORY_ID, 1)


@pytest.mark.parametrize("method", ["generate_images", "generate_video"])
def test_the_callers_limit_of_waiting_counts(style: str, method: str) -> None:
    script = Script(generate=accepted(), get_history_by_ids=by_submit_id(record(20, 1)))
    slept = Slept()
    with pytest.raises(GenerationTimeoutError) as caught:
        call(
            style,
            TOKEN,
            script,
            method,
            "waves",
            slept=slept,
            client_options={**NO_GATE, "wait_timeout": 25.0},
        )
    assert sum(slept.seconds) == pytest.approx(25.0)
    # A picture that was there already is not lost with the wait.
    assert len(caught.value.partial_urls) == (1 if method == "generate_images" else 0)


@pytest.mark.parametrize("at", [1, 2])
def test_the_frame_in_trouble_is_named(style: str, at: int, tmp_path: Path) -> None:
    paths = [tmp_path / "first.png", tmp_path / "last.png"]
    for path in paths:
        path.write_bytes(PNG)
    good = service().answers["ApplyImageUpload"]
    script = service(ApplyImageUpload=[*good * (at - 1), imagex_error()])
    with pytest.raises(ServerError, match=f"input {at}: ") as caught:
        submit_video(style, script, {"filePaths": list(map(str, paths))})
    assert (caught.value.picture, caught.value.charged) == (at, "no")


def clips(**more: Any) -> Script:
    store = {"StoreUri": "tos-cn-v/clip", "Auth": "SpaceKey/auth"}
    node = {"StoreInfos": [store], "SessionKey": "key", "UploadHost": "up.example.test", "Vid": "v"}
    committed = {"Results": [{"Vid": "v", "VideoMeta": {"Width": 4, "Height": 2, "Duration": 1.5}}]}
    return service(
        ApplyUploadInner=imagex({"InnerUploadAddress": {"UploadNodes": [node]}}),
        clip={"code": 2000},
        CommitUploadInner=imagex(committed),
        get_upload_token=ok({**KEYS, "space_name": "dreamina"}),
        **more,
    )


@pytest.mark.parametrize("given", ["bytes", "path", "url"])
def test_a_clip_goes_up_unchecked_from_anywhere(style: str, given: str, tmp_path: Path) -> None:
    """Reference clips are taken as they are, whatever they hold, from wherever they come."""
    clip = b"no picture at all"
    path = tmp_path / "clip.mp4"
    path.write_bytes(clip)
    value = {"bytes": clip, "path": str(path), "url": "https://x.example.test/film.mp4"}[given]
    script = clips(film=httpx.Response(200, content=clip))
    materials = [{"field": "video_file_1", given: value}]
    options = {"functionMode": "omni_reference", "materials": materials}
    submit_video(style, script, options, model=SEEDANCE)
    (upload,) = [request for request in script.sent if script.name(request) == "clip"]
    assert upload.content == clip
    assert '"duration":1500' in script.bodies("generate")[0]["draft_content"]


def test_a_clip_is_retried_from_the_place_and_named(style: str) -> None:
    script = clips()
    script.answers["CommitUploadInner"].insert(0, imagex_error())
    materials = [
        {"field": "image_file_1", "bytes": PNG},
        {"field": "video_file_1", "bytes": b"clip"},
    ]
    options = {"functionMode": "omni_reference", "materials": materials}
    submit_video(style, script, options, model=SEEDANCE)
    assert script.paths().count("ApplyUploadInner") == 2

    script = clips()
    script.answers["CommitUploadInner"] = [imagex_error()]
    with pytest.raises(ServerError, match="input 2: ") as caught:
        submit_video(style, script, options, model=SEEDANCE)
    assert caught.value.picture == 2


def film(url: str, width: int | None = None) -> VideoFile:
    return VideoFile(video_url=url, width=width)


def test_the_best_encoding_is_chosen() -> None:
    """The original, else the widest; one without an address is none."""
    files = {"720p": film("b", 1280), "origin": film("o", 10), "480p": film("a", 720)}
    assert url_of(files) == "o"
    del files["origin"]
    assert url_of(files) == "b"
    assert url_of({"x": film("a"), "y": film("b", 1), "origin": film("")}) == "b"


def url_of(files: dict[str, VideoFile]) -> str | None:
    found = read_video(Item(video=Video(transcoded_video=files)))
    return found.url if found else None


@pytest.mark.parametrize(
    ("item", "id_"),
    [
        (Item(item_id="1", id="2", local_item_id="3", common_attr=CommonAttr(id="4")), "1"),
        (Item(item_id=0, id=2, local_item_id="3", common_attr=CommonAttr(id="4")), "2"),
        (Item(item_id="", local_item_id=3, common_attr=CommonAttr(id="4")), "3"),
        (Item(common_attr=CommonAttr(id="4")), "4"),
        (Item(), None),
    ],
)
def test_the_id_of_a_video_is_found_wherever_it_stands(item: Item, id_: str | None) -> None:
    item.video = Video(play_url="https://v.example.test")
    found = read_video(item)
    assert found is not None
    assert found.item_id == id_


@pytest.mark.parametrize(("generate_type", "kind", "expected"), [(10, "video", 1), (12, None, 4)])
def test_find_guesses_what_a_silent_record_does_not_say(
    style: str, generate_type: int, kind: str | None, expected: int
) -> None:
    silent = record(20, generate_type=generate_type, total_image_count=0, model_info=None)
    script = Script(get_history_by_ids=by_submit_id(silent))
    task = call(style, TOKEN, script, "find", SUBMIT_ID)
    assert (task.kind.value, task.expected) == (kind or "composition", expected)
    assert (task.model, task.submitted_at) == ("", 1768097919.595)


@pytest.mark.parametrize("answer", [None, 3])
def test_find_calls_an_unknown_kind_a_picture_from_text(style: str, answer: int | None) -> None:
    script = Script(get_history_by_ids=by_submit_id(record(20, generate_type=answer)))
    assert call(style, TOKEN, script, "find", SUBMIT_ID).kind is TaskKind.TEXT_TO_IMAGE
