"""Where connections go: to checked public addresses, or to the service's own origin."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.adapters.fetching import Fetcher, FetchError, ForbiddenAddressError, Limits
from tests.bot.fetching.sites import NAME, OTHER_PUBLIC, PUBLIC, Names, Site, Wire, answer, serving

LIMITS = Limits(max_bytes=1_000_000, max_seconds=20)


async def test_a_name_is_looked_up_once_and_the_checked_address_connected_to(
    tmp_path: Path, site: Site, names: Names, wire: Wire, fetcher: Fetcher
) -> None:
    site.plans["/a?x=1"] = answer(b"picture")
    await fetcher.fetch(f"http://{NAME}/a?x=1", tmp_path / "1", LIMITS)
    assert (names.asked, wire.connected) == ([NAME], [(PUBLIC, 80)])
    assert b"\r\nHost: pictures.example.com\r\n" in site.heads[0]


async def test_the_next_address_is_tried_where_one_is_dead(
    tmp_path: Path, site: Site, names: Names, wire: Wire, fetcher: Fetcher
) -> None:
    names.answers[NAME] = [[OTHER_PUBLIC, PUBLIC]]
    wire.dead.add(OTHER_PUBLIC)
    site.plans["/a"] = answer(b"picture")
    await fetcher.fetch(f"http://{NAME}/a", tmp_path / "1", LIMITS)
    assert wire.connected == [(OTHER_PUBLIC, 80), (PUBLIC, 80)]


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["169.254.169.254"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["2002:7f00:1::"],
        ["fe80::1%eth0"],
        ["64:ff9b::a00:1"],
        [PUBLIC, "10.0.0.1"],
        ["10.0.0.1", PUBLIC],
        [PUBLIC, PUBLIC, PUBLIC, PUBLIC, "192.168.1.1"],
        ["not an address"],
    ],
    ids=str,
)
async def test_a_name_with_one_inner_address_is_not_connected_to_at_all(
    answers: list[str], tmp_path: Path, names: Names, wire: Wire, fetcher: Fetcher
) -> None:
    names.answers[NAME] = [answers]
    with pytest.raises(ForbiddenAddressError):
        await fetcher.fetch(f"http://{NAME}/a", tmp_path / "1", LIMITS)
    assert wire.connected == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a",
        "http://2130706433/a",
        "http://0x7f.1/a",
        "http://[::ffff:127.0.0.1]/a",
        "http://localhost/a",
        "https://pictures.example.com:8443/a",
        "ftp://pictures.example.com/a",
    ],
)
async def test_what_can_be_seen_is_refused_without_a_look_up(
    url: str, tmp_path: Path, names: Names, wire: Wire, fetcher: Fetcher
) -> None:
    with pytest.raises(ForbiddenAddressError):
        await fetcher.fetch(url, tmp_path / "1", LIMITS)
    assert (names.asked, wire.connected) == ([], [])


async def test_a_name_that_changes_between_look_ups_is_never_followed_inside(
    tmp_path: Path, site: Site, names: Names, wire: Wire, fetcher: Fetcher
) -> None:
    """DNS rebinding: the second answer is judged like the first."""
    names.answers[NAME] = [[PUBLIC], ["127.0.0.1"]]
    site.plans["/a"] = answer(b"picture", Connection="close")
    await fetcher.fetch(f"http://{NAME}/a", tmp_path / "1", LIMITS)
    with pytest.raises(ForbiddenAddressError):
        await fetcher.fetch(f"http://{NAME}/a", tmp_path / "2", LIMITS)
    assert wire.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize("found", [None, []], ids=["no such name", "no addresses"])
async def test_a_name_without_addresses_may_have_some_later(
    found: list[str] | None, tmp_path: Path, names: Names, fetcher: Fetcher
) -> None:
    names.answers = {} if found is None else {NAME: [found]}
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(f"http://{NAME}/a", tmp_path / "1", LIMITS)
    assert type(caught.value) is FetchError


async def test_redirects_are_followed_with_every_check_anew(
    tmp_path: Path, site: Site, names: Names, wire: Wire, fetcher: Fetcher
) -> None:
    names.answers["other.example.com"] = [[OTHER_PUBLIC]]
    site.plans["/a"] = answer(status=302, Location="/b")
    site.plans["/b"] = answer(status=307, Location="http://other.example.com/c?x=1")
    site.plans["/c?x=1"] = answer(b"picture")
    got = await fetcher.fetch(f"http://{NAME}/a", tmp_path / "1", LIMITS)
    assert got.path.read_bytes() == b"picture"
    assert set(wire.connected) == {(PUBLIC, 80), (OTHER_PUBLIC, 80)}


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://inside.example.com/",
        f"http://{NAME}:8080/",
        f"http://user@{NAME}/",
        "file:///etc/passwd",
        "http://[",
    ],
)
async def test_a_redirect_inside_is_refused(
    location: str, tmp_path: Path, site: Site, names: Names, wire: Wire, fetcher: Fetcher
) -> None:
    names.answers["inside.example.com"] = [["10.0.0.1"]]
    site.plans["/a"] = answer(status=301, Location=location)
    with pytest.raises(ForbiddenAddressError):
        await fetcher.fetch(f"http://{NAME}/a", tmp_path / "1", LIMITS)
    assert set(wire.connected) == {(PUBLIC, 80)}


async def test_redirects_come_to_an_end(tmp_path: Path, site: Site, fetcher: Fetcher) -> None:
    site.plans["/a"] = answer(status=302, Location="/a")
    with pytest.raises(FetchError, match="too often"):
        await fetcher.fetch(f"http://{NAME}/a", tmp_path / "1", LIMITS)
    assert len(site.heads) == 4


async def test_only_the_services_own_origin_may_be_inside(tmp_path: Path, wire: Wire) -> None:
    async with serving() as service, serving() as neighbour:
        trusted = f"http://127.0.0.1:{service.port}"
        fetcher = Fetcher(trusted=f"{trusted}/api", proxy=None, network=wire)
        service.plans["/a"] = answer(b"picture")
        service.plans["/away"] = answer(status=302, Location=f"http://127.0.0.1:{neighbour.port}/a")
        got = await fetcher.fetch(f"{trusted}/a", tmp_path / "1", LIMITS)
        assert got.size == len(b"picture")
        for url in (
            f"http://127.0.0.1:{neighbour.port}/a",
            f"https://127.0.0.1:{service.port}/a",
            f"http://localhost:{service.port}/a",
            f"http://127.1:{service.port}/a",
            f"http://x@127.0.0.1:{service.port}/a",
            "http://127.0.0.1/a",
            f"{trusted}/away",
        ):
            with pytest.raises(ForbiddenAddressError):
                await fetcher.fetch(url, tmp_path / "2", LIMITS)
        await fetcher.aclose()
        assert (neighbour.heads, wire.connected) == ([], [])


async def test_a_proxy_gets_names_and_never_what_is_visibly_inside(tmp_path: Path) -> None:
    async with serving() as proxy:
        address = f"http://me:secret@127.0.0.1:{proxy.port}"
        fetcher = Fetcher(trusted=None, proxy=address)
        url = f"http://{NAME}/a"
        proxy.plans[url] = answer(b"picture")
        got = await fetcher.fetch(url, tmp_path / "1", LIMITS)
        assert got.size == len(b"picture")
        assert b"Proxy-Authorization: Basic" in proxy.heads[0]
        for hidden in ("http://127.0.0.1/a", "http://0x7f.1/", "http://redis/", f"{url[:-2]}:22/"):
            with pytest.raises(ForbiddenAddressError):
                await fetcher.fetch(hidden, tmp_path / "2", LIMITS)
        await fetcher.aclose()
        assert len(proxy.heads) == 1


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context with a certificate for the name, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(
        encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem = folder / "server.pem"
    pem.write_bytes(private + signed.public_bytes(encoding))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    client = ssl.create_default_context(cadata=signed.public_bytes(encoding).decode())
    return server, client


@asynccontextmanager
async def over_tls(
    folder: Path, name: str, names: Names, wire: Wire
) -> AsyncIterator[tuple[Site, Fetcher]]:
    server, client = certificate(folder, name)
    async with serving(server) as site:
        wire.ports[443] = site.port
        fetcher = Fetcher(trusted=None, proxy=None, resolve=names, network=wire, ssl_context=client)
        yield site, fetcher
        await fetcher.aclose()


async def test_tls_speaks_to_the_name_and_not_to_the_address(
    tmp_path: Path, names: Names, wire: Wire
) -> None:
    async with over_tls(tmp_path, NAME, names, wire) as (site, fetcher):
        site.plans["/a"] = answer(b"picture")
        await fetcher.fetch(f"https://{NAME}/a", tmp_path / "1", LIMITS)
        assert site.server_names == [NAME]
        assert wire.connected == [(PUBLIC, 443)]


async def test_a_certificate_for_another_name_is_refused(
    tmp_path: Path, names: Names, wire: Wire
) -> None:
    async with over_tls(tmp_path, "other.example.com", names, wire) as (site, fetcher):
        with pytest.raises(FetchError, match="ConnectError"):
            await fetcher.fetch(f"https://{NAME}/a", tmp_path / "1", LIMITS)
        assert site.heads == []


async def test_https_is_not_left_for_http(tmp_path: Path, names: Names, wire: Wire) -> None:
    async with over_tls(tmp_path, NAME, names, wire) as (site, fetcher):
        site.plans["/a"] = answer(status=302, Location=f"http://{NAME}/a")
        with pytest.raises(ForbiddenAddressError, match="https to http"):
            await fetcher.fetch(f"https://{NAME}/a", tmp_path / "1", LIMITS)
