"""Logging in: the secret leaves the chat first, and is never shown again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.accounts import Balance, Probe, ProbeResult
from bot.domain.ids import UserId
from bot.domain.jobs import JobState
from tests.bot.telegram_double import BOT_NAME, group, refusal
from tests.builders import START, make_account, make_credential, make_job
from tests.handlers.conftest import OPERATOR, PERSON, Chat
from tests.handlers.test_pictures import FILE, PHOTO

SESSION = "0123456789abcdef0123456789abf3a9"
GROUP = group()["id"]
LOGIN_LINK = "https://t.me/pictures_bot?start=login"


async def test_the_pasted_secret_is_deleted_before_it_is_tried(chat: Chat) -> None:
    (answer,) = await chat.say(f"/login {SESSION}", message_id=31)
    first, *_ = chat.telegram.calls
    assert (first.method, first.params["message_id"]) == ("deleteMessage", "31")
    assert answer == "✅ Jimeng · balance not known · …f3a9"
    account = await chat.stores.accounts.of_user(UserId(PERSON))
    assert account is not None
    assert account.hint == "f3a9"


async def test_the_answer_tells_site_balance_and_four_characters_only(chat: Chat) -> None:
    chat.backend.probed = Probe(
        result=ProbeResult.ALIVE, region="us", balance=Balance(gift=60, purchase=0, vip=26)
    )
    (answer,) = await chat.say(f"/login us-{SESSION}", language="zh-hans")
    assert answer == "✅ Dreamina 美国站 · 余额 86 · …f3a9"
    assert SESSION not in answer


async def test_a_login_that_takes_another_account_s_place_says_so(chat: Chat) -> None:
    chat.backend.probed = Probe(result=ProbeResult.ALIVE, region="us")
    await chat.say(f"/login us-{SESSION}")
    chat.backend.probed = Probe(result=ProbeResult.ALIVE, region="cn")
    (answer,) = await chat.say(f"/login {SESSION[::-1]}", message_id=31)
    assert "It took the place of Dreamina US …f3a9" in answer
    assert "/account add" in answer
    (renewed,) = await chat.say(f"/login {SESSION}", message_id=33)
    assert "place" not in renewed


async def test_a_token_without_a_command_is_a_login_too(chat: Chat) -> None:
    (answer,) = await chat.say(f" {SESSION}\n", message_id=31)
    assert answer.startswith("✅")
    assert chat.telegram.calls[0].method == "deleteMessage"


@pytest.mark.parametrize("caption", [SESSION, f"sessionid={SESSION}", f"/login {SESSION}"])
@pytest.mark.parametrize("fields", [PHOTO, {**PHOTO, "media_group_id": "album"}, FILE])
async def test_a_token_below_a_picture_is_a_login_and_nothing_is_drawn(
    chat: Chat, caption: str, fields: dict[str, Any]
) -> None:
    await chat.link()
    await chat.say("/login", message_id=10)
    before = len(chat.telegram.calls)
    (answer,) = await chat.say(caption=caption, message_id=31, **fields)
    first = chat.telegram.calls[before]
    assert (first.method, first.params["message_id"]) == ("deleteMessage", "31")
    assert answer.startswith("✅")
    chat.clock.time += 10
    await chat.albums.gather_due()
    assert await chat.jobs() == []


async def test_a_message_that_cannot_be_deleted_is_told(chat: Chat) -> None:
    chat.telegram.planned["deleteMessage"].append(
        refusal(400, "Bad Request: message can't be deleted for everyone")
    )
    (answer,) = await chat.say(f"/login {SESSION}")
    assert answer.startswith("✅")
    assert "could not delete your message" in answer


async def test_a_message_already_gone_counts_as_deleted(chat: Chat) -> None:
    """So it is after a restart between the deletion and the test of the secret."""
    chat.telegram.planned["deleteMessage"].append(
        refusal(400, "Bad Request: message to delete not found")
    )
    (answer,) = await chat.say(f"/login {SESSION}")
    assert "could not delete" not in answer


@pytest.mark.parametrize(
    ("result", "words"),
    [(ProbeResult.DEAD, "Not valid at Dreamina JP"), (ProbeResult.UNREACHABLE, "can't be reached")],
)
async def test_a_secret_that_does_not_work_is_not_stored(
    chat: Chat, result: ProbeResult, words: str
) -> None:
    chat.backend.probed = Probe(result=result, region="jp")
    (answer,) = await chat.say(f"/login jp-{SESSION}")
    assert words in answer
    assert "stored nothing" in answer or "Nothing was stored" in answer
    assert chat.telegram.calls[0].method == "deleteMessage"
    assert await chat.stores.accounts.of_user(UserId(PERSON)) is None


async def test_login_alone_explains_where_the_session_is_found(chat: Chat) -> None:
    (answer,) = await chat.say("/login")
    assert "sessionid" in answer
    assert chat.telegram.of("deleteMessage") == []


async def test_the_deep_link_from_a_group_explains_the_login(chat: Chat) -> None:
    (answer,) = await chat.say("/start login")
    assert "sessionid" in answer


async def test_login_in_a_group_leads_to_the_private_chat(chat: Chat) -> None:
    await chat.say("/login", chat=group())
    (call,) = chat.telegram.of("sendMessage")
    assert LOGIN_LINK in call.params["reply_markup"]


@pytest.mark.parametrize("text", [f"us-{SESSION}", f"mine is us-{SESSION} ok?"])
async def test_a_token_in_a_group_is_deleted_and_its_owner_told_alone(
    chat: Chat, text: str
) -> None:
    await chat.say(text, chat=group(), message_id=31)
    delete, warning = chat.telegram.calls
    assert (delete.method, delete.params["message_id"]) == ("deleteMessage", "31")
    assert int(warning.params["chat_id"]) == PERSON
    assert "Friends &amp; &lt;co&gt;" in warning.params["text"]
    assert "I deleted it" in warning.params["text"]
    assert await chat.stores.accounts.of_user(UserId(PERSON)) is None


@pytest.mark.parametrize("secret", [SESSION, f"us-{SESSION}", "half-a-session"])
async def test_login_with_a_token_in_a_group_is_warned_and_led_to_the_private_chat(
    chat: Chat, secret: str
) -> None:
    await chat.say(f"/login {secret}", chat=group(), message_id=31)
    delete, alone, here = chat.telegram.calls
    assert delete.method == "deleteMessage"
    assert int(alone.params["chat_id"]) == PERSON
    assert int(here.params["chat_id"]) == GROUP
    assert LOGIN_LINK in here.params["reply_markup"]
    assert secret not in here.params["text"]
    assert await chat.stores.accounts.of_user(UserId(PERSON)) is None


@pytest.mark.parametrize("text", [f"/image {SESSION}", f"my session is {SESSION}"])
async def test_a_token_among_other_words_is_neither_drawn_nor_shown_again(
    chat: Chat, text: str
) -> None:
    (answer,) = await chat.say(text, message_id=31)
    assert chat.telegram.calls[0].method == "deleteMessage"
    assert "/login" in answer
    assert SESSION not in answer
    assert await chat.jobs() == []
    assert await chat.stores.accounts.of_user(UserId(PERSON)) is None


@pytest.mark.parametrize(
    "text", [SESSION, f"/login {SESSION}", f"/image a cat {SESSION}", f"a cat us-{SESSION}"]
)
@pytest.mark.parametrize("where", [None, group()])
async def test_a_token_that_is_edited_into_a_message_is_neither_kept_nor_shown_again(
    chat: Chat, text: str, where: dict[str, Any] | None
) -> None:
    """The receipt of the message is open: it would be written anew with every word."""
    await chat.link()
    await chat.say(f"/image@{BOT_NAME} a cat --max 0", chat=where)
    before = await chat.jobs()
    assert len(before) == 1
    sent = len(chat.telegram.calls)
    edit = {"kind": "edited_message", "update_id": 5, "edit_date": 1_763_800_050}
    await chat.say(text, chat=where, **edit)
    assert await chat.jobs() == before
    said = chat.telegram.calls[sent:]
    assert said[0].method == "deleteMessage"
    assert len(said) >= 2
    assert SESSION not in str(said)
    assert len(await chat.stores.accounts.all_of(UserId(PERSON))) == 1


async def test_a_token_in_a_group_where_nothing_can_be_deleted_is_still_told(chat: Chat) -> None:
    chat.telegram.planned["deleteMessage"].append(
        refusal(400, "Bad Request: message can't be deleted")
    )
    (warning,) = await chat.say(f"us-{SESSION}", chat=group())
    assert "delete it" in warning


@pytest.mark.parametrize("text", [f"us-{SESSION}", f"/login {SESSION}"])
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (403, "Forbidden: bot can't initiate conversation with a user"),
        (400, "Bad Request: chat not found"),
    ],
)
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Delete that message and log out at the site"), ("zh-hans", "请自己删除那条消息")],
)
async def test_whoever_cannot_be_told_alone_is_told_in_the_group_and_topic(
    chat: Chat, text: str, code: int, reason: str, language: str, words: str
) -> None:
    chat.telegram.planned["deleteMessage"].append(
        refusal(400, "Bad Request: message can't be deleted")
    )
    chat.telegram.planned["sendMessage"].append(refusal(code, reason))
    topic = {"is_topic_message": True, "message_thread_id": 5}
    await chat.say(text, chat=group(), language=language, message_id=31, **topic)
    _, here = chat.telegram.of("sendMessage")
    assert (int(here.params["chat_id"]), int(here.params["message_thread_id"])) == (GROUP, 5)
    assert words in here.params["text"]
    assert f"tg://user?id={PERSON}" in here.params["text"]
    assert LOGIN_LINK in here.params["reply_markup"]
    # A reply would show the secret, which is still there, a second time.
    assert "reply_parameters" not in here.params
    assert SESSION not in str(here.params)
    assert chat.failures == []


async def test_whoever_cannot_be_told_alone_hears_that_the_message_is_gone(chat: Chat) -> None:
    chat.telegram.planned["sendMessage"].append(
        refusal(403, "Forbidden: bot can't initiate conversation with a user")
    )
    await chat.say(f"us-{SESSION}", chat=group())
    _, here = chat.telegram.of("sendMessage")
    assert int(here.params["chat_id"]) == GROUP
    assert "I deleted it" in here.params["text"]
    assert LOGIN_LINK in here.params["reply_markup"]
    assert chat.failures == []


async def test_jobs_that_waited_for_the_login_go_on(chat: Chat) -> None:
    await chat.say("/image a cat")
    (job,) = await chat.jobs()
    await chat.stores.jobs.apply(job, replace(job, state=JobState.NEEDS_LOGIN))
    (answer,) = await chat.say(f"/login {SESSION}", message_id=11, update_id=2)
    assert "1 waiting job goes on." in answer
    assert [job.state for job in await chat.jobs()] == [JobState.QUEUED]


@pytest.mark.parametrize("typed", ["/logout", "/logout main", "退出"])
async def test_logout_asks_first_and_erases_after_the_tap_alone(chat: Chat, typed: str) -> None:
    await chat.link()
    await chat.say("/image a cat", message_id=9)
    await chat.say("/video a receipt waits for its person alone", message_id=8)
    (asked,) = await chat.say(typed)
    assert asked == (
        "Log out of main (Jimeng)? Its login is erased here. "
        "1 unfinished job then waits for a new login. Nothing is spent."
    )
    assert await chat.stores.accounts.of_user(UserId(PERSON)) is not None
    question = chat.keyboard()["inline_keyboard"]
    (told,) = await chat.press("Yes, log out", user=OPERATOR)
    assert "somebody else" in told
    assert await chat.stores.accounts.of_user(UserId(PERSON)) is not None
    await chat.press("Yes, log out")
    assert await chat.stores.accounts.of_user(UserId(PERSON)) is None
    done = chat.telegram.of("editMessageText")[-1].params
    assert done["text"].startswith("Erased.")
    assert "reply_markup" not in done
    states = [job.state for job in await chat.jobs()]
    assert states == [JobState.QUEUED, JobState.DRAFTED]
    assert await chat.say("/logout", message_id=12) == ["There was no login to erase."]
    # A button of before a new login can't end that one.
    await chat.link()
    assert await chat.tap(question[0][0]["callback_data"]) == ["Decided already."]
    assert await chat.stores.accounts.of_user(UserId(PERSON)) is not None


async def test_whoever_stays_logged_in_keeps_all(chat: Chat) -> None:
    await chat.link()
    await chat.say("/logout")
    assert await chat.press("No, stay") == ["Left as it is."]
    assert await chat.press("Yes, log out") == ["Decided already."]
    assert await chat.stores.accounts.of_user(UserId(PERSON)) is not None


async def test_a_login_made_after_the_question_is_not_erased(chat: Chat) -> None:
    await chat.link()
    await chat.say("/logout")
    account = replace(make_account(), linked_at=START + 5)
    await chat.stores.accounts.link(account, make_credential())
    (told,) = await chat.press("Yes, log out")
    assert told == "You logged in anew since this was asked. Nothing was erased."
    assert await chat.stores.accounts.of_user(UserId(PERSON)) is not None


async def test_an_erasure_that_a_death_cut_off_is_said_by_its_replay(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chat.link()
    await chat.say("/logout")
    with monkeypatch.context() as patch:
        patch.setattr(chat.stores.offers, "settle", None)
        await chat.press("Yes, log out")
    assert await chat.stores.accounts.of_user(UserId(PERSON)) is None
    chat.failures.clear()
    await chat.press("Yes, log out")
    assert chat.telegram.of("editMessageText")[-1].params["text"].startswith("Erased.")


async def test_a_site_that_says_no_is_told_and_no_other_one_is_tried(chat: Chat) -> None:
    chat.backend.probed = Probe(result=ProbeResult.DEAD, region="cn")
    (answer,) = await chat.say(f"/login {SESSION}")
    assert "Not valid at Jimeng" in answer
    assert SESSION not in str(chat.telegram.of("sendMessage"))
    assert chat.backend.probes == 1
    keyboard = chat.telegram.calls[-1].params["reply_markup"]
    assert "v1:site::us" in keyboard
    assert "v1:site::cn" not in keyboard
    assert await chat.stores.accounts.of_user(UserId(PERSON)) is None


async def test_the_site_is_chosen_by_a_button_and_the_secret_sent_again(chat: Chat) -> None:
    await chat.say("/login")
    assert await chat.tap("v1:site::hk") == [""]
    assert "Dreamina HK" in chat.telegram.texts()[-1]
    assert "dreamina.capcut.com" in chat.telegram.texts()[-1]
    await chat.say(SESSION, message_id=12, update_id=4)
    account = await chat.stores.accounts.of_user(UserId(PERSON))
    assert account is not None
    credential = await chat.stores.accounts.credential(account.id)
    assert credential is not None
    assert credential.secret == f"hk-{SESSION}"


async def test_a_site_that_does_not_exist_is_no_choice(chat: Chat) -> None:
    assert await chat.tap("v1:site::mars") == [""]
    assert chat.telegram.texts() == []


async def test_the_word_about_a_lost_login_leads_back_to_that_account(chat: Chat) -> None:
    await chat.link()
    work = await chat.stores.accounts.link(
        make_account(PERSON, name="work", region="us"), make_credential("old")
    )
    await chat.stores.accounts.lose(work, 1.0)
    await chat.tap(f"v1:login::{work.id}")
    assert "Dreamina US" in chat.telegram.texts()[-1]
    await chat.say(SESSION, message_id=12, update_id=4)
    renewed = await chat.stores.accounts.get(work.id)
    assert renewed is not None
    assert (renewed.alive, renewed.name) == (True, "work")
    main = await chat.stores.accounts.of_user(UserId(PERSON))
    assert main is not None
    assert await chat.stores.accounts.credential(main.id) == make_credential()


async def test_login_and_a_name_is_a_login_to_that_account(chat: Chat) -> None:
    await chat.link()
    await chat.stores.accounts.link(make_account(PERSON, name="work"), make_credential("old"))
    (how,) = await chat.say("/login Work")
    assert "For your account <b>work</b>" in how
    (done,) = await chat.say(f"/login {SESSION}", message_id=12, update_id=4)
    assert "<b>work</b>" in done
    assert chat.telegram.of("deleteMessage")[0].params["message_id"] == "12"


async def test_somebody_elses_account_is_no_way_to_log_in(chat: Chat) -> None:
    theirs = await chat.stores.accounts.link(
        make_account(8, region="us", name="theirs"), make_credential()
    )
    await chat.tap(f"v1:login::{theirs.id}")
    (how,) = chat.telegram.texts()
    assert "theirs" not in how
    assert "Choose the site" in how
    assert await chat.stores.logins.begun(UserId(PERSON)) is None


async def test_the_button_of_a_waiting_job_leads_to_the_login_of_its_account(chat: Chat) -> None:
    await chat.link()
    mine = make_job(1, user=PERSON, state=JobState.NEEDS_LOGIN, account_name="工作")
    theirs = make_job(2, user=8, state=JobState.NEEDS_LOGIN, account_name="theirs")
    for job in (mine, theirs):
        await chat.stores.jobs.add(job)
    await chat.tap(f"v1:login::job.{mine.id}")
    begun = await chat.stores.logins.begun(UserId(PERSON))
    assert begun is not None
    assert begun.account_name == "工作"
    await chat.stores.logins.end(UserId(PERSON))
    await chat.tap(f"v1:login::job.{theirs.id}")
    assert await chat.stores.logins.begun(UserId(PERSON)) is None
    assert "theirs" not in chat.telegram.texts()[-1]
