"""Planted secrets, a long day with everything going wrong, and then a search in every place.

One real bot at LOG_LEVEL=DEBUG behind proxies with passwords. What may hold a secret is named here:
the key file holds the keys, and the services hold what they are sent.
"""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from tests.acceptance.driving import Bot, Person, Playground, is_from_bot, wait_for, words
from tests.acceptance.dying import with_button
from tests.acceptance.forward_proxy import ForwardProxy, forward_proxy
from tests.acceptance.leaks import leaks
from tests.acceptance.operator import bytes_on_disk, command

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-canaries")]

KEY_FILE = "jimeng_bot_keys"
TELEGRAM_PASSWORD = "t3legram+pass/word@&=%"
JIMENG_PASSWORD = "j1meng:pass word#?~"


class Day:
    """The scenario's people, what they type, and what the operator's commands print."""

    def __init__(self, playground: Playground, bot: Bot, proxies: list[ForwardProxy]) -> None:
        self.playground = playground
        self.bot = bot
        self.telegram_proxy, self.jimeng_proxy = proxies
        self.secrets: dict[str, bytes] = {}
        self.operator = playground.new_person()
        self.people: list[Person] = [self.operator]
        self.printed = ""

    def plant(self, name: str, secret: str) -> str:
        """Remember a secret to look for; what is no secret of it (a prefix) is left out."""
        self.secrets[name] = secret.removeprefix("us-").removeprefix("jp-").encode()
        return secret

    def person(self, *, language: str = "zh-hans") -> Person:
        somebody = self.playground.new_person(language)
        self.people.append(somebody)
        return somebody

    def account(self, name: str, token: str) -> str:
        self.playground.post("/credits", token=token, gift=66)
        return self.plant(name, token)

    def fault(self, service: str, **what: object) -> None:
        self.playground.post("/faults", service=service, **what)

    def runs(self, *typed: str) -> None:
        ended = command(self.bot, *typed)
        self.printed += ended.stdout + ended.stderr

    def plant_keys(self) -> None:
        for line in (self.bot.data_dir / KEY_FILE).read_text().splitlines():
            name, _, encoded = line.partition(":")
            self.secrets[f"key {name} as text"] = encoded.encode()
            self.secrets[f"key {name}"] = base64.b64decode(encoded)

    def outgoing(self) -> str:
        """All that the bot said to anybody, and every call it made, as the services took them."""
        said = [
            f"{words(message)} {message.get('reply_markup')}"
            for person in self.people
            for message in person.sees()
            if is_from_bot(message)
        ]
        called = [
            c["params"] for c in self.playground.get("/received") if c["service"] == "telegram"
        ]
        return f"{said} {called}"

    @property
    def documents(self) -> list[bytes]:
        """The files that the bot handed out, archives opened."""
        found = []
        for message in (m for person in self.people for m in person.sees() if is_from_bot(m)):
            if name := message.get("document"):
                content = self.downloaded(name["file_id"])
                if is_zipfile(BytesIO(content)):
                    with ZipFile(BytesIO(content)) as archive:
                        content = b"\n".join(archive.read(each) for each in archive.namelist())
                found.append(content)
        return found

    def downloaded(self, file_id: str) -> bytes:
        """A file as anybody may fetch it who knows the bot's token."""
        api, token = (self.playground.addresses[name] for name in ("telegram_api", "bot_token"))
        control = self.playground.control
        asked = control.post(f"{api}/bot{token}/getFile", json={"file_id": file_id}).json()
        return control.get(f"{api}/file/bot{token}/{asked['result']['file_path']}").content

    def dump(self) -> str:
        with closing(sqlite3.connect(self.bot.data_dir / "jimeng_bot.db")) as database:
            return "\n".join(database.iterdump())

    @contextmanager
    def without_table(self, name: str) -> Iterator[None]:
        """Everything that needs the table fails with a traceback of SQL."""

        def rename(old: str, new: str) -> None:
            with closing(sqlite3.connect(self.bot.data_dir / "jimeng_bot.db")) as database:
                database.execute("PRAGMA busy_timeout = 10000")
                database.execute(f"ALTER TABLE {old} RENAME TO {new}")

        rename(name, f"{name}_gone")
        try:
            yield
        finally:
            rename(f"{name}_gone", name)

    def answered(self, person: Person, text: str) -> None:
        """Say something and wait until the bot has said something more."""
        before = [(m["message_id"], words(m)) for m in person.sees() if is_from_bot(m)]

        def moved() -> bool:
            return [(m["message_id"], words(m)) for m in person.sees() if is_from_bot(m)] != before

        person.says(text)
        wait_for(f"an answer to {text[:12]}", moved, seconds=60)

    def hands_in(self, person: Person, name: str, content: bytes) -> None:
        """Send a file and wait for what the bot says to it."""
        before = len(person.sees())
        coded = base64.b64encode(content).decode()
        self.playground.post(f"/users/{person.id}/send", document=coded, file_name=name)
        wait_for(f"an answer to {name}", lambda: len(person.sees()) > before + 1)


@pytest.fixture
def day(playground: Playground, tmp_path: Path) -> Iterator[Day]:
    with ExitStack() as stack:
        proxies = [
            stack.enter_context(forward_proxy(password))
            for password in (TELEGRAM_PASSWORD, JIMENG_PASSWORD)
        ]
        bot = Bot(playground, tmp_path / "data")
        day = Day(playground, bot, proxies)
        bot.settings |= {
            "ADMIN_USERS": str(day.operator.id),
            "LOG_LEVEL": "DEBUG",
            "TELEGRAM_PROXY": proxies[0].url,
            "JIMENG_PROXY": proxies[1].url,
        }
        bot.start()
        stack.callback(bot.close)
        yield day
        playground.control.delete("/faults")


def people_log_in_and_out(day: Day) -> None:
    """Tokens of every shape, right and wrong, where they belong and where they don't."""
    plain = day.person()
    plain.logs_in(day.account("a token of 32 hex digits", "0f1e2d3c4b5a69788796a5b4c3d2e1f0"))
    plain.says("/image 平常的一天")
    plain.gets_pictures(4)
    plain.says("/credit")
    plain.reads("今日签到")
    odd = day.person()
    odd.logs_in(day.account("a token of odd characters", "us-Zk+/9=Qw~x.Y_v-U8!t*S7(r)P6$o"))
    day.answered(odd, "/credit")
    pasted = day.person()
    day.answered(pasted, day.account("a pasted token", "jp-a9b8c7d6e5f40312233445566778899a"))
    day.answered(pasted, "/logout")
    pasted.taps(pasted.reads("退出 main"), "退出登录", asks=False)
    pasted.reads("已删除")
    wrong = day.person()
    for name, token in {
        "a token that nobody has": "bad0bad1bad2bad3bad4bad5bad6bad7",
        "a token behind a proxy": "socks5://eve:s3cretproxy@proxy.test:1080@cafe0123cafe4567cafe89abcafecdef",
        "a token with a semicolon": "feed0123feed4567;feed89abfeedcdef",
    }.items():
        day.answered(wrong, f"/login {token}")
        day.plant(name, token.rpartition("@")[2])
    day.plant("somebody's proxy password", "eve:s3cretproxy")
    stray = day.plant("a stray token", "dead0123dead4567dead89abdeadcdef")
    day.answered(wrong, f"/image 猫 sessionid={stray}")
    group = day.playground.post("/users", group="一群人", members=[wrong.id])
    exposed = day.plant("a token in a group", "ace00123ace04567ace089abace0cdef")
    before = len(day.playground.get("/received"))
    day.playground.post(f"/users/{wrong.id}/send", text=f"/login {exposed}", chat_id=group["id"])
    wait_for("a warning", lambda: day.playground.calls("sendMessage", after=before))


def the_rest_is_used(day: Day) -> None:
    """Accounts, what is handed over, what is typed in the wrong place, and all that operators ask.

    What the bot handed over as files is read for secrets like its words.
    """
    person = day.operator
    person.logs_in(day.account("a first account's token", "f1a5f1a5c0dec0def1a5f1a5c0dec0de"))
    day.answered(person, "/account add work")
    token = day.account("a second account's token", "5ec05ec0c0de1de25ec05ec0c0de1de2")
    day.answered(person, f"/login {token}")
    day.answered(person, "/account")
    person.says("/image 1张 全部功能")
    person.gets_pictures(1)
    for number, typed in enumerate(
        (
            "/style save 秘密 {{主题}} {}",
            "/style save {} {{主题}}，水彩",
            "/account add {}",
            "/history {}",
            "/settings model {}",
            "/admin allow {}",
            "/admin pause {}",
            "/show {}",
            "/edit {}",
            "/album {}",
            "{}",
        )
    ):
        stray = day.plant(f"a token after {typed}", f"0dd{number:02}bad" * 4)
        day.answered(person, typed.format(stray))
    typed = day.plant("a token typed behind the bot's name", "1n1e00bad1n1e00bad1n1e00bad1n1e0")
    day.playground.post(f"/users/{person.id}/inline", query=f"猫 {typed}", wait_seconds=20)
    for asked in ("/account", "/settings why", "/mydata", "/history", "/style", "/privacy"):
        day.answered(person, asked)
    for asked in ("", " jobs", " stats", " quota", " doctor", " backup"):
        day.answered(person, f"/admin{asked}")
    wait_for("the archive", lambda: day.documents)


def things_are_handed_on(day: Day) -> None:
    """What leaves the bot as a file, as an inline answer, or to many at once; and secrets that
    come in on the same roads."""
    person = day.operator
    day.answered(person, "/style save 手账 {主题}，水彩")
    day.answered(person, "/style share 手账")
    planted = day.plant("a token in a style card", "5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e")
    card = {
        "kind": "jimeng-bot-style",
        "version": 1,
        "name": "来路不明",
        "text": f"us-{planted} 猫",
    }
    day.hands_in(person, "card.json", json.dumps(card).encode())
    day.answered(person, "/settings ask 0")
    person.says("/image 1张 数据")
    receipt = with_button(person, "✅")
    asked = receipt["reply_to_message"]["message_id"]
    before = len(day.playground.get("/received"))
    person.edits(asked, f"/image 1张 数据 {day.plant('an edited token', 'ed17ed17' * 4)}")
    wait_for("its message to go", lambda: day.playground.calls("deleteMessage", after=before))
    result, files = with_button(person, "⋯"), len(day.documents)
    person.taps(result, "📄", asks=False)
    person.taps(result, "⋯", asks=False)
    person.taps(with_button(person, "JSON"), "JSON", asks=False)
    wait_for("the data and the original", lambda: len(day.documents) >= files + 2)
    shared = day.playground.post(f"/users/{person.id}/inline", query="全部", wait_seconds=20)
    assert "全部功能" in str(shared)
    listener = day.person()
    day.answered(listener, "/announcements on")
    stray = day.plant("a token in an announcement", "a0c0a0c1a0c0a0c1a0c0a0c1a0c0a0c1")
    day.answered(person, f"/admin announce 今晚 {stray}")
    day.answered(person, "/admin announce 今晚维护")
    person.taps(with_button(person, "📣"), "📣", asks=False)
    listener.reads("今晚维护")


def services_misbehave(day: Day) -> None:
    person = day.person()
    token = day.account("a token in trouble", "7ro0b1e07ro0b1e17ro0b1e27ro0b1e3")
    person.logs_in(token)
    for fault in ({"code": 500}, {"kind": "reset"}, {"kind": "truncate"}, {"code": 1019}):
        day.fault("jimeng", path="generate", **fault)
        day.answered(person, f"/image 坏掉的 {fault}")
    for method, code in (("getUpdates", 401), ("sendMessage", 403), ("editMessageText", 500)):
        day.fault("telegram", method=method, code=code)
        day.answered(person, "/queue")
    for fault in ({"code": 401}, {"kind": "reset"}):
        day.fault("jimeng", path="user_credit", times=3, **fault)
        day.answered(person, "/credit")
    day.playground.control.delete("/faults")
    day.playground.post("/credits", token=token, session="dead")
    day.answered(person, "/credit")
    day.answered(person, "/image 登录没了")


def proxies_refuse(day: Day) -> None:
    person = day.person()
    token = day.account("a token behind a refusing proxy", "9a9b9c9d9e9f90919293949596979899")
    day.jimeng_proxy.refuses = True
    day.answered(person, f"/login {token}")
    day.jimeng_proxy.refuses = False
    person.logs_in(token)
    day.telegram_proxy.refuses = True
    refused = day.telegram_proxy.refused
    wait_for("Telegram's proxy to refuse", lambda: day.telegram_proxy.refused > refused)
    day.runs("doctor")
    day.telegram_proxy.refuses = False
    day.answered(person, "/queue")


def the_database_breaks(day: Day) -> None:
    """What fails is a statement that holds a login, or an update that does."""
    person = day.person()
    token = day.account("a token in a traceback", "7a7b7c7d7e7f70717273747576777879")
    with day.without_table("accounts"):
        day.answered(person, f"/login {token}")
    other = day.account("a token that could not be stored", "b0b1b2b3b4b5b6b7b8b9babbbcbdbebf")
    with day.without_table("inbox"):
        person.says(f"/login {other}")
        wait_for("the trouble in the log", lambda: "update.not_stored" in day.bot.log, seconds=60)
    person.reads("✅", seconds=60)


def the_operator_works(day: Day) -> None:
    day.plant_keys()
    for typed in (["backup"], ["keys", "rotate"], ["keys", "list"]):
        day.runs(*typed)
    day.plant_keys()
    assert "Dropped" in day.printed
    day.bot.kill()
    day.bot.start()
    day.bot.stop()
    day.bot.settings["TELEGRAM_BOT_TOKEN"] = day.plant(
        "a revoked bot token", "880000002:AAqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW"
    )
    day.runs()
    day.runs("doctor")


SCENES: list[Callable[[Day], None]] = [
    people_log_in_and_out,
    the_rest_is_used,
    things_are_handed_on,
    services_misbehave,
    proxies_refuse,
    the_database_breaks,
    the_operator_works,
]


@pytest.mark.timeout(400)
def test_no_secret_is_found_anywhere_after_a_long_day(day: Day) -> None:
    day.plant("the bot token", day.playground.addresses["bot_token"].partition(":")[2])
    day.plant("Telegram's proxy password", TELEGRAM_PASSWORD)
    day.plant("Jimeng's proxy password", JIMENG_PASSWORD)
    for scene in SCENES:
        scene(day)
    log = day.bot.log
    assert "level=debug" in log
    assert log.count("Traceback") >= 2, "nothing broke, so nothing was shown"
    assert day.telegram_proxy.served > 50
    assert day.jimeng_proxy.served > 50
    places = {
        "the log": log,
        "what commands printed": day.printed,
        "the database": day.dump(),
        "what the bot said": day.outgoing(),
    }
    encoded = {place: text.encode() for place, text in places.items()}
    encoded["what it handed out"] = b"\n".join(day.documents)
    encoded["the files"] = bytes_on_disk(day.bot, but=(KEY_FILE,))
    assert leaks(day.secrets, encoded) == []
