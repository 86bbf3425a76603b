"""/admin: one table of what operators may ask for. Nobody else learns that it is there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog
from telegram import Update

from bot.answers import answer
from bot.telegram_app import BotContext
from handlers import admin_people, admin_server, admin_work, announcements
from handlers.command_handler import Callback
from handlers.origins import is_private, person_of

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Subcommand:
    """What follows `/admin`; its words come as the command tail. `usage` is a key of the texts."""

    run: Callable[[Update, BotContext], Awaitable[None]]
    usage: str
    in_groups: bool = False


SUBCOMMANDS: Mapping[str, Subcommand] = {
    "allow": Subcommand(admin_people.allow, "admin-usage-access", in_groups=True),
    "deny": Subcommand(admin_people.deny, "admin-usage-access", in_groups=True),
    "quota": Subcommand(admin_people.quota, "admin-usage-quota", in_groups=True),
    "pause": Subcommand(admin_work.pause, "admin-usage-pause", in_groups=True),
    "resume": Subcommand(admin_work.resume, "admin-usage-resume-short", in_groups=True),
    "jobs": Subcommand(admin_work.jobs, "admin-usage-jobs"),
    "stats": Subcommand(admin_work.stats, "admin-usage-stats"),
    "doctor": Subcommand(admin_server.doctor, "admin-usage-doctor"),
    "backup": Subcommand(admin_server.backup, "admin-usage-backup"),
    "announce": Subcommand(announcements.announce, "admin-usage-announce"),
    "drain": Subcommand(admin_server.drain, "admin-usage-drain"),
}


def admin_or(stranger: Callback) -> Callback:
    """The /admin of operators; everybody else gets what an unknown command gets."""

    async def admin(update: Update, context: BotContext) -> None:
        user_id = person_of(update)
        if not context.services.door.is_operator(user_id):
            context.command_tail = "admin"
            await stranger(update, context)
            return
        words = context.command_tail.strip()
        name, rest = [*words.split(maxsplit=1), "", ""][:2]
        subcommand = SUBCOMMANDS.get(name.lower())
        if subcommand is None:
            unread = [context.text("admin-unread", typed=name[:40])] if name else []
            await answer(update, "\n".join([*unread, _usage(context)]))
        elif not is_private(update) and not subcommand.in_groups:
            await answer(update, context.text("admin-privately"))
        else:
            log.info("admin.asked", name=name.lower(), user_id=user_id)
            context.command_tail = rest.strip()
            await subcommand.run(update, context)

    return admin


def _usage(context: BotContext) -> str:
    usages = dict.fromkeys(subcommand.usage for subcommand in SUBCOMMANDS.values())
    return "\n".join([context.text("admin-usage"), *(context.text(key) for key in usages)])
