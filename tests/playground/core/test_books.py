"""The books: what counts as asked, as paid, as paid twice, as delivered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.book_entries import mentions
from playground.books import Books

TOKEN, ME, CHAT = "token", 7, 7


def _books() -> Books:
    books = Books()
    books.account(TOKEN, "cn-1", "cn")
    return books


def _paid(books: Books, prompt: str) -> None:
    books.accepted(TOKEN, "an-id", prompt, 4)


def test_one_message_one_submission() -> None:
    """The normal case is not paid twice."""
    books = _books()
    books.message(ME, CHAT, 1, "/image a fox --ar 1:1")
    _paid(books, "a fox")
    assert books.paid_twice() == 0


def test_a_second_submission_for_one_message_is_paid_twice() -> None:
    """Whoever caused it."""
    books = _books()
    books.message(ME, CHAT, 1, "/image a fox")
    for _ in range(3):
        _paid(books, "a fox")
    assert books.paid_twice() == 2


def test_a_tap_asks_once_more_for_the_request_above() -> None:
    """Through the chain of replies; only if the person said that it asks."""
    books = _books()
    books.message(ME, CHAT, 1, "/image a fox")
    books.sent(CHAT, 2, reply_to=1)
    books.sent(CHAT, 3, reply_to=2)
    books.tapped(CHAT, 3, asks=True)
    books.tapped(CHAT, 3)
    for _ in range(3):
        _paid(books, "a fox")
    assert books.paid_twice() == 1


def test_taps_elsewhere_do_not_excuse() -> None:
    """A tap under another request, or under nothing known."""
    books = _books()
    books.message(ME, CHAT, 1, "/image a fox")
    books.message(ME, CHAT, 2, "/image a hare")
    books.sent(CHAT, 3, reply_to=2)
    books.tapped(CHAT, 3, asks=True)
    books.tapped(CHAT, 99, asks=True)
    _paid(books, "a fox")
    _paid(books, "a fox")
    assert books.paid_twice() == 1


@pytest.mark.parametrize("words", ["/image a hare", "/image a fox --ar 1:1"])
def test_an_edit_that_made_the_bot_pay_again_is_paid_twice(words: str) -> None:
    """New words or the old ones with another option: an edit asks for nothing by itself."""
    books = _books()
    books.message(ME, CHAT, 1, "/image a fox")
    _paid(books, "a fox")
    books.edited(CHAT, 1, words)
    _paid(books, "a hare" if "hare" in words else "a fox")
    assert books.paid_twice() == 1


def test_an_edit_asks_if_the_person_says_so() -> None:
    """Once for each wording that asks."""
    books = _books()
    books.message(ME, CHAT, 1, "/image a fox")
    books.edited(CHAT, 1, "/image a hare", asks=True)
    for prompt in ("a fox", "a hare", "a hare"):
        _paid(books, prompt)
    assert books.paid_twice() == 1


def test_without_a_chat_each_prompt_is_asked_once() -> None:
    """A driver of the SDK alone has no messages."""
    books = _books()
    _paid(books, "a fox")
    assert books.paid_twice() == 0
    _paid(books, "a fox")
    assert books.paid_twice() == 1


@pytest.mark.parametrize(
    ("text", "prompt", "found"),
    [
        ("/image fox 1", "fox 1", True),
        ("/image fox 12", "fox 1", False),
        ("/image redfox", "fox", False),
        ("/image --ar 1:1 fox", "fox", True),
        ("/image 一只猫咪", "一只猫", True),
        ("/image a fox", "", False),
        ("/image a (fox)?", "a (fox)?", True),
    ],
)
def test_a_prompt_inside_a_text(text: str, prompt: str, found: bool) -> None:
    """Latin words and numbers are held apart, Chinese needs no blanks."""
    assert mentions(text, prompt) is found


@given(st.text(min_size=1))
def test_a_text_mentions_itself(prompt: str) -> None:
    """Whatever characters it has."""
    assert mentions(f"/image {prompt}", prompt)


def test_what_is_delivered_belongs_to_the_request_above() -> None:
    """An album in reply to the request, a file in reply to the album."""
    books = _books()
    books.message(ME, CHAT, 1, "/image a fox")
    _paid(books, "a fox")
    books.delivered(CHAT, 2, 1, "photo", "aa")
    books.delivered(CHAT, 3, 2, "document", "bb")
    books.delivered(CHAT, 4, None, "photo", "cc")
    shown = books.to_json()
    assert shown["delivered"] == 2
    prompts = cast(Mapping[str, object], shown["prompts"])
    assert prompts["a fox"] == {"accepted": 1, "asked": 1, "charged": 4, "delivered": 2}
    users = cast(Mapping[str, object], shown["users"])
    assert users == {"7": {"requests": 1, "taps": 0, "accepted": 1, "charged": 4, "delivered": 2}}
    accounts = cast(Mapping[str, Mapping[str, object]], shown["accounts"])
    counted = ("requests", "accepted", "charged", "delivered")
    assert [accounts[TOKEN][name] for name in counted] == [1, 1, 4, 2]


def test_users_and_accounts_have_pages_of_their_own() -> None:
    """Two people with an account each: nobody's numbers are on another's page."""
    books = _books()
    books.account("other", "cn-2", "cn")
    books.message(ME, CHAT, 1, "/image a fox")
    books.message(8, 8, 1, "/image a hare")
    books.message(8, 8, 2, "/help")
    _paid(books, "a fox")
    books.accepted("other", "id-2", "a hare", 4)
    books.accepted("other", "id-3", "a hare", 4)
    books.delivered(8, 3, 1, "photo", "aa")
    shown = books.to_json()
    assert shown["users"] == {
        "7": {"requests": 1, "taps": 0, "accepted": 1, "charged": 4, "delivered": 0},
        "8": {"requests": 2, "taps": 0, "accepted": 2, "charged": 8, "delivered": 1},
    }
    accounts = cast(Mapping[str, Mapping[str, object]], shown["accounts"])
    counted = ("requests", "accepted", "charged", "delivered")
    assert [accounts["other"][name] for name in counted] == [1, 2, 8, 1]
    assert [accounts[TOKEN][name] for name in counted] == [1, 1, 4, 0]


def test_the_books_say_when_something_was_paid_and_when_it_came() -> None:
    """A driver matches both with its own deeds, such as killing the bot."""
    books = _books()
    books.message(ME, CHAT, 1, "/image a fox")
    books.accepted(TOKEN, "an-id", "a fox", 4, at=100.25)
    books.delivered(CHAT, 2, 1, "photo", "aa", at=103.5)
    shown = books.to_json()
    assert shown["submissions"] == [
        {
            "account": "cn-1",
            "submit_id": "an-id",
            "prompt": "a fox",
            "cost": 4,
            "at": 100.25,
        }
    ]
    [request] = cast(list[Mapping[str, object]], shown["requests"])
    assert request["delivered"] == [{"message_id": 2, "kind": "photo", "digest": "aa", "at": 103.5}]


def test_a_loop_of_replies_ends() -> None:
    """Not possible in a chat, yet no reason to hang."""
    books = _books()
    books.sent(CHAT, 1, 2)
    books.sent(CHAT, 2, 1)
    books.tapped(CHAT, 1, asks=True)
    assert books.paid_twice() == 0
