"""Groups and their operator: dialogues 13 and 14, quotas and /admin, over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.acceptance.driving import Bot, Person, Playground, is_from_bot, wait_for, words

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-groups")]

BOT = "@jimeng_playground_bot"


@dataclass(frozen=True)
class Speech:
    """What a person of one language reads."""

    code: str
    closed: str
    let_in: str
    allowed: str
    called: str
    payer: str
    exposed: str
    quota: str
    held: str
    done: str
    elsewhere: str
    announced: str
    send: str
    announced_end: str
    question: str
    pictures: str
    videos: str
    checked: str


ZH = Speech(
    code="zh-hans",
    closed="不对外开放",
    let_in="放行",
    allowed="已放行",
    called="没有放行的群",
    payer="的账号支付",
    exposed="没有保存",
    quota="今天的额度用完了（1/1 个任务）",
    held="管理员暂停了这一项（视频）：“风控”",
    done="完成",
    elsewhere="发到这里",
    announced="公告",
    send="发送",
    announced_end="送到 1",
    question="要发吗",
    pictures="图片",
    videos="视频",
    checked="数据目录",
)
EN = Speech(
    code="en",
    closed="This bot is closed",
    let_in="Let in",
    allowed="let in",
    called="is not let in",
    payer="login",
    exposed="did not store",
    quota="Today’s quota is used (1/1 jobs)",
    held="The operator paused this (videos): “风控”",
    done="Done",
    elsewhere="so I write here",
    announced="Announcement",
    send="Send",
    announced_end="sent 1",
    question="Send it",
    pictures="pictures",
    videos="videos",
    checked="data directory",
)
BOTH = pytest.mark.parametrize("speech", [ZH, EN], ids=["zh", "en"])


@dataclass
class Place:
    """A group as one of its members sees it."""

    playground: Playground
    id: int
    member: Person

    def hears(self, text: str, *, by: Person | None = None, **more: object) -> int:
        person = by or self.member
        sent: int = self.playground.post(
            f"/users/{person.id}/send", text=text, chat_id=self.id, **more
        )["message_id"]
        return sent

    def messages(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.playground.get(
            f"/users/{self.member.id}/messages", chat_id=self.id
        )
        return found

    def with_button(self, part: str) -> dict[str, Any] | None:
        """The newest message of the bot with a button of such words or data."""
        found = [m for m in self.said() if part in str(m.get("reply_markup"))]
        return found[-1] if found else None

    def taps(self, message: dict[str, Any], part: str) -> None:
        """The group's member taps that button."""
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(b["callback_data"] for row in rows for b in row if part in str(b))
        self.playground.post(
            f"/users/{self.member.id}/tap",
            message_id=message["message_id"],
            chat_id=self.id,
            data=data,
            asks=False,
        )

    def said(self) -> list[dict[str, Any]]:
        """What the bot said here."""
        return [message for message in self.messages() if is_from_bot(message)]

    def reads(self, part: str) -> dict[str, Any]:
        return wait_for(
            f"{part!r} in the group",
            lambda: next((m for m in self.said() if part in words(m)), None),
        )


@dataclass
class Stage:
    """One bot with one operator, who speaks the language of the test."""

    playground: Playground
    bot: Bot
    operators: dict[str, Person]

    def person(self, speech: Speech) -> Person:
        return self.playground.new_person(speech.code)

    def group(self, *members: Person, **more: object) -> Place:
        ids = [member.id for member in members]
        made = self.playground.post("/users", group="一群人", members=ids, **more)
        return Place(self.playground, made["chat_id"], members[0])

    def settle(self) -> None:
        """Everything that was said so far has been dealt with."""
        wait_for(
            "all updates to be dealt with",
            lambda: self.playground.get("/updates") == [] and self.bot.undone_updates() == 0,
        )

    def let_in(self, operator: Person, number: int) -> None:
        answered_after(operator, f"/admin allow {number}", str(number))

    def member(self, speech: Speech) -> Person:
        """Somebody who was let in and has logged in."""
        person = self.person(speech)
        self.let_in(self.operators[speech.code], person.id)
        person.logs_in(self.playground.new_token(prefix="" if speech is ZH else "us-"))
        return person


@pytest.fixture(scope="module")
def stage(playground: Playground, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    operators = {code: playground.new_person(code) for code in ("zh-hans", "en")}
    running = Bot(playground, tmp_path_factory.mktemp("groups") / "data")
    named = ",".join(str(operator.id) for operator in operators.values())
    running.settings.update(ALLOWED_USERS="", ADMIN_USERS=named)
    running.start()
    for operator in operators.values():
        operator.says("/start")  # whom a bot was never spoken to by, it can't speak to
        operator.reads("/login")
    yield Stage(playground, running, operators)
    running.close()
    playground.control.delete("/faults")


def answered_after(person: Person, text: str, part: str) -> dict[str, Any]:
    """What the bot answered to this message, and not to an earlier one."""
    asked = person.says(text)
    return wait_for(f"an answer with {part!r}", lambda: said_since(person, asked, part))


def said_since(person: Person, message_id: int, part: str) -> dict[str, Any] | None:
    """What the bot said after that message."""
    later = (m for m in person.sees() if m["message_id"] > message_id and is_from_bot(m))
    return next((message for message in later if part in words(message)), None)


@BOTH
def test_13_a_stranger_in_a_group_and_a_group_of_strangers(stage: Stage, speech: Speech) -> None:
    operator, stranger = stage.operators[speech.code], stage.person(speech)
    place = stage.group(stranger)
    added = wait_for("who added the bot where", lambda: said_since(operator, 0, str(place.id)))
    assert str(stranger.id) in words(added)
    place.hears(f"/image{BOT} 陌生人的画")
    stranger.says("/image 陌生人的画")
    assert f"{stranger.id}" in words(stranger.reads(speech.closed))
    stage.let_in(operator, stranger.id)
    place.hears(f"/image{BOT} 还没放行的画")
    stage.settle()
    assert place.said() == []
    assert sum(str(place.id) in words(m) for m in operator.sees() if is_from_bot(m)) == 1
    operator.taps(added, speech.let_in, asks=False)
    stage.settle()
    place.hears("/queue")
    wait_for("an answer in the group", place.said)
    assert stage.playground.accepted("陌生人的画") == []
    assert stage.playground.accepted("还没放行的画") == []


@BOTH
@pytest.mark.parametrize("may_delete", [True, False])
def test_14_a_token_pasted_in_a_group(stage: Stage, speech: Speech, may_delete: bool) -> None:
    somebody = stage.member(speech)
    place = stage.group(somebody, bot_is_admin=may_delete)
    stage.let_in(stage.operators[speech.code], place.id)
    before, token = stage.bot.count("accounts"), stage.playground.new_token()
    pasted = place.hears(f"/login {token}")
    somebody.reads(speech.exposed)
    stage.settle()
    assert stage.bot.count("accounts") == before
    assert any(m["message_id"] == pasted for m in place.messages()) is not may_delete
    assert all(token not in words(message) for message in place.said())
    assert token not in stage.bot.log


def test_the_receipt_says_who_pays_and_goes_when_it_is_taken_back(stage: Stage) -> None:
    speech = ZH
    member = stage.member(speech)
    place = stage.group(member, is_forum=True)
    stage.let_in(stage.operators[speech.code], place.id)
    topic = stage.playground.post("/users", topic="画", chat_id=place.id)["id"]
    asked = place.hears(f"/video{BOT} 一只猫跑过 --dur 5", thread_id=topic)
    receipt = place.reads(speech.payer)
    assert receipt["reply_to_message"]["message_id"] == asked
    assert receipt["message_thread_id"] == topic
    place.taps(receipt, "v1:cancel")
    wait_for(
        "the receipt to go",
        lambda: all(m["message_id"] != receipt["message_id"] for m in place.messages()),
    )
    assert stage.playground.accepted("一只猫跑过") == []


def test_what_is_made_in_a_topic_lands_there_and_hangs_in_the_groups_gallery(
    stage: Stage,
) -> None:
    author, other = stage.member(ZH), stage.member(EN)
    place = stage.group(author, other, is_forum=True)
    stage.let_in(stage.operators[ZH.code], place.id)
    topic = stage.playground.post("/users", topic="画", chat_id=place.id)["id"]
    place.hears(f"/gallery{BOT}", by=other, thread_id=topic)
    place.reads("Nothing is on show")
    place.hears(f"/image{BOT} 话题里的画 --res 1k", thread_id=topic)
    control = wait_for("the buttons", lambda: place.with_button("⋯"))
    place.taps(control, "⋯")
    place.taps(wait_for("the gallery button", lambda: place.with_button("👥")), "👥")
    place.taps(wait_for("the question", lambda: place.with_button("v1:shown:")), "v1:shown:")
    stage.settle()
    place.hears(f"/gallery{BOT}", by=other, thread_id=topic)
    hung = place.reads("1/1")
    assert hung["photo"]
    assert "话题里的画" in words(hung)
    photos = [m for m in place.said() if m.get("photo")]
    assert len(photos) == 5
    assert {m["message_thread_id"] for m in place.said()} == {topic}
    assert not [m for m in author.sees() if m.get("photo") and is_from_bot(m)]


def test_the_gallery_and_a_card_for_a_vanished_topic_come_to_the_group(stage: Stage) -> None:
    playground, member = stage.playground, stage.member(ZH)
    place = stage.group(member, is_forum=True)
    stage.let_in(stage.operators[ZH.code], place.id)
    member.says("/style save 胶片 胶片颗粒")
    place.hears(f"/image{BOT} 1张 挂起来")
    place.taps(wait_for("the buttons", lambda: place.with_button("⋯")), "⋯")
    place.taps(wait_for("the gallery button", lambda: place.with_button("👥")), "👥")
    place.taps(wait_for("the question", lambda: place.with_button("v1:shown:")), "v1:shown:")
    stage.settle()
    for line, method in (("/gallery", "sendPhoto"), ("/style share 胶片", "sendDocument")):
        topic = playground.post("/users", topic="画", chat_id=place.id)["id"]
        command, _, words_ = line.partition(" ")
        with playground.held(f"{method}:before"):
            asked = place.hears(f"{command}{BOT} {words_}".strip(), thread_id=topic)
            playground.wait_at(f"{method}:before")
            playground.post(f"/groups/{place.id}", delete_topic=topic)
        stage.settle()
        (sent,) = (m for m in place.said() if m["message_id"] > asked)
        assert sent.get("message_thread_id") is None
        assert ("1/1" if method == "sendPhoto" else "胶片") in words(sent)


def test_results_of_a_vanished_topic_come_in_private_and_say_so(stage: Stage) -> None:
    speech = EN
    playground, member = stage.playground, stage.member(speech)
    place = stage.group(member, is_forum=True)
    stage.let_in(stage.operators[speech.code], place.id)
    topic = playground.post("/users", topic="画", chat_id=place.id)["id"]
    prompt = f"话题没了 {speech.code}"
    with playground.held("generate:after"):
        place.hears(f"/image{BOT} {prompt}", thread_id=topic)
        playground.wait_at("generate:after")
        playground.post(f"/groups/{place.id}", delete_topic=topic)
    assert len(member.gets_pictures(4)) == 4
    member.reads(speech.elsewhere)
    assert len(playground.accepted(prompt)) == 1


def test_a_group_that_moves_gets_its_pictures_where_it_is(stage: Stage) -> None:
    speech = ZH
    playground, member = stage.playground, stage.member(speech)
    place = stage.group(member, basic=True)
    stage.let_in(stage.operators[speech.code], place.id)
    prompt = f"群升级了 {speech.code}"
    with playground.held("generate:after"):
        place.hears(f"/image{BOT} {prompt}")
        playground.wait_at("generate:after")
        moved = playground.post(f"/groups/{place.id}", upgrade=True)["chat_id"]
        stage.settle()
    there = Place(playground, moved, member)
    wait_for("4 pictures in the supergroup", lambda: sum("photo" in m for m in there.said()) == 4)
    there.reads(speech.done)
    there.hears("/queue")
    wait_for("an answer there", lambda: len(there.said()) > 5)
    assert len(playground.accepted(prompt)) == 1


@BOTH
def test_an_operator_runs_the_bot_from_the_chat(stage: Stage, speech: Speech) -> None:
    operator, member = stage.operators[speech.code], stage.member(speech)
    answered_after(operator, f"/admin quota {member.id} day jobs 1", str(member.id))
    first, second = f"额度之内 {speech.code}", f"额度之外 {speech.code}"
    member.says(f"/image {first}")
    assert len(member.gets_pictures(4)) == 4
    answered_after(member, f"/image {second}", speech.quota)
    answered_after(operator, f"/admin quota {member.id} day jobs none", str(member.id))
    answered_after(operator, "/admin pause video 风控", "风控")
    answered_after(member, "/video 暂停时的视频 --dur 5", speech.held)
    answered_after(operator, "/admin resume", speech.videos)
    for words_, part in (
        ("jobs", "·"),
        ("stats", speech.pictures),
        ("backup", ".db"),
        ("doctor", speech.checked),
    ):
        answered_after(operator, f"/admin {words_}", part)
    copies = list((stage.bot.data_dir / "backups").glob("*.db"))
    assert copies
    assert all(copy.stat().st_size > 0 for copy in copies)
    assert stage.playground.accepted(second) == []
    assert stage.playground.accepted("暂停时的视频") == []


@BOTH
def test_an_announcement_reaches_who_wants_it_once(stage: Stage, speech: Speech) -> None:
    operator, listener, other = (
        stage.operators[speech.code],
        stage.member(speech),
        stage.member(speech),
    )
    listener.says("/announcements on")
    stage.settle()
    asked = operator.says("/admin announce 今晚升级 & more")
    preview = wait_for(
        "the question", lambda: said_since(operator, asked, "?" if speech is EN else "？")
    )
    operator.taps(preview, speech.send, asks=False)
    listener.reads("今晚升级 & more")
    wait_for("the end", lambda: said_since(operator, asked, speech.announced_end))
    assert sum("今晚升级" in words(m) for m in listener.sees()) == 1
    assert all("今晚升级" not in words(m) for m in other.sees())
    listener.says("/announcements off")
    stage.settle()


def test_draining_ends_well_and_the_next_start_goes_on(stage: Stage) -> None:
    playground, operator = stage.playground, stage.operators["zh-hans"]
    member = stage.member(ZH)
    with playground.held("generate:after"):
        member.says("/image 退出之前")
        playground.wait_at("generate:after")
        asked = operator.says("/admin drain")
        wait_for("the farewell", lambda: said_since(operator, asked, "做完就退出"))
    assert stage.bot.process is not None
    assert stage.bot.process.wait(timeout=30) == 0
    left = operator.sees()[-1]["message_id"]
    member.says("/image 退出之后")
    stage.bot.start()
    started = wait_for("the line of the start", lambda: said_since(operator, left, "已启动"))
    assert "停机时收到 1" in words(started)
    assert len(member.gets_pictures(8)) == 8
    assert stage.bot.process.poll() is None
    for prompt in ("退出之前", "退出之后"):
        assert len(playground.accepted(prompt)) == 1


def test_errors_reach_the_operators_grouped_and_without_contents(stage: Stage) -> None:
    playground, operator, member = stage.playground, stage.operators["zh-hans"], stage.member(ZH)
    before = operator.sees()[-1]["message_id"]
    refused = {"method": "sendMessage", "code": 500, "contains": "不是任务编号", "times": 6}
    playground.post("/faults", service="telegram", **refused)
    for secret in ("秘密一号", "秘密二号"):
        member.says(f"/cancel {secret}")
    told = wait_for("a report", lambda: said_since(operator, before, "update.given_up"))
    assert "秘密" not in words(told)
    stage.settle()
    reports = [m for m in operator.sees() if "update.given_up" in words(m)]
    assert len(reports) == 1
