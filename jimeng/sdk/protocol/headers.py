"""Headers, cookie and query that requests have in common (protocol notes, sections 4.1 to 4.5).

`accept-encoding` is left to the transport: it knows what it can decode, and advertising more than
that would be answered with something unreadable.
"""

from __future__ import annotations

from jimeng.sdk.protocol.regions import Role
from jimeng.sdk.protocol.session import Identity
from jimeng.sdk.protocol.signing import sign
from jimeng.sdk.protocol.versions import ClientVersion

JSON_BODY = "application/json"
# What the peers' HTTP library sets where there is no body; the service has seen nothing else.
NO_BODY = "application/x-www-form-urlencoded"


def _user_agent(chrome: str) -> str:
    return (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{chrome}.0.0.0 Safari/537.36"
    )


def _brands(version: ClientVersion) -> str:
    chrome = version.chrome
    return f'"Google Chrome";v="{chrome}", "Chromium";v="{chrome}", "Not_A Brand";v="99"'


def _upload_brands(version: ClientVersion) -> str:
    chrome = version.upload_chrome
    return f'"Not A(Brand";v="8", "Chromium";v="{chrome}", "Google Chrome";v="{chrome}"'


def cookie(identity: Identity, now: int) -> str:
    """The cookie header; `now` is the pretended issue time, the expiry date is what peers send."""
    session = identity.session
    guard = f"{session}%7C{now}%7C5184000%7CMon%2C+03-Feb-2025+08%3A17%3A09+GMT"
    pairs = (
        ("_tea_web_id", identity.web_id),
        ("is_staff_user", "false"),
        ("sid_guard", guard),
        ("uid_tt", identity.uid),
        ("uid_tt_ss", identity.uid),
        ("sid_tt", session),
        ("sessionid", session),
        ("sessionid_ss", session),
    )
    return "; ".join(f"{name}={value}" for name, value in pairs)


def common_query(identity: Identity) -> list[tuple[str, str]]:
    """The query of every mweb, passport and claim request."""
    site = identity.site
    version = identity.version
    web_id = [("webId", identity.web_id)] if site.web_id_in_query else []
    return [
        ("aid", str(site.aid)),
        ("device_platform", "web"),
        ("region", site.query_region),
        *web_id,
        ("da_version", version.da_version),
        ("os", "windows"),
        ("web_component_open_flag", "1"),
        ("web_version", version.web_version),
        ("aigc_features", "app_lip_sync"),
    ]


def api_headers(
    identity: Identity,
    role: Role,
    path: str,
    *,
    now: int,
    referer: str,
    content_type: str = JSON_BODY,
) -> dict[str, str]:
    """Headers of a request to mweb, commerce or passport; `now` is Unix seconds."""
    site = identity.site
    version = identity.version
    return {
        "accept": "application/json, text/plain, */*",
        "content-type": content_type,
        "accept-language": "zh-CN,zh;q=0.9",
        "cache-control": "no-cache",
        "appvr": version.appvr,
        "pragma": "no-cache",
        "priority": "u=1, i",
        "pf": version.pf,
        "sec-ch-ua": _brands(version),
        "sec-ch-ua-mobile": "?0",
        "sec-ch-ua-platform": '"Windows"',
        "sec-fetch-dest": "empty",
        "sec-fetch-mode": "cors",
        "sec-fetch-site": "same-origin",
        "user-agent": _user_agent(version.chrome),
        "origin": identity.real_origin(role),
        "referer": referer,
        "app-sdk-version": version.app_sdk_version,
        "appid": str(site.aid),
        "cookie": cookie(identity, now),
        "device-time": str(now),
        "lan": site.lan,
        "loc": site.loc,
        "sign": sign(path, pf=version.pf, appvr=version.appvr, device_time=now),
        "sign-ver": "1",
        "tdid": "",
    }


def upload_headers(identity: Identity) -> dict[str, str]:
    """Headers that the upload host, ImageX and VOD have in common."""
    mweb = identity.site.mweb
    return {
        "accept": "*/*",
        "accept-language": "zh-CN,zh;q=0.9",
        "origin": mweb,
        "referer": f"{mweb}/ai-tool/generate",
        "sec-fetch-dest": "empty",
        "sec-fetch-mode": "cors",
        "sec-fetch-site": "cross-site",
        "user-agent": _user_agent(identity.version.upload_chrome),
    }


def signing_headers(identity: Identity) -> dict[str, str]:
    """Headers of ImageX and VOD requests, before the signature."""
    return {
        **upload_headers(identity),
        "sec-ch-ua": _upload_brands(identity.version),
        "sec-ch-ua-mobile": "?0",
        "sec-ch-ua-platform": '"Windows"',
    }
