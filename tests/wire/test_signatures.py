"""The fixed cases of both signatures and of the checksum."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jimeng.sdk.protocol.signing import UploadKey, canonical_query, crc32_hex, sign, sigv4_headers
from tests.wire.oracles import botocore_signature, sign_header
from tests.wire.vectors import load

CASES = load("signatures")
SIGNED = [
    {"pf": "7", "appvr": "8.4.0", **row}
    for part in ("sign_header", "sign_header_from_site", "sign_header_from_site_2026_02")
    for row in CASES[part]["vectors"]
]


def test_every_sign_case_is_read() -> None:
    """The set says how many there are; a silent drop would prove nothing."""
    assert (len(SIGNED), len(CASES["sigv4"]["vectors"]), len(CASES["crc32"]["vectors"])) == (
        48,
        10,
        4,
    )


@pytest.mark.parametrize("row", SIGNED, ids=[f"{r['uri']}@{r['device_time']}" for r in SIGNED])
def test_sign(row: dict[str, Any]) -> None:
    path = urlsplit(row["uri"]).path
    got = sign(path, pf=row["pf"], appvr=row["appvr"], device_time=row["device_time"])
    assert got == row["sign"]


@pytest.mark.parametrize("row", CASES["sigv4"]["vectors"], ids=lambda row: row["name"])
def test_sigv4(row: dict[str, Any]) -> None:
    key = UploadKey(row["access_key_id"], row["secret_access_key"], row["session_token"])
    body = row["payload"].encode() if row.get("payload") else None
    headers = sigv4_headers(
        row["method"],
        parse_qsl(urlsplit(row["url"]).query),
        key=key,
        amz_date=row["amz_date"],
        region=row["region"],
        service=row["service"],
        body=body,
    )
    assert headers["authorization"] == row["authorization"]
    assert headers.get("x-amz-content-sha256") == (row["payload_sha256"] if body else None)


_NAMES = st.text("abcXYZ019-_.~ /+&=%é", min_size=1, max_size=8)


@given(
    query=st.dictionaries(_NAMES, _NAMES, max_size=5),
    body=st.none() | st.binary(max_size=64),
    service=st.sampled_from(["imagex", "vod"]),
)
def test_sigv4_agrees_with_botocore(
    query: dict[str, str], body: bytes | None, service: str
) -> None:
    """Our few lines against the library that everybody trusts."""
    pairs = list(query.items())
    headers = sigv4_headers(
        "POST",
        pairs,
        key=UploadKey("AK", "secret", "token/+=="),
        amz_date="20260111T101815Z",
        region="cn-north-1",
        service=service,
        body=body,
    )
    signature = botocore_signature(
        "POST",
        f"https://imagex.example.test/?{canonical_query(pairs)}",
        amz_date="20260111T101815Z",
        region="cn-north-1",
        service=service,
        key=("AK", "secret", "token/+=="),
        body=body or b"",
        body_signed=body is not None,
    )
    assert headers["authorization"].endswith(f"Signature={signature}")


@given(
    st.text(st.characters(codec="ascii", exclude_characters="?#"), max_size=30),
    st.integers(0, 2**34),
)
def test_sign_agrees_with_the_formula(path: str, device_time: int) -> None:
    want = sign_header(path, "8.4.0", str(device_time))
    assert sign(path, pf="7", appvr="8.4.0", device_time=device_time) == want


@pytest.mark.parametrize("row", CASES["crc32"]["vectors"], ids=lambda row: row["hex"])
def test_crc32(row: dict[str, Any]) -> None:
    assert crc32_hex(row["utf8"].encode()) == row["hex"]


def test_upload_keys_do_not_show() -> None:
    assert "secret" not in repr(UploadKey("AK", "secret", "token"))
