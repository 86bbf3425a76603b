"""Balance, daily claim, history of credit, liveness of the session (protocol notes, section 7)."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import AuthenticationError, UnexpectedReplyError
from jimeng.sdk.protocol import headers
from jimeng.sdk.protocol.decoding import read_envelope, read_passport
from jimeng.sdk.protocol.endpoints.posting import address, post
from jimeng.sdk.protocol.messages import HTTPRequest, HTTPResponse
from jimeng.sdk.protocol.session import Identity
from jimeng.sdk.types import (
    AccountInfo,
    CreditHistory,
    CreditRecord,
    ExpiringCredit,
    TokenStatus,
)

USER_CREDIT = "/commerce/v1/benefits/user_credit"
CREDIT_RECEIVE = "/commerce/v1/benefits/credit_receive"
ACCOUNT_INFO = "/passport/account/info/v2"
CREDIT_HISTORY = "/commerce/v1/benefits/user_credit_history"


class Credit(Struct, frozen=True):
    """A balance by source."""

    gift_credit: int | float = 0
    purchase_credit: int | float = 0
    vip_credit: int | float = 0
    expiring: tuple[ExpiringCredit, ...] = ()

    @property
    def total(self) -> float:
        """All three together."""
        return self.gift_credit + self.purchase_credit + self.vip_credit


class _Expiring(Struct):
    credit_amount: float = 0
    expire_time: float = 0


class _CreditData(Struct):
    credit: Credit
    expiring_credits: list[_Expiring] | None = None


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
    """The balance, and what of it expires when."""
    data = read_envelope(response, "commerce").read(_CreditData)
    expiring = tuple(
        ExpiringCredit(each.credit_amount, each.expire_time)
        for each in data.expiring_credits or ()
        if each.credit_amount and each.expire_time
    )
    return msgspec.structs.replace(data.credit, expiring=expiring)


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


def read_account_info(response: HTTPResponse) -> AccountInfo:
    """Whose session it is and whether it works; raises where the answer says neither."""
    try:
        envelope = read_passport(response)
    except AuthenticationError:
        return AccountInfo(TokenStatus.DEAD)
    if envelope.message is None:
        raise UnexpectedReplyError("the account answer has no message", http_status=response.status)
    # The account stands inside `data`; older readers expected it at the top, so both are read.
    user_id = _user_id(bytes(envelope.data)) or _user_id(response.body)
    if envelope.message != "success" or user_id is None:
        return AccountInfo(TokenStatus.DEAD)
    return AccountInfo(TokenStatus.ALIVE, user_id)


def _user_id(raw: bytes) -> str | None:
    try:
        account = msgspec.json.decode(raw, type=_Account)
    except msgspec.DecodeError:
        return None
    user_id = str(account.user_id or account.user_id_str or "0")
    return user_id if user_id != "0" else None


def build_credit_history(
    identity: Identity, now: int, *, count: int, cursor: str, history_type: int | None
) -> HTTPRequest:
    """Ask for gains (1), spendings (2) or both (None), newest first."""
    body: dict[str, object] = {"count": count, "cursor": cursor}
    if history_type is not None:
        body["history_type"] = history_type
    return post(identity, "commerce", CREDIT_HISTORY, now, body)


class _HistoryRecord(Struct):
    amount: float = 0
    create_time: float = 0
    title: str = ""
    history_type: int | None = None
    submit_id: str | None = None
    status: str | int | None = None


class _History(Struct):
    total_credit: float | None = None
    records: list[_HistoryRecord] | None = None
    new_cursor: str | int | None = None
    has_more: bool = False


def read_credit_history(response: HTTPResponse) -> CreditHistory:
    """A page of the history; settlements show up late."""
    payload = read_envelope(response, "commerce")
    page = _History() if payload.empty else payload.read(_History)
    cursor = page.new_cursor if page.has_more else None
    return CreditHistory(
        total=page.total_credit,
        records=tuple(map(_credit_record, page.records or ())),
        next_cursor=None if cursor is None else str(cursor),
    )


def _credit_record(record: _HistoryRecord) -> CreditRecord:
    return CreditRecord(
        amount=record.amount,
        created_at=record.create_time,
        title=record.title,
        gained={1: True, 2: False}.get(record.history_type or 0),
        submit_id=record.submit_id or None,
    )
