"""People's taps: the first of a button that pays asks, what follows is impatience."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import repeat

import httpx
import msgspec
import pytest

from chaos.chat_reading import Outcome, Standing, Tappable
from chaos.control import Answered, Button, Control, Keyboard, Message, Sender
from chaos.deeds import DEEDS, Deed
from chaos.hands import Hands
from chaos.kinds import KINDS
from chaos.plan import Wish
from chaos.players import Players
from chaos.reactions import UNANSWERED_FOR, Reactions
from chaos.requests import Person, Request

PEOPLE = [Person(7, "token", group=-5), Person(8, "token", group=-5)]
LABELS = ("1", "2", "🎲 Similar", "🔁 Again", "🎬 Animate", "📄 Originals", "⭐ Star")
RESULT = Message(
    message_id=102,
    date=1,
    sender=Sender(is_bot=True),
    text="#A2B3C Pick a number",
    reply_to_message=Answered(100),
    reply_markup=Keyboard((tuple(Button(label, label) for label in LABELS),)),
)


class Playground:
    """Notes what is posted, and answers as the control address does."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, dict[str, object]]] = []

    def control(self) -> Control:
        control = Control("http://playground.test")
        control._http = httpx.AsyncClient(
            base_url="http://playground.test", transport=httpx.MockTransport(self._answer)
        )
        return control

    @property
    def taps(self) -> list[tuple[object, object]]:
        return [(body["data"], body["asks"]) for path, body in self.posted if path.endswith("/tap")]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.posted.append((request.url.path, msgspec.json.decode(request.content)))
        name = f"query{len(self.posted)}"
        return httpx.Response(200, json={"callback_query_id": name, "message_id": 500})


GROUP_KIND = next(kind for kind in KINDS if kind.in_group)


def done(*, in_group: bool = False) -> Request:
    """A request whose result has come."""
    wish = Wish(1, 0, GROUP_KIND if in_group else KINDS[0], "a fox n000001", 0.1)
    request = Request(wish, PEOPLE[0], -5 if in_group else 7, 100, said_at=1.0, said_on=1.0)
    request.standing = Standing(
        frozenset([Outcome.DONE]), (), frozenset(), job_ids=frozenset(["A2B3C"])
    )
    return request


def tapped() -> Request:
    """A request by a button whose answer is awaited."""
    kind = next(deed.kind for deed in DEEDS if deed.kind is not None)
    wish = Wish(1, 0, kind, "a fox n000001", 0.0)
    request = Request(wish, PEOPLE[0], 7, 102, said_at=1.0, said_on=1.0)
    request.tap, request.queries, request.tapped_at = Tappable(102, "🎲", 1), ["q1", "q2"], 0.0
    return request


async def play(
    playground: Playground,
    deed: Deed,
    request: Request,
    prompt: str = "",
    result: Message = RESULT,
) -> Request | None:
    plays: Iterator[tuple[Deed, str] | None] = repeat((deed, prompt))
    return await Players(Hands(playground.control()), plays, PEOPLE).play(request, [result])


async def never(request: Request, messages: Sequence[Message], now: float) -> None:
    raise AssertionError("nobody has to log in here")


def named(name: str) -> Deed:
    return next(deed for deed in DEEDS if deed.name == name)


async def test_of_three_taps_at_once_one_asks() -> None:
    playground, parent = Playground(), done()
    made = await play(playground, named("similar"), parent)
    assert sorted(playground.taps) == [
        ("🎲 Similar", False),
        ("🎲 Similar", False),
        ("🎲 Similar", True),
    ]
    assert made is not None
    assert (made.prompt, made.message_id, made.parent) == (parent.prompt, 102, parent)
    assert len(made.queries) == 3
    assert parent.paid_until == made.said_on


async def test_what_opens_a_receipt_asks_by_the_first_yes_there() -> None:
    playground = Playground()
    made = await play(playground, named("animated"), done())
    assert [asks for _, asks in playground.taps] == [False, False]
    assert made is not None
    made.job, made.tapped_at = "D4E5F", 0.0
    made.standing = Standing(frozenset(), (), frozenset(), agree=Tappable(103, "✅", 1))
    reactions = Reactions(Hands(playground.control()), {}, never)
    for now in (10.0, 20.0):
        await reactions.react(made, (), now)
    assert playground.taps[2:] == [("✅", True), ("✅", False)]


async def test_where_a_tap_asked_the_yes_does_not_ask_again() -> None:
    """🔁 of a video asks at once, and its receipt may ask nevertheless."""
    playground = Playground()
    made = await play(playground, named("again"), done())
    assert made is not None
    made.job, made.tapped_at = "D4E5F", 0.0
    made.standing = Standing(frozenset(), (), frozenset(), agree=Tappable(103, "✅", 1))
    await Reactions(Hands(playground.control()), {}, never).react(made, (), 10.0)
    assert sorted(playground.taps) == [("✅", False), ("🔁 Again", False), ("🔁 Again", True)]


async def test_a_video_made_again_has_one_result_whatever_it_costs() -> None:
    parent = done()
    parent.wish = replace(parent.wish, kind=next(kind for kind in KINDS if kind.results == 1))
    made = await play(Playground(), named("again"), parent)
    assert made is not None
    assert made.kind.results == 1


async def test_saying_yes_to_ones_own_words_is_no_second_request() -> None:
    playground, request = Playground(), done()
    request.standing = Standing(frozenset(), (), frozenset(), agree=Tappable(103, "✅", 1))
    await Reactions(Hands(playground.control()), {}, never).react(request, (), 10.0)
    assert playground.taps == [("✅", False)]


async def test_in_a_group_somebody_else_taps() -> None:
    playground = Playground()
    made = await play(playground, named("again"), done(in_group=True))
    assert made is not None
    assert (made.person, made.chat_id) == (PEOPLE[1], -5)
    assert {path for path, _ in playground.posted} == {"/users/8/tap"}
    # They read a receipt of their own first: its ✅ is what asks.
    assert not any(asks for _, asks in playground.taps)
    made.job, made.tapped_at = "D4E5F", 0.0
    made.standing = Standing(frozenset(), (), frozenset(), agree=Tappable(103, "✅", 1))
    await Reactions(Hands(playground.control()), {}, never).react(made, (), 10.0)
    assert playground.taps[-1] == ("✅", True)


async def test_originals_that_were_asked_for_are_counted() -> None:
    playground, request = Playground(), done()
    assert await play(playground, named("originals"), request) is None
    assert request.copies_asked == 2
    assert not any(asks for _, asks in playground.taps)


async def test_a_result_is_answered_by_its_number() -> None:
    playground = Playground()
    made = await play(playground, named("changed by number"), done(), "a fox n900001")
    assert made is not None
    assert (made.message_id, made.parent) == (500, None)
    said = playground.posted[0][1]
    assert (said["text"], said["reply_to"]) == ("/edit 2 a fox n900001 --res 1k", 102)


async def test_nobody_asks_for_a_film_to_be_redrawn() -> None:
    playground = Playground()
    labels = (*LABELS, "🎞 Go on from here")
    film = msgspec.structs.replace(
        RESULT, reply_markup=Keyboard((tuple(Button(label, label) for label in labels),))
    )
    assert await play(playground, named("changed by number"), done(), "a fox", film) is None
    assert playground.posted == []


async def test_a_question_goes_before_a_yes_that_is_still_asked_for_above() -> None:
    """A death may leave an older message of the same job behind."""
    playground, request = Playground(), done()
    request.standing = Standing(
        frozenset(),
        (),
        frozenset(),
        agree=Tappable(103, "✅", 1),
        send_again=Tappable(104, "🔁 again", 1),
    )
    reactions = Reactions(Hands(playground.control()), {}, never)
    await reactions.react(request, (), 10.0)
    assert playground.taps == [("🔁 again", True)]
    assert request.sent_again == 1


@pytest.mark.parametrize(
    ("answers", "job", "outcomes"),
    [
        ({"q1": ["#D4E5F is on its way"], "q2": ["Already started: #D4E5F."]}, "D4E5F", set()),
        ({"q1": [""], "q2": ["Already started: #D4E5F."]}, "D4E5F", set()),
        ({"q1": [""], "q2": [""]}, "", {Outcome.NOT_TAKEN}),
        ({"q1": [""]}, "", set()),
        ({}, "", set()),
    ],
)
async def test_an_answer_tells_what_a_tap_made(
    answers: dict[str, list[str]], job: str, outcomes: set[Outcome]
) -> None:
    """An empty one comes before a refusal, or before another try: one alone says nothing."""
    playground, request = Playground(), tapped()
    reactions = Reactions(Hands(playground.control()), answers, never)
    await reactions.learn_job(request, (), UNANSWERED_FOR)
    assert request.job == job
    assert request.standing.outcomes == outcomes
    assert playground.taps == []


async def test_who_gets_no_answer_taps_again_without_asking() -> None:
    playground, request = Playground(), tapped()
    reactions = Reactions(Hands(playground.control()), {}, never)
    await reactions.learn_job(request, (), UNANSWERED_FOR + 0.1)
    assert playground.taps == [("🎲", False)]
    assert len(request.queries) == 3


async def test_words_are_changed_before_the_yes_and_not_for_nothing_after_it() -> None:
    playground = Playground()
    kind = next(kind for kind in KINDS if kind.is_reworded)
    request = Request(
        Wish(1, 0, kind, "a fox n000001", 0.1), PEOPLE[0], 7, 100, said_at=1.0, said_on=1.0
    )
    request.standing = Standing(
        frozenset(), ("“a fox”",), frozenset(), agree=Tappable(103, "✅", 1)
    )
    reactions = Reactions(Hands(playground.control()), {}, never)
    await reactions.react(request, (), 10.0)
    edits = [body for path, body in playground.posted if path.endswith("/edit")]
    assert [body["asks"] for body in edits] == [True]
    assert playground.taps == []
    await reactions.react(request, (), 13.0)
    assert playground.taps == []
    words = (str(edits[0]["text"]),)
    request.standing = Standing(frozenset(), words, frozenset(), agree=Tappable(103, "✅", 1))
    await reactions.react(request, (), 16.0)
    assert playground.taps == [("✅", False)]
    request.edit_at = 17.0
    await reactions.react(request, (), 17.0)
    edits = [body for path, body in playground.posted if path.endswith("/edit")]
    assert [body["asks"] for body in edits] == [True, False]
