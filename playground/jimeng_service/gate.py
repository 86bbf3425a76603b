"""What every call of the web API must show before it is looked at.

Rule, in this order: Sign (ret 1014 "sign error"), app id and region that agree (1000), a `webId`
on the mainland (1000) that is the cookie's `_tea_web_id` if there is one (risk control, 1019: the
session cookie alone is enough), a session that this cluster knows (1015
"login error"). Protocol notes, sections 2, 4 and 5. How the server checks device-time's age is not
known, so that is not checked.
"""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from playground.jimeng_service.accounts import Account, Accounts
from playground.jimeng_service.envelope import Refusal
from playground.jimeng_service.regions import CN_AID, INTERNATIONAL_AID, REGIONS, Region, by_query
from playground.jimeng_service.signing import sign_fits

COMMERCE = "/commerce/"
# Calls that some client sends without a region or without any query (sections 4.4 and 6).
WITHOUT_QUERY = frozenset(
    {"/commerce/v1/benefits/user_credit", "/commerce/v1/benefits/user_credit_history"}
)
WITHOUT_REGION = frozenset({"/mweb/v1/get_history_queue_info"})


@dataclass(frozen=True)
class Caller:
    """Who asks, and in the name of which region."""

    account: Account
    region: Region
    aid: int


def admit(request: web.Request, accounts: Accounts) -> Caller:
    """Check a request of mweb, commerce or passport. Raises Refusal."""
    if not sign_fits(request.path, request.rel_url.raw_query_string, request.headers):
        raise Refusal("1014", "sign error")
    cookies = read_cookies(request)
    aid = _aid(request)
    regions = _regions(request, aid)
    web_id = request.query.get("webId")
    if web_id is None and request.query.get("region", "").lower() == "cn":
        raise Refusal("1000", "invalid parameter: webId")
    if web_id is not None and cookies.get("_tea_web_id", web_id) != web_id:
        raise Refusal("1019")
    session = session_of(request, cookies)
    for region in regions:
        account = accounts.find(session, region.cluster) if session else None
        if account is not None:
            return Caller(account, region, aid)
    raise Refusal("1015")


def read_cookies(request: web.Request) -> dict[str, str]:
    """Name and value pairs of the Cookie header as sent; the first of equal names counts."""
    cookies: dict[str, str] = {}
    for pair in request.headers.get("Cookie", "").split(";"):
        name, _, value = pair.strip().partition("=")
        cookies.setdefault(name, value)
    return cookies


def session_of(request: web.Request, cookies: dict[str, str]) -> str:
    """The session: the cookie, or on commerce also a bearer token (section 4.3)."""
    if request.path.startswith(COMMERCE) and "sessionid" not in cookies:
        scheme, _, value = request.headers.get("Authorization", "").partition(" ")
        return value.strip() if scheme.lower() == "bearer" else ""
    return cookies.get("sessionid", "")


def _aid(request: web.Request) -> int:
    """The app id; header and query must say the same."""
    header, query = request.headers.get("Appid"), request.query.get("aid")
    if query is None and request.path not in WITHOUT_QUERY:
        raise Refusal("1000", "invalid parameter: aid")
    given = {value for value in (header, query) if value is not None}
    if len(given) != 1 or given.isdisjoint({str(CN_AID), str(INTERNATIONAL_AID)}):
        raise Refusal("1000", "invalid parameter: aid")
    return int(given.pop())


def _regions(request: web.Request, aid: int) -> list[Region]:
    """The region asked for; without one in the query, all of the app id."""
    platform = request.query.get("device_platform")
    if platform is not None and platform != "web":
        raise Refusal("1000", "invalid parameter: device_platform")
    value = request.query.get("region")
    if value is None:
        if request.path not in WITHOUT_QUERY | WITHOUT_REGION:
            raise Refusal("1000", "invalid parameter: region")
        return [region for region in REGIONS.values() if region.aid == aid]
    region = by_query(value)
    if region is None or region.aid != aid:
        raise Refusal("1000", "invalid parameter: region")
    return [region]
