"""What is known of each request: whose a result is, and which job a tap without an answer made."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from chaos.arrivals import Arrival, arrivals_in
from chaos.chat_reading import Outcome, Standing, Tappable
from chaos.control import Answered, Message, Sender
from chaos.facts import facts_of, read_again
from chaos.kinds import KINDS, Kind
from chaos.plan import Wish
from chaos.requests import Person, Request

CHAT, ASKED, RESULT = 7, 100, 102
TAPPED = Kind("🎲 tapped", "🎲 ({prompt})", 0)
BUTTON = Tappable(RESULT, "🎲", 1)
PERSON = Person(7, "token")


def says(
    number: int, reply_to: int, text: str = "", *, caption: str = "", album: str = ""
) -> Message:
    return Message(
        message_id=number,
        date=1,
        sender=Sender(is_bot=True),
        text=text,
        caption=caption,
        media_group_id=album,
        reply_to_message=Answered(reply_to),
    )


def request(message_id: int, kind: Kind = KINDS[0], *, tap: Tappable | None = None) -> Request:
    wish = Wish(1, 0, kind, "a fox n000001", 0.1)
    return Request(wish, PERSON, CHAT, message_id, said_at=1.0, said_on=50.0, tap=tap)


MADE: Sequence[Message] = (
    says(101, ASKED, "#A2B3C  Jimeng 4.0\nDone · 3 s"),
    says(102, ASKED, caption="#A2B3C", album="1"),
    says(103, ASKED, album="1"),
    says(104, RESULT, "#D4E5F  Jimeng 4.0\nDone · 3 s"),
    says(105, RESULT, caption="#D4E5F"),
    says(106, RESULT, caption="#A2B3C"),
)
"""A request, what a button under its result made, and its original, asked for later."""


def test_results_belong_to_the_job_of_their_caption_or_of_their_albums() -> None:
    assert arrivals_in(MADE) == [
        Arrival(102, "A2B3C", ASKED),
        Arrival(103, "A2B3C", ASKED),
        Arrival(105, "D4E5F", RESULT),
        Arrival(106, "A2B3C", RESULT),
    ]


def test_each_request_has_its_own_results_and_copies() -> None:
    first, second = request(ASKED), request(RESULT, TAPPED, tap=BUTTON)
    second.job = "D4E5F"
    read_again([first, second], {CHAT: MADE})
    asked, tapped = facts_of([first, second], {CHAT: MADE})
    assert asked.result_ids == {102, 103}
    assert asked.copy_ids == {106}
    assert asked.copies_about == {RESULT}
    assert tapped.result_ids == {105}
    assert tapped.copy_ids == frozenset()
    assert asked.outcomes == tapped.outcomes == {Outcome.DONE}
    assert (asked.paid_since, tapped.paid_since) == (float("-inf"), 50.0)
    assert (asked.index, tapped.index) == (0, 1)


def test_a_tap_without_an_answer_has_the_job_that_nobody_else_asked_for() -> None:
    answered, silent = (request(RESULT, TAPPED, tap=BUTTON) for _ in range(2))
    answered.job = "D4E5F"
    another = says(107, RESULT, "#G6H7J  Jimeng 4.0\nDone · 3 s")
    read_again([answered, silent], {CHAT: (*MADE, another)})
    assert (answered.job, silent.job) == ("D4E5F", "G6H7J")
    lonely = request(RESULT, TAPPED, tap=BUTTON)
    read_again([answered, lonely], {CHAT: MADE})
    assert (lonely.job, lonely.standing.outcomes) == ("", frozenset())


@pytest.mark.parametrize("came", [True, False])
def test_a_refused_tap_stays_refused_unless_a_job_came_of_it(came: bool) -> None:
    refused = request(RESULT, TAPPED, tap=BUTTON)
    refused.standing = Standing(frozenset([Outcome.NOT_TAKEN]), (), frozenset())
    read_again([refused], {CHAT: MADE if came else MADE[:3]})
    assert refused.standing.outcomes == {Outcome.DONE if came else Outcome.NOT_TAKEN}


def test_a_record_that_lied_lied_about_all_that_share_its_prompt() -> None:
    first, second = request(ASKED), request(RESULT, TAPPED, tap=BUTTON)
    second.record_troubles.append("record missing")
    assert all(facts.may_be_partial for facts in facts_of([first, second], {CHAT: MADE}))


@pytest.mark.parametrize("asked_to_cancel", [True, False])
def test_a_message_that_vanishes_from_a_group_was_taken_back_by_its_person(
    asked_to_cancel: bool,
) -> None:
    taken_back = request(ASKED, next(kind for kind in KINDS if kind.in_group))
    taken_back.stopped_waiting = asked_to_cancel
    read_again([taken_back], {CHAT: ()})
    assert taken_back.standing.outcomes == ({Outcome.WITHDRAWN} if asked_to_cancel else set())


def test_results_that_found_the_group_closed_are_looked_for_in_their_persons_chat() -> None:
    group = -100
    asked = Request(
        Wish(1, 0, KINDS[0], "a fox n000001", 0.1), PERSON, group, ASKED, said_at=1.0, said_on=50.0
    )
    told = says(101, ASKED, "#A2B3C  Jimeng 4.0\nDone · 3 s")
    moved = [says(201, 0, caption="#A2B3C", album="1"), says(202, 0, album="1")]
    other = says(203, 0, caption="#D4E5F")
    chats = {group: [told], CHAT: [*moved, other]}
    read_again([asked], chats)
    (facts,) = facts_of([asked], chats)
    assert facts.came_in_private == 2
    assert facts.result_ids == frozenset()
