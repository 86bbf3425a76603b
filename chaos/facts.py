"""What the suite itself knows of each request, put together for the reckoning.

Rule: pure. A tap whose answer named no job is given the one in its chat that nobody else asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from chaos.arrivals import Arrival, arrivals_in
from chaos.chat_reading import job_named_in
from chaos.control import Message
from chaos.kinds import number_in
from chaos.requests import Request
from chaos.verdict import Facts

Chats = Mapping[int, Sequence[Message]]


def read_again(requests: Sequence[Request], chats: Chats) -> None:
    """Read every chat as it stands now."""
    taken = {request.job for request in requests if request.job}
    for request in requests:
        messages = chats.get(request.chat_id, ())
        if request.tap is not None and not request.job:
            request.job = _unclaimed(request, messages, taken)
            taken.add(request.job)
        if not _stays_refused(request):
            request.read(messages)


def _stays_refused(request: Request) -> bool:
    """A tap that was refused, and of which no job came."""
    return request.tap is not None and not request.job and bool(request.standing.outcomes)


def _unclaimed(request: Request, messages: Sequence[Message], taken: set[str]) -> str:
    """A job in reply to the button's message whose tap got no answer; empty where there is none."""
    for message in messages:
        answered = message.reply_to_message
        is_below = answered is not None and answered.message_id == request.message_id
        job = job_named_in(message)
        if is_below and message.text and message.sender.is_bot and job and job not in taken:
            return job
    return ""


def facts_of(requests: Sequence[Request], chats: Chats) -> list[Facts]:
    """All requests' facts, in their order."""
    arrived = {chat_id: arrivals_in(messages) for chat_id, messages in chats.items()}
    lied: defaultdict[str, bool] = defaultdict(bool)
    for request in requests:
        lied[number_in(request.prompt)] |= bool(request.record_troubles)
    return [
        _facts(index, request, arrived, lied[number_in(request.prompt)])
        for index, request in enumerate(requests)
    ]


def _facts(
    index: int,
    request: Request,
    arrived: Mapping[int, Sequence[Arrival]],
    may_be_partial: bool,
) -> Facts:
    standing, private_chat = request.standing, request.person.id
    jobs = {request.job} if request.tap is not None else standing.job_ids
    mine = [each for each in arrived.get(request.chat_id, ()) if each.job and each.job in jobs]
    in_private = arrived.get(private_chat, ()) if request.chat_id != private_chat else ()
    is_tap = request.tap is not None
    return Facts(
        index=index,
        kind=request.kind.name,
        prompt=request.prompt,
        chat_id=request.chat_id,
        message_id=request.message_id,
        outcomes=standing.outcomes,
        status_ids=standing.message_ids,
        result_ids=frozenset(a.message_id for a in mine if a.reply_to == request.message_id),
        copy_ids=frozenset(a.message_id for a in mine if a.reply_to != request.message_id),
        copies_about=frozenset(a.reply_to for a in mine if a.reply_to != request.message_id),
        copies_asked=request.copies_asked,
        came_in_private=sum(bool(each.job) and each.job in jobs for each in in_private),
        results=request.kind.results,
        wants_files=request.kind.wants_files,
        may_be_partial=may_be_partial,
        was_blocked=request.was_blocked,
        says_nothing_spent=standing.says_nothing_spent,
        sent_again=request.sent_again,
        paid_since=request.said_on if is_tap else float("-inf"),
        paid_until=request.paid_until,
    )
