"""What every call must show: Sign, app id, region, webId, session. Protocol notes, sections 2-5."""

from __future__ import annotations

import time

import pytest

from tests.playground.jimeng.site import (
    CLAIM,
    CREDIT,
    GENERATE,
    PASSPORT,
    POLL,
    Json,
    Service,
    Site,
    picture_job,
    sign,
)
from tests.wire.vectors import load

LOOK = {"history_ids": ["1"]}
TOKEN_PATH = "/mweb/v1/get_upload_token"


async def test_a_right_call_passes(site: Site) -> None:
    """The base of all tests below: unspoilt, nothing is refused."""
    answer = await site.ask(POLL, LOOK)
    assert (answer["ret"], answer["errmsg"], answer["data"]) == ("0", "success", {})
    assert answer["systime"].isdigit()
    assert answer["logid"].isdigit()


@pytest.mark.parametrize(
    "headers",
    [
        {"sign": "0" * 32},
        {"sign": None},
        {"device-time": "1700000000"},
        {"device-time": "soon"},
        {"pf": "8"},
        {"appvr": "8.4.1"},
        {"tdid": "x"},
        {"sign-ver": "2"},
        {"sign-ver": None},
    ],
    ids=str,
)
async def test_sign_must_fit_what_was_sent(site: Site, headers: dict[str, str | None]) -> None:
    """`Sign` covers path, pf, appvr, device-time and tdid; any disagreement is "sign error"."""
    answer = await site.ask(POLL, LOOK, headers=headers)
    assert (answer["ret"], answer["errmsg"]) == ("1014", "sign error")


async def test_sign_of_path_and_query_is_taken_for_the_upload_token_alone(site: Site) -> None:
    """One client signs the tail of its address there, and the server takes it (section 4.5)."""
    when = str(int(time.time()))
    tail = {"device-time": when, "sign": sign("?aid=513695", when)}
    assert (await site.ask(TOKEN_PATH, {"scene": 2}, headers=tail))["ret"] == "0"
    assert (await site.ask(POLL, LOOK, headers=tail))["ret"] == "1014"


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ({"aid": "513641"}, {}),
        ({}, {"appid": "513641"}),
        ({"aid": "1"}, {"appid": "1"}),
        ({"aid": None}, {}),
        ({"region": "US"}, {}),
        ({"region": "fr"}, {}),
        ({"region": None}, {}),
        ({"device_platform": "ios"}, {}),
    ],
    ids=str,
)
async def test_app_id_and_region_must_agree(
    site: Site, query: dict[str, str | None], headers: dict[str, str | None]
) -> None:
    """Header, query and region belong together (sections 2 and 4.4)."""
    answer = await site.ask(POLL, LOOK, query=query, headers=headers)
    assert answer["ret"] == "1000"
    assert answer["errmsg"].startswith("invalid parameter")


async def test_web_id_must_be_the_cookies(site: Site) -> None:
    """A mismatch is a cause of risk control (section 4.3)."""
    answer = await site.ask(POLL, LOOK, query={"webId": "7000000000000000000"})
    assert (answer["ret"], answer["errmsg"]) == ("1019", "shark not pass")


@pytest.mark.parametrize("path", [POLL, GENERATE, CLAIM, TOKEN_PATH])
async def test_web_id_may_not_be_left_out_on_the_mainland(site: Site, path: str) -> None:
    """Every mainland call with a query carries it (section 4.4)."""
    answer = await site.ask(path, LOOK, query={"webId": None})
    assert (answer["ret"], answer["errmsg"]) == ("1000", "invalid parameter: webId")


async def test_no_web_id_outside_the_mainland(service: Service) -> None:
    """The other regions' clients send none (section 2)."""
    assert (await Site(service, "abroad", "us").ask(POLL, LOOK))["ret"] == "0"


@pytest.mark.parametrize("cookie", ["sessionid=unknown", "sid_tt=cn-session-of-a-test", None])
async def test_unknown_session_is_a_login_error(site: Site, cookie: str | None) -> None:
    """Only `sessionid` counts, and it must be known."""
    answer = await site.ask(POLL, LOOK, headers={"cookie": cookie})
    assert (answer["ret"], answer["errmsg"]) == ("1015", "login error")


async def test_session_cookie_alone_is_enough(site: Site) -> None:
    """The control experiment of section 4.3."""
    answer = await site.ask(POLL, LOOK, headers={"cookie": f"sessionid={site.session}"})
    assert answer["ret"] == "0"


async def test_bearer_counts_on_commerce_alone(site: Site) -> None:
    """Section 4.3: commerce also takes the session as a bearer token."""
    bearer = {"cookie": None, "authorization": f"Bearer {site.session}"}
    assert (await site.ask(CREDIT, {}, headers=bearer))["ret"] == "0"
    assert (await site.ask(POLL, LOOK, headers=bearer))["ret"] == "1015"


async def test_another_cluster_answers_like_an_expired_login(service: Service) -> None:
    """Sessions live on one cluster; hk, jp and sg share theirs (section 2)."""
    hk = Site(service, "shared", "hk")
    for region, ret in (("SG", "0"), ("JP", "0"), ("US", "1015")):
        assert (await hk.ask(POLL, LOOK, query={"region": region}))["ret"] == ret


async def test_dead_session_is_refused_until_it_lives_again(site: Site) -> None:
    """A driver can end a session; every role then says so in its own way."""
    site.account.alive = False
    assert (await site.ask(CREDIT, {}))["ret"] == "1015"
    refused = await site.submit()
    assert refused["ret"] == "1015"
    assert refused["data"] == {
        "aigc_data": None,
        "fail_code": "1015",
        "fail_starling_key": "",
        "fail_starling_message": "login error",
    }


async def test_passport_tells_life_without_ret(site: Site) -> None:
    """`message` and nested account fields, no `ret` (sections 5 and 7.5)."""
    spoilt = {"query": {"account_sdk_source": "web"}, "raw": b""}
    form = {"content-type": "application/x-www-form-urlencoded"}
    alive = await site.ask(PASSPORT, headers=form, **spoilt)
    assert alive["message"] == "success"
    assert alive["data"]["user_id"] == site.account.user_id
    dead = await site.ask(PASSPORT, headers={**form, "cookie": "sessionid=gone"}, **spoilt)
    recorded: Json = load("responses")["responses"]["account_info_dead"]["json"]
    assert dead == recorded


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("application/json", b""),
        ("application/json", b"{}"),
        ("application/x-www-form-urlencoded", b"{}"),
        ("application/x-www-form-urlencoded", b"a=b"),
        (None, b""),
    ],
)
async def test_passport_takes_a_form_without_a_body(
    site: Site, kind: str | None, raw: bytes
) -> None:
    """The only call that is not JSON (section 7.5)."""
    query: dict[str, str | None] = {"account_sdk_source": "web"}
    answer = await site.ask(PASSPORT, query=query, headers={"content-type": kind}, raw=raw)
    assert (answer["message"], answer["data"]["error_code"]) == ("error", 1000)


@pytest.mark.parametrize(
    ("raw", "ret"),
    [(b"", "2008"), (b"  ", "2008"), (b"{", "1000"), (b"[]", "1002"), (b"1", "1002")],
)
async def test_body_must_be_a_json_object(site: Site, raw: bytes, ret: str) -> None:
    """Empty, broken and mistyped bodies have codes of their own (section 12)."""
    assert (await site.ask(POLL, raw=raw))["ret"] == ret


async def test_body_must_be_declared_json(site: Site) -> None:
    """Everything but the passport call is JSON (section 4.1)."""
    answer = await site.ask(POLL, LOOK, headers={"content-type": "text/plain"})
    assert answer["ret"] == "1000"


@pytest.mark.parametrize("version", ["3.2.2", "3.3.1", "", None])
async def test_too_old_a_client_may_not_submit(site: Site, version: str | None) -> None:
    """Section 4.4: too old a combination is 3018 "permission denied"."""
    answer = await site.ask(GENERATE, picture_job(), query={"da_version": version})
    assert (answer["ret"], answer["errmsg"]) == ("3018", "permission denied")


async def test_unknown_paths_are_not_found(site: Site) -> None:
    """No cancel endpoint exists (section 6)."""
    response = await site.post("/mweb/v1/cancel", {})
    assert response.status_code == 404
    assert (await site.service.client.get(POLL)).status_code == 405
