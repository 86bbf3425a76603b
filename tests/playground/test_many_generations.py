"""Two hundred generations at once over real HTTP: each gets its own pictures, none twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from jimeng import AsyncJimengClient, Task, TaskState
from playground.assembly import Playground
from playground.faults import Fault
from playground.jimeng_service.accounts import Account

HOW_MANY = 200
SPEED = 60.0
TOKEN = "one-busy-account"


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground() as running:
        running.stage.clock.set_speed(SPEED)
        running.jimeng.add_account(TOKEN, gift=10 * HOW_MANY)
        yield running


@pytest.fixture
async def client(playground: Playground) -> AsyncIterator[AsyncJimengClient]:
    addresses = await playground.start()
    async with AsyncJimengClient(TOKEN, base_url=addresses.jimeng_api) as client:
        yield client


def account(playground: Playground) -> Account:
    found = playground.jimeng.accounts.by_token(TOKEN)
    assert found is not None
    return found


def names(urls: list[str]) -> list[str]:
    """The service's names of results, whatever signature their addresses carry."""
    return [urlsplit(url).path.rsplit("/", 1)[-1].partition(".")[0] for url in urls]


async def test_everybody_gets_their_own_pictures(
    playground: Playground, client: AsyncJimengClient
) -> None:
    """The convenient way, with answers lost and refused in between."""
    faults = playground.stage.faults
    faults.add(Fault("jimeng", path="get_history_by_ids", code=502, times=5))
    faults.add(Fault("jimeng", path="user_credit", kind="reset", times=5))
    faults.add(Fault("jimeng", path="generate", after_effect=True, times=2))
    prompts = [f"prompt number {number} of the day" for number in range(HOW_MANY)]
    made = await asyncio.gather(*map(client.generate_images, prompts))

    jobs = playground.jimeng.jobs.recent(account(playground), 10 * HOW_MANY)
    assert Counter(job.order.prompt for job in jobs) == Counter(prompts)
    by_prompt = {job.order.prompt: list(job.item_ids) for job in jobs}
    assert [names(urls) for urls in made] == [by_prompt[prompt] for prompt in prompts]


async def test_many_tasks_are_followed_with_few_requests(
    playground: Playground, client: AsyncJimengClient
) -> None:
    """The steps that a service takes: submit all, then look at all of them together."""
    tasks = await asyncio.gather(
        *(client.submit_image(f"prompt number {number} of the day") for number in range(HOW_MANY))
    )
    looks = 0
    while True:
        statuses = await client.status(tasks)
        looks += 1
        if all(status.state.final for status in statuses):
            break
        tasks = [status.task for status in statuses]
        await asyncio.sleep(min(s.next_poll_seconds for s in statuses if not s.state.final))

    assert {status.state for status in statuses} == {TaskState.SUCCEEDED}
    jobs = {
        job.submit_id: list(job.item_ids)
        for job in playground.jimeng.jobs.recent(account(playground), 10 * HOW_MANY)
    }
    assert len(jobs) == HOW_MANY
    for status in statuses:
        made = names([result.url for result in status.results])
        assert made == jobs[status.task.submit_id]
    entries = playground.stage.journal.entries()
    polls = sum(entry.name.endswith("get_history_by_ids") for entry in entries)
    assert polls == looks * HOW_MANY // 20
    assert [Task.from_json(status.task.to_json()) for status in statuses] == [
        status.task for status in statuses
    ]
