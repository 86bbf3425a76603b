"""Balance, daily claim and credit history.

Rule: protocol notes, sections 5, 6, 7.1 and 7.2; everything comes in the commerce envelope.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from playground.jimeng_service.accounts import CreditRecord, end_of_day
from playground.jimeng_service.envelope import Refusal, commerce
from playground.jimeng_service.fields import Object, integer_of, text_of
from playground.jimeng_service.gate import Caller
from playground.jimeng_service.world import JimengWorld
from playground.journal import JSON

PAGE_MAX = 100


def calls(
    world: JimengWorld,
) -> dict[str, Callable[[web.Request, Caller, Object], Awaitable[web.StreamResponse]]]:
    """The commerce calls by path."""
    now = world.stage.clock.now

    async def user_credit(request: web.Request, caller: Caller, body: Object) -> web.Response:
        balance = caller.account.balance
        expiring: list[JSON] = []
        if balance["gift"]:
            expiring.append({"credit_amount": balance["gift"], "expire_time": end_of_day(now())})
        credit: JSON = {
            "vip_credit": balance["vip"],
            "gift_credit": balance["gift"],
            "purchase_credit": balance["purchase"],
        }
        return commerce(now(), {"credit": credit, "expiring_credits": expiring})

    async def credit_receive(request: web.Request, caller: Caller, body: Object) -> web.Response:
        if "time_zone" in body and not text_of(body, "time_zone"):
            raise Refusal("1000", "invalid parameter: time_zone")
        first, given = caller.account.receive(world.settings.daily_quota, now())
        data: dict[str, JSON] = {
            "is_first_receive": first,
            "receive_quota": given,
            "has_popup": given > 0,
            "cur_total_credits": caller.account.total,
        }
        return commerce(now(), data)

    async def credit_history(request: web.Request, caller: Caller, body: Object) -> web.Response:
        records = _wanted(caller.account.history, body)
        start = _cursor(body)
        count = integer_of(body, "count")
        if not 1 <= count <= PAGE_MAX:
            raise Refusal("1000", "invalid parameter: count")
        page = records[start : start + count]
        data: dict[str, JSON] = {
            "total_credit": caller.account.total,
            "records": [record.to_json() for record in page],
            "new_cursor": str(start + len(page)),
            "has_more": start + len(page) < len(records),
        }
        return commerce(now(), data)

    benefits = "/commerce/v1/benefits"
    return {
        f"{benefits}/user_credit": user_credit,
        f"{benefits}/credit_receive": credit_receive,
        f"{benefits}/user_credit_history": credit_history,
    }


def _wanted(history: list[CreditRecord], body: Object) -> list[CreditRecord]:
    """Newest first; `history_type` 1 gains, 2 spendings, absent or 0 both."""
    wanted = integer_of(body, "history_type") if "history_type" in body else 0
    if wanted not in (0, 1, 2):
        raise Refusal("1000", "invalid parameter: history_type")
    return [record for record in reversed(history) if wanted in (0, record.history_type)]


def _cursor(body: Object) -> int:
    cursor = text_of(body, "cursor")
    if not cursor.isdecimal():
        raise Refusal("1000", "invalid parameter: cursor")
    return int(cursor)
