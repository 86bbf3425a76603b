"""Requests to ImageX and VOD, signed over exactly what is sent (protocol notes, section 7.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from jimeng.sdk.protocol import headers
from jimeng.sdk.protocol.endpoints.posting import address
from jimeng.sdk.protocol.messages import HTTPRequest
from jimeng.sdk.protocol.regions import Role
from jimeng.sdk.protocol.session import Identity
from jimeng.sdk.protocol.signing import UploadKey, sigv4_headers

# The service of the mainland alone; peers sign with its region.
_VOD_REGION = "cn-north-1"


def signed(
    method: str,
    identity: Identity,
    role: Role,
    now: int,
    key: UploadKey,
    query: list[tuple[str, str]],
    body: Mapping[str, object] | None = None,
) -> HTTPRequest:
    """A request to ImageX or VOD with its signature over exactly what is sent."""
    encoded = None if body is None else msgspec.json.encode(body)
    signature = sigv4_headers(
        method,
        query,
        key=key,
        amz_date=datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ"),
        region=_VOD_REGION if role == "vod" else identity.site.aws_region,
        service=role,
        body=encoded,
    )
    kind = {} if body is None else {"content-type": headers.JSON_BODY}
    return HTTPRequest(
        method=method,
        url=address(identity, role, "/", query),
        headers={**headers.signing_headers(identity), **kind, **signature},
        body=encoded,
    )
