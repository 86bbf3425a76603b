"""Who calls, and what the flows of that caller draw on: identity, clock, chance.

`_tea_web_id` in the cookie and `webId` in the query must be equal and stay the same for a token:
a mismatch is reported as one cause of risk refusals (protocol notes, section 4.3). So both browser
ids are derived from a digest of the session. That keeps them stable across processes without any
storage, and a digest of a random session tells nobody what the session is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct, field

from jimeng.sdk.protocol.regions import SITES, Region, Role, Site
from jimeng.sdk.protocol.tokens import Token
from jimeng.sdk.protocol.versions import CURRENT, ClientVersion


class Chance(Protocol):
    """Where a flow's random values come from."""

    def uuid(self) -> str:
        """A fresh UUID as text."""

    def below(self, limit: int) -> int:
        """A whole number, 0 <= n < limit."""


class Identity(Struct, frozen=True):
    """One account on one site, as every request shows it."""

    session: str
    site: Site
    web_id: str
    uid: str
    base_url: str | None = None
    version: ClientVersion = field(default_factory=lambda: CURRENT)

    def __repr__(self) -> str:
        return f"Identity(region={self.site.region.value!r}, session=hidden)"

    @property
    def region(self) -> Region:
        """The region of the account."""
        return self.site.region

    def origin(self, role: Role, host: str = "") -> str:
        """Where requests of a role go: the one base address if there is one, else the site's host.

        `host` is the upload host that the service named; it counts only for uploads.
        """
        if self.base_url:
            return self.base_url
        if role == "upload":
            return f"https://{host}"
        return self.real_origin(role)

    def real_origin(self, role: Role) -> str:
        """The site's own host, as Origin and Referer show it even under a base address."""
        site = self.site
        hosts = {"commerce": site.commerce, "imagex": site.imagex, "vod": site.vod}
        return hosts.get(role, site.mweb)


class Session(Struct, frozen=True):
    """An identity with the clock (Unix seconds) and the chance that its flows use."""

    identity: Identity
    clock: Callable[[], float]
    chance: Chance


def identify(token: Token, base_url: str | None = None) -> Identity:
    """The identity behind a token, the same in every process."""
    return Identity(
        session=token.session,
        site=SITES[token.region],
        web_id=_web_id(token.session),
        uid=_digest("uid_tt", token.session)[:32],
        base_url=base_url,
    )


def _web_id(session: str) -> str:
    """19 digits, a 7 and 18 more, as the site's own script makes them."""
    return f"7{int(_digest('web_id', session), 16) % 10**18:018d}"


def _digest(purpose: str, session: str) -> str:
    return hashlib.sha256(f"jimeng {purpose} {session}".encode()).hexdigest()
