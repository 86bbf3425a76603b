"""The gallery: newest first, each group's and the bot's own apart."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.gallery import Exhibit
from bot.domain.ids import ChatId, UserId
from bot.ports import GalleryStore
from tests.builders import START, make_job

HERE = ChatId(-100)


def exhibit(number: int, picture: int = 1, *, chat: ChatId | None = None) -> Exhibit:
    return Exhibit(
        job_id=make_job(number).id,
        picture=picture,
        user_id=UserId(7),
        author="Anne",
        chat_id=chat,
        shows_prompt=False,
        shown_at=START + number,
    )


async def test_the_newest_hangs_first(gallery: GalleryStore) -> None:
    for each in (exhibit(1), exhibit(3), exhibit(2), exhibit(4, chat=HERE)):
        await gallery.put(each)
    assert await gallery.count(None) == 3
    assert [await gallery.at(None, place) for place in range(4)] == [
        exhibit(3),
        exhibit(2),
        exhibit(1),
        None,
    ]
    assert (await gallery.count(HERE), await gallery.at(HERE, 0)) == (1, exhibit(4, chat=HERE))
    assert await gallery.count(ChatId(-7)) == 0


async def test_hung_anew_it_is_as_said_now(gallery: GalleryStore) -> None:
    await gallery.put(exhibit(1))
    again = replace(exhibit(1), shows_prompt=True, shown_at=START + 50)
    await gallery.put(again)
    assert await gallery.get(again.job_id, 1) == again
    assert await gallery.count(None) == 1


async def test_taken_down_alone_or_with_its_job(gallery: GalleryStore) -> None:
    for each in (exhibit(1), exhibit(1, 2), exhibit(1, 3), exhibit(2)):
        await gallery.put(each)
    job_id = exhibit(1).job_id
    assert await gallery.take_down(job_id, 2) == 1
    assert await gallery.take_down(job_id, 2) == 0
    assert await gallery.get(job_id, 2) is None
    assert await gallery.take_down(job_id) == 2
    assert await gallery.count(None) == 1
