"""/admin pause, resume, jobs and stats: what is worked on, and what is held up."""

from __future__ import annotations

from telegram import Update

from bot.answers import answer
from bot.domain.errors import UserError
from bot.status_text import spell_duration
from bot.telegram_app import BotContext
from handlers.origins import person_of

DAYS = 7
DAYS_AT_MOST = 366


async def pause(update: Update, context: BotContext) -> None:
    """/admin pause [all|image|video|model] [reason]."""
    operations = context.services.operations
    pause = await operations.pause(context.command_tail, person_of(update))
    key = "admin-paused" if pause.reason else "admin-paused-plain"
    await answer(update, context.text(key, scope=pause.scope, reason=pause.reason))


async def resume(update: Update, context: BotContext) -> None:
    """/admin resume [scope]: the named pause, or all of them."""
    ended = await context.services.operations.resume(context.command_tail)
    if ended:
        scopes = ", ".join(context.plain("held-scope", scope=scope) for scope in ended)
        await answer(update, context.text("admin-resumed", scopes=scopes))
    else:
        await answer(update, context.text("admin-nothing-paused"))


async def jobs(update: Update, context: BotContext) -> None:
    """/admin jobs: how many stand where; nothing of what they are about."""
    operations, texts = context.services.operations, context.services.texts
    report = await operations.work()
    lines = [context.text("admin-jobs-title", in_hand=report.in_hand)]
    lines += [
        context.text("admin-jobs-line", state=state.value, count=count)
        for state, count in report.by_state.items()
    ]
    if not report.by_state:
        lines.append(context.text("admin-jobs-none"))
    if report.oldest_unknown is not None:
        age = spell_duration(texts, context.language, report.oldest_unknown)
        lines.append(context.text("admin-jobs-unknown", age=age))
    for pause in await operations.paused():
        key = "admin-paused" if pause.reason else "admin-paused-plain"
        lines.append(context.text(key, scope=pause.scope, reason=pause.reason))
    await answer(update, "\n".join(lines))


async def stats(update: Update, context: BotContext) -> None:
    """/admin stats [days]."""
    days = _days(context.command_tail)
    stats = await context.services.operations.stats(days)
    lines = [
        context.text("admin-stats-title", days=days),
        context.text(
            "admin-stats-whole",
            jobs=sum(stats.by_state.values()),
            users=stats.users,
            credits=stats.credits,
        ),
        *(
            context.text("admin-jobs-line", state=state.value, count=count)
            for state, count in sorted(stats.by_state.items())
        ),
        *(
            context.text("admin-stats-kind", kind=kind.value, count=count)
            for kind, count in sorted(stats.by_kind.items())
        ),
        *(
            context.text("admin-stats-day", day=day.isoformat(), count=count)
            for day, count in sorted(stats.by_day.items())[-DAYS:]
        ),
    ]
    await answer(update, "\n".join(lines))


def _days(typed: str) -> int:
    if not typed:
        return DAYS
    if not typed.isascii() or not typed.isdecimal() or not 1 <= int(typed[:9]) <= DAYS_AT_MOST:
        raise UserError("admin-usage-stats")
    return int(typed)
