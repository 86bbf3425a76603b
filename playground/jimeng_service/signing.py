"""The two signatures: `Sign` of the web API and SigV4 of the upload services.

Rule: recomputed from what arrived, as the protocol notes describe (sections 4.5 and 7.4). One older
client signs the tail of path and query for the upload token and is taken, so that form counts for
that path.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

UPLOAD_TOKEN_PATH = "/mweb/v1/get_upload_token"  # noqa: S105 - a path


def sign(path: str, pf: str, appvr: str, device_time: str, tdid: str = "") -> str:
    """The `Sign` of a path (section 4.5)."""
    text = f"9e2c|{path[-7:]}|{pf}|{appvr}|{device_time}|{tdid}|11ac"
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def sign_fits(path: str, raw_query: str, headers: Mapping[str, str]) -> bool:
    """Whether the Sign headers of a request agree with its path."""
    pf, appvr = headers.get("pf", ""), headers.get("appvr", "")
    time, given = headers.get("device-time", ""), headers.get("sign", "")
    if not (pf and appvr and time.isdigit()) or headers.get("sign-ver") != "1":
        return False
    tails = [path]
    if path == UPLOAD_TOKEN_PATH:
        pairs = raw_query.split("&")
        tails += [f"{path}?{'&'.join(pairs[:n])}" for n in range(1, len(pairs) + 1)]
    tdid = headers.get("tdid", "")
    return any(same_text(sign(tail, pf, appvr, time, tdid), given) for tail in tails)


def same_text(expected: str, given: str) -> bool:
    """Compare secrets in constant time, whatever characters arrived."""
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))


@dataclass(frozen=True)
class Authorization:
    """A SigV4 Authorization header, taken apart."""

    access_key_id: str
    date: str
    region: str
    service: str
    signed_headers: tuple[str, ...]
    signature: str


_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/,\s]+)/(\d{8})/([^/,\s]+)/([^/,\s]+)/aws4_request,\s*"
    r"SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})"
)


def parse_authorization(header: str) -> Authorization | None:
    """The parts of the header, or None if it is none."""
    match = _AUTHORIZATION.fullmatch(header.strip())
    if match is None:
        return None
    key, date, region, service, names, signature = match.groups()
    return Authorization(key, date, region, service, tuple(names.split(";")), signature)


def sigv4(
    authorization: Authorization,
    secret: str,
    method: str,
    path: str,
    query: list[tuple[str, str]],
    headers: Mapping[str, str],
    body_hash: str,
) -> str:
    """The signature that the request should carry; the host counts only if it was signed."""
    pairs = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in query)
    names = authorization.signed_headers
    canonical = "\n".join(
        [
            method,
            quote(path, safe="/-_.~"),
            "&".join(f"{name}={value}" for name, value in pairs),
            "".join(f"{name}:{' '.join(headers.get(name, '').split())}\n" for name in names),
            ";".join(names),
            body_hash,
        ]
    )
    scope = f"{authorization.date}/{authorization.region}/{authorization.service}/aws4_request"
    to_sign = "\n".join(
        [
            "AWS4-HMAC-SHA256",
            headers.get("x-amz-date", ""),
            scope,
            hashlib.sha256(canonical.encode()).hexdigest(),
        ]
    )
    key = f"AWS4{secret}".encode()
    for part in (authorization.date, authorization.region, authorization.service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, to_sign.encode(), "sha256").hex()
