"""The bench against the real playground, briefly: that it still runs, whatever the numbers are."""

from __future__ import annotations

import pytest

from bench import memory
from bench.measures import chatting, decoding, generating, reacting, resuming
from bench.processes import services

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.xdist_group("bench"),
    pytest.mark.skipif(not memory.AVAILABLE, reason="the bench looks into /proc"),
]


def test_the_script_and_the_sdk_do_the_same_work() -> None:
    """By the service's journal; otherwise the ratio would compare unequal things."""
    with services() as running:
        found = {figure.name: figure.value for figure in generating.measure_cpu(running, 1)}
    for style in ("one_at_a_time", "ten_at_once"):
        ours = found[f"requests_per_generation_{style}"]
        theirs = found[f"requests_of_bare_script_{style}"]
        assert ours >= 3
        assert theirs == pytest.approx(ours, rel=0.25)
        assert found[f"cpu_per_generation_ratio_{style}"] > 0


def test_a_person_is_served_and_every_moment_comes_after_the_one_before() -> None:
    found = {figure.name: figure.value for figure in chatting.measure(1, warm_up=0, settling=0)}
    assert found["image_to_first_status"] > 0
    assert found["finished_to_album"] > found["finished_to_album_bots_part"] > 0
    assert found["bot_memory_after_jobs"] > 10
    assert found["messages_per_job"] >= 2  # the status and the album at least
    assert found["edits_per_job"] >= 1


def test_a_crowd_is_answered_one_by_one() -> None:
    found = {figure.name: figure.value for figure in reacting.measure(0.6, people=4)}
    assert 0 < found["reaction_in_a_crowd_median"] <= found["reaction_in_a_crowd_p99"]


def test_running_jobs_are_taken_up_again() -> None:
    (figure,) = resuming.measure(5)
    assert (figure.name, figure.unit) == ("resume_5_jobs", "s")
    assert 0 < figure.value < 60


def test_worst_pictures_are_weighed_alone_and_together() -> None:
    found = {figure.name: figure.value for figure in decoding.measure(1_000_000)}
    assert found["worst_picture_peak_memory"] > 1
    assert found["worst_pictures_at_once_peak_memory"] > 1
