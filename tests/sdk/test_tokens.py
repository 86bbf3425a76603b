"""Refresh tokens: the recorded cases, the refusals, and that they never show."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jimeng import InvalidRequestError, Region, Token, parse_token
from tests.wire.vectors import load

ROWS = load("token_parsing")["vectors"]
REFUSED = [row for row in ROWS if "note" in row and not row["raw"].startswith("cn-")]
READ = [row for row in ROWS if row not in REFUSED]


def test_the_table_is_whole() -> None:
    assert (len(ROWS), len(REFUSED)) == (22, 4)


@pytest.mark.parametrize("row", READ, ids=lambda row: row["raw"])
def test_reads_what_peers_read(row: dict[str, Any]) -> None:
    want = Token(Region(row["region"]), row["sessionid"], row["proxy_url"])
    assert parse_token(row["raw"]) == want
    assert want.region.international is row["international"]


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["raw"])
def test_refuses_what_the_notes_refuse(row: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequestError):
        parse_token(row["raw"])


@pytest.mark.parametrize(
    "raw",
    ["", "  ", "us-a b", "us-a;b", "us-a%41", "us-a\r\nx: y", "a\tb", "us-a\x00", "会话", "us-"],
)
def test_refuses_what_cannot_stand_in_a_cookie(raw: str) -> None:
    """A session goes into a header: nothing may end the pair or the line early."""
    with pytest.raises(InvalidRequestError) as caught:
        parse_token(raw)
    assert caught.value.charged == "no"


@pytest.mark.parametrize("raw", [None, 7, b"us-abc"])
def test_refuses_what_is_no_text(raw: Any) -> None:
    with pytest.raises(InvalidRequestError):
        parse_token(raw)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_without_showing_it(raw: str) -> None:
    """Whatever is pasted: a token that fits a cookie, or a refusal that keeps the secret."""
    secret = f"{raw};secretsession"
    with pytest.raises(InvalidRequestError) as caught:
        parse_token(secret)
    assert "secretsession" not in str(caught.value)
    with suppress(InvalidRequestError):
        token = parse_token(raw)
        assert token.session.isascii()
        assert token.session.isprintable()
        assert not set(token.session) & set(" ;%")


def test_neither_session_nor_proxy_shows() -> None:
    token = parse_token("http://user:pass@proxy.example:1@us-secretsession")
    assert "secret" not in repr(token)
    assert "pass" not in repr(token)
    assert repr(token) == "Token(region='us', session=hidden, proxy_url=hidden)"
    assert repr(parse_token("s3cret")) == "Token(region='cn', session=hidden, proxy_url=None)"
