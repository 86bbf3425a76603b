"""What a person reads out of the bot's messages: where a request stands, and what can be tapped.

Rule: pure. Words stand in two tables, Chinese and English, as people see them; a test holds them to
the bot's own texts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
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
    WITHDRAWN = "taken back in a group"
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
            r"^(等得太久，已放弃|Waited too long, given up|15 分钟内没有|Not confirmed within)",
            re.M,
        ),
    ),
    (Outcome.FAILED, re.compile(r"^[（(]#[2-9A-Z]{5}( · [^）)]*)?[）)]$", re.M)),
)
"""The first that fits counts. A failure ends with its reference."""

_JOB: Final = re.compile(r"^#([2-9A-Z]{5}) {1,2}\S")
_NAMES_JOB: Final = re.compile(r"#([2-9A-Z]{5})\b")
_NOT_TAKEN: Final = re.compile(
    r"我这边出了故障，已停止尝试|broke at your message|你已有 |You already have "
    r"| 暂停到 .*刚才被风控拒绝过| is paused until .*: risk control refused it"
    r"|没有在收图|还没有收到图|There is nothing to finish|No picture came yet"
)
_ASKS: Final = re.compile(r"要再发一次吗？$|Send it again\?$", re.M)
_NEEDS_LOGIN: Final = re.compile(r"^(需要登录|登录失效了|Needs login|Your login ended)", re.M)
_LOGGED_IN: Final = "✅"
_NOTHING_SPENT: Final = re.compile(
    r"^(已取消，未花积分|Cancelled, nothing spent|未花积分。|Nothing was spent\.)", re.M
)
_AGREE: Final = ("✅",)
_LEADS_ON: Final = ("🖼 是", "🖼 Yes", "去掉后发送", "Send without", "--res")
"""The question about pictures and words, and the ways out of a refusal."""
STAR: Final = ("⭐", "🌟")
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
    job_ids: frozenset[str] = frozenset()
    needs_login: bool = False
    says_nothing_spent: bool = False
    agree: Tappable | None = None
    lead_on: Tappable | None = None
    send_again: Tappable | None = None
    cancel: Tappable | None = None
    stop_waiting: Tappable | None = None


def read_standing(
    messages: Sequence[Message],
    request_id: int,
    *,
    job: str | None = None,
    cancelled_by: int = 0,
) -> Standing:
    """Read one request out of its chat: what was said in reply to it.

    `job`: several jobs may reply to one message, and this one alone is meant ("" where its name is
    not known yet). `cancelled_by` is the message that asked to cancel it.
    """
    direct = _replies_to(messages, {request_id})
    if job is not None:
        direct = [message for message in direct if job and job_named_in(message) == job]
    replies = _with_replies(messages, [each for each in direct if not bears_results(each)])
    texts = [message.text for message in replies if message.text]
    jobs = [message.text for message in direct if _JOB.match(message.text)]
    outcomes = {end for text in jobs if (end := _end_of(text)) is not None}
    if not jobs and any(_NOT_TAKEN.search(text) for text in texts):
        outcomes = {Outcome.NOT_TAKEN}
    asking = [message for message in replies if _ASKS.search(message.text)]
    about_cancelling = _replies_to(messages, {cancelled_by}) if cancelled_by else []
    return Standing(
        outcomes=frozenset(outcomes),
        words=tuple(texts),
        message_ids=frozenset(message.message_id for message in replies),
        job_ids=frozenset(found[1] for text in jobs if (found := _JOB.match(text))),
        needs_login=not outcomes and any(_NEEDS_LOGIN.search(text) for text in jobs),
        says_nothing_spent=any(_NOTHING_SPENT.search(text) for text in jobs),
        agree=button_of(replies, _AGREE),
        lead_on=button_of(replies, _LEADS_ON),
        send_again=button_of(asking, _SEND_AGAIN),
        cancel=button_of(replies, _CANCEL),
        stop_waiting=button_of([*replies, *about_cancelling], _STOP),
    )


def job_named_in(message: Message) -> str:
    """The job that a message of the bot's names first; empty where it names none."""
    found = _NAMES_JOB.match(message.text or message.caption)
    return found[1] if found else ""


def job_answered(words: str) -> str:
    """The job that an answer to a tap names; empty where it names none."""
    found = _NAMES_JOB.search(words)
    return found[1] if found else ""


def is_refused(messages: Sequence[Message], request_id: int) -> bool:
    """Whether a message in reply to this one says that something was not taken."""
    return any(_NOT_TAKEN.search(each.text) for each in _replies_to(messages, {request_id}))


def bears_results(message: Message) -> bool:
    """Results, or the buttons under them: what replies to those is another request's."""
    return not message.text or button_of([message], STAR) is not None


def has_logged_in(messages: Iterable[Message], since: int) -> bool:
    """Whether the bot confirmed a login after this message."""
    return any(
        message.sender.is_bot and message.message_id > since and message.text.startswith(_LOGGED_IN)
        for message in messages
    )


def _end_of(text: str) -> Outcome | None:
    return next((outcome for outcome, pattern in _ENDS if pattern.search(text)), None)


def _replies_to(messages: Sequence[Message], answered: Collection[int]) -> list[Message]:
    """The bot's messages in reply to one of these, oldest first."""
    found = [
        message
        for message in messages
        if message.sender.is_bot
        and message.reply_to_message is not None
        and message.reply_to_message.message_id in answered
    ]
    return sorted(found, key=lambda message: message.message_id)


def _with_replies(messages: Sequence[Message], first: list[Message]) -> list[Message]:
    """These messages, the bot's replies to them, and so on, oldest first."""
    chain = {message.message_id: message for message in first}
    latest = first
    while latest:
        latest = _replies_to(messages, {message.message_id for message in latest})
        chain |= {message.message_id: message for message in latest}
    return [chain[number] for number in sorted(chain)]


def button_of(messages: Sequence[Message], labels: Sequence[str]) -> Tappable | None:
    """The button with one of these labels under the latest message that has one."""
    for message in reversed(messages):
        for button in message.buttons:
            if _is_labelled(button, labels):
                version = message.edit_date or message.date
                return Tappable(message.message_id, button.callback_data, version)
    return None


def _is_labelled(button: Button, labels: Sequence[str]) -> bool:
    return any(label in button.text for label in labels)
