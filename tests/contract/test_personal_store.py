"""One person's things, whole: counted, handed over, erased; the fake and the real store."""

from __future__ import annotations

import json

from bot.domain.ids import ChatId, UserId
from bot.domain.jobs import JobState
from bot.domain.preferences import Layer, Setting, place_of
from bot.domain.results import ResultRef
from bot.ports import Stores
from tests.builders import START, make_account, make_credential, make_job

ME, OTHER = UserId(7), UserId(8)
HERE = ChatId(-100)
SECRET = "0123456789abcdef0123456789ab5ec7"


async def live(stores: Stores, user: UserId, number: int) -> None:
    """Somebody who has used everything."""
    job, _ = await stores.jobs.add(make_job(number, user=user))
    await stores.jobs.add(make_job(number + 1, user=user, state=JobState.SUCCEEDED))
    await stores.accounts.link(make_account(user), make_credential(SECRET))
    await stores.results.star(user, ResultRef(job=job.id, picture=1), START)
    for layer in (Layer.ME, Layer.ME_HERE):
        await stores.preferences.choose(
            place_of(layer, user, HERE), Setting.ASK_ABOVE, number, START
        )
    await stores.languages.choose(user, "zh", "en")


async def test_what_is_counted_is_what_is_handed_over_without_secrets(stores: Stores) -> None:
    await live(stores, ME, 1)
    await live(stores, OTHER, 11)
    counted = await stores.personal.survey(ME)
    exported = {kind: list(rows) async for kind, rows in stores.personal.export(ME)}
    assert {kind: len(rows) for kind, rows in exported.items()} == counted
    assert {"jobs": 2, "accounts": 1, "stars": 1, "preferences": 2}.items() <= counted.items()
    told = json.dumps(exported, default=str, ensure_ascii=False)
    assert SECRET not in told
    assert "一只可爱的猫咪" in told


async def test_what_is_erased_is_gone_and_others_are_untouched(stores: Stores) -> None:
    await live(stores, ME, 1)
    await live(stores, OTHER, 11)
    await stores.preferences.choose(place_of(Layer.CHAT, ME, HERE), Setting.COUNT, 2, START)
    theirs = await stores.personal.survey(OTHER)
    erased = await stores.personal.erase(ME, START)
    assert set(erased.jobs) == {make_job(1).id, make_job(2).id}
    # How much of a quota is used can't be forgotten away.
    assert set(await stores.personal.survey(ME)) <= {"quota_uses"}
    assert await stores.jobs.get(make_job(1).id) is None
    assert await stores.accounts.of_user(ME) is None
    assert await stores.languages.of(ME) is None
    # What a chat chose is the chat's.
    assert set(await stores.preferences.chosen(ME, HERE)) == {Layer.CHAT}
    assert await stores.personal.survey(OTHER) == theirs
    assert (await stores.personal.erase(ME, START)).jobs == ()
