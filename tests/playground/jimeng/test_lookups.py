"""Finding jobs again: by history id, by submit id, many at once. Protocol notes, sections 6, 10."""

from __future__ import annotations

import uuid

import pytest

from playground.jimeng_service import Settings
from tests.playground.jimeng.site import POLL, Json, Service, Site, picture_job

QUEUE_INFO = "/mweb/v1/get_history_queue_info"
RECENT = "/mweb/v1/get_history"
OLD = "/mweb/v1/get_history_records"
ITEMS = "/mweb/v1/get_local_item_list"


async def _submitted(site: Site, prompt: str = "a lighthouse") -> tuple[str, str]:
    """History id and submit id of a new job."""
    body = picture_job(prompt)
    record = (await site.submit(body))["data"]["aigc_data"]
    return record["history_record_id"], body["submit_id"]


async def test_answer_is_keyed_by_the_id_asked_for(site: Site) -> None:
    """Both kinds in one call, many ids, the unknown simply missing (section 10.1)."""
    first, second = await _submitted(site), await _submitted(site)
    unknown = str(uuid.uuid4())
    body = {"history_ids": [first[0], "4999999999999"], "submit_ids": [second[1], unknown]}
    answer = await site.ask(POLL, body)
    assert set(answer["data"]) == {first[0], second[1]}
    assert answer["data"][second[1]]["history_record_id"] == second[0]
    assert answer["data"][first[0]]["submit_id"] == first[1]


async def test_all_unknown_is_no_error(site: Site) -> None:
    """A missing key is information about one id."""
    answer = await site.ask(POLL, {"submit_ids": [str(uuid.uuid4())]})
    assert (answer["ret"], answer["data"]) == ("0", {})


async def test_nobody_sees_anothers_jobs(service: Service, site: Site) -> None:
    """Ids are looked up within the account."""
    history_id, submit_id = await _submitted(site)
    other = Site(service, "another-session", "cn")
    body = {"history_ids": [history_id], "submit_ids": [submit_id]}
    assert (await other.ask(POLL, body))["data"] == {}


async def test_a_second_submission_with_one_id_is_a_second_paid_job(site: Site) -> None:
    """The pessimistic reading of section 19.2, and the books show it."""
    body = picture_job("the same fox")
    answers = [await site.submit(body) for _ in range(2)]
    ids = [answer["data"]["aigc_data"]["history_record_id"] for answer in answers]
    assert ids[0] != ids[1]
    assert site.account.balance["gift"] == 58
    assert site.service.stage.books.paid_twice() == 1
    assert (await site.record(body["submit_id"], "submit_ids"))["history_record_id"] == ids[1]


async def test_continuing_a_record_is_not_a_new_job(site: Site) -> None:
    """`action` 2 with a history id answers with that record (section 8.4)."""
    history_id, _ = await _submitted(site)
    answer = await site.submit({**picture_job(), "action": 2, "history_id": history_id})
    assert answer["data"]["aigc_data"]["history_record_id"] == history_id
    assert site.account.balance["gift"] == 62
    unknown = {**picture_job(), "action": 2, "history_id": "1"}
    assert (await site.submit(unknown))["ret"] == "1000"


async def test_queue_info_has_place_pace_and_forecast(site: Site) -> None:
    """Same numbers as in the record, forecasts under `forecast_cost_time` (section 6)."""
    history_id, _ = await _submitted(site)
    info = (await site.ask(QUEUE_INFO, {"history_ids": [history_id]}))["data"][history_id]
    assert info["status"] == 20
    queue = info["queue_info"]
    assert 1 <= queue["queue_idx"] <= queue["queue_length"]
    assert queue["queue_status"] == 2
    assert queue["polling_config"] == {"interval_seconds": 2, "timeout_seconds": 86400}
    assert set(info["forecast_cost_time"]) == {"forecast_generate_cost", "forecast_queue_cost"}


async def test_queue_info_needs_no_region(site: Site) -> None:
    """The page sends it without one (vector site-cn-queue-info)."""
    query: dict[str, str | None] = {"region": None, "webId": None, "device_platform": None}
    history_id, _ = await _submitted(site)
    answer = await site.ask(QUEUE_INFO, {"history_ids": [history_id]}, query=query)
    assert history_id in answer["data"]


async def test_recent_records_newest_first(site: Site) -> None:
    """An empty body is answered 2008 (section 6)."""
    ids = [(await _submitted(site, f"scene {n}"))[0] for n in range(3)]
    answer = await site.ask(RECENT, {"count": 2})
    found = [record["history_record_id"] for record in answer["data"]["records_list"]]
    assert found == ids[:0:-1]
    assert (await site.ask(RECENT, {}))["ret"] == "2008"


async def test_the_older_record_call_answers_too(site: Site) -> None:
    """`get_history_records` takes `history_record_ids`."""
    history_id, _ = await _submitted(site)
    answer = await site.ask(OLD, {"history_record_ids": [history_id]})
    assert set(answer["data"]) == {history_id}


@pytest.mark.parametrize(
    ("path", "body", "ret"),
    [
        (POLL, {"history_ids": []}, "1000"),
        (POLL, {"ids": ["1"]}, "1000"),
        (POLL, {"history_ids": "1"}, "1002"),
        (POLL, {"history_ids": [1]}, "1002"),
        (POLL, {"history_ids": ["1"], "image_info": "big"}, "1002"),
        (RECENT, {"count": "2"}, "1002"),
        (RECENT, {"count": 0}, "1000"),
        (ITEMS, {"item_id_list": []}, "1000"),
        (ITEMS, {"item_id_list": ["7600000000000000000"]}, "1000"),
    ],
)
async def test_bad_lookups_are_refused(site: Site, path: str, body: Json, ret: str) -> None:
    """Wrong names, types and empty lists."""
    assert (await site.ask(path, body))["ret"] == ret


async def test_unfinished_record_has_no_finish_time(site: Site) -> None:
    """Fields of section 10.3 as they stand right after a submission."""
    record = (await site.submit())["data"]["aigc_data"]
    assert (record["status"], record["item_list"]) == (20, [])
    assert (record["finished_image_count"], record["total_image_count"]) == (0, 4)
    assert record["task"]["finish_time"] == 0
    assert record["fail_code"] == ""


class TestFinished:
    """What a finished record offers."""

    @pytest.fixture
    def settings(self) -> Settings:
        """Jobs end at once."""
        return Settings(queue_seconds=1e-6, image_seconds=1e-6, video_seconds=1e-6)

    async def test_items_are_complete_and_addresses_fresh(self, site: Site) -> None:
        """All pictures, exact size, an item status of 144, each look signed anew."""
        history_id, _ = await _submitted(site)
        record = await site.record(history_id)
        assert (record["status"], record["finished_image_count"]) == (50, 4)
        assert record["task"]["finish_time"] > 0
        assert record["queue_info"]["queue_status"] == 3
        for item in record["item_list"]:
            assert item["common_attr"]["status"] == 144
            large = item["image"]["large_images"][0]
            assert (large["width"], large["height"], large["format"]) == (1328, 1328, "webp")
            assert large["image_url"].startswith(f"{site.service.url}/result/")

    async def test_items_can_be_asked_for_alone(self, site: Site) -> None:
        """In the order asked for (section 10.6)."""
        record = await site.record((await _submitted(site))[0])
        ids = [item["common_attr"]["id"] for item in record["item_list"]][::-1]
        answer = await site.ask(ITEMS, {"item_id_list": ids, "pack_item_opt": {"scene": 1}})
        assert [item["common_attr"]["id"] for item in answer["data"]["item_list"]] == ids
