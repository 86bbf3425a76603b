"""Logins that end, credits that are short, and several accounts: over real HTTP, both languages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.acceptance.driving import Bot, Person, Playground, is_from_bot, wait_for, words

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-accounts")]


@dataclass(frozen=True)
class Speech:
    """What a person of one language reads, and where their account is."""

    code: str
    prefix: str
    lost: str
    log_in: str
    needs_login: str
    goes_on: str
    short: str
    claim_and_go: str
    done: str
    cost: str
    account: str
    today: str


ZH = Speech(
    code="zh-hans",
    prefix="",
    lost="的登录失效了",
    log_in="登录",
    needs_login="登录",
    goes_on="继续进行",
    short="约 12 积分（余额 5",
    claim_and_go="签到并生成",
    done="完成",
    cost="花费 12",
    account="账号：work",
    today="今日签到：",
)
EN = Speech(
    code="en",
    prefix="us-",
    lost="has ended",
    log_in="Log in",
    needs_login="log",
    goes_on="waiting jobs go on",
    short="About 12 credits (balance 5",
    claim_and_go="Claim and generate",
    done="Done",
    cost="cost 12",
    account="Account: work",
    today="Today's credits: ",
)
BOTH = pytest.mark.parametrize("speech", [ZH, EN], ids=["zh", "en"])


@pytest.fixture(scope="module", autouse=True)
def bot(playground: Playground, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """One bot for all of this file."""
    running = Bot(playground, tmp_path_factory.mktemp("accounts") / "data")
    running.start()
    yield running
    running.close()
    playground.control.delete("/faults")


def balance_of(playground: Playground, token: str) -> dict[str, int]:
    """What an account holds by source."""
    held: dict[str, int] = playground.post("/credits", token=token)["balance"]
    return held


def all_with(person: Person, part: str) -> list[dict[str, Any]]:
    """The bot's messages that hold this text."""
    return [m for m in person.sees() if is_from_bot(m) and part in words(m)]


def job_of(person: Person, prompt: str, part: str) -> dict[str, Any]:
    """The one message of the job with this prompt, once it holds this text."""
    return wait_for(
        f"{prompt!r} with {part!r}",
        lambda: next((m for m in all_with(person, prompt) if part in words(m)), None),
    )


@BOTH
def test_a_token_that_dies_in_the_middle_of_the_queue(
    playground: Playground, speech: Speech
) -> None:
    """Jobs are held, nothing is spent twice, and a new login is all it takes."""
    person = playground.new_person(speech.code)
    token = person.logs_in(playground.new_token(prefix=speech.prefix))
    running, waiting = f"golden nine {speech.code} one", f"golden nine {speech.code} two"
    with playground.held("get_history_by_ids:before"):
        person.says(f"/image {running}")
        playground.wait_at("get_history_by_ids:before")
        playground.post("/credits", token=token, session="dead")
    person.says(f"/image {waiting}")
    lost = person.reads(speech.lost)
    job_of(person, running, speech.needs_login)
    job_of(person, waiting, speech.needs_login)
    assert (len(playground.accepted(running)), playground.accepted(waiting)) == (1, [])

    playground.post("/credits", token=token, session="alive")
    person.taps(lost, speech.log_in, asks=False)
    person.reads("sessionid")
    person.says(token.removeprefix(speech.prefix))  # the site is chosen: no prefix is needed
    assert len(person.gets_pictures(8)) == 8
    for prompt in (running, waiting):
        job_of(person, prompt, speech.done)
        assert len(playground.accepted(prompt)) == 1
    assert person.reads(speech.goes_on)
    assert sum(balance_of(playground, token).values()) == 66 - 8
    assert len(all_with(person, speech.lost)) == 1


@BOTH
def test_a_balance_that_is_short_is_claimed_and_the_job_continues(
    playground: Playground, speech: Speech
) -> None:
    """Twelve credits are learned from the first job; five are left for the second."""
    person = playground.new_person(speech.code)
    token = playground.new_token(gift=17, prefix=speech.prefix)
    playground.post("/credits", token=token, picture=3, quota=60)
    person.logs_in(token)
    first, second = f"golden eleven {speech.code} one", f"golden eleven {speech.code} two"
    person.says(f"/image {first} --res 1k")
    job_of(person, first, speech.cost)  # as the service's history tells it, after the end
    before = len(playground.get("/received"))
    person.says(f"/image {second} --res 1k")
    receipt = job_of(person, second, speech.short)
    assert playground.calls("generate", after=before) == []

    person.taps(receipt, speech.claim_and_go, asks=False)
    job_of(person, second, speech.done)
    assert len(person.gets_pictures(8)) == 8
    assert len(playground.accepted(second)) == 1
    assert sum(balance_of(playground, token).values()) == 17 - 12 + 60 - 12
    assert len(playground.calls("credit_receive", after=before)) == 1


@BOTH
def test_each_job_is_paid_by_the_account_that_it_names(
    playground: Playground, speech: Speech
) -> None:
    person = playground.new_person(speech.code)
    main = person.logs_in(playground.new_token(gift=20, prefix=speech.prefix))
    work = playground.new_token(gift=30, prefix=speech.prefix)
    person.says("/account add Work")
    person.reads("sessionid")
    pasted = person.says(work)
    person.reads("--as work")
    assert pasted not in [message["message_id"] for message in person.sees()]
    prompt = f"paid by work {speech.code}"
    person.says(f"/image {prompt} --as work")
    job_of(person, prompt, speech.account)
    job_of(person, prompt, speech.done)
    assert sum(balance_of(playground, main).values()) == 20
    assert sum(balance_of(playground, work).values()) == 26

    person.says("/account use work")
    person.says("/account")
    table = person.reads("▶️")
    assert "<b>" not in words(table)
    assert "▶️ work" in words(table)
    assert main[-4:] in words(table)
    person.says("/account remove main")
    question = wait_for("a question", lambda: next(iter(all_with(person, main[-4:])[::-1]), None))
    person.taps(question, "🗑", asks=False)
    wait_for("work alone", lambda: "main" in words(person.sees()[-1]))


@pytest.mark.parametrize(
    ("claim", "fault", "said"),
    [
        ("ok", None, "+66 已领"),
        ("claimed", None, "已经领过，网站记录里有 +66"),
        ("zero", None, "没有给积分"),
        ("busy", None, "拒绝了（1014）"),
        ("ok", {"code": -6}, "拒绝了（-6）"),
        ("busy", {"code": 503}, "结果未知"),
        ("ok", {"code": 503, "after_effect": True}, "已经领过，网站记录里有 +66"),
    ],
    ids=["given", "claimed on the site", "nothing", "busy", "risk", "lost", "lost and given"],
)
def test_every_outcome_of_a_claim_is_told_as_far_as_the_service_tells(
    playground: Playground, claim: str, fault: dict[str, object] | None, said: str
) -> None:
    person = playground.new_person()
    token = person.logs_in()
    playground.post("/credits", token=token, claim=claim)
    if fault is not None:
        playground.post("/faults", service="jimeng", path="credit_receive", times=1, **fault)
    before = len(playground.get("/received"))
    person.says("/credit")
    report = words(person.reads(ZH.today))
    line = next(line for line in report.split("\n") if line.startswith(ZH.today))
    assert said in line
    assert "到期（北京时间）" in report
    person.taps(person.reads(ZH.today), "刷新", asks=False)
    person.says("/credit")
    wait_for("a second answer", lambda: len(all_with(person, ZH.today)) == 2)
    assert len(playground.calls("credit_receive", after=before)) == 1
    playground.control.delete("/faults")


def test_a_site_that_says_no_is_left_and_the_others_are_offered(playground: Playground) -> None:
    person = playground.new_person("en")
    token = playground.new_token(prefix="jp-")
    bare = token.removeprefix("jp-")
    before = len(playground.get("/received"))
    person.says(bare)
    refused = person.reads("Not valid at Jimeng")
    tries = playground.calls("v2", after=before)
    assert len(tries) == 1
    person.taps(refused, "Dreamina JP", asks=False)
    person.reads("Dreamina JP\n1.")
    person.says(bare)
    done = words(person.reads("✅"))
    assert "Dreamina JP · balance 66" in done
    assert bare not in str(person.sees())


def make_due(bot: Bot, kind: str) -> int:
    """Let every planned round of a kind be due; gives how many there are."""
    database = sqlite3.connect(bot.data_dir / "jimeng_bot.db")
    try:
        with database:
            return database.execute("UPDATE rounds SET due_at = 0 WHERE kind = ?", (kind,)).rowcount
    finally:
        database.close()


def test_the_quiet_check_and_the_auto_claim_survive_a_restart(
    playground: Playground, bot: Bot
) -> None:
    """One loss is told once; a claim that went well isn't told at all."""
    quiet, lost = playground.new_person(), playground.new_person("en")
    token, dying = quiet.logs_in(), lost.logs_in()
    playground.post("/credits", token=token, claim="zero")
    quiet.says("/credit")
    quiet.taps(quiet.reads(ZH.today), "自动签到", asks=False)
    wait_for("auto-claim on", lambda: "自动签到：开" in str(quiet.sees()[-1]))
    bot.stop()
    assert make_due(bot, "claim") == 1
    assert make_due(bot, "check") >= 2
    forget_claims(bot)  # as on the next day
    playground.post("/credits", token=token, claim="ok", quota=60)
    playground.post("/credits", token=dying, session="dead")
    seen = len(quiet.sees())
    before = len(playground.get("/received"))
    bot.start()
    lost.reads("has ended")
    wait_for("the claim", lambda: balance_of(playground, token)["gift"] == 126)
    assert len(playground.calls("credit_receive", after=before)) == 1
    bot.stop()
    bot.start()
    lost.says("/queue")
    lost.reads("No jobs")
    assert len(all_with(lost, "has ended")) == 1
    assert len(quiet.sees()) == seen
    assert len(playground.calls("credit_receive", after=before)) == 1


def forget_claims(bot: Bot) -> None:
    database = sqlite3.connect(bot.data_dir / "jimeng_bot.db")
    try:
        with database:
            database.execute("DELETE FROM claims")
    finally:
        database.close()
