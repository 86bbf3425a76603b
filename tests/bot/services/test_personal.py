"""Being forgotten while a step of the worker is on its way: nothing comes back, nothing stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.stored_results import ResultFiles
from bot.domain.accounts import Credential
from bot.domain.ids import UserId, job_id_from
from bot.domain.jobs import Job, JobState
from bot.domain.observations import Accepted, Observation
from tests.builders import START, make_account, make_credential, make_job

if TYPE_CHECKING:
    from tests.bot.services.conftest import World

ME = UserId(7)


async def test_a_submission_that_outlives_its_person_comes_back_nowhere(world: World) -> None:
    await world.stores.accounts.link(make_account(ME), make_credential())
    job = await world.add(make_job())
    showcase = world.archive

    async def submit(credential: Credential, job: Job, pictures: Sequence[Path]) -> Observation:
        """The person is forgotten between the request and its answer."""
        await world.stores.personal.erase(ME, START)
        return Accepted("task", 3.0)

    world.backend.submit = submit  # type: ignore[method-assign]
    (claimed,) = await world.claim()
    await world.steps.advance(claimed)
    assert await world.stores.jobs.get(job.id) is None
    assert await world.stores.personal.survey(ME) == {}
    assert showcase.discarded == [job.id]


async def test_a_fault_in_a_step_of_an_erased_job_leaves_nothing_either(world: World) -> None:
    await world.stores.accounts.link(make_account(ME), make_credential())
    job = await world.add(make_job(state=JobState.DELIVERING))

    async def fetch(job: Job, folder: Path) -> Observation:
        await world.stores.personal.erase(ME, START)
        raise OSError("no space")

    world.backend.fetch = fetch  # type: ignore[method-assign]
    (claimed,) = await world.claim()
    await world.steps.advance(claimed)
    assert world.archive.discarded == [job.id]


async def test_folders_of_jobs_that_are_gone_are_swept(world: World, tmp_path: Path) -> None:
    """A death may come between the rows and the files."""
    kept = await world.add(make_job())
    gone = job_id_from(999)
    files = ResultFiles(world.stores.jobs, tmp_path)
    assert await files.sweep() == 0
    for job_id in (kept.id, gone):
        (tmp_path / "results" / job_id).mkdir(parents=True)
        (tmp_path / "results" / job_id / "1.webp").write_bytes(b"x")
    (tmp_path / "results" / "something else").mkdir()
    assert await files.sweep() == 1
    left = {path.name for path in (tmp_path / "results").iterdir()}
    assert left == {kept.id, "something else"}
