"""What a person does, over real HTTP, with the real bot process: both languages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.driving import Bot, Person, Playground, is_from_bot, wait_for, words

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-journey")]

CAT = "/image 一只可爱的猫咪在花园里玩耍"


@pytest.fixture(scope="module", autouse=True)
def shared_bot(playground: Playground, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """One bot for all of this file: nothing here harms it."""
    running = Bot(playground, tmp_path_factory.mktemp("journey") / "data")
    running.start()
    yield running
    running.close()


def test_from_start_to_four_pictures_in_an_album(playground: Playground) -> None:
    person = playground.new_person()
    person.says("/start")
    person.reads("/login")
    token = playground.new_token()
    login = person.says(f"/login {token}")
    assert "即梦 · 余额 66" in words(person.reads("✅"))
    assert login not in [message["message_id"] for message in person.sees()]

    request = person.says(CAT)
    pictures = person.gets_pictures(4)
    assert len(pictures) == 4
    assert len({picture["media_group_id"] for picture in pictures}) == 1
    assert pictures[0]["reply_to_message"]["message_id"] == request
    done = person.reads("完成")
    assert "2048×2048" in words(done)
    assert done["reply_to_message"]["message_id"] == request

    person.says("/credit")
    credit = words(person.reads("今日签到"))
    assert "+66" in credit
    assert "赠送 128" in credit  # 66, four pictures less, today's 66 more
    person.says("/queue")
    person.reads("没有在排队")


def test_the_same_in_english(playground: Playground) -> None:
    person = playground.new_person("en")
    person.says(f"/login {playground.new_token(prefix='us-')}")
    assert "Dreamina US · balance 66" in words(person.reads("✅"))
    person.says("/image a cat in a garden --ar 16:9 --res 1k")
    assert len(person.gets_pictures(4)) == 4
    assert "1664×936" in words(person.reads("Done"))
    person.says("/credit")
    person.reads("Today's credits")


def test_one_status_message_a_job_and_it_moves(playground: Playground) -> None:
    person = playground.new_person()
    person.logs_in()
    before = len(playground.get("/received"))
    person.says("/image 会动的状态")
    person.reads("完成")
    texts = [
        call["params"]["text"]
        for name in ("sendMessage", "editMessageText")
        for call in playground.calls(name, after=before)
        if "会动的状态" in call["params"].get("text", "")
    ]
    sent = [c for c in playground.calls("sendMessage", after=before) if "会动" in str(c["params"])]
    assert len(sent) == 1
    assert len(texts) >= 2


def test_originals_arrive_byte_by_byte_and_not_as_stickers(
    playground: Playground, shared_bot: Bot
) -> None:
    person = playground.new_person()
    person.logs_in()
    person.says("/image 原图 --file")

    def documents() -> list[dict[str, Any]] | None:
        found = [message for message in person.sees() if message.get("document")]
        return found if len(found) == 4 else None

    files = wait_for("four files", documents)
    assert {file["document"]["mime_type"] for file in files} == {"image/webp"}
    delivered = {
        entry["digest"]
        for request in playground.get("/books")["requests"]
        if "/image 原图 --file" in request["texts"]
        for entry in request["delivered"]
        if entry["kind"] == "document"
    }
    assert len(delivered) == 4
    stored = {sha256(path) for path in results_of(person, shared_bot)}
    assert delivered == stored


def results_of(person: Person, bot: Bot) -> list[Path]:
    """The files that the bot keeps of this person's latest job."""
    name = next(
        word.lstrip("#")
        for message in person.sees()
        if is_from_bot(message)
        for word in words(message).split()
        if word.startswith("#")
    )
    return list((bot.data_dir / "results" / name).iterdir())


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_edited_message_never_pays_again(playground: Playground) -> None:
    person = playground.new_person()
    person.logs_in()
    message = person.says("/image 改字之前")
    person.reads("完成")
    playground.post(f"/users/{person.id}/edit", message_id=message, text="/image 改字之后")
    person.says("/queue")
    person.reads("没有在排队")
    assert playground.accepted("改字之后") == []


def test_without_a_login_the_job_waits_and_goes_on_by_itself(playground: Playground) -> None:
    person = playground.new_person()
    person.says("/image 先画后登录")
    person.reads("需要登录")
    assert playground.accepted("先画后登录") == []
    person.logs_in()
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted("先画后登录")) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/image", "画什么"),
        ("/image 猫 --stilize 20", "--stilize"),
        ("/image 猫 --ar 5:1000", "--ar"),
        ("/image 猫 --model midjourney", "midjourney"),
        ("/image 猫 --res 8k", "8k"),
        ("/imgae 猫", "/image"),
        ("/login http://127.0.0.1:7890@us-0123456789abcdef", "代理"),
        ("/login 00000000000000000000000000000000", "登录"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_sent(
    playground: Playground, text: str, said: str
) -> None:
    person = playground.new_person()
    before = len(playground.get("/received"))
    person.says(text)
    wait_for(
        f"an answer with {said}",
        lambda: any(is_from_bot(m) and said in words(m) for m in person.sees()),
    )
    assert playground.calls("generate", after=before) == []


def test_cancel_before_submission_costs_nothing(playground: Playground) -> None:
    person = playground.new_person()
    person.says("/image 取消我")
    waiting = person.reads("需要登录")
    person.taps(waiting, "取消", asks=False)
    person.reads("已取消")
    person.logs_in()
    person.says("/queue")
    person.reads("没有在排队")
    assert playground.accepted("取消我") == []


def test_logout_erases_the_login(playground: Playground) -> None:
    person = playground.new_person()
    person.logs_in()
    person.says("/logout")
    person.taps(person.reads("退出 main"), "退出登录", asks=False)
    person.reads("已删除")
    person.says("/credit")
    person.reads("/login")
