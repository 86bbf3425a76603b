"""What people and chats chose, and how they are spoken to: the fake and the real store."""

from __future__ import annotations

from bot.domain.ids import ChatId, UserId
from bot.domain.languages import Spoken
from bot.domain.preferences import NOTHING, Chosen, Layer, Place, Setting, place_of
from bot.domain.receipts import Output
from bot.ports import Stores

ME, OTHER = UserId(7), UserId(8)
HERE, THERE = ChatId(-100), ChatId(-200)


async def test_each_layer_is_kept_apart(stores: Stores) -> None:
    choose = stores.preferences.choose
    await choose(place_of(Layer.ME, ME, HERE), Setting.RATIO, "16:9", 1.0)
    await choose(place_of(Layer.ME_HERE, ME, HERE), Setting.RATIO, "3:4", 2.0)
    await choose(place_of(Layer.CHAT, ME, HERE), Setting.OUTPUT, Output.MINIMAL, 3.0)
    assert await stores.preferences.chosen(ME, HERE) == {
        Layer.ME: Chosen(ratio="16:9"),
        Layer.ME_HERE: Chosen(ratio="3:4"),
        Layer.CHAT: Chosen(output=Output.MINIMAL),
    }
    assert await stores.preferences.chosen(ME, THERE) == {Layer.ME: Chosen(ratio="16:9")}
    assert await stores.preferences.chosen(OTHER, HERE) == {
        Layer.CHAT: Chosen(output=Output.MINIMAL)
    }
    assert await stores.preferences.chosen(OTHER, THERE) == {}


async def test_one_setting_at_a_time_and_the_others_stay(stores: Stores) -> None:
    place = Place(ME, None)
    await stores.preferences.choose(place, Setting.ORIGINALS, True, 1.0)
    after = await stores.preferences.choose(place, Setting.ASK_ABOVE, 0, 2.0)
    assert after == Chosen(originals=True, ask_above=0)
    after = await stores.preferences.choose(place, Setting.ORIGINALS, None, 3.0)
    assert after == Chosen(ask_above=0)
    assert await stores.preferences.chosen(ME, HERE) == {Layer.ME: after}


async def test_a_place_without_a_choice_holds_nothing(stores: Stores) -> None:
    place = Place(ME, HERE)
    await stores.preferences.choose(place, Setting.PLAIN, False, 1.0)
    assert await stores.preferences.choose(place, Setting.PLAIN, None, 2.0) == NOTHING
    assert await stores.preferences.chosen(ME, HERE) == {}


async def test_a_language_is_heard_and_chosen_apart(stores: Stores) -> None:
    languages = stores.languages
    assert await languages.of(ME) is None
    await languages.hear(ME, "zh")
    assert await languages.of(ME) == Spoken(None, "zh")
    await languages.choose(ME, "en", "zh")
    await languages.hear(ME, "en")
    await languages.hear(ME, "zh")
    assert await languages.of(ME) == Spoken("en", "zh")
    await languages.choose(ME, None, "zh")
    assert await languages.of(ME) == Spoken(None, "zh")
    assert await languages.of(OTHER) is None
