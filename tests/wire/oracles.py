"""Signatures recomputed by other means than the SDK's: by hand and by botocore."""

from __future__ import annotations

import hashlib

import httpx
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials


class HostlessSigV4(SigV4Auth):  # type: ignore[misc]  # botocore has no types
    """botocore's signer without the host header, which the service leaves unsigned."""

    def headers_to_sign(self, request: AWSRequest) -> HTTPHeaders:
        headers = super().headers_to_sign(request)
        del headers["host"]
        return headers


def botocore_signature(
    method: str,
    url: str,
    *,
    amz_date: str,
    region: str,
    service: str,
    key: tuple[str, str, str],
    body: bytes,
    body_signed: bool,
) -> str:
    """The signature that botocore computes over the same request."""
    access_key, secret_key, session_token = key
    signer = HostlessSigV4(Credentials(access_key, secret_key, session_token), service, region)
    request = AWSRequest(method=method, url=url, data=body)
    request.context["timestamp"] = amz_date
    request.headers["x-amz-date"] = amz_date
    request.headers["x-amz-security-token"] = session_token
    if body_signed:
        request.headers["x-amz-content-sha256"] = hashlib.sha256(body).hexdigest()
    canonical = signer.canonical_request(request)
    return str(signer.signature(signer.string_to_sign(request, canonical), request))


def sign_header(path: str, appvr: str, device_time: str) -> str:
    """The Sign header of section 4.5, written out once more."""
    pieces = ["9e2c", path[-7:], "7", appvr, device_time, "", "11ac"]
    return hashlib.md5("|".join(pieces).encode()).hexdigest()


def check_signatures(request: httpx.Request) -> None:
    """Recompute whichever signature a sent request carries."""
    headers = request.headers
    if "sign" in headers:
        want = sign_header(request.url.path, headers["appvr"], headers["device-time"])
        assert headers["sign"] == want
        assert f"%7C{headers['device-time']}%7C" in headers["cookie"]
    if "x-amz-date" in headers:
        _, date, region, service, _ = headers["authorization"].split("Credential=")[1].split("/")
        assert headers["x-amz-date"].startswith(date)
        signature = botocore_signature(
            request.method,
            str(request.url),
            amz_date=headers["x-amz-date"],
            region=region,
            service=service,
            key=("AKTPSTUBACCESSKEY", "STUBSECRETKEY==", "STUBSESSIONTOKEN"),
            body=request.content,
            body_signed="x-amz-content-sha256" in headers,
        )
        assert headers["authorization"].endswith(f"Signature={signature}")
