"""Photos, documents, albums: limits, recompression, identifiers, downloads."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, bad, picture

EXTENSION = "photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp"


async def send_photo(service: Service, mei: User, data: bytes, name: str = "a.png"):
    return await service.result("sendPhoto", files={"photo": (name, data)}, chat_id=mei.id)


async def fetched(service: Service, file_id: str) -> bytes:
    """The bytes that getFile's path gives."""
    path = (await service.result("getFile", file_id=file_id))["file_path"]
    response = await service.client.get(f"{service.url}/file/bot{service.world.bot_token}/{path}")
    assert response.status_code == 200
    return response.content


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("a.webp", picture(form="WEBP"), EXTENSION),
        ("a.png", picture(form="WEBP"), EXTENSION),
        ("a.heic", picture(), EXTENSION),
        ("a.png", b"no picture", "IMAGE_PROCESS_FAILED"),
        ("a.jpg", picture(form="JPEG")[:200], "IMAGE_PROCESS_FAILED"),
        ("a.jpg", picture(9000, 1001, "JPEG"), "PHOTO_INVALID_DIMENSIONS"),
        ("a.png", picture(210, 10), "PHOTO_INVALID_DIMENSIONS"),
        ("a.png", b"", "file must be non-empty"),
        ("a.png", picture() + b"\0" * (10 << 20),
         f"file of size {len(picture()) + (10 << 20)} bytes is too big for a photo; the maximum"
         " size is 10485760 bytes"),
    ],
)  # fmt: skip
async def test_photos_that_are_refused(
    service: Service, mei: User, name: str, data: bytes, complaint: str
):
    answer = await service.call("sendPhoto", files={"photo": (name, data)}, chat_id=mei.id)
    assert answer.refusal == bad(complaint)


async def test_limits_of_photos_are_inclusive(service: Service, mei: User):
    for data in (picture(9000, 1000, "JPEG"), picture(200, 10)):
        assert (await send_photo(service, mei, data))["photo"]


@pytest.mark.parametrize(
    ("size", "sides"),
    [
        ((60, 40), [60]),
        ((640, 480), [90, 320, 640]),
        ((2048, 2048), [90, 320, 800, 1280, 2048]),
        ((4000, 3000), [90, 320, 800, 1280, 2560]),
    ],
)
async def test_sizes_ascend_and_never_exceed_the_original(
    service: Service, mei: User, size: tuple[int, int], sides: list[int]
):
    sizes = (await send_photo(service, mei, picture(*size, "JPEG"), "a.jpg"))["photo"]
    assert [max(s["width"], s["height"]) for s in sizes] == sides
    for told in sizes:
        data = await fetched(service, told["file_id"])
        assert len(data) == told["file_size"]
        image = Image.open(io.BytesIO(data))
        assert (image.format, image.size) == ("JPEG", (told["width"], told["height"]))


async def test_a_photo_loses_its_metadata_and_its_transparency(service: Service, mei: User):
    exif = Image.Exif()
    exif[0x010F] = "secret camera"
    sizes = (await send_photo(service, mei, picture(form="JPEG", exif=exif)))["photo"]
    data = await fetched(service, sizes[-1]["file_id"])
    assert b"secret" not in data
    assert not Image.open(io.BytesIO(data)).getexif()
    out = io.BytesIO()
    Image.new("RGBA", (80, 80), (255, 0, 0, 0)).save(out, "PNG")
    sizes = (await send_photo(service, mei, out.getvalue()))["photo"]
    image = Image.open(io.BytesIO(await fetched(service, sizes[-1]["file_id"])))
    assert image.convert("RGB").getpixel((40, 40)) == (255, 255, 255)


async def test_a_document_keeps_its_bytes(service: Service, mei: User):
    data = picture(900, 700)
    sent = await service.result(
        "sendDocument", files={"document": ("猫.png", data)}, chat_id=mei.id, caption="original"
    )
    document = sent["document"]
    assert (document["file_name"], document["mime_type"]) == ("猫.png", "image/png")
    assert max(document["thumbnail"]["width"], document["thumbnail"]["height"]) == 320
    assert await fetched(service, document["file_id"]) == data


async def test_a_webp_document_arrives_as_a_sticker_unless_told_otherwise(
    service: Service, mei: User
):
    data = picture(1024, 768, "WEBP")
    files = {"document": ("a.webp", data)}
    sent = await service.result("sendDocument", files=files, chat_id=mei.id)
    assert "document" not in sent
    assert (sent["sticker"]["width"], sent["sticker"]["height"]) == (512, 384)
    sent = await service.result(
        "sendDocument", files=files, chat_id=mei.id, disable_content_type_detection=True
    )
    assert sent["document"]["mime_type"] == "image/webp"
    assert await fetched(service, sent["document"]["file_id"]) == data


async def test_a_gif_document_arrives_as_an_animation(service: Service, mei: User):
    sent = await service.result(
        "sendDocument", files={"document": ("a.gif", picture(form="GIF"))}, chat_id=mei.id
    )
    assert sent["animation"]["file_id"] == sent["document"]["file_id"]
    assert (sent["animation"]["width"], sent["animation"]["height"]) == (64, 48)


def mp4(width: int, height: int, seconds: int) -> bytes:
    """The boxes of a video that tell its size and length."""

    def box(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I4s", len(body) + 8, kind) + body

    head = struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000)
    track = b"\0" * 76 + struct.pack(">II", width << 16, height << 16)
    moov = box(b"moov", box(b"mvhd", head) + box(b"trak", box(b"tkhd", track)))
    return box(b"ftyp", b"isomiso2") + moov


async def test_a_video_tells_its_size_and_length(service: Service, mei: User):
    files = {"video": ("a.mp4", mp4(1280, 720, 5))}
    sent = await service.result("sendVideo", files=files, chat_id=mei.id)
    video = sent["video"]
    assert (video["width"], video["height"], video["duration"]) == (1280, 720, 5)
    sent = await service.result(
        "sendVideo", files=files, chat_id=mei.id, width=640, height=360, duration=9
    )
    video = sent["video"]
    assert (video["width"], video["height"], video["duration"]) == (640, 360, 9)


async def test_nothing_to_send(service: Service, mei: User):
    for kind in ("photo", "document", "video", "animation", "sticker", "audio"):
        refusal = await service.refusal(f"send{kind.capitalize()}", chat_id=mei.id)
        assert refusal == bad(f"there is no {kind} in the request")
    refusal = await service.refusal("sendPhoto", chat_id=mei.id, photo="attach://nothing")
    assert refusal == bad("there is no photo in the request")


async def test_identifiers(service: Service, mei: User):
    """One file, two mentions: other file_ids, the same unique id, and both can be sent."""
    first = (await send_photo(service, mei, picture()))["photo"]
    again = (await service.result("sendPhoto", chat_id=mei.id, photo=first[-1]["file_id"]))["photo"]
    assert again[-1]["file_id"] != first[-1]["file_id"]
    assert again[-1]["file_unique_id"] == first[-1]["file_unique_id"]
    third = await service.result("sendPhoto", chat_id=mei.id, photo=again[-1]["file_id"])
    assert third["photo"][-1]["file_size"] == first[-1]["file_size"]
    assert len({size["file_unique_id"] for size in first}) == len(first)
    for wrong in (first[0]["file_unique_id"], "AgAC" + "x" * 40, first[0]["file_id"][:-4]):
        refusal = await service.refusal("sendPhoto", chat_id=mei.id, photo=wrong)
        assert refusal == bad("wrong file identifier/HTTP URL specified")
        assert await service.refusal("getFile", file_id=wrong) == bad("invalid file_id")


async def test_a_file_of_another_type(service: Service, mei: User):
    sent = await service.result(
        "sendDocument", files={"document": ("a.bin", b"12")}, chat_id=mei.id
    )
    refusal = await service.refusal("sendPhoto", chat_id=mei.id, photo=sent["document"]["file_id"])
    assert refusal == bad("can't use file of type Document as Photo")
    photo = (await send_photo(service, mei, picture()))["photo"][-1]["file_id"]
    refusal = await service.refusal("sendDocument", chat_id=mei.id, document=photo)
    assert refusal == bad("can't use file of type Photo as Document")


async def test_addresses_are_not_fetched(service: Service, mei: User):
    refusal = await service.refusal("sendPhoto", chat_id=mei.id, photo="https://a.example/b.png")
    assert refusal == bad("failed to get HTTP URL content")


async def test_getfile_limits(service: Service, mei: User):
    assert await service.refusal("getFile") == bad("file_id not specified")
    sent = await service.result(
        "sendDocument", files={"document": ("a.bin", b"\1" * ((20 << 20) + 1))}, chat_id=mei.id
    )
    refusal = await service.refusal("getFile", file_id=sent["document"]["file_id"])
    assert refusal == bad("file is too big")


async def test_a_link_lives_for_an_hour(service: Service, mei: User):
    sent = await service.result("sendDocument", files={"document": ("a.txt", b"1")}, chat_id=mei.id)
    path = (await service.result("getFile", file_id=sent["document"]["file_id"]))["file_path"]
    address = f"{service.url}/file/bot{service.world.bot_token}/{path}"
    service.clock.move(3599)
    assert (await service.client.get(address)).content == b"1"
    service.clock.move(1)
    response = await service.client.get(address)
    assert (response.status_code, response.json()["description"]) == (404, "Not Found")


async def test_captions_are_shorter_than_texts(service: Service, mei: User):
    files = {"photo": ("a.png", picture())}
    sent = await service.result("sendPhoto", files=files, chat_id=mei.id, caption="猫" * 1024)
    assert len(sent["caption"]) == 1024
    answer = await service.call("sendPhoto", files=files, chat_id=mei.id, caption="猫" * 1025)
    assert answer.refusal == bad("message caption is too long")
