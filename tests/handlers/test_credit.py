"""/credit: claims once a day, tells every source, and only its owner."""

from __future__ import annotations

import pytest

from bot.domain.accounts import Balance, Claim, ClaimResult
from tests.bot.telegram_double import group, refusal
from tests.handlers.conftest import PERSON, Chat


async def test_the_balance_is_shown_by_source_with_todays_claim(chat: Chat) -> None:
    await chat.link()
    chat.backend.balances.append(Balance(gift=0, purchase=0, vip=0))  # before the claim
    chat.backend.balances.append(Balance(gift=60, purchase=1200, vip=26))
    (answer,) = await chat.say("/credit")
    assert answer.split("\n") == [
        "Account Jimeng …c0de · balance <b>1286</b>",
        "Gift 60 · Member 26 · Bought 1200",
        "Today's credits: +66 received",
    ]


async def test_asking_twice_claims_once(chat: Chat) -> None:
    await chat.link()
    for _ in range(2):
        await chat.say("/credits")
    assert chat.backend.claims == 1


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (Claim(result=ClaimResult.ALREADY_CLAIMED), "今日签到：今天已经领过"),
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
    assert answer.split("\n")[-1] == words


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


async def test_refreshing_answers_the_tap_first_and_edits_the_message(chat: Chat) -> None:
    await chat.link()
    assert await chat.tap("v1:credit:") == [""]
    assert [call.method for call in chat.telegram.calls] == [
        "answerCallbackQuery",
        "editMessageText",
    ]


async def test_refreshing_an_unchanged_balance_is_no_failure(chat: Chat) -> None:
    await chat.link()
    same = "Bad Request: message is not modified: specified new message content"
    chat.telegram.planned["editMessageText"].append(refusal(400, same))
    await chat.tap("v1:credit:")
    assert chat.failures == []


async def test_refreshing_under_a_message_too_old_to_edit_sends_a_new_one(chat: Chat) -> None:
    await chat.link()
    await chat.tap("v1:credit:", is_old=True)
    assert [call.method for call in chat.telegram.calls] == ["answerCallbackQuery", "sendMessage"]
    assert chat.failures == []
