"""What requests to the service's API have in common: address, headers, JSON body."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from jimeng.sdk.protocol import headers
from jimeng.sdk.protocol.messages import HTTPRequest
from jimeng.sdk.protocol.regions import Role
from jimeng.sdk.protocol.session import Identity
from jimeng.sdk.protocol.signing import canonical_query


def post(
    identity: Identity,
    role: Role,
    path: str,
    now: int,
    body: object,
    *,
    referer: str | None = None,
    extra_query: Sequence[tuple[str, str]] = (),
    with_query: bool = True,
) -> HTTPRequest:
    """A POST with a JSON body and everything that the site's own requests carry."""
    query = [*headers.common_query(identity), *extra_query] if with_query else []
    return HTTPRequest(
        method="POST",
        url=address(identity, role, path, query),
        headers=headers.api_headers(
            identity, role, path, now=now, referer=referer or identity.real_origin(role)
        ),
        body=msgspec.json.encode(body),
    )


def address(
    identity: Identity, role: Role, path: str, query: Sequence[tuple[str, str]], host: str = ""
) -> str:
    """The whole address of a request."""
    base = identity.origin(role, host) + path
    return f"{base}?{canonical_query(query)}" if query else base
