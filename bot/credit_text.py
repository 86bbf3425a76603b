"""What the message about an account's credits says. Pure: a report, texts and time in, HTML out.

Moments are told in the service's own time, in which its day turns.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.accounts import SITE_DAY, Balance, Claim, ClaimResult, site_day
from bot.i18n import Texts
from bot.services.credits import CreditReport


def render_credit(texts: Texts, language: str, report: CreditReport, *, now: float) -> str:
    """Balance by source, what expires when, today's claim, what was spent. `now` in Unix
    seconds."""
    account, balance = report.account, report.balance
    head = "credit-head-named" if report.is_chosen else "credit-head"
    lines = [
        texts.text(
            language,
            head,
            name=account.name,
            region=account.region,
            hint=account.hint,
            balance=str(balance.total),
        ),
        texts.text(
            language,
            "credit-sources",
            gift=str(balance.gift),
            vip=str(balance.vip),
            purchase=str(balance.purchase),
        ),
        *_expiring(texts, language, balance, now),
        _claim(texts, language, account.region, report.claim, now),
        texts.text(
            language,
            "credit-spent",
            today=str(report.spent_today),
            month=str(report.spent_this_month),
        ),
    ]
    return "\n".join(lines)


def spell_moment(texts: Texts, language: str, at: float, now: float) -> str:
    """A moment in the service's own time: the hour today, else the date too."""
    moment = datetime.fromtimestamp(at, SITE_DAY)
    time = moment.strftime("%H:%M")
    if site_day(at) == site_day(now):
        return texts.plain(language, "moment-today", time=time)
    return texts.plain(language, "moment-date", date=moment.strftime("%Y-%m-%d"), time=time)


def _expiring(texts: Texts, language: str, balance: Balance, now: float) -> list[str]:
    """A line only where the service tells it; of which source, it doesn't."""
    each = [
        texts.plain(
            language,
            "credit-expiring-each",
            amount=str(part.amount),
            moment=spell_moment(texts, language, part.at, now),
        )
        for part in balance.expiring
        if part.at > now
    ]
    return [texts.text(language, "credit-expiring", each=" · ".join(each))] if each else []


def _claim(texts: Texts, language: str, region: str, claim: Claim, now: float) -> str:
    moment = "" if claim.at is None else spell_moment(texts, language, claim.at, now)
    match claim.result:
        case ClaimResult.RECEIVED:
            return texts.text(language, "claim-received", amount=str(claim.amount), moment=moment)
        case ClaimResult.ALREADY_CLAIMED:
            return texts.text(
                language, "claim-already-claimed", amount=str(claim.amount), moment=moment
            )
        case ClaimResult.NOTHING:
            return texts.text(language, "claim-nothing", region=region)
        case ClaimResult.REFUSED:
            code = claim.code or "–"
            return texts.text(language, "claim-refused", region=region, code=code)
        case ClaimResult.UNKNOWN:
            return texts.text(language, "claim-unknown")
