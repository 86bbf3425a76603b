"""The search itself finds what it should, so that its silence means something."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from tests.acceptance.leaks import leaks

SECRET = b"ab+/cd==0123456789~%x"


@pytest.mark.parametrize(
    "held",
    [
        SECRET,
        SECRET[:10],
        SECRET[-10:],
        SECRET[::-1],
        SECRET.hex().encode(),
        quote(SECRET, safe="").encode(),
        quote(quote(SECRET, safe=""), safe="").encode(),
        *(base64.b64encode(b"u" * n + SECRET + b":tail"[: n + 1]) for n in range(7)),
        *(base64.urlsafe_b64encode(b"u" * n + SECRET + b"tail") for n in range(7)),
    ],
)
def test_every_dress_is_seen_through(held: bytes) -> None:
    found = leaks({"the secret": SECRET}, {"a place": b"before " + held + b" behind"})
    assert found
    assert SECRET.decode() not in str(found)


def test_other_texts_are_left_alone() -> None:
    others = [SECRET[:9], SECRET[-4:], base64.b64encode(b"other" * 20), b""]
    assert leaks({"the secret": SECRET}, {str(n): text for n, text in enumerate(others)}) == []
