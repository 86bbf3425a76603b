"""Per endpoint a pair: build_x gives the request, read_x reads the answer (protocol notes, 6)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import AuthenticationError, UnexpectedReplyError
from jimeng.sdk.protocol import headers
from jimeng.sdk.protocol.decoding import read_envelope, read_passport
from jimeng.sdk.protocol.messages import HTTPRequest, HTTPResponse
from jimeng.sdk.protocol.records import Record, history_id, rejected
from jimeng.sdk.protocol.regions import Role
from jimeng.sdk.protocol.session import Identity
from jimeng.sdk.protocol.signing import canonical_query
from jimeng.sdk.types import TaskKind, TokenStatus

USER_CREDIT = "/commerce/v1/benefits/user_credit"
CREDIT_RECEIVE = "/commerce/v1/benefits/credit_receive"
ACCOUNT_INFO = "/passport/account/info/v2"
GENERATE = "/mweb/v1/aigc_draft/generate"
HISTORY = "/mweb/v1/get_history_by_ids"


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


class Credit(Struct, frozen=True):
    """A balance by source."""

    gift_credit: int | float = 0
    purchase_credit: int | float = 0
    vip_credit: int | float = 0

    @property
    def total(self) -> float:
        """All three together."""
        return self.gift_credit + self.purchase_credit + self.vip_credit


class _CreditData(Struct):
    credit: Credit


def build_user_credit(identity: Identity, now: int) -> HTTPRequest:
    """Ask for the balance. This call alone has no query."""
    china = not identity.region.international
    return post(
        identity,
        "commerce",
        USER_CREDIT,
        now,
        {},
        referer=f"{identity.site.web}/{'ai-tool/image/generate' if china else ''}",
        with_query=False,
    )


def read_user_credit(response: HTTPResponse) -> Credit:
    """The balance."""
    return read_envelope(response, "commerce").read(_CreditData).credit


def build_credit_receive(identity: Identity, now: int) -> HTTPRequest:
    """Claim the day's credit; the time zone is Shanghai's in every region, as recorded."""
    china = not identity.region.international
    return post(
        identity,
        "commerce",
        CREDIT_RECEIVE,
        now,
        {"time_zone": "Asia/Shanghai"},
        referer=f"{identity.site.web}/{'ai-tool/home' if china else ''}",
    )


def read_credit_receive(response: HTTPResponse) -> dict[str, object]:
    """The claim's `data` as it came: the documented return value."""
    payload = read_envelope(response, "commerce")
    return {} if payload.empty else payload.read(dict[str, object])


def build_account_info(identity: Identity, now: int) -> HTTPRequest:
    """Ask who is logged in: the only request of its kind without a body."""
    query = [*headers.common_query(identity), ("account_sdk_source", "web")]
    return HTTPRequest(
        method="POST",
        url=address(identity, "passport", ACCOUNT_INFO, query),
        headers=headers.api_headers(
            identity,
            "passport",
            ACCOUNT_INFO,
            now=now,
            referer=identity.real_origin("passport"),
            content_type=headers.NO_BODY,
        ),
    )


class _Account(Struct):
    user_id: int | str | None = None
    user_id_str: str | None = None


def read_account_info(response: HTTPResponse) -> TokenStatus:
    """Whether the session works; raises where the answer says neither yes nor no."""
    try:
        envelope = read_passport(response)
    except AuthenticationError:
        return TokenStatus.DEAD
    if envelope.message is None:
        raise UnexpectedReplyError("the account answer has no message", http_status=response.status)
    # The account stands inside `data`; older readers expected it at the top, so both are read.
    known = any(_user_id(raw) for raw in (bytes(envelope.data), response.body))
    alive = envelope.message == "success" and known
    return TokenStatus.ALIVE if alive else TokenStatus.DEAD


def _user_id(raw: bytes) -> bool:
    try:
        account = msgspec.json.decode(raw, type=_Account)
    except msgspec.DecodeError:
        return False
    return str(account.user_id or account.user_id_str or "0") != "0"


def build_generate(
    identity: Identity,
    now: int,
    *,
    submit_id: str,
    metrics: str,
    draft: str,
    extend: dict[str, object],
    video: bool = False,
) -> HTTPRequest:
    """Submit a job. This is the call that costs credit."""
    return post(
        identity,
        "mweb",
        GENERATE,
        now,
        {
            "extend": extend,
            "submit_id": submit_id,
            "metrics_extra": metrics,
            "draft_content": draft,
            "http_common_info": {"aid": identity.site.aid},
        },
        referer=f"{identity.site.web}/ai-tool/generate?type={'video' if video else 'image'}",
    )


class _Generated(Struct):
    aigc_data: Record | None = None
    fail_code: str | int | None = None
    fail_starling_key: str | None = None
    fail_starling_message: str | None = None


def read_generate(response: HTTPResponse) -> Record:
    """The record of an accepted job; without an id in it the generation failed at once."""
    payload = read_envelope(response, "generation")
    data = _Generated() if payload.empty else payload.read(_Generated)
    record = data.aigc_data or Record(
        fail_code=data.fail_code,
        fail_starling_key=data.fail_starling_key,
        fail_starling_message=data.fail_starling_message,
    )
    if history_id(record) is None:
        raise rejected(record, payload.log_id)
    return record


_CROPS = ((360, 360), (480, 480), (720, 720), (720, 480))
_TEXT_TO_IMAGE_CROPS = (*_CROPS, (360, 240), (240, 320), (480, 640))
_NORMAL = (2400, 1080, 720, 480, 360)


def _scene(width: int, height: int, scene: str, key: str) -> dict[str, object]:
    return {"scene": scene, "width": width, "height": height, "uniq_key": key, "format": "webp"}


def image_info(kind: TaskKind) -> dict[str, object]:
    """The previews to ask for along with a picture job's record: 12 for text to image, else 9."""
    crops = _TEXT_TO_IMAGE_CROPS if kind is TaskKind.TEXT_TO_IMAGE else _CROPS
    return {
        "width": 2048,
        "height": 2048,
        "format": "webp",
        "image_scene_list": [
            *(_scene(w, h, "smart_crop", f"smart_crop-w:{w}-h:{h}") for w, h in crops),
            *(_scene(side, side, "normal", str(side)) for side in _NORMAL),
        ],
    }


def build_history(
    identity: Identity,
    now: int,
    *,
    history_ids: Sequence[str] = (),
    submit_ids: Sequence[str] = (),
    kind: TaskKind | None = None,
) -> HTTPRequest:
    """Ask for records by the service's ids or by ours; `kind` asks for its previews too."""
    body: dict[str, object] = {}
    if history_ids:
        body["history_ids"] = list(history_ids)
    if submit_ids:
        body["submit_ids"] = list(submit_ids)
    if kind is not None and kind is not TaskKind.VIDEO:
        body["image_info"] = image_info(kind)
    return post(identity, "mweb", HISTORY, now, body)


def read_history(response: HTTPResponse) -> dict[str, Record]:
    """Records by the id that was asked for; what is missing has no record."""
    payload = read_envelope(response)
    data = {} if payload.empty else payload.read(dict[str, Record | None])
    return {key: record for key, record in data.items() if record is not None}
