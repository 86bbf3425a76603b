"""The five sites: hosts, application ids, header values (protocol notes, section 2)."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

from msgspec import Struct

Role: TypeAlias = Literal["mweb", "commerce", "passport", "imagex", "vod", "upload"]
"""Which of the service's hosts a request is for."""


class Region(StrEnum):
    """Where an account lives; told by the prefix of its token."""

    CN = "cn"
    US = "us"
    HK = "hk"
    JP = "jp"
    SG = "sg"

    @property
    def international(self) -> bool:
        """Whether this is Dreamina, not Jimeng."""
        return self is not Region.CN


class Site(Struct, frozen=True):
    """Everything that differs from region to region on the wire."""

    region: Region
    mweb: str
    commerce: str
    imagex: str
    vod: str
    web: str
    aid: int
    query_region: str
    lan: str
    loc: str
    aws_region: str
    service_id: str
    # Only the mainland site repeats the browser id in the query.
    web_id_in_query: bool = False


_CHINA = "https://jimeng.jianying.com"
_SINGAPORE = "https://mweb-api-sg.capcut.com"
_DREAMINA = "https://dreamina.capcut.com"
_VOD = "https://vod.bytedanceapi.com"


def _singapore_cluster(region: Region, lan: str) -> Site:
    """Hong Kong, Japan and Singapore share their hosts and differ in what they call themselves."""
    return Site(
        region=region,
        mweb=_SINGAPORE,
        commerce="https://commerce-api-sg.capcut.com",
        imagex="https://imagex-normal-sg.capcutapi.com",
        vod=_VOD,
        web=_DREAMINA,
        aid=513641,
        query_region=region.value.upper(),
        lan=lan,
        loc=region.value,
        aws_region="ap-southeast-1",
        service_id="wopfjsm1ax",
    )


SITES: dict[Region, Site] = {
    Region.CN: Site(
        region=Region.CN,
        mweb=_CHINA,
        commerce=_CHINA,
        imagex="https://imagex.bytedanceapi.com",
        vod=_VOD,
        web=_CHINA,
        aid=513695,
        query_region="cn",
        lan="zh-Hans",
        loc="cn",
        aws_region="cn-north-1",
        service_id="tb4s082cfz",
        web_id_in_query=True,
    ),
    Region.US: Site(
        region=Region.US,
        mweb="https://dreamina-api.us.capcut.com",
        commerce="https://commerce.us.capcut.com",
        imagex="https://imagex16-normal-us-ttp.capcutapi.us",
        vod=_VOD,
        web=_DREAMINA,
        aid=513641,
        query_region="US",
        lan="en",
        loc="us",
        aws_region="us-east-1",
        service_id="wopfjsm1ax",
    ),
    Region.HK: _singapore_cluster(Region.HK, "en"),
    Region.JP: _singapore_cluster(Region.JP, "ja"),
    Region.SG: _singapore_cluster(Region.SG, "en"),
}
