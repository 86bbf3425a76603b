"""/admin doctor, backup and drain: the server that the bot runs on."""

from __future__ import annotations

from dataclasses import asdict

from telegram import Update

from bot.answers import answer
from bot.domain.errors import UserError
from bot.finding_text import put_finding
from bot.ports import Finding, StorageError
from bot.telegram_app import BotContext
from handlers.origins import message_of


async def doctor(update: Update, context: BotContext) -> None:
    """/admin doctor: the same checks as `main.py doctor`, from inside."""
    _expect_alone(context, "admin-usage-doctor")
    findings = await context.services.operations.examine()
    failed = sum(not finding.is_ok for finding in findings)
    verdict = context.text("doctor-verdict", failed=failed)
    await answer(update, "\n".join([*(_line(context, each) for each in findings), verdict]))


async def backup(update: Update, context: BotContext) -> None:
    """/admin backup: a copy on the server's own disk; it never goes through the chat."""
    _expect_alone(context, "admin-usage-backup")
    try:
        made = await context.services.operations.back_up()
    except StorageError as error:
        raise UserError("admin-backup-failed", why=str(error.__cause__ or error)) from None
    size = f"{made.size / 1024**2:.1f}"
    await answer(update, context.text("admin-backup-done", path=str(made.path), size=size))


async def drain(update: Update, context: BotContext) -> None:
    """/admin drain: take nothing more, finish what is in hand, end."""
    _expect_alone(context, "admin-usage-drain")
    operations = context.services.operations
    in_hand = (await operations.work()).in_hand
    # Told first: what ends the process also ends its answers.
    if operations.is_drain_over(message_of(update).date.timestamp()):
        await answer(update, context.text("admin-drain-over"))
        return
    await answer(update, context.text("admin-draining", in_hand=in_hand))
    operations.drain()


def _expect_alone(context: BotContext, usage: str) -> None:
    if context.command_tail:
        raise UserError(usage)


def _line(context: BotContext, finding: Finding) -> str:
    words = put_finding(lambda note: context.text(note.key, **note.values), finding)
    key = "doctor-well" if finding.is_ok else "doctor-ill"
    # The words are escaped already; `text` would do it a second time.
    return context.plain(key, **asdict(words))
