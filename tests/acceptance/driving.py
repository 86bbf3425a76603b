"""Drives the real thing from outside: processes, the control address, a person in a chat.

Waiting is always for something that can be seen from outside, looked for until a deadline.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
FILMING = 90.0
"""The playground draws every picture of a film: that takes a busy machine a while."""
TIME_SCALE = 20
"""Runs the bot's waiting as fast as `--fast` runs the service's jobs."""

Found = TypeVar("Found")


def wait_for(what: str, look: Callable[[], Found | None], *, seconds: float = PATIENCE) -> Found:
    """The first thing that `look` finds; fails with `what` when the time is over."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(0.03)


@dataclass
class Playground:
    """Both services, in a process of their own, without the bot."""

    process: subprocess.Popen[str]
    addresses: dict[str, str]
    control: httpx.Client = field(repr=False)

    @classmethod
    def start(cls) -> Playground:
        process = subprocess.Popen(
            [sys.executable, "-m", "playground", "--no-bot", "--fast", "--port", "0"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        process.stdout.readline()
        addresses = json.loads(process.stdout.readline())
        control = httpx.Client(base_url=addresses["control"], timeout=60, trust_env=False)
        return cls(process, addresses, control)

    def close(self) -> None:
        self.control.close()
        self.process.terminate()
        self.process.communicate(timeout=20)

    def post(self, path: str, /, **body: object) -> dict[str, Any]:
        answer = self.control.post(path, json=body)
        assert answer.status_code == 200, answer.text
        result: dict[str, Any] = answer.json()
        return result

    def get(self, path: str, /, **query: object) -> Any:
        answer = self.control.get(path, params={k: str(v) for k, v in query.items()})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def new_token(self, *, gift: int = 66, prefix: str = "") -> str:
        """A refresh token whose account has this much credit."""
        token = prefix + os.urandom(16).hex()
        self.post("/credits", token=token, gift=gift)
        return token

    def new_person(self, language: str = "zh-hans") -> Person:
        made = self.post("/users", first_name="Somebody", language_code=language)
        return Person(self, made["id"])

    def calls(self, name: str, *, after: int = 0) -> list[dict[str, Any]]:
        """What a service received under a method's name or a path's last segment."""
        received = self.get("/received", after=after)
        return [
            call
            for call in received
            if (call.get("method") or call["path"]).rstrip("/").split("/")[-1].lower()
            == name.lower()
        ]

    @contextmanager
    def held(self, edge: str) -> Iterator[Callable[[], None]]:
        """Hold an edge; the value lets callers through, and so does leaving."""
        self.post("/hold", edge=edge)

        def release() -> None:
            self.post("/release", edge=edge)

        try:
            yield release
        finally:
            release()

    def wait_at(self, edge: str) -> None:
        """Return once somebody stands at a held edge."""
        assert self.get("/holds", wait=edge, seconds=PATIENCE)["reached"], edge

    def accepted(self, prompt: str) -> list[str]:
        """Submit ids of the accepted submissions of this prompt."""
        books = self.get("/books")["submissions"]
        return [entry["submit_id"] for entry in books if entry["prompt"] == prompt]


@dataclass
class Person:
    """Somebody in a private chat with the bot."""

    playground: Playground
    id: int

    def says(self, text: str) -> int:
        """Send a text; gives its message id."""
        sent: int = self.playground.post(f"/users/{self.id}/send", text=text)["message_id"]
        return sent

    def sends(
        self,
        *pictures: bytes,
        caption: str | None = None,
        as_file: bool = False,
        reply_to: int | None = None,
        album_of: int | None = None,
    ) -> int:
        """Send a photo, a picture as a file, or an album; gives the id of its first message.

        With `album_of` it is a late part of the album of that message.
        """
        body: dict[str, object] = {"caption": caption, "reply_to": reply_to, "album_of": album_of}
        coded = [base64.b64encode(picture).decode() for picture in pictures]
        if as_file:
            body |= {"document": coded[0], "file_name": "picture.jpg"}
        elif len(coded) == 1:
            body["photo"] = coded[0]
        else:
            body["album"] = coded
        given = {name: value for name, value in body.items() if value is not None}
        sent: int = self.playground.post(f"/users/{self.id}/send", **given)["message_id"]
        return sent

    def replies(self, to: int, text: str) -> int:
        """Answer a message with a text."""
        path = f"/users/{self.id}/send"
        sent: int = self.playground.post(path, text=text, reply_to=to)["message_id"]
        return sent

    def edits(self, message_id: int, text: str) -> None:
        """Change a message of one's own."""
        self.playground.post(f"/users/{self.id}/edit", message_id=message_id, text=text)

    def sees(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self.playground.get(f"/users/{self.id}/messages")
        return messages

    def taps(self, message: dict[str, Any], label: str, *, asks: bool) -> None:
        """Tap the button whose label holds this text."""
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(b["callback_data"] for row in rows for b in row if label in b["text"])
        self.playground.post(
            f"/users/{self.id}/tap", message_id=message["message_id"], data=data, asks=asks
        )

    def agrees(self) -> None:
        """Agree to the receipt that asks, as that of every video does."""
        found = wait_for("a receipt that asks", lambda: next(filter(asks, self.sees()), None))
        self.taps(found, "✅", asks=False)

    def reads(self, part: str, *, seconds: float = PATIENCE) -> dict[str, Any]:
        """The first of the bot's messages that holds this text, once it does."""
        return wait_for(
            f"a message with {part!r}",
            lambda: next((m for m in self.sees() if is_from_bot(m) and part in words(m)), None),
            seconds=seconds,
        )

    def gets_pictures(self, number: int, *, seconds: float = PATIENCE) -> list[dict[str, Any]]:
        """The photos in the chat, once there are so many."""

        def photos() -> list[dict[str, Any]] | None:
            found = [m for m in self.sees() if m.get("photo") and is_from_bot(m)]
            return found if len(found) >= number else None

        return wait_for(f"{number} pictures", photos, seconds=seconds)

    def gets_video(self) -> dict[str, Any]:
        """The first video in the chat, once there is one."""
        return wait_for(
            "a video",
            lambda: next((m for m in self.sees() if m.get("video")), None),
            seconds=FILMING,
        )

    def logs_in(self, token: str | None = None) -> str:
        token = token or self.playground.new_token()
        self.says(f"/login {token}")
        self.reads("✅")
        return token


def asks(message: dict[str, Any]) -> bool:
    """A receipt with its ✅."""
    return "✅" in str(message.get("reply_markup"))


def is_from_bot(message: dict[str, Any]) -> bool:
    return bool(message["from"]["is_bot"])


def words(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("caption") or "")


@dataclass
class Bot:
    """`python main.py` on a data directory that outlives it."""

    playground: Playground
    data_dir: Path
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    program: tuple[str, ...] = (str(ROOT / "main.py"),)

    @property
    def log(self) -> str:
        return (self.data_dir.parent / "bot.log").read_text()

    def start(self) -> None:
        """Start it and return once it polls."""
        after = len(self.playground.get("/received"))
        with (self.data_dir.parent / "bot.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.program],
                cwd=self.data_dir.parent,
                env=self.environment(),
                stderr=log,
                stdout=log,
            )
        wait_for("the bot to poll", lambda: self._polls(after))

    def _polls(self, after: int) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log
        return bool(self.playground.calls("getUpdates", after=after))

    def environment(self) -> dict[str, str]:
        """The settings it is started with, and what any process needs."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        ours = {
            "TELEGRAM_BOT_TOKEN": self.playground.addresses["bot_token"],
            "TELEGRAM_API_URL": self.playground.addresses["telegram_api"],
            "JIMENG_API_URL": self.playground.addresses["jimeng_api"],
            "ALLOWED_USERS": "*",
            "DATA_DIR": str(self.data_dir),
            "TIME_SCALE": str(TIME_SCALE),
        }
        return {**kept, **ours, **self.settings}

    def kill(self) -> None:
        """SIGKILL: no chance to say goodbye to anything."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(timeout=PATIENCE)

    def stop(self) -> int:
        """SIGTERM; gives the exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE)

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()

    def stored_submit_ids(self) -> list[str]:
        """The submit ids of all jobs on disk."""
        database = sqlite3.connect(self.data_dir / "jimeng_bot.db")
        try:
            return [row[0] for row in database.execute("SELECT submit_id FROM jobs")]
        finally:
            database.close()

    def count(self, table: str) -> int:
        """The rows of a table."""
        database = sqlite3.connect(self.data_dir / "jimeng_bot.db")
        try:
            count: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            return count
        finally:
            database.close()

    def undone_updates(self) -> int:
        """The updates that were taken and not dealt with."""
        database = sqlite3.connect(self.data_dir / "jimeng_bot.db")
        try:
            left = database.execute("SELECT count(*) FROM inbox WHERE is_done = 0")
            return int(left.fetchone()[0])
        finally:
            database.close()

    @contextmanager
    def nothing_can_commit(self) -> Iterator[None]:
        """Hold the database's write lock, so that the bot stops right before its next commit."""
        database = sqlite3.connect(self.data_dir / "jimeng_bot.db", isolation_level=None)
        try:
            database.execute("PRAGMA busy_timeout = 10000")
            database.execute("BEGIN IMMEDIATE")
            yield
        finally:
            database.close()
