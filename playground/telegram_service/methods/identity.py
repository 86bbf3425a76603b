"""getMe, logOut, close, and what the bot says about itself."""

from __future__ import annotations

from collections.abc import Mapping

from playground.telegram_service.access import find_chat
from playground.telegram_service.errors import ApiError, bad_request
from playground.telegram_service.methods.call import Call
from playground.telegram_service.methods.commands import check_language
from playground.telegram_service.wire import Json

# Method name (after set/get) to the field of its answer and the longest text.
_PROFILE: Mapping[str, tuple[str, int]] = {
    "myname": ("name", 64),
    "mydescription": ("description", 512),
    "myshortdescription": ("short_description", 120),
}


async def get_me(call: Call) -> Json:
    """getMe."""
    return call.world.bot.to_json()


async def log_out(call: Call) -> Json:
    """logOut: from then on the token is refused here, as it is on the cloud server."""
    call.world.bot.logged_out = True
    call.world.updates.clear()
    return True


async def close(call: Call) -> Json:
    """close: refused in the first ten minutes after a start, and the playground is always young."""
    raise ApiError(429, "Too Many Requests: retry after 600", {"retry_after": 600})


async def set_profile_text(call: Call) -> Json:
    """setMyName, setMyDescription, setMyShortDescription."""
    name, longest = _PROFILE[call.method.removeprefix("set")]
    language, text = call.query.text("language_code"), call.query.text(name)
    check_language(language)
    if len(text) > longest:
        raise bad_request(f"BOT_{name.upper()}_TOO_LONG")
    call.world.bot.profile[name, language] = text
    return True


async def get_profile_text(call: Call) -> Json:
    """getMyName, getMyDescription, getMyShortDescription."""
    name, _ = _PROFILE[call.method.removeprefix("get")]
    profile, language = call.world.bot.profile, call.query.text("language_code")
    check_language(language)
    default = call.world.bot.user.first_name if name == "name" else ""
    return {name: profile.get((name, language)) or profile.get((name, "")) or default}


async def set_menu_button(call: Call) -> Json:
    """setChatMenuButton."""
    value = call.query.json("menu_button", "Can't parse menu button JSON object")
    button = value if isinstance(value, dict) else {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("Can't parse menu button: MenuButton has unsupported type")
    call.world.bot.menu_buttons[_menu_chat(call)] = button
    return True


async def get_menu_button(call: Call) -> Json:
    """getChatMenuButton."""
    buttons = call.world.bot.menu_buttons
    found = buttons.get(_menu_chat(call)) or buttons.get(0) or {"type": "commands"}
    return {"type": "commands"} if found.get("type") == "default" else found


def _menu_chat(call: Call) -> int:
    chat_id = call.query.text("chat_id").strip()
    return find_chat(call.world, chat_id, "read").id if chat_id else 0
