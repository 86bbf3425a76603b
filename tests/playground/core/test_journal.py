"""The journal: order, marks, waiting, no secrets."""

from __future__ import annotations

import asyncio

from playground.journal import Journal


def _journal() -> Journal:
    return Journal(lambda: 1_700_000_000.5)


def test_entries_in_order_named_as_each_service_names_calls() -> None:
    """`method` for Telegram, `path` for Jimeng."""
    journal = _journal()
    journal.record("telegram", "sendMessage", {"text": "hi"}, "bot")
    journal.record("jimeng", "/mweb/v1/get_history", {})
    first, second = (entry.to_json() for entry in journal.entries())
    assert (first["n"], first["method"], first["who"]) == (1, "sendMessage", "bot")
    assert (second["n"], second["path"], second["answered"]) == (2, "/mweb/v1/get_history", None)


def test_secrets_are_blanked_at_any_depth() -> None:
    """Names that always hold secrets never show their value."""
    entry = _journal().record("jimeng", "/x", {"Cookie": "a", "body": {"list": [{"token": "b"}]}})
    assert entry.params == {"Cookie": "***", "body": {"list": [{"token": "***"}]}}


async def test_waiting_for_past_and_future_calls() -> None:
    """Also for a call that is marked later."""
    journal = _journal()
    entry = journal.record("telegram", "getMe", {})
    assert await journal.wait_for(lambda call: call.name == "getMe") is entry
    answered = asyncio.create_task(journal.wait_for(lambda call: call.answered is True))
    await asyncio.sleep(0)
    entry.answered = True
    journal.changed(entry)
    assert await answered is entry
