"""What can be checked over the network: Telegram and the sites, each through its own proxy."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec

from bot.config import Settings
from jimeng.sdk.protocol.regions import SITES
from operating.findings import Finding
from operating.places import plain
from operating.reaching import SECONDS, BrokenHopError, Reached, reach

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Far:
    """What was found about a far end, and our clock less its own in seconds, if it told."""

    finding: Finding
    skew: float | None = None


class _Answer(msgspec.Struct):
    """Telegram's envelope, as far as it is read here."""

    ok: bool = False
    result: msgspec.Raw = msgspec.Raw(b"null")


class _Me(msgspec.Struct):
    username: str = ""


class _Webhook(msgspec.Struct):
    url: str = ""
    pending_update_count: int = 0


async def check_telegram(settings: Settings) -> Far:
    """The Bot API server answers."""
    proxy = plain(settings.telegram_proxy)
    return await _check("telegram", settings.telegram_api_url, proxy, "TELEGRAM_PROXY")


async def check_token(settings: Settings) -> Finding:
    """Telegram knows the bot token. The token stands in addresses, so none is ever shown."""
    name = "bot token"
    token = plain(settings.telegram_bot_token)
    if token is None:
        return Finding(name, "TELEGRAM_BOT_TOKEN is not set", "get one from @BotFather")
    base = f"{settings.telegram_api_url}/bot{token}"
    try:
        async with httpx.AsyncClient(
            proxy=plain(settings.telegram_proxy), trust_env=False, timeout=SECONDS
        ) as client:
            me = _read(await client.get(f"{base}/getMe"), _Me)
            webhook = _read(await client.get(f"{base}/getWebhookInfo"), _Webhook)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Finding(name, f"not tried: {type(error).__name__}", "repair the way to Telegram")
    if me is None:
        advice = "take the token from @BotFather again: it was mistyped or revoked"
        return Finding(name, "Telegram does not know it", advice)
    told = [f"@{me.username}"]
    if webhook is not None:
        told.append(f"{webhook.pending_update_count} updates wait at Telegram")
        if webhook.url:
            told.append("a webhook is set, which a start takes away")
    return Finding(name, ", ".join(told))


async def check_site(names: str, origin: str, settings: Settings) -> Far:
    """A site's own address answers, without any account."""
    proxy = plain(settings.jimeng_proxy)
    return await _check(names, origin, proxy, "JIMENG_PROXY")


def sites(settings: Settings) -> Mapping[str, str]:
    """The origins that generations go to, each with the names of the sites behind it."""
    if settings.jimeng_api_url is not None:
        return {settings.jimeng_api_url: "site (JIMENG_API_URL)"}
    regions: defaultdict[str, list[str]] = defaultdict(list)
    for region, site in SITES.items():
        for origin in dict.fromkeys((site.mweb, site.commerce)):
            regions[origin].append(region.value)
    return {origin: _name(found) for origin, found in regions.items()}


def _name(regions: Sequence[str]) -> str:
    if regions == ["cn"]:
        return "site Jimeng"
    return f"site Dreamina {', '.join(region.upper() for region in regions)}"


async def _check(name: str, url: str, proxy: str | None, setting: str) -> Far:
    way = f" through {setting}" if proxy else ""
    try:
        reached = await reach(url, proxy=proxy)
    except BrokenHopError as error:
        return Far(Finding(name, f"{error}{way}", _advice(error.hop, setting, bool(proxy))))
    host = urlsplit(url).hostname
    return Far(Finding(name, f"{host} answers{way} ({reached.status})"), _skew(reached))


def _skew(reached: Reached) -> float | None:
    return None if reached.date is None else time.time() - reached.date


def _advice(hop: str, setting: str, has_proxy: bool) -> str:
    if "proxy" in hop:
        return f"check {setting}: its host, port, user and password, and that it is up"
    if hop == "DNS":
        return "check the name and this machine's resolver"
    if hop == "TLS":
        return "something between here and there shows another certificate, or the clock is wrong"
    if hop == "TCP" and not has_proxy:
        return f"a firewall, or no route: a {setting} may lead around it"
    return "try again later, or from another network"


def _read(answer: httpx.Response, kind: type[T]) -> T | None:
    """The result of a good answer, None of any other."""
    try:
        envelope = msgspec.json.decode(answer.content, type=_Answer)
        return msgspec.json.decode(envelope.result, type=kind) if envelope.ok else None
    except msgspec.DecodeError:
        return None
