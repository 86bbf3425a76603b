"""Regions: what a request of each must carry, and where its sessions live.

Rule: facts of the protocol notes, sections 2 and 4.4. Hong Kong, Japan and Singapore share one
cluster; a session is known to its own cluster only, and asking another one looks like an expired
login (section 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Name = Literal["cn", "us", "hk", "jp", "sg"]
Cluster = Literal["cn", "us", "sg"]

CN_AID, INTERNATIONAL_AID = 513695, 513641


@dataclass(frozen=True)
class Region:
    """One region's constants."""

    name: Name
    cluster: Cluster
    aid: int
    query_values: frozenset[str]
    service_id: str
    store_prefix: str
    signing_regions: frozenset[str]

    @property
    def is_cn(self) -> bool:
        """Whether this is the mainland service."""
        return self.name == "cn"


def _international(name: Name, cluster: Cluster, store: str, signing: str) -> Region:
    # One older client signs its US uploads with cn-north-1 and is taken (section 7.4).
    return Region(
        name,
        cluster,
        INTERNATIONAL_AID,
        frozenset({name.upper()}),
        "wopfjsm1ax",
        f"tos-{store}-i-wopfjsm1ax",
        frozenset({signing, "cn-north-1"}),
    )


REGIONS: dict[str, Region] = {
    "cn": Region(
        "cn",
        "cn",
        CN_AID,
        frozenset({"cn", "CN"}),
        "tb4s082cfz",
        "tos-cn-i-tb4s082cfz",
        frozenset({"cn-north-1"}),
    ),
    "us": _international("us", "us", "useast5", "us-east-1"),
    "hk": _international("hk", "sg", "alisg", "ap-southeast-1"),
    "jp": _international("jp", "sg", "alisg", "ap-southeast-1"),
    "sg": _international("sg", "sg", "alisg", "ap-southeast-1"),
}


def by_query(value: str) -> Region | None:
    """The region that the query parameter `region` names."""
    return next((r for r in REGIONS.values() if value in r.query_values), None)


def split_token(token: str) -> tuple[Region, str]:
    """Region and session of a refresh token without a proxy (section 3)."""
    prefix, session = token[:3].lower(), token[3:]
    if prefix in ("us-", "hk-", "jp-", "sg-"):
        return REGIONS[prefix[:2]], session
    return REGIONS["cn"], token
