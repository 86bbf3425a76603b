"""Jobs in the SDK's words and its answers in ours, over a service of a few lines."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

import jimeng
from bot.adapters.jimeng_backend import JimengBackend
from bot.adapters.jimeng_catalogue import read_catalogue
from bot.adapters.jimeng_reading import read_adjustments
from bot.domain.accounts import Balance, Claim, ClaimResult, Expiring, Gain, ProbeResult
from bot.domain.commands import Note
from bot.domain.grammar.model_names import find_models
from bot.domain.jobs import Job, JobState, RemoteResult
from bot.domain.models import Catalogue
from bot.domain.observations import Accepted, Finished
from bot.domain.requests import (
    GenerationRequest,
    ImageRequest,
    InputPicture,
    MediaKind,
    VideoRequest,
)
from jimeng.sdk.protocol.image_orders import image_order
from tests.builders import make_credential, make_job
from tests.sdk.scripted import Script, accepted, ok

KEYS = {
    "access_key_id": "AKTPSTUBACCESSKEY",
    "secret_access_key": "STUBSECRETKEY==",
    "session_token": "STUBSESSIONTOKEN",
    "space_name": "space",
    "service_id": "service",
}
STORE = {"StoreUri": "tos/upload-1", "Auth": "SpaceKey/auth", "UploadID": "u"}
PLACE = {"StoreInfos": [STORE], "SessionKey": "key", "UploadHosts": ["up.example.test"]}


def imagex(result: dict[str, Any]) -> dict[str, Any]:
    return {"ResponseMetadata": {"RequestId": "R1"}, "Result": result}


@pytest.fixture
def script() -> Script:
    return Script(
        get_upload_token=ok(KEYS),
        ApplyImageUpload=imagex({"UploadAddress": PLACE}),
        **{"upload-1": {"code": 2000, "message": "Success", "data": {}}},
        CommitImageUpload=imagex({"Results": [{"Uri": "tos/upload-1", "UriStatus": 2000}]}),
        algo_proxy=ok({}),
        generate=accepted(),
    )


@pytest.fixture
async def backend(script: Script) -> AsyncIterator[JimengBackend]:
    http = httpx.AsyncClient(transport=httpx.MockTransport(script))
    made = JimengBackend(base_url=None, proxy=None, http_client=http)
    yield made
    await made.aclose()


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "input-1", tmp_path / "input-2"]
    for path, colour in zip(paths, ("red", "blue"), strict=True):
        Image.new("RGB", (64, 48), colour).save(path, "PNG")
    return paths


def job_for(request: GenerationRequest) -> Job:
    return make_job(request=request)


def draft_of(script: Script) -> dict[str, Any]:
    (body,) = script.bodies("generate")
    draft: dict[str, Any] = json.loads(body["draft_content"])
    return draft


async def test_words_alone_need_no_upload(backend: JimengBackend, script: Script) -> None:
    request = ImageRequest(prompt="猫", model="jimeng-4.0", ratio="16:9", negative="狗", seed=7)
    job = job_for(request)
    assert isinstance(await backend.submit(make_credential(), job, ()), Accepted)
    assert script.paths() == ["generate"]
    (body,) = script.bodies("generate")
    assert body["submit_id"] == job.submit_id
    text = json.dumps(draft_of(script), ensure_ascii=False)
    assert '"seed": 7' in text
    assert "狗" in text


async def test_pictures_go_up_in_their_order_before_the_one_submission(
    backend: JimengBackend, script: Script, pictures: list[Path]
) -> None:
    request = ImageRequest(prompt="合成", model="jimeng-4.0", strength=0.3)
    assert isinstance(await backend.submit(make_credential(), job_for(request), pictures), Accepted)
    assert script.paths()[-1] == "generate"
    uploads = [r.content for r in script.sent if script.name(r) == "upload-1"]
    assert uploads == [path.read_bytes() for path in pictures]
    assert "tos/upload-1" in json.dumps(draft_of(script))


async def test_frames_length_and_resolution_of_a_video(
    backend: JimengBackend, script: Script, pictures: list[Path]
) -> None:
    request = VideoRequest(prompt="", model="jimeng-video-3.0", ratio="9:16", seconds=10)
    assert isinstance(await backend.submit(make_credential(), job_for(request), pictures), Accepted)
    text = json.dumps(draft_of(script))
    for part in ('"duration_ms": 10000', '"resolution": "720p"', '"video_aspect_ratio": "9:16"'):
        assert part in text
    assert "first_frame_image" in text
    assert "end_frame_image" in text


async def test_references_of_a_video_are_named_in_its_words(
    backend: JimengBackend, script: Script, pictures: list[Path]
) -> None:
    inputs = (InputPicture(source="b", number=2), InputPicture(source="a", number=1))
    request = VideoRequest(
        prompt="图2 走向 @1",
        model="jimeng-video-seedance-2.0",
        resolution="",
        inputs=inputs,
        as_references=True,
    )
    assert isinstance(await backend.submit(make_credential(), job_for(request), pictures), Accepted)
    uploads = [r.content for r in script.sent if script.name(r) == "upload-1"]
    assert uploads == [path.read_bytes() for path in pictures]
    text = json.dumps(draft_of(script), ensure_ascii=False)
    assert "omni_reference" in json.dumps(script.bodies("generate")) + text
    assert "图2" not in text
    assert " 走向 " in text


async def test_a_model_may_choose_the_ratio(backend: JimengBackend, script: Script) -> None:
    request = ImageRequest(prompt="猫", model="jimeng-4.0", smart_ratio=True)
    await backend.submit(make_credential(), job_for(request), ())
    assert '"intelligent_ratio": true' in json.dumps(draft_of(script))


async def test_a_model_that_chooses_its_resolution_is_sent_none(
    backend: JimengBackend, script: Script
) -> None:
    request = VideoRequest(prompt="猫", model="jimeng-video-3.0-pro", resolution="")
    seen = await backend.submit(make_credential(), job_for(request), ())
    assert isinstance(seen, Accepted)
    assert seen.adjusted == ()
    assert '"resolution"' not in json.dumps(draft_of(script))


def record(**video: Any) -> dict[str, Any]:
    item = {"common_attr": {"id": "9", "cover_url": "https://files.test/cover"}, "video": video}
    return {"status": 50, "submit_id": make_job().submit_id, "item_list": [item]}


def encoded(url: str, **more: Any) -> dict[str, Any]:
    return {"transcoded_video": {"origin": {"video_url": url, **more}}, "duration_ms": 5042}


async def test_a_finished_video_is_handed_over_as_its_clean_file(
    backend: JimengBackend, script: Script
) -> None:
    job = job_for(VideoRequest(prompt="猫", model="jimeng-video-3.0"))
    begun = await backend.submit(make_credential(), job, ())
    assert isinstance(begun, Accepted)
    preview = record(**encoded("https://files.test/preview", width=640, height=360))
    clean = record(**encoded("https://files.test/clean", width=1280, height=720))
    history = {"4611686018427387904": preview, job.submit_id: preview}
    script.answers["get_history_by_ids"] = [ok(history)]
    script.answers["get_local_item_list"] = [ok({"item_list": clean["item_list"]})]
    running = replace(job, state=JobState.RUNNING, remote=begun.remote)
    seen = (await backend.check(make_credential(), [running]))[job.id]
    assert isinstance(seen, Finished)
    assert seen.results == (
        RemoteResult(
            url="https://files.test/clean",
            width=1280,
            height=720,
            seconds=5.042,
            cover_url="https://files.test/cover",
        ),
    )


async def test_what_the_sdk_cannot_send_is_told_in_words_of_ours() -> None:
    """The sentences are the SDK's own, made here by the orders that bring them about."""
    options = {"ratio": "16:9", "resolution": "4k"}
    sentences = image_order("cat", "nanobanana", options, jimeng.Region.US).adjusted
    task = jimeng.Task(
        submit_id="x",
        kind=jimeng.TaskKind.TEXT_TO_IMAGE,
        model="nanobanana",
        prompt="cat",
        expected=4,
        adjusted=(*sentences, "something new"),
        submitted_at=0.0,
    )
    *known, new = read_adjustments(task)
    assert new == "something new"
    assert [note.key for note in known if isinstance(note, Note)] == [
        "adjusted-ratio",
        "adjusted-size",
    ]
    assert isinstance(known[0], Note)
    assert known[0].values == {"asked": "16:9", "model": "nanobanana", "used": "1:1"}


def test_the_catalogue_knows_both_kinds_and_their_limits() -> None:
    catalogue = read_catalogue()
    image, video = catalogue.default(MediaKind.IMAGE), catalogue.default(MediaKind.VIDEO)
    assert (image.name, image.max_inputs, image.makes) == ("jimeng-4.0", 10, 4)
    assert (video.name, video.max_inputs, video.seconds) == ("jimeng-video-3.0", 2, (5, 10))
    assert video.resolutions == ("480p", "720p", "1080p")
    assert {model.max_inputs for model in catalogue.of_kind(MediaKind.VIDEO)} == {2}


@pytest.mark.parametrize(
    ("asked", "kind", "name"),
    [
        ("seedream 4", MediaKind.IMAGE, "jimeng-4.0"),
        ("Seedream-4.5", MediaKind.IMAGE, "jimeng-4.5"),
        ("4.0", MediaKind.IMAGE, "jimeng-4.0"),
        ("seedance 2", MediaKind.VIDEO, "jimeng-video-seedance-2.0"),
        ("seedance 1.5 pro", MediaKind.VIDEO, "jimeng-video-3.5-pro"),
        ("sora2", MediaKind.VIDEO, "jimeng-video-sora2"),
    ],
)
def test_models_answer_to_the_names_people_use(asked: str, kind: MediaKind, name: str) -> None:
    catalogue: Catalogue = read_catalogue()
    assert [model.name for model in find_models(asked, catalogue.of_kind(kind))] == [name]


async def test_a_balance_comes_with_what_expires_first(
    backend: JimengBackend, script: Script
) -> None:
    parts = [
        {"credit_amount": 26, "expire_time": 1_800_000_000},
        {"credit_amount": 60, "expire_time": 1_790_000_000},
        {"credit_amount": 1, "expire_time": 1_790_000_000_000},
        {"credit_amount": -5, "expire_time": 1_790_000_000},
    ]
    credit = {"gift_credit": 60, "purchase_credit": 3.0, "vip_credit": 26}
    script.answers["user_credit"] = [ok({"credit": credit, "expiring_credits": parts})]
    expiring = (
        Expiring(amount=60, at=1_790_000_000),
        Expiring(amount=26, at=1_800_000_000),
    )
    assert await backend.balance(make_credential()) == Balance(
        gift=60, purchase=3, vip=26, expiring=expiring
    )


@pytest.mark.parametrize(
    ("answer", "claim"),
    [
        (ok({"receive_quota": 60}), Claim(result=ClaimResult.RECEIVED, amount=60)),
        (ok({"receive_quota": 0}), Claim(result=ClaimResult.NOTHING)),
        (ok({}), Claim(result=ClaimResult.UNKNOWN)),
        (ok(None), Claim(result=ClaimResult.UNKNOWN)),
        (ok({"receive_quota": "many"}), Claim(result=ClaimResult.UNKNOWN)),
        (
            {"ret": "1014", "errmsg": "system busy", "data": None},
            Claim(result=ClaimResult.REFUSED, code="1014"),
        ),
    ],
)
async def test_a_claim_is_told_as_far_as_the_service_tells(
    backend: JimengBackend, script: Script, answer: Any, claim: Claim
) -> None:
    script.answers["credit_receive"] = [answer]
    assert await backend.claim_credits(make_credential()) == claim
    assert len(script.sent) == 1


async def test_gains_are_those_that_no_job_brought_back(
    backend: JimengBackend, script: Script
) -> None:
    rows = [
        {"amount": 60, "create_time": 1_768_097_895, "history_type": 1, "submit_id": ""},
        {"amount": 4, "create_time": 1_768_097_896, "history_type": 1, "submit_id": "s"},
        {"amount": 4, "create_time": 1_768_097_897, "history_type": 2, "submit_id": ""},
        {"amount": 5, "create_time": 1_768_097_898_000, "history_type": 1},
        {"amount": 5, "create_time": 1_768_097_899},
    ]
    script.answers["user_credit_history"] = [ok({"records": rows})]
    assert await backend.gains(make_credential()) == [Gain(amount=60, at=1_768_097_895)]
    script.answers["user_credit_history"] = [{"ret": "1015", "errmsg": "login error", "data": None}]
    assert list(await backend.gains(make_credential())) == []


async def test_what_the_service_lists_becomes_models_with_names_that_people_type(
    backend: JimengBackend, script: Script
) -> None:
    """Of a model that is new here the limits are the service's, as far as they can be sent."""
    sizes = [{"ratio_type": 1, "width": 9, "height": 9}, {"ratio_type": 99, "width": 1}]
    new = {
        "model_req_key": "high_aes_general_v55",
        "model_name": "Image 5.5 Pro",
        "resolution_map": {"1.5k": {"image_ratio_sizes": sizes}, "4k": {"image_ratio_sizes": []}},
        "input_image_limit": 3,
    }
    script.answers["get_common_config"] = [
        ok({"model_list": [{"model_req_key": "high_aes_general_v40"}, new]}),
        {"ret": "1015", "errmsg": "login"},
    ]
    known, listed = await backend.models(make_credential())
    built_in = read_catalogue().named("jimeng-4.0")
    assert built_in is not None
    assert known == replace(built_in, regions=frozenset({"cn"}))
    assert (listed.name, listed.shown_name) == ("key:high_aes_general_v55", "Image 5.5 Pro")
    assert (listed.ratios, listed.resolutions, listed.max_inputs) == (("1:1",), ("4k",), 3)
    for asked in ("5.5 pro", "jimeng-5.5-pro", "image 5.5 pro", "high_aes_general_v55"):
        assert find_models(asked, [known, listed]) == (listed,)
    assert not listed.is_built_in


async def test_a_list_that_cannot_be_read_is_empty(backend: JimengBackend, script: Script) -> None:
    script.answers["get_common_config"] = [{"ret": "1015", "errmsg": "login"}] * 2
    assert await backend.models(make_credential()) == ()


async def test_one_account_is_one_under_every_region_that_shares_its_hosts(
    backend: JimengBackend, script: Script
) -> None:
    """Its session works under each of their prefixes, and would claim once a day for each."""
    account = {"message": "success", "data": {"user_id": 42}}
    credit = {"gift_credit": 1, "purchase_credit": 0, "vip_credit": 0}
    script.answers |= {"v2": [account], "user_credit": [ok({"credit": credit})]}
    session = make_credential().secret
    identities = {}
    for region in ("cn", "us", "hk", "jp", "sg"):
        prefix = "" if region == "cn" else f"{region}-"
        probe = await backend.probe(make_credential(prefix + session))
        assert (probe.result, probe.region) == (ProbeResult.ALIVE, region)
        identities[region] = probe.identity
    assert identities["hk"] == identities["jp"] == identities["sg"]
    assert len(set(identities.values())) == 3
    assert "" not in identities.values()


async def test_an_answer_that_drips_for_ever_ends_the_call_and_not_the_job() -> None:
    """Each byte comes within the connection's patience; what was submitted is looked up."""

    async def drip() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0)

    async def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=drip())

    made = JimengBackend(
        base_url=None,
        proxy=None,
        http_client=httpx.AsyncClient(transport=httpx.MockTransport(answer)),
        question_seconds=0.05,
        submission_seconds=0.05,
    )
    job = make_job(1)
    seen = [
        await made.submit(make_credential(), job, ()),
        await made.find(make_credential(), job),
        await made.balance(make_credential()),
    ]
    assert [type(each).__name__ for each in seen] == ["AnswerLost", "Unreachable", "Unreachable"]
    assert (await made.probe(make_credential())).result is ProbeResult.UNREACHABLE
    await made.aclose()
