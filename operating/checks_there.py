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
from bot.domain.commands import Note
from bot.ports import Finding
from jimeng.sdk.protocol.regions import SITES
from operating.findings import found
from operating.places import plain
from operating.reaching import SECONDS, BrokenHopError, Hop, Reached, reach

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
    name = Note("doctor-telegram")
    return await _check(name, settings.telegram_api_url, proxy, "TELEGRAM_PROXY")


async def check_token(settings: Settings) -> Finding:
    """Telegram knows the bot token. The token stands in addresses, so none is ever shown."""
    name = Note("doctor-token")
    token = plain(settings.telegram_bot_token)
    if token is None:
        return found(name, Note("doctor-token-none"), Note("doctor-token-get"))
    base = f"{settings.telegram_api_url}/bot{token}"
    try:
        async with httpx.AsyncClient(
            proxy=plain(settings.telegram_proxy), trust_env=False, timeout=SECONDS
        ) as client:
            me = _read(await client.get(f"{base}/getMe"), _Me)
            webhook = _read(await client.get(f"{base}/getWebhookInfo"), _Webhook)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        untried = Note("doctor-token-untried", {"why": type(error).__name__})
        return found(name, untried, Note("doctor-token-way"))
    if me is None:
        return found(name, Note("doctor-token-unknown"), Note("doctor-token-again"))
    told = [Note("doctor-token-name", {"name": me.username})]
    if webhook is not None:
        told.append(Note("doctor-token-updates", {"count": webhook.pending_update_count}))
        if webhook.url:
            told.append(Note("doctor-token-webhook"))
    return found(name, told)


async def check_site(name: Note, origin: str, settings: Settings) -> Far:
    """A site's own address answers, without any account."""
    proxy = plain(settings.jimeng_proxy)
    return await _check(name, origin, proxy, "JIMENG_PROXY")


def sites(settings: Settings) -> Mapping[str, Note]:
    """The origins that generations go to, each with the name of the sites behind it."""
    if settings.jimeng_api_url is not None:
        return {settings.jimeng_api_url: Note("doctor-site-own")}
    regions: defaultdict[str, list[str]] = defaultdict(list)
    for region, site in SITES.items():
        for origin in dict.fromkeys((site.mweb, site.commerce)):
            regions[origin].append(region.value)
    return {origin: _name(found) for origin, found in regions.items()}


def _name(regions: Sequence[str]) -> Note:
    if regions == ["cn"]:
        return Note("doctor-site-jimeng")
    named = ", ".join(region.upper() for region in regions)
    return Note("doctor-site-dreamina", {"regions": named})


async def _check(name: Note, url: str, proxy: str | None, setting: str) -> Far:
    way = [Note("doctor-through", {"setting": setting})] if proxy else []
    try:
        reached = await reach(url, proxy=proxy)
    except BrokenHopError as error:
        advice = _advice(error.hop, setting, has_proxy=bool(proxy))
        return Far(found(name, [error.why, *way], advice))
    answers = {"host": urlsplit(url).hostname or "", "status": str(reached.status)}
    return Far(found(name, [Note("doctor-answers", answers), *way]), _skew(reached))


def _skew(reached: Reached) -> float | None:
    return None if reached.date is None else time.time() - reached.date


def _advice(hop: Hop, setting: str, *, has_proxy: bool) -> Note:
    match hop:
        case Hop.PROXY | Hop.PROXY_DNS | Hop.PROXY_TCP | Hop.BEHIND_PROXY:
            return Note("doctor-check-proxy", {"setting": setting})
        case Hop.DNS:
            return Note("doctor-check-name")
        case Hop.TLS:
            return Note("doctor-check-certificate")
        case Hop.TCP if not has_proxy:
            return Note("doctor-check-route", {"setting": setting})
        case _:
            return Note("doctor-try-later")


def _read(answer: httpx.Response, kind: type[T]) -> T | None:
    """The result of a good answer, None of any other."""
    try:
        envelope = msgspec.json.decode(answer.content, type=_Answer)
        return msgspec.json.decode(envelope.result, type=kind) if envelope.ok else None
    except msgspec.DecodeError:
        return None
