"""How SQLite goes about a search: through one person's rows by their key, never through a table."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from bot.domain.history import Filter, Period, Place, Search, Shelf
from bot.domain.ids import ChatId, JobId, MessageId, UserId
from storage import Storage

SEARCH = Search(
    chat_id=ChatId(7),
    message_id=MessageId(1),
    user_id=UserId(7),
    is_private=True,
    shelf=Shelf.HISTORY,
    words="",
    asked_at=2e9,
)
FULL = Filter(
    words=("猫", "%"),
    model="4.0",
    models=("jimeng-4.0",),
    is_starred=True,
    period=Period(date(2026, 11, 1), date(2026, 11, 30)),
)


class Statements:
    """Every statement that is sent to the file, with its values."""

    def __init__(self, storage: Storage) -> None:
        self.path = storage.database.path
        self.seen: list[tuple[str, Any]] = []
        engine = storage.database._readers.sync_engine
        event.listen(engine, "before_cursor_execute", self._note)

    def _note(self, _c: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        self.seen.append((statement, values))

    def steps(self) -> list[str]:
        """What SQLite says it would do for them."""
        connection = sqlite3.connect(self.path)
        plans = [
            row[3]
            for statement, values in self.seen
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
        connection.close()
        return plans


def scans(steps: list[str]) -> list[str]:
    """The steps that read a whole table."""
    tables = r"(history|jobs|stars|sent_files)"
    return [step for step in steps if re.match(rf"SCAN {tables}\b", step)]


@pytest.mark.parametrize("wanted", [Filter(), FULL], ids=["everything", "filtered"])
@pytest.mark.parametrize("shelf", Shelf)
@pytest.mark.parametrize("is_private", [True, False], ids=["private", "group"])
async def test_a_list_reads_no_other_persons_rows(
    storage: Storage, wanted: Filter, shelf: Shelf, is_private: bool
) -> None:
    statements = Statements(storage)
    search = replace(SEARCH, shelf=shelf, is_private=is_private)
    await storage.history.find(search, wanted, limit=10)
    steps = statements.steps()
    assert any("SEARCH" in step for step in steps)
    assert scans(steps) == []


@pytest.mark.parametrize("wanted", [Filter(), FULL], ids=["everything", "filtered"])
async def test_an_inline_query_reads_no_other_persons_rows(
    storage: Storage, wanted: Filter
) -> None:
    statements = Statements(storage)
    after = Place(job=JobId("A7K2M"), picture=1)
    for mark in (None, after):
        await storage.history.items(UserId(7), wanted, after=mark, limit=50)
    steps = statements.steps()
    assert any(step.startswith("SEARCH history USING PRIMARY KEY (user_id=?") for step in steps)
    assert scans(steps) == []
