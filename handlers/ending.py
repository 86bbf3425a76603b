"""/cancel ends first of all what the person's next message was waited for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Update

from bot.answers import answer
from bot.domain.waiting import Expects, Waiting
from bot.telegram_app import BotContext
from handlers.origins import is_private, origin_of, person_of


async def ended_waiting(update: Update, context: BotContext) -> bool:
    """End the newest wait here, and say which one and what remains; False where there is none."""
    user_id, origin = person_of(update), origin_of(update, context)
    waiting = await context.services.waitings.at(origin)
    login = await context.services.accounts.login_begun_at(user_id) if is_private(update) else None
    if waiting is None and login is None:
        return False
    if waiting is None or (login is not None and login > waiting.since):
        ended, left = "wait-ended-login", None if waiting is None else _left(waiting)
        end: Callable[[], Awaitable[object]] = partial(
            context.services.accounts.leave_login, user_id
        )
    else:
        ended, left = _ended(waiting), None if login is None else "wait-left-login"
        end = partial(context.services.waitings.stop, origin)
    lines = [context.text(key) for key in (ended, left) if key is not None]
    # Said first: handled again after a death in it, the same wait ends and not what comes after.
    await answer(update, "\n".join(lines))
    await end()
    return True


def _ended(waiting: Waiting) -> str:
    is_album = waiting.expects is Expects.PICTURES
    return "collecting-stopped" if is_album else "wait-ended-words"


def _left(waiting: Waiting) -> str:
    is_album = waiting.expects is Expects.PICTURES
    return "wait-left-album" if is_album else "wait-left-words"
