"""Deaths at edges, and what a person sees of them afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from tests.acceptance.driving import Bot, Person, Playground, is_from_bot, wait_for, words


@contextmanager
def killed_at(playground: Playground, bot: Bot, edge: str) -> Iterator[None]:
    """What is done inside brings the bot to the edge, where it dies; the next one has started."""
    with playground.held(edge):
        yield
        playground.wait_at(edge)
        bot.kill()
    bot.start()


def with_button(person: Person, label: str) -> dict[str, Any]:
    """The latest of the bot's messages that has this button."""

    def look() -> dict[str, Any] | None:
        return next(
            (m for m in reversed(person.sees()) if label in str(m.get("reply_markup"))), None
        )

    return wait_for(f"a button {label}", look)


def told(person: Person, part: str, times: int = 1) -> Callable[[], bool]:
    """Whether so many of the bot's messages hold this text."""
    return lambda: sum(part in words(m) for m in person.sees() if is_from_bot(m)) >= times


def in_database(bot: Bot, statement: str) -> int:
    """Change rows as time or an operator would; gives their number."""
    with closing(sqlite3.connect(bot.data_dir / "jimeng_bot.db")) as database, database:
        return database.execute(statement).rowcount
