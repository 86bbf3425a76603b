"""Settings and who decides, being forgotten, and the same talk in two languages: dialogues 23, 19
and 24, over real HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import pytest

from tests.acceptance.driving import Bot, Person, Playground, is_from_bot, wait_for, words

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-settings")]

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module", autouse=True)
def bot(playground: Playground, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """One bot for all of this file."""
    running = Bot(playground, tmp_path_factory.mktemp("settings") / "data")
    running.start()
    yield running
    running.close()
    playground.control.delete("/faults")


@dataclass
class Room:
    """A person in a group."""

    person: Person
    chat_id: int

    def says(self, text: str) -> None:
        path = f"/users/{self.person.id}/send"
        self.person.playground.post(path, text=text, chat_id=self.chat_id)

    def sees(self) -> list[dict[str, Any]]:
        path = f"/users/{self.person.id}/messages"
        seen: list[dict[str, Any]] = self.person.playground.get(path, chat_id=self.chat_id)
        return seen

    def reads(self, *parts: str) -> dict[str, Any]:
        """The first of the bot's messages that holds all of these texts."""
        return wait_for(
            f"a message with {parts}",
            lambda: next(
                (
                    m
                    for m in self.sees()
                    if is_from_bot(m) and all(part in words(m) for part in parts)
                ),
                None,
            ),
        )


def group(playground: Playground, *people: Person) -> list[Room]:
    """A group of these people; the first of them made it, and so administers it."""
    members = [person.id for person in people]
    made = playground.post("/users", group="Painters", members=members)
    return [Room(person, made["id"]) for person in people]


def bytes_of(folder: Path) -> bytes:
    """Everything in the data directory: the database, its log, results."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return b"".join(path.read_bytes() for path in files)


def test_flags_go_before_me_here_before_this_chat_before_me(playground: Playground) -> None:
    """23: each layer is heard where no higher one speaks, and /settings why names it."""
    maker, member = playground.new_person("en"), playground.new_person("en")
    member.says("/start")
    member.logs_in()
    at_home, here = group(playground, maker, member)
    member.says("/settings ratio 16:9")
    member.reads("Ratio: 16:9")
    member.says("/image layer one --res 1k")
    assert "16:9" in words(member.reads("layer one"))

    at_home.says("/settings chat ratio 3:4")
    at_home.reads("Ratio: 3:4", "for everybody in this chat")
    here.says("/image layer two --res 1k")
    assert "3:4" in words(here.reads("layer two"))
    assert "From your settings: 3:4" in words(here.reads("layer two"))

    here.says("/settings ratio 9:16")
    here.reads("Ratio: 9:16", "for you, in this chat")
    here.says("/image layer three --res 1k")
    assert "9:16" in words(here.reads("layer three"))
    here.says("/image layer four --res 1k --ar 1:1")
    assert "1:1" in words(here.reads("layer four"))

    here.says("/settings why")
    assert "Ratio: 9:16 · yours, for this chat" in words(here.reads("Your settings here"))
    here.says("/settings chat ratio 1:1")  # no administrator
    here.reads("Only this chat's administrators")
    at_home.says("/settings why")
    wait_for(
        "the maker's own layers",
        lambda: any("Ratio: 3:4 · this chat's" in words(m) for m in at_home.sees()),
    )


def test_the_panel_sets_and_the_next_job_obeys(playground: Playground) -> None:
    person = playground.new_person("en")
    person.logs_in()
    person.says("/settings")
    person.taps(person.reads("Tap to change"), "Originals", asks=False)
    person.taps(person.reads("Originals · for you"), "always", asks=False)
    panel = wait_for(
        "the panel with its new value",
        lambda: next((m for m in person.sees() if "Originals: always" in json.dumps(m)), None),
    )
    person.taps(panel, "Messages", asks=False)
    person.taps(person.reads("Messages · for you"), "picture only", asks=False)
    wait_for("picture only", lambda: "Messages: picture only" in json.dumps(person.sees()))

    person.says("/image just the picture --res 1k")
    wait_for("the files", lambda: len([m for m in person.sees() if m.get("document")]) == 4)
    assert len(person.gets_pictures(4)) == 4
    wait_for(
        "no word beside the pictures",
        lambda: not [m for m in person.sees() if "just the picture" in words(m) and is_from_bot(m)],
    )
    assert not [m for m in person.sees() if is_from_bot(m) and "Done" in words(m)]


def test_a_private_result_comes_privately_and_the_group_sees_that_it_is_done(
    playground: Playground,
) -> None:
    maker, member = playground.new_person("en"), playground.new_person("en")
    member.logs_in()
    _, here = group(playground, maker, member)
    here.says("/image my secret garden --res 1k --private")
    assert len(member.gets_pictures(4)) == 4
    done = here.reads("Done. Sent by private message.")
    from_bot = [m for m in here.sees() if is_from_bot(m)]
    assert [m["message_id"] for m in from_bot] == [done["message_id"]]
    assert "secret garden" not in words(done)

    playground.post(f"/users/{member.id}/block", blocked=True)
    here.says("/image my other garden --res 1k --private")
    told = words(here.reads("I can't write to you in private"))
    assert "spent" in told
    assert not [m for m in here.sees() if is_from_bot(m) and m.get("photo")]
    playground.post(f"/users/{member.id}/block", blocked=False)
    number = told.split()[0].lstrip("#")
    before = len([m for m in member.sees() if m.get("photo")])
    member.says(f"/show {number}")
    member.gets_pictures(before + 4)


def test_mydata_hands_over_what_forget_erases_while_a_job_runs(
    playground: Playground, bot: Bot
) -> None:
    """19: the job ends at the service without its person, and nothing of it stays here."""
    person, other = playground.new_person("en"), playground.new_person("en")
    token = person.logs_in()
    other.logs_in()
    person.says("/settings ask 25")
    person.says("/image a plan that nobody may know --res 1k")
    person.gets_pictures(4)
    person.says("/mydata")
    sent = wait_for(
        "the archive", lambda: next((m for m in person.sees() if m.get("document")), None)
    )
    told = archive(playground, sent["document"]["file_id"])
    assert told["jobs"][0]["request"]["request"]["prompt"] == "a plan that nobody may know"
    assert told["preferences"][0]["chosen"]["ask_above"] == 25
    assert token not in json.dumps(told)

    with playground.held("get_history_by_ids:before"):
        person.says("/image a second plan of theirs --res 1k")
        other.says("/image the garden of another --res 1k")
        playground.wait_at("get_history_by_ids:before")
        wait_for("both at the service", lambda: playground.accepted("a second plan of theirs"))
        assert holds_any(bot, b"a second plan of theirs")
        theirs = jobs_of(person)
        person.says("/forget")
        asked = person.reads("Erase everything about you")
        assert "may run at Jimeng already" in words(asked)
        person.taps(asked, "🗑", asks=False)
        person.reads("Everything about you is erased")

    assert len(other.gets_pictures(4)) == 4  # nobody else's job is touched
    other.reads("Done")
    traces = (b"a plan that nobody", b"a second plan of theirs", token.encode())
    wait_for("no trace in the files", lambda: not holds_any(bot, *traces))
    kept = {path.name for path in (bot.data_dir / "results").iterdir()}
    assert not kept & theirs
    assert len([m for m in person.sees() if m.get("photo")]) == 4  # only the first job's
    assert len(playground.accepted("a second plan of theirs")) == 1

    person.says("/queue")  # and now they are new
    person.reads("No jobs are waiting or running")
    person.says("/credit")
    person.reads("/login")
    person.says("/settings why")
    assert "10 · the bot's own" in words(person.reads("Your settings here"))


def holds_any(bot: Bot, *traces: bytes) -> bool:
    found = bytes_of(bot.data_dir)
    return any(trace in found for trace in traces)


def jobs_of(person: Person) -> set[str]:
    """The ids of the jobs that somebody was told of."""
    told = (words(m) for m in person.sees() if is_from_bot(m))
    return {name for text in told for name in re.findall(r"#(\w{5})", text)}


def archive(playground: Playground, file_id: str) -> dict[str, list[Any]]:
    """The documents of an archive that the bot sent, by the table that they come from."""
    api, token = playground.addresses["telegram_api"], playground.addresses["bot_token"]
    path = httpx.get(f"{api}/bot{token}/getFile", params={"file_id": file_id}, trust_env=False)
    file = httpx.get(f"{api}/file/bot{token}/{path.json()['result']['file_path']}", trust_env=False)
    with ZipFile(BytesIO(file.content)) as opened:
        return {name.rsplit("-", 1)[0]: json.loads(opened.read(name)) for name in opened.namelist()}


@pytest.mark.parametrize("code", ["en", "zh-hans", "zh-hant"])
def test_the_same_talk_in_each_language(playground: Playground, code: str) -> None:
    """24: every message of the bot's is in the person's language, whatever the talk is about."""
    person = playground.new_person(code)
    is_chinese = code.startswith("zh")
    person.says("/start")
    person.says("/help")
    person.says("/login")
    person.says(f"/login {playground.new_token(prefix='' if is_chinese else 'us-')}")
    person.reads("✅")
    for command in ("/queue", "/settings", "/settings why", "/lang", "/privacy", "/forget"):
        person.says(command)
    person.says("/credit")
    person.says("/imgae x")
    person.says("/image a cat --chaos 3")
    person.says(f"/image talk {code} --res 1k")
    person.gets_pictures(4)
    person.reads("完成" if is_chinese else "Done")
    said = [words(m) for m in person.sees() if is_from_bot(m) and words(m)]
    assert len(said) >= 13
    for text in said:
        plain = text.replace("中文", "")
        if is_chinese:
            assert CHINESE.search(plain) or re.fullmatch(r"#\w+", plain), text
        else:
            assert not CHINESE.search(plain), text


def test_a_language_chosen_meanwhile_holds_for_a_job_under_way(playground: Playground) -> None:
    person = playground.new_person("en")
    person.logs_in()
    with playground.held("get_history_by_ids:before"):
        person.says("/image a long way --res 1k")
        playground.wait_at("get_history_by_ids:before")
        person.reads("a long way")
        person.says("/lang zh")
        person.reads("以后说中文")
    person.reads("完成")
    menus = playground.calls("setMyCommands")
    assert any(str(person.id) in str(call["params"]) for call in menus)
