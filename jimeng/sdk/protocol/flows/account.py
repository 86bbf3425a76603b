"""Balance, daily claim, liveness, and the gate before a generation (protocol notes, section 7)."""

from __future__ import annotations

from jimeng.sdk.lib.exceptions.api_exception import (
    APIException,
    InsufficientCreditError,
    InvalidRequestError,
    RateLimitError,
    ServerError,
)
from jimeng.sdk.protocol.endpoints import account as endpoint
from jimeng.sdk.protocol.endpoints.account import Credit
from jimeng.sdk.protocol.flows.exchange import ask, tell
from jimeng.sdk.protocol.messages import Flow
from jimeng.sdk.protocol.session import Session
from jimeng.sdk.types import AccountInfo, CreditDetails, CreditHistory, TokenStatus

_MOST_RECORDS = 100
_GAINS, _SPENDINGS = 1, 2


def balance(session: Session) -> Flow[Credit]:
    """The balance by source."""
    identity = session.identity
    return (
        yield from ask(
            session,
            lambda now: endpoint.build_user_credit(identity, now),
            endpoint.read_user_credit,
        )
    )


def get_credit(session: Session) -> Flow[dict[str, int | float]]:
    """The balance under its documented names."""
    credit = yield from balance(session)
    return {
        "giftCredit": credit.gift_credit,
        "purchaseCredit": credit.purchase_credit,
        "vipCredit": credit.vip_credit,
        "totalCredit": credit.total,
    }


def get_credit_details(session: Session) -> Flow[CreditDetails]:
    """The balance by source, and what of it expires when."""
    credit = yield from balance(session)
    return CreditDetails(
        gift=credit.gift_credit,
        purchase=credit.purchase_credit,
        vip=credit.vip_credit,
        expiring=credit.expiring,
    )


def receive_credit(session: Session) -> Flow[dict[str, object]]:
    """Claim the day's credit. Repeating a claim is noise to risk control, so it isn't repeated."""
    identity = session.identity
    return (
        yield from tell(
            session,
            lambda now: endpoint.build_credit_receive(identity, now),
            endpoint.read_credit_receive,
        )
    )


def credit_history(
    session: Session, count: object, cursor: object, gained: object
) -> Flow[CreditHistory]:
    """A page of gains and spendings, newest first."""
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= _MOST_RECORDS:
        raise InvalidRequestError(f"count must be from 1 to {_MOST_RECORDS}")
    if not isinstance(cursor, str):
        raise InvalidRequestError("cursor must be text: the next_cursor of the page before")
    if gained is not None and not isinstance(gained, bool):
        raise InvalidRequestError("gained must be True, False or None")
    identity = session.identity
    kind = None if gained is None else _GAINS if gained else _SPENDINGS
    return (
        yield from ask(
            session,
            lambda now: endpoint.build_credit_history(
                identity, now, count=count, cursor=cursor, history_type=kind
            ),
            endpoint.read_credit_history,
        )
    )


def token_status(session: Session) -> Flow[TokenStatus]:
    """Whether the session works."""
    info = yield from account_info(session)
    return info.status


def account_info(session: Session) -> Flow[AccountInfo]:
    """Whose session it is; a network failure raises and is never called dead."""
    identity = session.identity
    return (
        yield from ask(
            session,
            lambda now: endpoint.build_account_info(identity, now),
            endpoint.read_account_info,
        )
    )


def credit_gate(session: Session) -> Flow[None]:
    """Look at the balance and claim the day's credit at zero; stop if that is refused.

    After a claim that went through, the service decides at the submission.
    """
    credit = yield from balance(session)
    if credit.total > 0:
        return
    try:
        yield from receive_credit(session)
    except APIException as error:
        raise _no_credit(error) from error


def _no_credit(error: APIException) -> APIException:
    """A refused claim means no credit; a dead session or a broken line stays what it is."""
    plain = type(error) in (APIException, ServerError, RateLimitError, InsufficientCreditError)
    if not plain or error.code is None:
        return error
    return InsufficientCreditError(
        f"no credit left, and today's claim was refused: {error.message}",
        code=error.code,
        key=error.key,
        http_status=error.http_status,
        log_id=error.log_id,
    )
