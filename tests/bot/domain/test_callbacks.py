"""Callback data: everything we write is read back, nothing else is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.callbacks import JOBLESS, Action, Tap, read_tap, write_tap
from bot.domain.ids import JobId, job_id_from

taps = st.builds(
    lambda action, number: Tap(action, None if action in JOBLESS else job_id_from(number)),
    st.sampled_from(Action),
    st.integers(min_value=0, max_value=2**25 - 1),
)


@given(taps)
def test_what_a_button_says_is_read_back_and_fits_telegrams_64_bytes(tap: Tap) -> None:
    data = write_tap(tap)
    assert read_tap(data) == tap
    assert 1 <= len(data.encode()) <= 64


@pytest.mark.parametrize(
    "data",
    [
        "",
        "v1",
        "v1:cancel",
        "v1:cancel:",
        "v1:cancel:a7k2m",
        "v1:cancel:A7K2M:",
        "v1:cancel:A7K2M:1:2",
        "v1:cancel:A7K2M:%",
        "v1:credit:A7K2M",
        "v1:burn:A7K2M",
        "v0:cancel:A7K2M",
        "cancel:A7K2M",
    ],
)
def test_data_that_no_button_of_ours_says_is_not_read(data: str) -> None:
    assert read_tap(data) is None


@given(st.text(max_size=64))
def test_no_data_raises(data: str) -> None:
    tap = read_tap(data)
    assert tap is None or write_tap(tap) == data


def test_a_button_is_written_as_the_documents_say() -> None:
    assert write_tap(Tap(Action.CANCEL, JobId("A7K2M"))) == "v1:cancel:A7K2M"
