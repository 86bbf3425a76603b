"""What is kept of the journal: sends with the message they are about, submissions by prompt."""

from __future__ import annotations

import json

import msgspec
import pytest

from chaos.control import Call
from chaos.journal_notes import first_polls, take_note


def call(**fields: object) -> Call:
    entry = {"n": 3, "at": 12.5, "service": "telegram", "params": {}, "status": 200}
    return msgspec.json.decode(json.dumps({**entry, "answered": True, **fields}), type=Call)


def test_a_send_is_about_the_message_it_answers() -> None:
    params = {"chat_id": "7", "reply_parameters": '{"message_id":5}', "media": "[]"}
    note = take_note(call(method="sendMediaGroup", params=params))
    assert note is not None
    assert (note.chat_id, note.message_id, note.is_media, note.heard) == (7, 5, True, True)


def test_an_edit_is_about_the_message_it_changes() -> None:
    params = {"chat_id": "7", "message_id": "9", "text": "…"}
    note = take_note(call(method="editMessageText", params=params))
    assert note is not None
    assert (note.chat_id, note.message_id, note.is_media) == (7, 9, False)


def test_a_submission_is_known_by_the_number_of_its_prompt() -> None:
    params = {"body": {"draft_content": {"prompt": "1张 雨里的灯塔 n000042"}}}
    note = take_note(call(path="/mweb/v1/aigc_draft/generate", service="jimeng", params=params))
    assert note is not None
    assert (note.name, note.prompt_number) == ("submission", "n000042")


@pytest.mark.parametrize(
    "spoiled", [{"lost": True}, {"answered": False}, {"answered": None}, {"status": 502}]
)
def test_a_spoiled_answer_was_not_heard(spoiled: dict[str, object]) -> None:
    note = take_note(call(method="sendPhoto", **spoiled))
    assert note is not None
    assert not note.heard


def test_other_calls_are_not_kept() -> None:
    assert take_note(call(method="getUpdates")) is None
    assert take_note(call(path="/mweb/v1/get_history_by_ids", service="jimeng")) is None


def test_each_start_is_measured_to_the_poll_that_follows() -> None:
    assert first_polls([11.0, 12.0, 25.5, 40.0], [10.0, 24.0, 50.0]) == [1.0, 1.5]
