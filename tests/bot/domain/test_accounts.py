"""Names, days and the moments of rounds: values and properties."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.account_names import LONGEST, read_account_name
from bot.domain.accounts import DAY_SECONDS, Gain, day_begins, gain_of, site_day
from bot.domain.rounds import claim_again, next_check, next_claim
from bot.domain.token_shapes import with_site

SESSION = "0123456789abcdef0123456789abcdef"
MOMENTS = st.floats(min_value=1.6e9, max_value=2.0e9)
CHANCES = st.floats(min_value=0, max_value=1, exclude_max=True)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("main", "main"),
        (" Work ", "work"),
        ("工作", "工作"),
        ("ＡＢ－１", "ab-1"),
        ("a_b-c", "a_b-c"),
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * (LONGEST + 1), None),
        ("", None),
        ("two words", None),
        ("a:b", None),
        ("<b>", None),
        ("\u202emain", None),
    ],
)
def test_names_as_people_type_them(typed: str, name: str | None) -> None:
    assert read_account_name(typed) == name


@given(st.text(max_size=40))
def test_a_name_is_read_as_itself(typed: str) -> None:
    name = read_account_name(typed)
    if name is not None:
        assert read_account_name(name.upper()) is not None
        assert 0 < len(name) <= LONGEST
        assert not any(char.isspace() for char in name)


@pytest.mark.parametrize(
    ("text", "region", "token"),
    [
        (SESSION, None, SESSION),
        (f" {SESSION}\n", "cn", SESSION),
        (SESSION, "us", f"us-{SESSION}"),
        (f"HK-{SESSION}", "us", f"HK-{SESSION}"),
        (f"sessionid={SESSION};", "sg", f"sg-{SESSION}"),
        (f"SESSIONID : {SESSION}", None, SESSION),
        (f"http://u:p@proxy@{SESSION}", "us", f"http://u:p@proxy@{SESSION}"),
        ("", "us", ""),
        ("  ", "us", ""),
    ],
)
def test_a_token_belongs_to_the_chosen_site_unless_it_names_one(
    text: str, region: str | None, token: str
) -> None:
    assert with_site(text, region) == token


def test_the_services_day_turns_at_midnight_in_shanghai() -> None:
    begins = day_begins(date(2025, 11, 22))
    assert begins == 1_763_740_800  # 2025-11-21 16:00 UTC
    assert site_day(begins) == date(2025, 11, 22)
    assert site_day(begins - 1) == date(2025, 11, 21)


def test_a_gain_counts_for_its_own_day() -> None:
    day = date(2025, 11, 22)
    begins = day_begins(day)
    early, late = Gain(amount=1, at=begins), Gain(amount=2, at=begins + DAY_SECONDS - 1)
    outside = [Gain(amount=3, at=begins - 1), Gain(amount=4, at=begins + DAY_SECONDS)]
    assert gain_of(day, [*outside, late, early]) == late
    assert gain_of(day, [early, *outside]) == early
    assert gain_of(day, outside) is None


@given(MOMENTS, CHANCES)
def test_a_check_is_never_twice_within_a_day(now: float, chance: float) -> None:
    assert DAY_SECONDS <= next_check(now, chance) - now < 1.2 * DAY_SECONDS


@given(MOMENTS, CHANCES)
def test_a_claim_is_on_the_next_day_of_the_service(now: float, chance: float) -> None:
    assert (site_day(next_claim(now, chance)) - site_day(now)).days == 1


@given(MOMENTS)
def test_a_claim_is_tried_again_on_the_same_day_or_not_at_all(now: float) -> None:
    again = claim_again(now)
    ends = day_begins(site_day(now)) + DAY_SECONDS
    if again is None:
        assert now + 3600 >= ends
    else:
        assert now < again < ends
