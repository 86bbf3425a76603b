"""The two signatures, time given as an argument (protocol notes, sections 4.5 and 7.4)."""

from __future__ import annotations

import hashlib
import hmac
import zlib
from collections.abc import Sequence
from urllib.parse import quote

from msgspec import Struct


def sign(path: str, *, pf: str, appvr: str, device_time: int, tdid: str = "") -> str:
    """The `sign` header: path without query, Unix seconds equal to the `device-time` header."""
    text = f"9e2c|{path[-7:]}|{pf}|{appvr}|{device_time}|{tdid}|11ac"
    # The service's own choice of hash; it protects nothing of ours.
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


class UploadKey(Struct, frozen=True):
    """Temporary upload credentials, as get_upload_token hands them out."""

    access_key_id: str
    secret_access_key: str
    session_token: str

    def __repr__(self) -> str:
        return "UploadKey(hidden)"


def canonical_query(query: Sequence[tuple[str, str]]) -> str:
    """Query pairs escaped, then sorted by name: both what is signed and what is sent."""
    escaped = sorted((quote(name, safe=""), quote(value, safe="")) for name, value in query)
    return "&".join(f"{name}={value}" for name, value in escaped)


def sigv4_headers(
    method: str,
    query: Sequence[tuple[str, str]],
    *,
    key: UploadKey,
    amz_date: str,
    region: str,
    service: str,
    body: bytes | None = None,
) -> dict[str, str]:
    """AWS Signature V4 headers for the root path. The host is not signed, as the site does it.

    `amz_date` is UTC in the form 20260111T101815Z. `body` None means that there is none; a body's
    digest is signed along, so hash exactly the bytes that are sent.
    """
    digest = hashlib.sha256(body or b"").hexdigest()
    headers = {"x-amz-date": amz_date, "x-amz-security-token": key.session_token}
    if body is not None:
        headers["x-amz-content-sha256"] = digest
    names = sorted(headers)
    signed = ";".join(names)
    canonical = "".join(f"{name}:{headers[name]}\n" for name in names)
    request = "\n".join([method, "/", canonical_query(query), canonical, signed, digest])
    scope = f"{amz_date[:8]}/{region}/{service}/aws4_request"
    request_digest = hashlib.sha256(request.encode()).hexdigest()
    to_sign = f"AWS4-HMAC-SHA256\n{amz_date}\n{scope}\n{request_digest}"
    derived = f"AWS4{key.secret_access_key}".encode()
    for part in scope.split("/"):
        derived = hmac.digest(derived, part.encode(), "sha256")
    signature = hmac.digest(derived, to_sign.encode(), "sha256").hex()
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={key.access_key_id}/{scope}, "
        f"SignedHeaders={signed}, Signature={signature}"
    )
    return headers


def crc32_hex(body: bytes) -> str:
    """CRC-32 of the whole body as the upload host wants it: eight lower-case hex digits."""
    return f"{zlib.crc32(body):08x}"
