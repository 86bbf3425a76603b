"""What a person reads out of the bot's messages: where a request stands, and what can be tapped.

Rule: pure. Words stand in two tables, Chinese and English, as people see them; a test holds them to
the bot's own texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chaos.control import Button, Message


class Outcome(StrEnum):
    """How a request ended, as its person is told."""

    DONE = "done"
    KEPT = "done, kept unsent as wished"
    FAILED = "failed"
    CANCELLED = "cancelled"
    CLOSED = "closed, not sent again"
    EXPIRED = "given up"
    NOT_TAKEN = "not taken"
    UNREACHABLE = "the person had blocked the bot"


_ENDS: Final = (
    (Outcome.KEPT, re.compile(r"^(完成 · .*没有打扰|Done · .*not posted)", re.M)),
    (Outcome.DONE, re.compile(r"^(完成|Done) · ", re.M)),
    (Outcome.CANCELLED, re.compile(r"^(已取消，|Cancelled, )", re.M)),
    (Outcome.CLOSED, re.compile(r"^(已关闭，没有再发|Closed, not sent again)", re.M)),
    (
        Outcome.EXPIRED,
        re.compile(
            r"^(等得太久，已放弃|Waited too long, given up|15 分钟内没有|Nobody agreed)", re.M
        ),
    ),
    (Outcome.FAILED, re.compile(r"^[（(]#[2-9A-Z]{5}( · [^）)]*)?[）)]$", re.M)),
)
"""The first that fits counts. A failure ends with its reference."""

_JOB: Final = re.compile(r"^#[2-9A-Z]{5} {1,2}\S")
_NOT_TAKEN: Final = re.compile(
    r"我这边出了故障，已停止尝试|broke at your message|你已有 |You already have "
    r"| 暂停到 .*刚才被风控拒绝过| is paused until .*: risk control refused it"
)
_ASKS: Final = re.compile(r"要再发一次吗？$|Send it again\?$", re.M)
_NEEDS_LOGIN: Final = re.compile(r"^(需要登录|登录失效了|Needs login|Your login ended)", re.M)
_LOGGED_IN: Final = "✅"
_NOTHING_SPENT: Final = re.compile(
    r"^(已取消，未花积分|Cancelled, nothing spent|未花积分。|Nothing was spent\.)", re.M
)
_AGREE: Final = ("✅",)
_JOIN: Final = ("🖼 是", "🖼 Yes")
_SEND_AGAIN, _CANCEL, _STOP = ("再发一次", "Send again"), ("⏹",), ("🔕",)


@dataclass(frozen=True, slots=True)
class Tappable:
    """A button and the message under which it stands; `version` changes with the message."""

    message_id: int
    data: str
    version: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands, from all that was said in reply to it."""

    outcomes: frozenset[Outcome]
    words: tuple[str, ...]
    message_ids: frozenset[int]
    needs_login: bool = False
    says_nothing_spent: bool = False
    agree: Tappable | None = None
    join: Tappable | None = None
    send_again: Tappable | None = None
    cancel: Tappable | None = None
    stop_waiting: Tappable | None = None


def read_standing(messages: Sequence[Message], request_id: int) -> Standing:
    """Read one request out of its chat."""
    replies = _replies(messages, request_id)
    texts = [message.text for message in replies if message.text]
    jobs = [text for text in texts if _JOB.match(text)]
    outcomes = {end for text in jobs if (end := _end_of(text)) is not None}
    if not jobs and any(_NOT_TAKEN.search(text) for text in texts):
        outcomes = {Outcome.NOT_TAKEN}
    asking = [message for message in replies if _ASKS.search(message.text)]
    return Standing(
        outcomes=frozenset(outcomes),
        words=tuple(texts),
        message_ids=frozenset(message.message_id for message in replies),
        needs_login=not outcomes and any(_NEEDS_LOGIN.search(text) for text in jobs),
        says_nothing_spent=any(_NOTHING_SPENT.search(text) for text in jobs),
        agree=_button(replies, _AGREE),
        join=_button(replies, _JOIN),
        send_again=_button(asking, _SEND_AGAIN),
        cancel=_button(replies, _CANCEL),
        stop_waiting=_button(replies, _STOP),
    )


def has_logged_in(messages: Iterable[Message], since: int) -> bool:
    """Whether the bot confirmed a login after this message."""
    return any(
        message.sender.is_bot and message.message_id > since and message.text.startswith(_LOGGED_IN)
        for message in messages
    )


def _end_of(text: str) -> Outcome | None:
    return next((outcome for outcome, pattern in _ENDS if pattern.search(text)), None)


def _replies(messages: Sequence[Message], request_id: int) -> list[Message]:
    """The bot's messages in reply to the request, and to those replies, oldest first."""
    chain = {request_id}
    found = []
    for message in sorted(messages, key=lambda message: message.message_id):
        answered = message.reply_to_message
        if message.sender.is_bot and answered is not None and answered.message_id in chain:
            chain.add(message.message_id)
            found.append(message)
    return found


def _button(messages: Sequence[Message], labels: Sequence[str]) -> Tappable | None:
    """The button with one of these labels under the latest message that has one."""
    for message in reversed(messages):
        for button in message.buttons:
            if _is_labelled(button, labels):
                version = message.edit_date or message.date
                return Tappable(message.message_id, button.callback_data, version)
    return None


def _is_labelled(button: Button, labels: Sequence[str]) -> bool:
    return any(label in button.text for label in labels)
