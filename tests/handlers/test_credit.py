"""/credit: claims once a day, tells every source, and only its owner."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Update

from bot import answers
from bot.domain.accounts import Balance, Claim, ClaimResult, Credential, Expiring, Gain, Round
from bot.domain.ids import UserId
from bot.domain.observations import LoginEnded, Unreachable
from tests.bot.telegram_double import group, refusal
from tests.builders import START, make_account, make_credential
from tests.handlers.conftest import PERSON, Chat


async def test_the_balance_is_shown_by_source_with_todays_claim(chat: Chat) -> None:
    await chat.link()
    chat.backend.balances.append(Balance(gift=0, purchase=0, vip=0))  # before the claim
    chat.backend.balances.append(Balance(gift=60, purchase=1200, vip=26))
    (answer,) = await chat.say("/credit")
    assert answer.split("\n") == [
        "Account Jimeng …c0de · balance <b>1286</b>",
        "Gift 60 · Member 26 · Bought 1200",
        "Today's credits: +66 received ✅ today 16:26",
        "Spent here today 0 · this month 0",
    ]


async def test_what_expires_when_is_told_as_far_as_the_service_tells(chat: Chat) -> None:
    await chat.link()
    await chat.stores.accounts.link(make_account(PERSON, name="work"), make_credential())
    parts = (
        Expiring(amount=60, at=START + 3600),
        Expiring(amount=26, at=START + 27 * 86_400),
        Expiring(amount=1, at=START - 1),
    )
    balance = Balance(gift=60, purchase=0, vip=26, expiring=parts)
    chat.backend.balances.extend([balance, balance])
    (answer,) = await chat.say("/credit", language="zh-hans")
    assert answer.split("\n")[0] == "账号 main（即梦 …c0de）· 余额 <b>86</b>"
    assert answer.split("\n")[2] == (
        "到期（北京时间）：60 积分 今天 17:26 · 26 积分 2025-12-19 16:26"
    )


async def test_an_account_is_chosen_by_its_name(chat: Chat) -> None:
    await chat.link()
    await chat.stores.accounts.link(
        make_account(PERSON, name="work", hint="ab12"), make_credential()
    )
    (answer,) = await chat.say("/credit Work")
    assert answer.startswith("Account work (Jimeng …ab12)")
    (answer,) = await chat.say("/credit home", message_id=11, update_id=3)
    assert "“home”" in answer
    assert "main, work" in answer
    assert chat.backend.claims == 1


async def test_auto_claim_is_turned_on_and_off_by_its_button(chat: Chat) -> None:
    await chat.link()
    account = (await chat.stores.accounts.all_of(UserId(PERSON)))[0]
    await chat.say("/credit")
    assert "Auto-claim: off" in str(chat.telegram.calls[-1].params["reply_markup"])
    for wanted, words in (("on", "once a day"), ("on", "once a day"), ("off", "is off")):
        (told,) = await chat.tap(f"v1:auto::{account.id}.{wanted}")
        assert words in told
        edited = chat.telegram.of("editMessageText")[-1]
        assert f"Auto-claim: {wanted}" in str(edited.params["reply_markup"])
        assert await chat.services.credits.claims_itself(account) is (wanted == "on")
    assert chat.backend.claims == 1


@pytest.mark.parametrize("data", ["v1:auto::1.maybe", "v1:auto::x.on", "v1:auto::99.on"])
async def test_what_no_button_of_ours_says_changes_nothing(chat: Chat, data: str) -> None:
    await chat.link()
    (told,) = await chat.tap(data)
    assert "gone, or not yours" in told
    assert await chat.stores.rounds.due(Round.CLAIM, START * 2) == []


async def test_asking_twice_claims_once(chat: Chat) -> None:
    await chat.link()
    for _ in range(2):
        await chat.say("/credits")
    assert chat.backend.claims == 1


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (Claim(result=ClaimResult.RECEIVED, amount=60), "今日签到：+60 已领 ✅ 今天 16:26"),
        (Claim(result=ClaimResult.NOTHING), "今日签到：即梦没有给积分。"),
        (Claim(result=ClaimResult.REFUSED, code="1014"), "今日签到：即梦拒绝了（1014）"),
        (Claim(result=ClaimResult.REFUSED), "今日签到：即梦拒绝了（–）"),
        (Claim(result=ClaimResult.UNKNOWN), "今日签到：结果未知"),
    ],
)
async def test_every_outcome_of_the_claim_has_its_words(
    chat: Chat, claim: Claim, words: str
) -> None:
    await chat.link()
    chat.backend.claim = claim
    (answer,) = await chat.say("/credit", language="zh-hans")
    assert answer.split("\n")[2].startswith(words)


async def test_credits_that_were_claimed_on_the_site_are_told_from_its_history(
    chat: Chat,
) -> None:
    await chat.link()
    chat.backend.claim = Claim(result=ClaimResult.REFUSED, code="1014")
    chat.backend.gained = [Gain(amount=60, at=START - 3600)]
    (answer,) = await chat.say("/credit", language="zh-hans")
    assert answer.split("\n")[2] == ("今日签到：今天已经领过，网站记录里有 +60 今天 15:26")


async def test_without_an_account_the_way_to_one_is_told(chat: Chat) -> None:
    (answer,) = await chat.say("/credit")
    assert "/login" in answer
    assert chat.failures == []


async def test_in_a_group_the_balance_goes_to_its_owner_alone(chat: Chat) -> None:
    await chat.link()
    await chat.say("/credit", chat=group(-100))
    private, public = chat.telegram.of("sendMessage")
    assert int(private.params["chat_id"]) == PERSON
    assert "66" in private.params["text"]
    assert int(public.params["chat_id"]) == -100
    assert "66" not in public.params["text"]


async def test_a_person_without_a_private_chat_gets_a_button_to_one(chat: Chat) -> None:
    await chat.link()
    chat.telegram.planned["sendMessage"].append(
        refusal(403, "Forbidden: bot can't initiate conversation with a user")
    )
    await chat.say("/credit", chat=group(-100))
    assert "https://t.me/pictures_bot" in chat.telegram.calls[-1].params["reply_markup"]


async def test_refreshing_edits_the_message_and_says_that_it_was_read(chat: Chat) -> None:
    await chat.link()
    assert await chat.tap("v1:credit:") == ["Read just now"]
    assert [call.method for call in chat.telegram.calls] == [
        "editMessageText",
        "answerCallbackQuery",
    ]


async def test_a_refresh_that_takes_long_answers_the_tap_meanwhile(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chat.link()
    read, answered = chat.backend.balance, asyncio.Event()
    acknowledge = answers.acknowledge

    async def late(update: Update) -> None:
        await acknowledge(update)
        answered.set()

    monkeypatch.setattr(answers, "SPINS_AT_MOST", 0.0)
    monkeypatch.setattr(answers, "acknowledge", late)

    async def slowly(credential: Credential) -> Balance | LoginEnded | Unreachable:
        async with asyncio.timeout(10):
            await answered.wait()
        return await read(credential)

    monkeypatch.setattr(chat.backend, "balance", slowly)
    assert (await chat.tap("v1:credit:"))[0] == ""
    assert [call.method for call in chat.telegram.calls][:2] == [
        "answerCallbackQuery",
        "editMessageText",
    ]


async def test_refreshing_an_unchanged_balance_is_no_failure(chat: Chat) -> None:
    await chat.link()
    same = "Bad Request: message is not modified: specified new message content"
    chat.telegram.planned["editMessageText"].append(refusal(400, same))
    assert await chat.tap("v1:credit:") == ["Read just now: nothing has changed"]
    assert chat.failures == []


async def test_refreshing_under_a_message_too_old_to_edit_sends_a_new_one(chat: Chat) -> None:
    await chat.link()
    await chat.tap("v1:credit:", is_old=True)
    assert [call.method for call in chat.telegram.calls] == ["sendMessage", "answerCallbackQuery"]
    assert chat.failures == []
