"""getUpdates and the webhook's switches.

Rule: a webhook can be set and shows, and then getUpdates is refused; the playground calls nobody,
so what is queued stays queued until the webhook is deleted.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from playground.telegram_service.errors import ApiError, bad_request
from playground.telegram_service.methods.call import Call, Described
from playground.telegram_service.polling import WEBHOOK_ACTIVE, WEBHOOK_SET
from playground.telegram_service.wire import Json

_PORTS = {443, 80, 88, 8443}
_INT32 = 2**31
_SECRET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_MAX_SECRET = 256


async def get_updates(call: Call) -> Json:
    """getUpdates."""
    query, world = call.query, call.world
    if world.polling.webhook_url:
        raise await world.polling.conflict(WEBHOOK_ACTIVE)
    offset = query.integer("offset", 0, -_INT32, _INT32 - 1)
    limit = query.integer("limit", 100, 1, 100)
    timeout = query.integer("timeout", 0, 0, int(world.settings.max_poll_seconds))
    _allow(call)
    found = await world.polling.poll(offset, limit, timeout)
    return [update.to_json() for update in found]


def _allow(call: Call) -> None:
    """Remember the kinds asked for; what cannot be read changes nothing."""
    if call.query.text("allowed_updates"):
        try:
            value = call.query.json("allowed_updates", "unreadable")
        except ApiError:
            return
        call.world.updates.allow(value)


async def set_webhook(call: Call) -> Json | Described:
    """setWebhook; without an address it is deleteWebhook."""
    query, polling = call.query, call.world.polling
    url = query.text("url").strip()
    if not url:
        return await delete_webhook(call)
    polling.check_webhook_pause()
    _check_webhook(url, query.text("secret_token"))
    _allow(call)
    if query.flag("drop_pending_updates"):
        call.world.updates.clear()
    if polling.webhook_url == url:
        return Described(True, "Webhook is already set")
    polling.webhook_url = url
    polling.max_connections = query.integer("max_connections", 40, 1, 100)
    polling.end(WEBHOOK_SET)
    return Described(True, "Webhook was set")


def _check_webhook(url: str, secret: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if len(secret) > _MAX_SECRET:
        raise bad_request("secret token is too long")
    if not set(secret) <= _SECRET:
        raise bad_request("secret token contains unallowed characters")


async def delete_webhook(call: Call) -> Json | Described:
    """deleteWebhook."""
    polling = call.world.polling
    if call.query.flag("drop_pending_updates"):
        call.world.updates.clear()
    if not polling.webhook_url:
        return Described(True, "Webhook is already deleted")
    polling.webhook_url = ""
    return Described(True, "Webhook was deleted")


async def get_webhook_info(call: Call) -> Json:
    """getWebhookInfo."""
    polling, updates = call.world.polling, call.world.updates
    info: dict[str, Json] = {
        "url": polling.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
    }
    if polling.webhook_url:
        info["max_connections"] = polling.max_connections
    if updates.allowed_is_custom:
        info["allowed_updates"] = sorted(updates.allowed)
    return info
