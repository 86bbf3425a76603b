"""Trouble with either service, seen from the chat: said plainly, never paid for twice."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.acceptance.driving import Bot, Person, Playground, wait_for, words

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-trouble")]


@pytest.fixture
def bot(playground: Playground, shared_bot: Bot) -> Iterator[Bot]:
    """One for all of this file."""
    yield shared_bot
    playground.control.delete("/faults")


@pytest.fixture
def person(playground: Playground, bot: Bot) -> Person:
    somebody = playground.new_person()
    somebody.logs_in()
    return somebody


def test_a_lost_answer_is_looked_up_not_sent_again(playground: Playground, person: Person) -> None:
    playground.post("/faults", service="jimeng", path="generate", after_effect=True)
    person.says("/image 答复丢了")
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted("答复丢了")) == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (1019, "风控"),
        (1006, "积分不够"),
        (2038, "审核"),
        (1015, "登录"),
        (99999, "99999"),
    ],
)
def test_a_refusal_makes_one_call_and_one_clear_answer(
    playground: Playground, person: Person, code: int, said: str
) -> None:
    before = len(playground.get("/received"))
    playground.post("/faults", service="jimeng", path="generate", code=code)
    person.says("/image 不被接受的")
    answer = words(person.reads(said))
    assert "积分" in answer
    assert len(playground.calls("generate", after=before)) == 1


def test_a_record_that_fails_ends_here_too(playground: Playground, person: Person) -> None:
    playground.post("/faults", service="jimeng", path="generate", kind="job_fails", code=2038)
    person.says("/image 会失败的")
    person.reads("审核没通过")
    person.says("/queue")
    person.reads("没有在排队")


def test_the_bot_does_not_go_deaf(playground: Playground, bot: Bot, person: Person) -> None:
    """One 401 or 404 ends the library's own polling for good."""
    for code in (401, 404, 502):
        playground.post("/faults", service="telegram", method="getUpdates", code=code)
    person.says("/queue")
    person.reads("没有在排队")


def test_a_token_that_is_refused_for_a_while_costs_time_and_nothing_else(
    playground: Playground, bot: Bot, person: Person
) -> None:
    """Revoked by mistake, or a server in front that forgot it: every kind of call is refused."""
    with playground.held("result:before"):
        person.says("/image 令牌失效")
        playground.wait_at("result:before")
        for method in ("getUpdates", "sendMediaGroup", "sendMessage", "editMessageText"):
            playground.post("/faults", service="telegram", method=method, code=401, times=2)
    assert len(person.gets_pictures(4)) == 4
    person.reads("完成")
    person.says("/queue")
    person.reads("没有在排队")
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted("令牌失效")) == 1
    assert bot.process is not None
    assert bot.process.poll() is None
    assert [c["status"] for c in playground.calls("sendMediaGroup")][-3:] == [401, 401, 200]


def test_flood_limits_are_obeyed_to_the_second(playground: Playground, person: Person) -> None:
    playground.post("/faults", service="telegram", method="sendMediaGroup", code=429, retry_after=2)
    person.says("/image 太快了")
    assert len(person.gets_pictures(4)) == 4
    first, second = playground.calls("sendMediaGroup")[-2:]
    assert (first["status"], second["status"]) == (429, 200)
    assert second["at"] - first["at"] >= 2


def test_an_album_whose_answer_is_lost_is_sent_once_more_and_marked(
    playground: Playground, person: Person
) -> None:
    playground.post("/faults", service="telegram", method="sendMediaGroup", after_effect=True)
    person.says("/image 相册丢了答复")
    pictures = person.gets_pictures(8)
    assert "可能重复" in pictures[4]["caption"]
    person.reads("完成")
    assert len(person.gets_pictures(8)) == 8


def test_a_dead_login_keeps_the_job_for_the_next(playground: Playground, bot: Bot) -> None:
    person = playground.new_person()
    token = person.logs_in()
    playground.post("/credits", token=token, session="dead")
    person.says("/image 登录没了")
    person.reads("登录失效")
    person.logs_in()
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted("登录没了")) == 1


def test_a_job_waits_for_the_account_that_it_was_sent_with(
    playground: Playground, bot: Bot, person: Person
) -> None:
    token = playground.new_token()
    person.says(f"/login {token}")
    wait_for("the login", lambda: sum("✅" in words(m) for m in person.sees()) == 2)
    playground.post("/speed", factor=1)
    person.says("/image 属于第一个账号")
    wait_for("a submission", lambda: playground.accepted("属于第一个账号"))
    person.logs_in()
    person.reads("另一个账号")
    playground.post("/speed", factor=20)
    person.says(f"/login {token}")
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted("属于第一个账号")) == 1


def test_it_stops_within_ten_seconds_and_goes_on_where_it_was(
    playground: Playground, bot: Bot, person: Person
) -> None:
    prompts = [f"停在半路 {number}" for number in range(3)]
    for prompt in prompts:
        person.says(f"/image {prompt}")
    wait_for("a submission", lambda: playground.accepted(prompts[0]))
    began = time.monotonic()
    assert bot.stop() == 0
    assert time.monotonic() - began < 10
    bot.start()
    assert len(person.gets_pictures(12, seconds=60)) == 12
    assert [len(playground.accepted(prompt)) for prompt in prompts] == [1, 1, 1]


def test_it_stops_as_soon_while_the_service_keeps_its_answers(
    playground: Playground, bot: Bot, person: Person
) -> None:
    """A submission and a question are under way; one is looked up, the other asked again."""
    with playground.held("generate:after"), playground.held("user_credit:before"):
        person.says("/image 停的时候没有答复")
        playground.wait_at("generate:after")
        person.says("/credit")
        playground.wait_at("user_credit:before")
        began = time.monotonic()
        assert bot.stop() == 0
        assert time.monotonic() - began < 10
    bot.start()
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted("停的时候没有答复")) == 1
    person.reads("赠送")


def test_no_secret_stands_in_the_log(playground: Playground, bot: Bot, person: Person) -> None:
    bot.stop()
    bot.settings["LOG_LEVEL"] = "DEBUG"
    bot.start()
    token = person.logs_in()
    playground.post("/faults", service="jimeng", path="generate", code=1015)
    person.says("/image 秘密")
    person.reads("登录失效")
    log = bot.log
    assert "job.enqueued" in log
    assert token not in log
    assert playground.addresses["bot_token"] not in log


def test_strangers_are_told_once_and_spend_nothing(playground: Playground, bot: Bot) -> None:
    bot.stop()
    owner = playground.new_person()
    bot.settings["ALLOWED_USERS"] = str(owner.id)
    bot.start()
    stranger = playground.new_person()
    stranger.says("/image 陌生人")
    assert str(stranger.id) in words(stranger.reads(str(stranger.id)))
    owner.says("/queue")
    owner.reads("没有在排队")
    assert playground.accepted("陌生人") == []
