"""What is broken between here and there is named, and no password with it."""

from __future__ import annotations

import pytest

from bot.i18n import Texts
from operating.reaching import BrokenHopError, Hop, reach
from tests.builders import START
from tests.operating.far_ends import answering, babbling, closed_port, far_end, silent

PASSWORD = "hunter2-and-more"


async def test_an_answer_is_an_answer_whatever_it_says() -> None:
    for status in ("200 OK", "403 Forbidden", "503 Service Unavailable"):
        async with far_end(answering(status)) as port:
            reached = await reach(f"http://127.0.0.1:{port}", proxy=None)
        assert (reached.status, reached.date) == (int(status[:3]), START)


def words(error: BrokenHopError) -> str:
    return Texts.load().plain("en", error.why.key, **error.why.values)


async def broken(url: str, proxy: str | None = None, *, seconds: float = 20) -> BrokenHopError:
    with pytest.raises(BrokenHopError) as caught:
        await reach(url, proxy=proxy, seconds=seconds)
    assert PASSWORD not in str(caught.value) + words(caught.value)
    return caught.value


async def test_a_name_that_nobody_knows() -> None:
    error = await broken("https://no-such-host.invalid")
    assert error.hop is Hop.DNS
    assert "no-such-host.invalid" in words(error)


async def test_a_port_at_which_nobody_listens() -> None:
    assert (await broken(f"http://127.0.0.1:{closed_port()}")).hop is Hop.TCP


async def test_a_far_end_that_speaks_no_tls() -> None:
    async with far_end(babbling) as port:
        assert (await broken(f"https://127.0.0.1:{port}")).hop is Hop.TLS


async def test_a_far_end_that_gives_no_http() -> None:
    async with far_end(babbling) as port:
        assert (await broken(f"http://127.0.0.1:{port}")).hop is Hop.HTTP
    async with far_end(silent) as port:
        assert "no answer in" in words(await broken(f"http://127.0.0.1:{port}", seconds=0.5))


async def test_a_proxy_that_is_not_there() -> None:
    for scheme in ("http", "socks5"):
        proxy = f"{scheme}://me:{PASSWORD}@127.0.0.1:{closed_port()}"
        assert (await broken("http://far.test", proxy)).hop is Hop.PROXY_TCP
        unknown = f"{scheme}://me:{PASSWORD}@no-such-proxy.invalid:1080"
        assert (await broken("http://far.test", unknown)).hop is Hop.PROXY_DNS


async def test_a_proxy_that_wants_another_password() -> None:
    async with far_end(answering("407 Proxy Authentication Required")) as port:
        proxy = f"http://me:{PASSWORD}@127.0.0.1:{port}"
        error = await broken("https://far.test", proxy)
    assert error.hop is Hop.PROXY
    assert "407" in words(error)


async def test_a_proxy_that_reaches_nothing() -> None:
    async with far_end(answering("502 Bad Gateway")) as port:
        error = await broken("https://far.test", f"http://127.0.0.1:{port}")
    assert error.hop is Hop.PROXY
    assert "far.test:443" in words(error)
