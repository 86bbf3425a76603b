"""The two signatures once more, as somebody else would write them from the protocol notes."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import time
from collections.abc import Mapping
from urllib.parse import quote, urlencode


def time_signature(path: str) -> dict[str, str]:
    """Headers with the signature over path and time (section 4.5)."""
    now = str(int(time.time()))
    text = f"9e2c|{path[-7:]}|7|8.4.0|{now}||11ac"
    sign = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return {"pf": "7", "appvr": "8.4.0", "device-time": now, "sign-ver": "1", "sign": sign}


def upload_signature(
    key: Mapping[str, str], host: str, method: str, query: Mapping[str, str], body: bytes
) -> dict[str, str]:
    """Headers of an ImageX call; as in a browser the host is signed too (section 7.4)."""
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    digest = hashlib.sha256(body).hexdigest()
    signed = {
        "host": host,
        "x-amz-content-sha256": digest,
        "x-amz-date": stamp,
        "x-amz-security-token": key["session_token"],
    }
    names = ";".join(signed)
    pairs = urlencode(sorted(query.items()), quote_via=quote)
    lines = [f"{name}:{value}" for name, value in signed.items()]
    canonical = "\n".join([method, "/", pairs, *lines, "", names, digest])
    scope = f"{stamp[:8]}/cn-north-1/imagex/aws4_request"
    request_digest = hashlib.sha256(canonical.encode()).hexdigest()
    secret = f"AWS4{key['secret_access_key']}".encode()
    for part in scope.split("/"):
        secret = hmac.digest(secret, part.encode(), "sha256")
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{request_digest}"
    signature = hmac.digest(secret, text.encode(), "sha256").hex()
    credential = f"Credential={key['access_key_id']}/{scope}"
    authorization = f"AWS4-HMAC-SHA256 {credential}, SignedHeaders={names}, Signature={signature}"
    return {**signed, "authorization": authorization}
