"""Which result stands in which message, and whose stars there are: the fake and the real store."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ids import ChatId, JobId, MessageId, UserId
from bot.domain.jobs import PartKind
from bot.domain.results import ResultRef, SentFile
from bot.ports import ResultStore

CAT, DOG = JobId("CAT22"), JobId("DAG22")
SECOND = ResultRef(job=CAT, picture=2)


def sent(
    message: int, picture: int, *, chat: int = 7, kind: PartKind = PartKind.PREVIEWS
) -> SentFile:
    return SentFile(
        chat_id=ChatId(chat),
        message_id=MessageId(message),
        picture=picture,
        kind=kind,
        file_id=f"file {chat} {message}",
        file_unique_id=f"unique {picture}",
    )


async def test_a_message_leads_to_its_result_in_its_own_chat(results: ResultStore) -> None:
    await results.record(CAT, [sent(10, 1), sent(11, 2)], 1.0)
    await results.record(DOG, [sent(11, 1, chat=-5)], 1.0)
    assert await results.result_at(ChatId(7), MessageId(11)) == SECOND
    assert await results.result_at(ChatId(-5), MessageId(11)) == ResultRef(job=DOG, picture=1)
    assert await results.result_at(ChatId(7), MessageId(12)) is None


async def test_what_is_recorded_twice_stands_once(results: ResultStore) -> None:
    first = sent(10, 1)
    await results.record(CAT, [first], 1.0)
    await results.record(CAT, [replace(first, file_id="another"), sent(11, 2)], 2.0)
    assert await results.files_of(CAT) == [first, sent(11, 2)]


async def test_the_files_of_a_job_come_in_the_order_in_which_they_were_sent(
    results: ResultStore,
) -> None:
    await results.record(CAT, [sent(20, 1, chat=-5, kind=PartKind.FILES)], 2.0)
    await results.record(CAT, [sent(11, 2), sent(10, 1)], 1.0)
    await results.record(CAT, [], 3.0)
    assert [file.message_id for file in await results.files_of(CAT)] == [10, 11, 20]
    assert await results.files_of(DOG) == []


async def test_a_star_is_set_and_taken_away_by_each_person_alone(results: ResultStore) -> None:
    me, other = UserId(7), UserId(8)
    for _ in range(2):
        await results.star(me, SECOND, 1.0)
    await results.star(me, ResultRef(job=CAT, picture=4), 2.0)
    assert await results.stars_of(me, CAT) == {2, 4}
    assert await results.stars_of(other, CAT) == frozenset()
    for _ in range(2):
        await results.unstar(me, SECOND)
    assert await results.stars_of(me, CAT) == {4}


async def test_what_is_forgotten_leaves_the_rest(results: ResultStore) -> None:
    await results.record(CAT, [sent(10, 1)], 1.0)
    await results.record(DOG, [sent(11, 1)], 1.0)
    await results.star(UserId(7), SECOND, 1.0)
    await results.forget(CAT)
    assert await results.files_of(CAT) == []
    assert await results.stars_of(UserId(7), CAT) == frozenset()
    assert len(await results.files_of(DOG)) == 1
