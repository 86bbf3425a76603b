"""Money: balances, charges, the daily claim, the history. Protocol notes, sections 5, 7 and 12."""

from __future__ import annotations

import json

import pytest

from tests.playground.jimeng.site import (
    CLAIM,
    CREDIT,
    CREDIT_HISTORY,
    Json,
    Site,
    picture_job,
)

CREDIT_KEY = "web_dre_m10n_generate_popup_credit_ininsufficient_title"


async def _balance(site: Site) -> Json:
    answer = await site.ask(CREDIT, {})
    assert json.loads(answer["response"]) == answer["data"]
    credit: Json = answer["data"]["credit"]
    return credit


async def test_accounts_start_with_66_gift_credits(site: Site) -> None:
    """And the commerce envelope repeats its data as text (section 5)."""
    answer = await site.ask(CREDIT, {})
    assert set(answer) == {"ret", "errmsg", "svr_time", "log_id", "response", "sign", "data"}
    assert answer["data"]["credit"] == {"gift_credit": 66, "purchase_credit": 0, "vip_credit": 0}
    assert answer["data"]["expiring_credits"][0]["credit_amount"] == 66


async def test_credit_needs_no_query(site: Site) -> None:
    """`user_credit` is sent without any query (section 4.4)."""
    nothing: dict[str, str | None] = dict.fromkeys(site.query)
    assert (await site.ask(CREDIT, {}, query=nothing))["ret"] == "0"


async def test_first_claim_of_a_day_gives_the_quota_second_is_busy(site: Site) -> None:
    """66 once; then "system busy" 1014, whose text tells it from the sign error (section 7.2)."""
    first = await site.ask(CLAIM, {"time_zone": "Asia/Shanghai"})
    assert first["data"] == {
        "is_first_receive": True,
        "receive_quota": 66,
        "has_popup": True,
        "cur_total_credits": 132,
    }
    second = await site.ask(CLAIM, {"time_zone": "America/New_York"})
    assert (second["ret"], second["errmsg"]) == ("1014", "system busy")
    assert (await _balance(site))["gift_credit"] == 132


@pytest.mark.parametrize(("claim", "ret", "quota"), [("busy", "1014", 0), ("zero", "0", 0)])
async def test_a_driver_decides_what_a_claim_meets(
    site: Site, claim: str, ret: str, quota: int
) -> None:
    """The quota may be 0, and a claim may be refused although it is the first."""
    site.service.world.set_credits({"token": site.token, "claim": claim})
    answer = await site.ask(CLAIM, {})
    assert answer["ret"] == ret
    if ret == "0":
        assert answer["data"]["receive_quota"] == quota
    assert (await _balance(site))["gift_credit"] == 66


async def test_what_was_claimed_on_the_site_is_in_and_refused_here(site: Site) -> None:
    """The refusal is the same as any; only the history tells that today's are in."""
    site.service.world.set_credits({"token": site.token, "claim": "claimed", "quota": 60})
    assert (await site.ask(CLAIM, {}))["ret"] == "1014"
    gains = await site.ask(CREDIT_HISTORY, {"count": 9, "cursor": "0", "history_type": 1})
    (record,) = gains["data"]["records"]
    assert (record["amount"], record["submit_id"]) == (60, "")
    assert (await _balance(site))["gift_credit"] == 126


async def test_a_driver_sets_what_things_cost_one_account(site: Site) -> None:
    terms = {"quota": 5, "picture": 3}
    site.service.world.set_credits({"token": site.token, **terms})
    assert (await site.ask(CLAIM, {}))["data"]["receive_quota"] == 5
    await site.submit()
    assert (await _balance(site))["gift_credit"] == 66 + 5 - 4 * 3


async def test_a_driver_can_open_the_day_again(site: Site) -> None:
    """`ok` lets the same day be claimed once more."""
    await site.ask(CLAIM, {})
    site.service.world.set_credits({"token": site.token, "claim": "ok"})
    assert (await site.ask(CLAIM, {}))["data"]["cur_total_credits"] == 198


async def test_submission_is_charged_at_acceptance_gift_first(site: Site) -> None:
    """A picture is one credit, a job of four is four; sources are spent gift, vip, purchase."""
    site.account.set_balance(gift=3, vip=5, purchase=7)
    await site.submit()
    assert await _balance(site) == {"gift_credit": 0, "purchase_credit": 7, "vip_credit": 4}


async def test_not_enough_credit_is_1006_with_its_key(site: Site) -> None:
    """The refusal carries code and key (section 12), and nothing is charged or queued."""
    site.account.set_balance(gift=3)
    answer = await site.submit()
    assert (answer["ret"], answer["errmsg"]) == ("1006", "Not enough credits left")
    assert answer["data"]["fail_code"] == "1006"
    assert answer["data"]["fail_starling_key"] == CREDIT_KEY
    assert (await _balance(site))["gift_credit"] == 3
    assert not site.service.stage.books.submissions


async def test_history_shows_gains_and_spendings_with_submit_ids(site: Site) -> None:
    """Newest first, in pages, by type (section 6)."""
    await site.ask(CLAIM, {})
    bodies = [picture_job(f"scene {n}") for n in range(3)]
    for body in bodies:
        await site.submit(body)
    page = (await site.ask(CREDIT_HISTORY, {"count": 2, "cursor": "0"}))["data"]
    assert [r["submit_id"] for r in page["records"]] == [b["submit_id"] for b in bodies[:0:-1]]
    assert {r["history_type"] for r in page["records"]} == {2}
    assert (page["has_more"], page["total_credit"]) == (True, 120)
    rest = await site.ask(CREDIT_HISTORY, {"count": 9, "cursor": page["new_cursor"]})
    assert [r["amount"] for r in rest["data"]["records"]] == [4, 66]
    gains = await site.ask(CREDIT_HISTORY, {"count": 9, "cursor": "0", "history_type": 1})
    assert [r["amount"] for r in gains["data"]["records"]] == [66]


@pytest.mark.parametrize(
    ("body", "ret"),
    [
        ({"count": 0, "cursor": "0"}, "1000"),
        ({"count": 20}, "1000"),
        ({"count": 20, "cursor": "last"}, "1000"),
        ({"count": 20, "cursor": 0}, "1002"),
        ({"count": 20, "cursor": "0", "history_type": 3}, "1000"),
    ],
)
async def test_history_request_is_checked(site: Site, body: Json, ret: str) -> None:
    """Types and ranges."""
    assert (await site.ask(CREDIT_HISTORY, body))["ret"] == ret


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"token": ""},
        {"token": "x", "gift": -1},
        {"token": "x", "gift": "many"},
        {"token": "x", "claim": "maybe"},
        {"token": "x", "quota": -1},
        {"token": "x", "picture": "dear"},
        {"token": "x", "video": True},
        {"token": "x", "session": "ill"},
        {"token": "x", "gold": 1},
        {"token": "http://proxy:1@x"},
        {"token": "us-"},
    ],
)
def test_bad_orders_of_a_driver_are_told(site: Site, body: Json) -> None:
    """POST /credits refuses with a sentence and changes nothing."""
    with pytest.raises(ValueError, match=r"must|unknown field|is a session"):
        site.service.world.set_credits(body)


def test_an_unknown_token_opens_an_account(site: Site) -> None:
    """So that a driver can bring as many people as it likes."""
    answer = site.service.world.set_credits({"token": "jp-another", "gift": 5, "vip": 2})
    assert answer["balance"] == {"gift": 5, "vip": 2, "purchase": 0}
    account = site.service.world.accounts.by_token("jp-another")
    assert account is not None
    assert account.region.name == "jp"
