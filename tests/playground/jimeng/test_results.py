"""Result addresses and what they deliver. Protocol notes, section 10.5."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import av
import httpx
import pytest
from PIL import Image

from playground.faults import Fault
from playground.jimeng_service import Settings
from playground.jimeng_service.painter import Painting, paint_file
from tests.playground.jimeng.site import Service, Site, picture_job, video_job


@pytest.fixture
def settings() -> Settings:
    """Jobs end at once; addresses live for a minute."""
    return Settings(
        queue_seconds=1e-6, image_seconds=1e-6, video_seconds=1e-6, result_lifetime_seconds=60
    )


async def _address(site: Site, **core: Any) -> str:
    answer = await site.submit(picture_job(**core))
    record = await site.record(answer["data"]["aigc_data"]["history_record_id"])
    address: str = record["item_list"][0]["image"]["large_images"][0]["image_url"]
    return address


async def _get(service: Service, address: str) -> httpx.Response:
    return await service.client.get(address)


async def test_picture_has_the_promised_size_and_type(service: Service, site: Site) -> None:
    """A WebP of exactly the pixels in the record; no cookie is needed."""
    size = {"id": str(uuid4()), "width": 1195, "height": 512, "resolution_type": "1k"}
    response = await _get(service, await _address(site, large_image_info=size))
    assert response.headers["content-type"] == "image/webp"
    with Image.open(io.BytesIO(response.content)) as image:
        assert (image.format, image.size) == ("WEBP", (1195, 512))


async def test_equal_addresses_give_equal_bytes(service: Service, site: Site) -> None:
    """Also after the picture fell out of the cache."""
    address = await _address(site)
    first = (await _get(service, address)).content
    assert (await _get(service, address)).content == first


async def test_cover_is_a_small_copy(service: Service, site: Site) -> None:
    """The preview's address has its own width."""
    answer = await site.submit()
    record = await site.record(answer["data"]["aigc_data"]["history_record_id"])
    cover = await _get(service, record["item_list"][0]["common_attr"]["cover_url"])
    with Image.open(io.BytesIO(cover.content)) as image:
        assert image.width == 360


@pytest.mark.parametrize(
    "spoil",
    [
        lambda url: url.copy_remove_param("x-signature"),
        lambda url: url.copy_remove_param("x-expires"),
        lambda url: url.copy_set_param("x-expires", "99999999999"),
        lambda url: url.copy_set_param("x-signature", "A" * 43),
        lambda url: url.copy_with(path=url.path.replace("00.webp", "01.webp")),
        lambda url: url.copy_with(path=url.path.replace(".webp", "-360.webp")),
    ],
)
async def test_altered_address_is_forbidden(service: Service, site: Site, spoil) -> None:
    """Name and expiry are signed together."""
    address = httpx.URL(await _address(site))
    spoilt = spoil(address)
    assert str(spoilt) != str(address)
    assert (await _get(service, str(spoilt))).status_code == 403


async def test_late_address_is_forbidden_and_a_new_look_helps(service: Service, site: Site) -> None:
    """The lifetime passes with the service's clock."""
    service.stage.clock.set_speed(1_000_000)
    answer = await site.submit()
    history_id = answer["data"]["aigc_data"]["history_record_id"]
    record = await site.record(history_id)
    address = record["item_list"][0]["image"]["large_images"][0]["image_url"]
    assert (await _get(service, address)).status_code == 403
    service.stage.clock.set_speed(1)
    record = await site.record(history_id)
    fresh = record["item_list"][0]["image"]["large_images"][0]["image_url"]
    assert (await _get(service, fresh)).status_code == 200


class TestPaintedAhead:
    """With `paint_ahead` results exist before anybody asks."""

    @pytest.fixture
    def settings(self) -> Settings:
        """Everything at its usual pace, but painted at acceptance."""
        return Settings(paint_ahead=True)

    async def test_bytes_are_the_same_as_painted_on_demand(
        self, service: Service, site: Site
    ) -> None:
        """The picture of an ended job, against one painted by hand."""
        service.stage.clock.set_speed(100)
        answer = await site.submit(picture_job("a fox"))
        await service.stage.clock.sleep(15)
        record = await site.record(answer["data"]["aigc_data"]["history_record_id"])
        address = record["item_list"][1]["image"]["large_images"][0]["image_url"]
        painted = paint_file(Painting("a fox", 2_500_000_001, 1, 1328, 1328))
        assert (await _get(service, address)).content == painted


async def test_addresses_point_to_where_the_client_came_from(service: Service, site: Site) -> None:
    """Any Host is accepted, and answers use it."""
    answer = await site.submit()
    body = {"history_ids": [answer["data"]["aigc_data"]["history_record_id"]]}
    response = await site.post(
        "/mweb/v1/get_history_by_ids", body, headers={"host": "jimeng.test:81"}
    )
    assert "http://jimeng.test:81/result/" in response.text


async def test_video_is_delivered_in_two_qualities(service: Service, site: Site) -> None:
    """The record's own file, and the one for download by item (section 10.6)."""
    answer = await site.submit(video_job(duration_ms=3000, resolution="480p"))
    record = await site.record(answer["data"]["aigc_data"]["history_record_id"])
    (item,) = record["item_list"]
    body = {"item_id_list": [item["common_attr"]["id"]], "is_for_video_download": True}
    clean = (await site.ask("/mweb/v1/get_local_item_list", body))["data"]["item_list"][0]
    files = [i["video"]["transcoded_video"]["origin"] for i in (item, clean)]
    assert [(f["width"], f["height"]) for f in files] == [(480, 480)] * 2
    addresses = [httpx.URL(f["video_url"]) for f in files]
    assert addresses[0].path != addresses[1].path
    response = await _get(service, str(addresses[1]))
    assert response.headers["content-type"] == "video/mp4"
    assert response.content[4:8] == b"ftyp"


async def test_a_planned_result_has_other_pixels_and_a_film_more_bytes(
    service: Service, site: Site
) -> None:
    """A film stays one: what makes it large is a box that means nothing."""
    odd = Fault("jimeng", kind="result_differs", width=120, height=80)
    service.world.stage.faults.add(odd)
    picture = await _get(service, await _address(site))
    with Image.open(io.BytesIO(picture.content)) as image:
        assert image.size == (120, 80)
    service.world.stage.faults.add(Fault("jimeng", kind="result_differs", megabytes=1.5))
    answer = await site.submit(video_job(duration_ms=3000, resolution="480p"))
    record = await site.record(answer["data"]["aigc_data"]["history_record_id"])
    origin = record["item_list"][0]["video"]["transcoded_video"]["origin"]
    film = (await _get(service, origin["video_url"])).content
    assert len(film) == round(1.5 * 1024 * 1024)
    with av.open(io.BytesIO(film), "r") as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (480, 480)
