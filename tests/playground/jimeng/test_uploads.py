"""Uploads and their refusals. Protocol notes, sections 5, 7.4 and 17."""

from __future__ import annotations

import json
import uuid
import zlib
from collections.abc import Callable

import pytest

from tests.playground.jimeng.site import Json, Service, Site, picture_job
from tests.playground.jimeng.uploading import Uploader, error_of, picture

BABI = json.dumps({"scenario": "image_video_generation", "feature_key": "aigc_to_image"})


@pytest.fixture
async def uploader(site: Site) -> Uploader:
    """Somebody with a fresh key."""
    uploader = Uploader(site)
    await uploader.get_key()
    return uploader


def _check(uri: str) -> Json:
    return {
        "scene": "image_face_ip",
        "options": {"ip_check": True},
        "req_key": "benchmark_test_user_upload_image_input",
        "file_list": [{"file_uri": uri}],
        "req_params": {},
    }


def _blend(uris: list[str]) -> Json:
    """A composition of these pictures."""
    body = picture_job("##a poster")
    draft = json.loads(body["draft_content"])
    component = draft["component_list"][0]
    core = component["abilities"].pop("generate")["core_param"]
    core.pop("seed")
    component["generate_type"] = "blend"
    component["abilities"]["blend"] = {
        "id": str(uuid.uuid4()),
        "core_param": core,
        "ability_list": [
            {
                "id": str(uuid.uuid4()),
                "name": "byte_edit",
                "strength": 0.5,
                "image_uri_list": [uri],
                "image_list": [
                    {"id": str(uuid.uuid4()), "type": "image", "image_uri": uri, "uri": uri}
                ],
            }
            for uri in uris
        ],
        "prompt_placeholder_info_list": [
            {"id": str(uuid.uuid4()), "ability_index": n} for n in range(len(uris))
        ],
    }
    body["draft_content"] = json.dumps(draft)
    return body


async def test_the_whole_way(site: Site) -> None:
    """Key, Apply, bytes, Commit, check, composition."""
    uri = await Uploader(site).upload(picture())
    assert uri.startswith("tos-cn-i-tb4s082cfz/")
    checked = await site.ask("/mweb/v1/algo_proxy", _check(uri), query={"babi_param": BABI})
    assert checked["ret"] == "0"
    record = (await site.submit(_blend([uri])))["data"]["aigc_data"]
    assert record["generate_type"] == 12
    assert site.service.stage.books.submissions[0].prompt == "a poster"


async def test_answers_have_the_documented_shapes(uploader: Uploader) -> None:
    """Key data, address and plugin result, field by field."""
    assert set(uploader.key) == {
        "access_key_id",
        "secret_access_key",
        "session_token",
        "space_name",
        "service_id",
        "upload_domain",
        "expired_time",
    }
    content = picture(size=(30, 20))
    applied = await uploader.apply(len(content), s="k3v9x0a1bc")
    assert applied["ResponseMetadata"]["Action"] == "ApplyImageUpload"
    address = applied["Result"]["UploadAddress"]
    assert set(address["StoreInfos"][0]) == {"StoreUri", "Auth", "UploadID"}
    sent = await uploader.send(address["StoreInfos"][0], content)
    assert sent.json() == {
        "code": 2000,
        "apiversion": "v1",
        "message": "Success",
        "data": {"crc32": f"{zlib.crc32(content):08x}"},
    }
    result = (await uploader.commit(address["SessionKey"]))["Result"]
    assert result["Results"] == [{"Uri": address["StoreInfos"][0]["StoreUri"], "UriStatus": 2000}]
    plugin = result["PluginResult"][0]
    assert (plugin["ImageWidth"], plugin["ImageHeight"], plugin["ImageFormat"]) == (30, 20, "png")
    assert plugin["ImageSize"] == len(content)


async def test_international_answer_has_no_service_id(service: Service) -> None:
    """There the id is the `space_name` (section 18.5)."""
    uploader = Uploader(Site(service, "american", "us"))
    key = await uploader.get_key()
    assert "service_id" not in key
    assert key["space_name"] == "wopfjsm1ax"
    assert (await uploader.upload(picture())).startswith("tos-useast5-i-wopfjsm1ax/")


async def test_same_bytes_twice_are_two_places(site: Site) -> None:
    """The URI is not derived from the content (section 7.4)."""
    first, second = [await Uploader(site).upload(picture()) for _ in range(2)]
    assert first != second


def _wrong_secret(uploader: Uploader) -> None:
    uploader.key["secret_access_key"] = "another"


def _wrong_session(uploader: Uploader) -> None:
    uploader.key["session_token"] = "another"


def _wrong_key(uploader: Uploader) -> None:
    uploader.key["access_key_id"] = "AKTPANOTHER"


def _wrong_region(uploader: Uploader) -> None:
    uploader.scope_region = "eu-central-1"


def _wrong_service(uploader: Uploader) -> None:
    uploader.service = "s3"


def _old(uploader: Uploader) -> None:
    uploader.amz_date = "20200101T000000Z"


def _no_date(uploader: Uploader) -> None:
    uploader.changed_after_signing = {"x-amz-date": "today"}


def _no_authorization(uploader: Uploader) -> None:
    uploader.changed_after_signing = {"authorization": "Bearer x"}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_wrong_secret, "SignatureDoesNotMatch"),
        (_wrong_session, "InvalidSecurityToken"),
        (_wrong_key, "InvalidAccessKey"),
        (_wrong_region, "SignatureDoesNotMatch"),
        (_wrong_service, "InvalidAccessKey"),
        (_old, "InvalidTimestamp"),
        (_no_date, "SignatureDoesNotMatch"),
        (_no_authorization, "MissingAuthenticationToken"),
    ],
)
async def test_signature_must_be_right(
    uploader: Uploader, spoil: Callable[[Uploader], None], code: str
) -> None:
    """SigV4 over what arrives, with the issued key and its session token."""
    spoil(uploader)
    assert error_of(await uploader.apply(100))["Code"] == code


async def test_body_must_be_the_signed_one(uploader: Uploader) -> None:
    """A declared hash of other bytes is a broken signature."""
    uploader.changed_after_signing = {"x-amz-content-sha256": "0" * 64}
    assert error_of(await uploader.commit("x"))["Code"] == "SignatureDoesNotMatch"


async def test_key_ends(uploader: Uploader) -> None:
    """The temporary key lives about an hour of the service's time."""
    uploader.site.service.stage.clock.set_speed(1e9)
    assert error_of(await uploader.apply(100))["Code"] == "InvalidAccessKey"


@pytest.mark.parametrize(
    "query",
    [
        {"FileSize": "0"},
        {"FileSize": "big"},
        {"ServiceId": "another"},
    ],
)
async def test_parameters_are_checked(uploader: Uploader, query: dict[str, str]) -> None:
    """Size and bucket."""
    assert error_of(await uploader.apply(100, **query))["Code"] == "InvalidParameter"


@pytest.mark.parametrize("query", [{"Version": "2020-11-19"}, {"Action": "DeleteEverything"}])
async def test_unknown_action_is_refused(uploader: Uploader, query: dict[str, str]) -> None:
    """Action and version belong together; the error comes with HTTP 200."""
    assert error_of(await uploader.apply(100, **query))["Code"] == "InvalidActionOrVersion"


async def test_an_image_key_opens_no_clip_service(uploader: Uploader) -> None:
    """Scene 2 and scene 1 are different keys."""
    uploader.service, uploader.version = "vod", "2020-11-19"
    assert error_of(await uploader.apply(100))["Code"] == "InvalidAccessKey"


async def _place(uploader: Uploader, content: bytes) -> Json:
    address: Json = (await uploader.apply(len(content)))["Result"]["UploadAddress"]
    return address


@pytest.mark.parametrize("form", ["{:08x}", "{:x}", "{}"])
async def test_crc_in_every_form_that_clients_send(uploader: Uploader, form: str) -> None:
    """Padded hex, bare hex, decimal."""
    content = picture()
    address = await _place(uploader, content)
    crc = form.format(zlib.crc32(content))
    sent = await uploader.send(address["StoreInfos"][0], content, **{"content-crc32": crc})
    assert sent.json()["code"] == 2000


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-crc32": "00000000"}, 400),
        ({"content-crc32": ""}, 400),
        ({"authorization": "SpaceKey/tb4s082cfz/1/:version:v2:x"}, 403),
    ],
)
async def test_bytes_are_checked(uploader: Uploader, headers: dict[str, str], status: int) -> None:
    """A wrong CRC or a wrong Auth is not stored."""
    content = picture()
    address = await _place(uploader, content)
    sent = await uploader.send(address["StoreInfos"][0], content, **headers)
    assert (sent.status_code, sent.json()["code"] == 2000) == (status, False)
    done = await uploader.commit(address["SessionKey"])
    assert done["Result"]["Results"][0]["UriStatus"] != 2000


async def test_size_must_be_the_announced_one(uploader: Uploader) -> None:
    """FileSize is a promise."""
    address = await _place(uploader, picture())
    assert (await uploader.send(address["StoreInfos"][0], picture() + b"x")).status_code == 400


async def test_what_is_no_picture_is_not_committed(uploader: Uploader) -> None:
    """UriStatus other than 2000, and no plugin result."""
    address = await _place(uploader, b"not a picture")
    await uploader.send(address["StoreInfos"][0], b"not a picture")
    result = (await uploader.commit(address["SessionKey"]))["Result"]
    assert (result["Results"][0]["UriStatus"], result["PluginResult"]) == (4000, [])


async def test_unknown_session_key_is_refused(uploader: Uploader) -> None:
    """Also one that belongs to somebody else."""
    assert error_of(await uploader.commit("stub"))["Code"] == "InvalidSessionKey"


async def test_unknown_pictures_are_refused(site: Site) -> None:
    """3020 by the check (section 12), a bad parameter in a draft; nothing is charged."""
    unknown = f"tos-cn-i-tb4s082cfz/{uuid.uuid4().hex}"
    checked = await site.ask("/mweb/v1/algo_proxy", _check(unknown), query={"babi_param": BABI})
    assert (checked["ret"], checked["errmsg"]) == ("3020", "download file failed")
    assert (await site.submit(_blend([unknown])))["ret"] == "1000"
    assert (await site.submit(_blend([])))["ret"] == "1000"
    assert site.account.balance["gift"] == 66


async def test_anothers_picture_is_unknown(service: Service, site: Site) -> None:
    """Uploads belong to an account."""
    uri = await Uploader(site).upload(picture())
    other = Site(service, "another-session", "cn")
    assert (await other.submit(_blend([uri])))["ret"] == "1000"


async def test_a_clip_goes_its_own_way(site: Site) -> None:
    """VOD: the Vid is given at Apply, and Commit wants `Functions` (section 17)."""
    uploader = Uploader(site, service="vod", version="2020-11-19")
    await uploader.get_key(scene=1)
    assert uploader.key["space_name"] == "dreamina"
    applied = await uploader.apply(512, FileType="video", IsInner="1")
    node = applied["Result"]["InnerUploadAddress"]["UploadNodes"][0]
    await uploader.send(node["StoreInfos"][0], b"\0" * 512)
    result = (await uploader.commit(node["SessionKey"]))["Result"]["Results"][0]
    assert result["Vid"] == node["Vid"]
    assert result["VideoMeta"]["Size"] == 512


@pytest.mark.parametrize(("scene", "ret"), [(3, "1000"), ("2", "1002"), (None, "1002")])
async def test_scene_is_checked(site: Site, scene: object, ret: str) -> None:
    """2 is pictures, 1 is clips."""
    assert (await site.ask("/mweb/v1/get_upload_token", {"scene": scene}))["ret"] == ret


async def test_uri_calls_of_the_newer_page(site: Site) -> None:
    """`uris` in the plural; the singular is answered 1000 (section 6)."""
    uri = await Uploader(site).upload(picture())
    known = await site.ask("/mweb/v1/get_image_by_uri", {"uris": [uri]})
    assert uri in known["data"]["uri2image"]
    assert (await site.ask("/mweb/v1/get_image_by_uri", {"uri": uri}))["ret"] == "1000"
    audit = "/mweb/v1/imagex/submit_audit_job"
    assert (await site.ask(audit, {"uri_list": [uri]}))["ret"] == "0"


async def test_catalogue_lists_the_regions_models(service: Service, site: Site) -> None:
    """Keys of section 11.1 by region; videos in a call of their own."""
    path = "/mweb/v1/get_common_config"
    here = {m["model_req_key"]: m for m in (await site.ask(path, {}))["data"]["model_list"]}
    hk = Site(service, "hongkong", "hk")
    there = {m["model_req_key"] for m in (await hk.ask(path, {}))["data"]["model_list"]}
    assert "text2img_xl_sft" in here.keys() - there
    assert "dreamina_image_lib_1" in there - here.keys()
    limit = here["high_aes_general_v40"]["input_image_limit"]
    assert limit == [{"ability_name": "byte_edit", "max_image_num": 10}]

    videos = await site.ask("/mweb/v1/video_generate/get_common_config", {})
    listed = {m["model_req_key"]: m for m in videos["data"]["model_list"]}
    options = listed["dreamina_ic_generate_video_model_vgfm_3.0"]["options"]
    values = {option["key"]: option["enum_val"] for option in options}
    assert {5 * 24, 10 * 24} <= set(values["frames"]["int_value"])
    assert values["video_aspect_ratio"]["string_value"][:2] == ["21:9", "16:9"]
