"""Texts that people paste: tokens are found in any of them, quickly, and nothing raises."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.callbacks import read_tap
from bot.domain.ids import read_job_id
from bot.domain.token_shapes import holds_token, is_token

SESSIONS = st.text("0123456789abcdefABCDEF", min_size=32, max_size=32)
PREFIXES = st.sampled_from(["", "us-", "hk-", "jp-", "sg-", "cn-", "US-"])
AROUND = st.text(max_size=60).filter(lambda text: not text[-1:].isalnum() and text[:1] != "-")


@given(PREFIXES, SESSIONS, AROUND, st.text(max_size=60))
def test_a_token_is_found_behind_anything_that_is_no_letter(
    prefix: str, session: str, before: str, after: str
) -> None:
    behind = after if not after[:1].isalnum() else f" {after}"
    assert holds_token(f"{before}{prefix}{session}{behind}")


@given(PREFIXES, SESSIONS)
def test_a_token_alone_is_one_however_it_was_copied(prefix: str, session: str) -> None:
    for text in (f" {prefix}{session}\n", f"sessionid={prefix}{session};"):
        assert is_token(text)
        assert holds_token(text)


@given(st.text(max_size=200))
def test_any_text_is_judged(text: str) -> None:
    assert holds_token(text) or not is_token(text)
    read_tap(text)
    job_id = read_job_id(text)
    assert job_id is None or read_job_id(job_id) == job_id


@pytest.mark.parametrize("text", [
    "0123456789abcdef" * 60_000,
    "us-" * 300_000,
    "http://" + "@" * 1_000_000,
    "http://" + "a@us-" * 200_000,
    "sessionid" + " " * 1_000_000,
    " " * 1_000_000 + ";",
    "/image" + "@" * 1_000_000,
    "v1:" * 300_000,
], ids=lambda text: text[:12])  # fmt: skip
def test_a_megabyte_of_anything_is_judged_at_once(text: str) -> None:
    """Patterns that backtrack would take hours; Telegram's texts are two hundred times shorter."""
    begun = time.process_time()
    assert not is_token(text)
    holds_token(text)
    assert read_tap(text) is None
    assert time.process_time() - begun < 5
