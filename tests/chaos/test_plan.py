"""The order of a run follows from its seed, and a short run meets all that matters."""

from __future__ import annotations

from itertools import islice

import pytest

from chaos import plan
from chaos.deeds import DEEDS
from chaos.kinds import BOT, KINDS, number_in
from chaos.troubles import SUBMISSION, TROUBLES
from playground.telegram_service.settings import TelegramSettings

SEEDS = pytest.mark.parametrize("seed", [1, 7, 2026])


@SEEDS
def test_the_same_seed_gives_the_same_order(seed: int) -> None:
    for make in (lambda s: plan.wishes(s, 50), plan.plays, plan.troubles, plan.deaths):
        assert list(islice(make(seed), 200)) == list(islice(make(seed), 200))
        assert list(islice(make(seed), 200)) != list(islice(make(seed + 1), 200))


@SEEDS
def test_every_prompt_is_unique_and_every_kind_is_asked_for(seed: int) -> None:
    wishes = list(islice(plan.wishes(seed, 50), 300))
    assert len({wish.prompt for wish in wishes}) == 300
    assert {wish.kind for wish in wishes} == set(KINDS)
    assert all(wish.prompt in wish.text for wish in wishes)
    assert {wish.person for wish in wishes[:50]} == set(range(50))


@SEEDS
def test_every_deed_is_done_before_one_is_done_again_and_prompts_stay_unique(seed: int) -> None:
    played = [play for play in islice(plan.plays(seed), 1000) if play is not None]
    assert {deed.name for deed, _ in played[: len(DEEDS)]} == {deed.name for deed in DEEDS}
    replies = [number_in(prompt) for deed, prompt in played if deed.in_reply]
    asked = {number_in(wish.prompt) for wish in islice(plan.wishes(seed, 50), 300)}
    assert len(set(replies)) == len(replies)
    assert asked.isdisjoint(replies)


def test_the_bot_is_called_by_its_name_in_groups() -> None:
    assert f"@{TelegramSettings().bot_username}" == BOT


@SEEDS
def test_every_trouble_comes_before_one_comes_again(seed: int) -> None:
    names = [trouble.name for _, trouble in islice(plan.troubles(seed), len(TROUBLES))]
    assert len(set(names)) == len(TROUBLES)


@SEEDS
def test_what_happens_to_submissions_comes_early(seed: int) -> None:
    early = {trouble.name for _, trouble in islice(plan.troubles(seed), 2 * len(SUBMISSION))}
    assert {trouble.name for trouble in SUBMISSION} <= early


@SEEDS
def test_four_lives_fit_into_forty_five_seconds_and_two_end_after_an_acceptance(
    seed: int,
) -> None:
    """Whatever the order: waiting at an edge and starting again included."""
    deaths = list(islice(plan.deaths(seed), 400))
    assert all(1 <= death.life <= 10 for death in deaths)
    for first in range(0, 400, 4):
        round_of_four = deaths[first : first + 4]
        assert sum(death.life for death in round_of_four) < 22
        assert [death.edge for death in round_of_four].count("generate:after") == 2
    assert {death.edge for death in deaths} == {edge for group in plan.AIMS for edge in group}
