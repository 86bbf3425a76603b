"""Steps over fakes: what is stored before what is done, and how each answer moves the job."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.accounts import Account, Balance, Credential
from bot.domain.holds import HELD_FOR, Hold
from bot.domain.jobs import Charged, Failure, FailureKind, Job, JobState, Progress
from bot.domain.observations import (
    Accepted,
    AnswerLost,
    LoginEnded,
    NotSent,
    Observation,
    Refused,
    SendDelayed,
    SendDoubtful,
    StillRunning,
    Unreachable,
)
from bot.domain.requests import ImageRequest, InputPicture
from tests.builders import START, make_account, make_credential, make_job

if TYPE_CHECKING:
    from tests.bot.services.conftest import World

ENDED = Failure(kind=FailureKind.LOGIN, charged=Charged.NO, code="1015")


async def advance_all(world: World, *, times: int = 1) -> None:
    for _ in range(times):
        for job in await world.claim():
            if job.state is JobState.RUNNING:
                await world.steps.check([job])
            else:
                await world.steps.advance(job)
    await world.board.drain()


async def test_a_job_goes_from_queue_to_chat(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job())
    await advance_all(world)
    assert (await world.job(job)).state is JobState.RUNNING
    world.clock.time += 5
    await advance_all(world, times=2)
    done = await world.job(job)
    assert (done.state, done.parts[0].message_ids) == (JobState.SUCCEEDED, (900,))
    assert world.backend.submitted == [job.submit_id]


def with_pictures(*sources: str) -> Job:
    inputs = tuple(InputPicture(source=source) for source in sources)
    return make_job(request=ImageRequest(prompt="猫", model="jimeng-4.0", inputs=inputs))


async def test_pictures_go_along_in_their_order(world: World) -> None:
    await world.log_in()
    await world.add(with_pictures("b", "a"))
    await advance_all(world)
    assert world.backend.pictures == [["b", "a"]]


async def test_a_picture_that_cannot_be_had_ends_it_before_anything_is_sent(world: World) -> None:
    await world.log_in()
    job = await world.add(with_pictures("a"))
    gone = Failure(kind=FailureKind.INPUT, charged=Charged.NO, picture=1, region="cn")
    world.pictures.answers.append(Refused(gone))
    await advance_all(world)
    ended = await world.job(job)
    assert (ended.state, ended.failure) == (JobState.FAILED, gone)
    assert world.backend.submitted == []


async def test_an_upload_that_failed_is_tried_again_with_fresh_pictures(world: World) -> None:
    await world.log_in()
    job = await world.add(with_pictures("a"))
    world.backend.submissions.append(NotSent("TransportError"))
    await advance_all(world)
    waiting = await world.job(job)
    assert (waiting.state, waiting.submitted_at) == (JobState.QUEUED, None)
    world.clock.time += 10
    await advance_all(world)
    assert (await world.job(job)).state is JobState.RUNNING
    assert world.backend.pictures == [["a"], ["a"]]
    assert world.backend.looked_up == []


async def test_the_intent_is_stored_before_the_call(world: World) -> None:
    await world.log_in()
    await world.add(make_job())
    seen: list[JobState] = []
    submit = world.backend.submit

    async def spy(credential: object, job: Job, pictures: object) -> object:
        stored = await world.job(job)
        seen.append(stored.state)
        assert stored.submitted_at is not None
        return await submit(credential, job, pictures)  # type: ignore[arg-type]

    world.backend.submit = spy  # type: ignore[method-assign, assignment]
    await advance_all(world)
    assert seen == [JobState.SUBMITTING]


async def test_a_job_without_login_waits_and_sends_nothing(world: World) -> None:
    job = await world.add(make_job())
    await advance_all(world)
    assert (await world.job(job)).state is JobState.NEEDS_LOGIN
    assert world.backend.submitted == []


@pytest.mark.parametrize("trouble", [AnswerLost("reset"), RuntimeError("surprise")])
async def test_a_doubt_is_looked_up_and_never_sent_twice(
    world: World, trouble: AnswerLost | Exception
) -> None:
    await world.log_in()
    job = await world.add(make_job())
    world.backend.submissions.append(trouble)
    world.backend.lookups.append(Accepted("task", 0.0))
    await advance_all(world)
    assert (await world.job(job)).state is JobState.SUBMITTING
    world.clock.time += 10
    await advance_all(world)
    assert (await world.job(job)).state is JobState.RUNNING
    assert world.backend.submitted == [job.submit_id]


async def test_a_process_that_died_before_the_call_asks_the_person(world: World) -> None:
    """The intent is stored, the service has nothing: after a minute the person decides."""
    await world.log_in()
    job = await world.add(make_job(state=JobState.SUBMITTING, submitted_at=START))
    await advance_all(world)
    assert (await world.job(job)).state is JobState.UNCERTAIN
    assert world.backend.submitted == []


async def test_send_again_looks_once_more_and_sends_the_same_id(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job(state=JobState.UNCERTAIN, submitted_at=START))
    await world.generations.send_again(job.origin.user_id, job.id, job.question)
    await advance_all(world)
    assert world.backend.looked_up == [job.submit_id]
    assert world.backend.submitted == [job.submit_id]


async def test_send_again_finds_what_appeared_meanwhile(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job(state=JobState.UNCERTAIN, submitted_at=START))
    await world.generations.send_again(job.origin.user_id, job.id, job.question)
    world.backend.lookups.append(Accepted("task", 3.0))
    await advance_all(world)
    assert (await world.job(job)).state is JobState.RUNNING
    assert world.backend.submitted == []


async def test_a_cancel_during_the_claim_wins_and_nothing_is_sent(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job())
    (claimed,) = await world.claim()
    await world.generations.cancel(job.origin.user_id, job.id)
    await world.steps.advance(claimed)
    assert (await world.job(job)).state is JobState.CANCELLED
    assert world.backend.submitted == []


async def test_an_ended_login_is_marked_and_the_job_waits(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job(state=JobState.RUNNING, remote="task", submitted_at=START))
    world.backend.checks.append(LoginEnded(ENDED))
    await advance_all(world)
    assert (await world.job(job)).state is JobState.NEEDS_LOGIN
    account = await world.stores.accounts.of_user(job.origin.user_id)
    assert account is not None
    assert not account.alive


async def test_all_running_jobs_of_an_account_share_one_question(world: World) -> None:
    await world.log_in()
    jobs = [
        await world.add(make_job(n, state=JobState.RUNNING, remote="t", submitted_at=START))
        for n in range(1, 4)
    ]
    await world.steps.check(await world.claim())
    assert world.backend.checked == [[job.id for job in jobs]]


async def test_progress_is_shown_and_asked_for_when_the_service_says(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job(state=JobState.RUNNING, remote="task", submitted_at=START))
    progress = Progress(queue_position=12, queue_length=40)
    world.backend.checks.append(StillRunning("task", progress, 30))
    await advance_all(world)
    stored = await world.job(job)
    assert (stored.progress, stored.due_at) == (progress, world.clock.now() + 30)
    assert world.notifier.shown[-1] == (job.id, JobState.RUNNING)


async def test_a_delayed_send_waits_as_long_as_telegram_says(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job(state=JobState.RUNNING, remote="task", submitted_at=START))
    world.notifier.answers.append(SendDelayed(0, "429", 200))
    await advance_all(world, times=2)
    assert (await world.job(job)).due_at == world.clock.now() + 200
    world.clock.time += 201
    await advance_all(world)
    assert (await world.job(job)).state is JobState.SUCCEEDED
    assert [attempt for _, _, attempt in world.notifier.sends] == [1, 1]


async def test_a_doubtful_send_is_repeated_once_and_marked(world: World) -> None:
    await world.log_in()
    await world.add(make_job(state=JobState.RUNNING, remote="task", submitted_at=START))
    world.notifier.answers.append(SendDoubtful(0, "timed out"))
    await advance_all(world, times=2)
    world.clock.time += 60
    await advance_all(world)
    assert [attempt for _, _, attempt in world.notifier.sends] == [1, 2]


async def test_a_fault_of_ours_keeps_the_job_for_later(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job(state=JobState.RUNNING, remote="task", submitted_at=START))

    async def broken(*_: object) -> object:
        raise RuntimeError("bug")

    world.backend.check = broken  # type: ignore[method-assign, assignment]
    await advance_all(world)
    stored = await world.job(job)
    assert (stored.state, stored.attempt) == (JobState.RUNNING, 1)
    assert stored.due_at is not None
    assert stored.due_at > world.clock.now()


async def test_unreachable_service_is_asked_again_later(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job(state=JobState.SUBMITTING, submitted_at=START))
    world.backend.lookups.append(Unreachable("dns"))
    await advance_all(world)
    assert (await world.job(job)).state is JobState.SUBMITTING


async def logged_in_as(world: World, identity: str, *, name: str = "main") -> Account:
    account = replace(make_account(7, name=name), identity=identity)
    return await world.stores.accounts.link(account, make_credential(f"secret of {name}"))


@pytest.mark.parametrize(
    "state", [JobState.SUBMITTING, JobState.UNCERTAIN, JobState.RUNNING, JobState.QUEUED]
)
async def test_a_job_waits_for_the_account_that_it_was_sent_with(
    world: World, state: JobState
) -> None:
    """Asked about at another account it would seem not to exist, and might be paid for again."""
    await logged_in_as(world, "mine")
    job = await world.add(
        make_job(state=state, remote="task", submitted_at=START, account_identity="mine")
    )
    await logged_in_as(world, "another")
    await advance_all(world)
    waiting = await world.job(job)
    assert waiting.state is JobState.NEEDS_LOGIN
    assert waiting.failure is not None
    assert waiting.failure.kind is FailureKind.OTHER_ACCOUNT
    assert (world.backend.looked_up, world.backend.checked, world.backend.submitted) == ([], [], [])

    await world.generations.resume_after_login(await logged_in_as(world, "mine"))
    await advance_all(world)
    assert (await world.job(job)).state is not JobState.NEEDS_LOGIN


async def test_a_job_that_was_never_sent_goes_with_whichever_account(world: World) -> None:
    await logged_in_as(world, "mine")
    job = await world.add(make_job())
    await logged_in_as(world, "another")
    await advance_all(world)
    sent = await world.job(job)
    assert (sent.state, sent.account_identity) == (JobState.RUNNING, "another")


async def test_a_job_goes_with_the_account_that_it_was_asked_for(world: World) -> None:
    """Whichever is in use by now, and whether that one works or not."""
    await logged_in_as(world, "mine")
    work = await logged_in_as(world, "work's", name="work")
    job = await world.add(make_job(account_name="work"))
    seen: list[Credential] = []
    submit = world.backend.submit

    async def note(credential: Credential, *rest: object) -> Observation:
        seen.append(credential)
        return await submit(credential, *rest)  # type: ignore[arg-type]

    world.backend.submit = note  # type: ignore[method-assign, assignment]
    await advance_all(world)
    sent = await world.job(job)
    assert (sent.account_id, sent.account_identity) == (work.id, "work's")
    assert [credential.secret for credential in seen] == ["secret of work"]


async def test_a_job_waits_for_the_login_of_its_account_alone(world: World) -> None:
    work = await logged_in_as(world, "work's", name="work")
    await logged_in_as(world, "mine")
    await world.stores.accounts.lose(work, START)
    job = await world.add(make_job(account_name="work"))
    await advance_all(world)
    assert (await world.job(job)).state is JobState.NEEDS_LOGIN
    main = await world.stores.accounts.named(job.origin.user_id, "main")
    assert main is not None
    assert await world.generations.resume_after_login(main) == 0
    again = await logged_in_as(world, "work's", name="work")
    assert await world.generations.resume_after_login(again) == 1
    await advance_all(world)
    assert (await world.job(job)).state is JobState.RUNNING


async def test_an_account_that_is_gone_is_waited_for_by_its_name(world: World) -> None:
    await logged_in_as(world, "mine")
    work = await logged_in_as(world, "work's", name="work")
    job = await world.add(make_job(account_name="work"))
    await world.stores.accounts.unlink(work)
    await advance_all(world)
    assert (await world.job(job)).state is JobState.NEEDS_LOGIN
    assert world.backend.submitted == []


async def test_the_loss_of_a_login_is_noted_once_for_all_its_jobs(world: World) -> None:
    account = await logged_in_as(world, "mine")
    for number in (1, 2):
        running = make_job(number, state=JobState.RUNNING, remote="task", submitted_at=START)
        await world.add(replace(running, account_id=account.id))
    world.backend.checks.extend([LoginEnded(ENDED), LoginEnded(ENDED)])
    await advance_all(world)
    for _ in range(3):
        await world.rounds.look()
    assert [key.key for *_, notes, _ in world.speaker.told for key in notes] == ["login-lost"]


async def test_an_answer_to_an_old_login_does_not_end_the_new_one(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job(state=JobState.RUNNING, remote="task", submitted_at=START))
    world.backend.checks.append(LoginEnded(ENDED))
    check = world.backend.check

    async def relink_meanwhile(credential: object, jobs: object) -> object:
        fresh = replace(make_account(7), linked_at=START + 50)
        await world.stores.accounts.link(fresh, make_credential("new"))
        return await check(credential, jobs)  # type: ignore[arg-type]

    world.backend.check = relink_meanwhile  # type: ignore[method-assign, assignment]
    await advance_all(world)
    account = await world.stores.accounts.of_user(job.origin.user_id)
    assert account is not None
    assert account.alive


async def test_a_pause_holds_a_stored_job_and_nothing_is_sent(world: World) -> None:
    await world.log_in()
    await world.add(make_job(1))
    await world.stores.holds.set(Hold(scope="image", reason="risk", since=START), by=1)
    [job] = await world.claim()
    await world.steps.advance(job)
    held = await world.job(job)
    assert held.state is JobState.QUEUED
    assert held.due_at == world.clock.now() + HELD_FOR
    assert held.failure is not None
    assert (held.failure.kind, held.failure.detail) == (FailureKind.HELD, "risk")
    assert world.backend.submitted == []
    await world.stores.holds.end("image")
    world.clock.time += HELD_FOR
    [job] = await world.claim()
    await world.steps.advance(job)
    going = await world.job(job)
    assert going.state is JobState.RUNNING
    assert going.failure is None


SHORT = Refused(Failure(kind=FailureKind.CREDIT, charged=Charged.NO, code="1006", region="cn"))


async def test_a_lack_of_credits_is_told_with_the_balance_of_that_moment(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job())
    account = await world.accounts.of_user(job.origin.user_id)
    assert account is not None
    await world.prices.note_balance(account, Balance(gift=5, purchase=0, vip=0))
    world.backend.submissions.append(SHORT)
    world.backend.balances.append(Balance(gift=1, purchase=0, vip=0))
    await advance_all(world)
    ended = await world.job(job)
    assert (ended.state, ended.failure) == (JobState.FAILED, replace(SHORT.failure, balance=1))
    last = await world.prices.last_balance(account)
    assert last is not None
    assert last.total == 1


@pytest.mark.parametrize("trouble", [Unreachable("dns"), LoginEnded(ENDED)])
async def test_a_lack_of_credits_ends_the_job_though_the_balance_cannot_be_read(
    world: World, trouble: Unreachable | LoginEnded
) -> None:
    await world.log_in()
    job = await world.add(make_job())
    world.backend.submissions.append(SHORT)
    world.backend.balances.append(trouble)
    await advance_all(world)
    ended = await world.job(job)
    assert (ended.state, ended.failure) == (JobState.FAILED, SHORT.failure)


async def test_a_lack_of_credits_ends_the_job_though_reading_the_balance_breaks(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.log_in()
    job = await world.add(make_job())
    world.backend.submissions.append(SHORT)

    async def breaks(credential: Credential) -> Balance:
        raise RuntimeError("broken")

    monkeypatch.setattr(world.backend, "balance", breaks)
    await advance_all(world)
    ended = await world.job(job)
    assert (ended.state, ended.failure) == (JobState.FAILED, SHORT.failure)
