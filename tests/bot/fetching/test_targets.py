"""Addresses are read strictly: what has two readings is refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters.fetching.errors import ForbiddenAddressError
from bot.adapters.fetching.ip_rules import is_public
from bot.adapters.fetching.targets import (
    Origin,
    check_origin,
    follow,
    literal_address,
    read_origin,
    read_target,
)

HOSTILE = [
    "",
    "picture.png",
    "//pictures.example.com/1",
    "ftp://pictures.example.com/1",
    "file:///etc/passwd",
    "gopher://pictures.example.com/",
    "data:image/png;base64,AAAA",
    "http:///1",
    "http:\\\\pictures.example.com\\1",
    "http://pictures.example.com:22/",
    "http://pictures.example.com:0/",
    "http://pictures.example.com:8080/",
    "http://pictures.example.com:99999/",
    "http://user@pictures.example.com/",
    "http://user:secret@pictures.example.com/",
    "http://pictures.example.com@127.0.0.1/",
    "http://127.0.0.1\\@pictures.example.com/",
    "http://127.0.0.1%2f@pictures.example.com/",
    "http://pictures.example.com./",
    "http://pictures..example.com/",
    "http://.example.com/",
    "http://-pictures.example.com/",
    "http://pictures .example.com/",
    "http://pictures.example.com\n.evil.example.org/",
    "http://pictures.example.com\t/",
    "http://%31%32%37.0.0.1/",
    "http://pictures%2eexample.com/",
    "http://" + "a" * 64 + ".example.com/",
    "http://" + ".".join(["a" * 60] * 5) + ".com/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://redis/",
    "http://metadata.google.internal/",
    "http://printer.local/",
    "http://router.lan/",
    "http://nas.home.arpa/",
    "http://127.0.0.1/",
    "http://127.0.0.1./",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f.1/",
    "http://0X7F.1/",
    "http://127.0.0.0x1/",
    "http://127.0.0.01/",
    "http://pictures.example.0x/",
    "http://256.256.256.256/",
    "http://1.2.3.4.5/",
    "http://１２７.０.０.１/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:7f00:0001]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[::1%25lo]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[v1.x]/",
    "http://[",
    "http://::1/",
    "http://xn--a/",
    "http://a.com/" + "a" * 70_000,
]


@pytest.mark.parametrize("url", HOSTILE, ids=lambda url: url[:60])
def test_hostile_addresses_are_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        check_origin(read_target(url).origin)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://P3.Example.com/a.png?x=1#top", Origin("https", "p3.example.com", 443)),
        ("http://p3-sign_2.example.com:80/a", Origin("http", "p3-sign_2.example.com", 80)),
        ("https://bücher.example.com/a", Origin("https", "xn--bcher-kva.example.com", 443)),
        ("https://93.184.215.14/a", Origin("https", "93.184.215.14", 443)),
        ("https://[2606:4700::1]:443/a", Origin("https", "2606:4700::1", 443)),
    ],
)
def test_ordinary_addresses_are_read_and_let_through(url: str, origin: Origin) -> None:
    target = read_target(url)
    check_origin(target.origin)
    assert target.origin == origin


def test_a_path_keeps_its_query_and_loses_its_fragment() -> None:
    assert read_target("https://a.example.com/~x/é.png?sig=a%2Fb+c#f").path == (
        b"/~x/%C3%A9.png?sig=a%2Fb+c"
    )


def test_a_target_does_not_show_its_signature() -> None:
    assert "secret" not in repr(read_target("https://a.example.com/x?sign=secret"))


@pytest.mark.parametrize(
    ("location", "path"),
    [("b.png?x=2", b"/pictures/b.png?x=2"), ("/c", b"/c"), ("//a.example.com/d", b"/d")],
)
def test_a_redirect_may_be_relative(location: str, path: bytes) -> None:
    here = read_target("https://a.example.com/pictures/a.png?x=1")
    assert follow(here, location).path == path


def test_the_operators_address_may_hold_a_name_and_password() -> None:
    assert read_origin("http://me:pw@10.0.0.5:9000/v1") == Origin("http", "10.0.0.5", 9000)


ODD = st.text(st.sampled_from("htps:/@[]%.0x127fF\\#?é。-_①\t"), max_size=60)


@given(ODD | st.text(max_size=60))
@example("http://[::ffff:1.2.3.4")
@example("http://xn--\u0080.com")
def test_any_text_is_read_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://{text}.example.com/"):
        try:
            origin = read_target(url).origin
            check_origin(origin)
        except ForbiddenAddressError:
            continue
        literal = literal_address(origin.host)
        assert origin.port in {80, 443}
        assert is_public(literal) if literal is not None else origin.host.isascii()


@given(ODD | st.text(max_size=60))
def test_any_location_is_followed_or_refused(text: str) -> None:
    here = read_target("https://a.example.com/x")
    with suppress(ForbiddenAddressError):
        assert follow(here, text).origin.scheme == "https"
