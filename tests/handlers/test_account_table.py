"""/account: several accounts under names, side by side, and one that is used."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.accounts import Account, Balance
from bot.domain.ids import UserId
from bot.domain.jobs import JobState
from tests.bot.telegram_double import group
from tests.builders import START, make_account, make_credential
from tests.handlers.conftest import PERSON, Chat

ME = UserId(PERSON)
SESSION = "0123456789abcdef0123456789abf3a9"


async def two(chat: Chat) -> tuple[Account, Account]:
    """main, which is used, and work at another site."""
    main = await chat.stores.accounts.link(make_account(PERSON), make_credential())
    work = make_account(PERSON, name="work", region="us", hint="ab12")
    return main, await chat.stores.accounts.link(work, make_credential("of work"))


def buttons(params: dict[str, Any]) -> list[list[str]]:
    rows = json.loads(params["reply_markup"])["inline_keyboard"]
    return [[button["text"] for button in row] for row in rows]


def data_of(params: dict[str, Any], words: str) -> str:
    rows = json.loads(params["reply_markup"])["inline_keyboard"]
    found: str = next(b["callback_data"] for row in rows for b in row if b["text"] == words)
    return found


async def used(chat: Chat) -> str:
    account = await chat.stores.accounts.of_user(ME)
    return "" if account is None else account.name


async def test_all_accounts_stand_side_by_side(chat: Chat) -> None:
    _, work = await two(chat)
    await chat.stores.prices.set_balance(work.id, Balance(gift=5, purchase=0, vip=2), START)
    await chat.stores.accounts.mark(work.id, alive=False, checked_at=START - 7200)
    chat.clock.time += 60
    (answer,) = await chat.say("/account")
    assert answer.split("\n") == [
        "<b>Your accounts</b>",
        "▶️ <b>main</b> (in use) · Jimeng …c0de · balance ? · login works · checked 1 min ago",
        "▫️ <b>work</b> · Dreamina US …ab12 · balance 7 · login ended · checked 2 h 1 min ago",
    ]
    assert buttons(chat.telegram.calls[-1].params) == [
        ["✏️ Rename main", "🗑 Remove main"],
        ["▶️ Use work", "✏️ Rename work", "🗑 Remove work"],
    ]


async def test_without_an_account_the_way_to_one_is_told(chat: Chat) -> None:
    for words in ("/account", "/account use work", "/account remove work"):
        (answer,) = await chat.say(words)
        assert "/login" in answer
    assert chat.failures == []


@pytest.mark.parametrize("words", ["", " add work", f" add work {SESSION[:9]}", " use work"])
async def test_in_a_group_it_leads_to_the_private_chat(chat: Chat, words: str) -> None:
    await two(chat)
    (answer,) = await chat.say(f"/account{words}", chat=group(-100))
    assert "private chat" in answer
    assert "work" not in answer
    assert await used(chat) == "main"


async def test_an_account_is_added_under_its_name_at_the_chosen_site(chat: Chat) -> None:
    await chat.link()
    (how,) = await chat.say("/account add 工作", language="zh-hans")
    assert "给账号 <b>工作</b> 登录" in how
    await chat.tap(data_of(chat.telegram.calls[-1].params, "Dreamina 日本站"), language="zh-hans")
    steps = chat.telegram.texts()[-1]
    assert "工作" in steps
    assert "Dreamina 日本站" in steps
    (done,) = await chat.say(SESSION, language="zh-hans", message_id=12, update_id=5)
    assert done.split("\n")[1].startswith("账号 <b>工作</b>")
    added = await chat.stores.accounts.named(ME, "工作")
    assert added is not None
    credential = await chat.stores.accounts.credential(added.id)
    assert credential is not None
    assert credential.secret == f"jp-{SESSION}"
    assert await used(chat) == "main"


async def test_another_one_is_used_from_now_on(chat: Chat) -> None:
    await two(chat)
    await chat.say("/image a cat", message_id=11)
    await chat.say("/account use WORK", message_id=12, update_id=3)
    assert await used(chat) == "work"
    await chat.say("/image a dog --model jimeng-4.0", message_id=13, update_id=4)
    assert [job.account_name for job in await chat.jobs()] == ["main", "work"]


async def test_it_is_used_by_its_button_too(chat: Chat) -> None:
    await two(chat)
    await chat.say("/account")
    (told,) = await chat.tap(data_of(chat.telegram.calls[-1].params, "▶️ Use work"))
    assert "work is used from now on" in told
    assert await used(chat) == "work"
    edited = chat.telegram.of("editMessageText")[-1]
    assert "▶️ <b>work</b> (in use)" in edited.params["text"]


async def test_a_new_name_is_for_its_jobs_too(chat: Chat) -> None:
    await two(chat)
    await chat.say("/image a cat --as work", message_id=11)
    await chat.say("/account")
    await chat.tap(data_of(chat.telegram.calls[-1].params, "✏️ Rename work"))
    assert "What shall <b>work</b> be called?" in chat.telegram.texts()[-1]
    (refused,) = await chat.say("two words!", message_id=12, update_id=6)
    assert "home" not in refused
    (answer,) = await chat.say("home", message_id=13, update_id=7)
    assert answer == "work is called home now, in its jobs too."
    await chat.say("home", message_id=13, update_id=8)  # handled again, as after a death
    assert len(await chat.jobs()) == 1
    await chat.say("a house", message_id=14, update_id=9)
    assert len(await chat.jobs()) == 2
    assert next(job.account_name for job in await chat.jobs()) == "home"
    assert await chat.stores.accounts.named(ME, "work") is None


async def test_it_is_erased_only_after_a_question(chat: Chat) -> None:
    main, work = await two(chat)
    await chat.say("/account")
    await chat.tap(data_of(chat.telegram.calls[-1].params, "🗑 Remove main"))
    question = chat.telegram.of("sendMessage")[-1].params
    assert "Erase main" in question["text"]
    assert len(await chat.stores.accounts.all_of(ME)) == 2
    await chat.tap(data_of(question, "✕ Keep"))
    assert len(await chat.stores.accounts.all_of(ME)) == 2
    await chat.tap(data_of(question, "🗑 Erase main"))
    done = chat.telegram.texts()[-1]
    assert "main is erased" in done
    assert "Used from now on: <b>work</b> (Dreamina US)" in done
    assert await chat.stores.accounts.credential(main.id) is None
    assert await used(chat) == work.name
    (told,) = await chat.tap(data_of(question, "🗑 Erase main"))
    assert "gone" in told


async def test_logout_erases_the_used_one_or_the_named_one(chat: Chat) -> None:
    await two(chat)
    (asked,) = await chat.say("/logout work")
    assert "Log out of work (Dreamina US)?" in asked
    await chat.press("Yes, log out")
    assert "Used from now on: <b>main</b>" in edited(chat)
    (answer,) = await chat.say("/logout work", message_id=11, update_id=3)
    assert "no account “work”" in answer
    (asked,) = await chat.say("/logout", message_id=12, update_id=4)
    assert "Log out of main" in asked
    await chat.press("Yes, log out")
    assert edited(chat) == "Erased. Jobs that wait for this login keep waiting, nothing is spent."


def edited(chat: Chat) -> str:
    return str(chat.telegram.of("editMessageText")[-1].params["text"])


@pytest.mark.parametrize(
    "words", ["add", "add two words", "use", "rename work", "dance", "rename a b c"]
)
async def test_what_it_does_not_understand_it_explains(chat: Chat, words: str) -> None:
    await two(chat)
    (answer,) = await chat.say(f"/account {words}")
    assert "<code>/account add work</code>" in answer
    assert await used(chat) == "main"


async def test_the_flag_asks_for_one_job_with_another_account(chat: Chat) -> None:
    await two(chat)
    await chat.say("/image a cat --as Work --model jimeng-4.0")
    (job,) = await chat.jobs()
    assert job.account_name == "work"
    assert [note.values for note in job.receipt.notes if note.key == "receipt-account"] == [
        {"name": "work", "region": "us"}
    ]
    assert await used(chat) == "main"


async def test_a_name_that_is_none_of_theirs_sends_nothing(chat: Chat) -> None:
    await two(chat)
    for words in ("/image a cat --as home", "/video a cat --as home", "a cat --as home"):
        (answer,) = await chat.say(words)
        assert "You have no account “home”. Yours: main, work." in answer
    assert await chat.jobs() == []


async def test_the_site_of_the_named_account_decides_what_it_can_use(chat: Chat) -> None:
    await two(chat)
    (answer,) = await chat.say("/image a cat --as work --model jimeng-3.1")
    assert "isn't offered at Dreamina US" in answer
    await chat.say("/image a cat --as main --model jimeng-3.1", message_id=11, update_id=3)
    assert [job.account_name for job in await chat.jobs()] == ["main"]


async def test_an_edited_receipt_asks_for_the_account_that_it_names_now(chat: Chat) -> None:
    await two(chat)
    await chat.say("/video a cat runs --model jimeng-video-3.0", message_id=11)
    (job,) = await chat.jobs()
    assert (job.state, job.account_name) == (JobState.DRAFTED, "main")
    edited = "/video a cat runs --model jimeng-video-3.0 --as work"
    await chat.say(edited, message_id=11, update_id=3, kind="edited_message")
    (job,) = await chat.jobs()
    assert (job.state, job.account_name) == (JobState.DRAFTED, "work")


async def test_one_account_alone_is_never_named(chat: Chat) -> None:
    await chat.link()
    await chat.say("/image a cat")
    (job,) = await chat.jobs()
    assert (job.account_name, job.receipt.notes) == ("main", ())
