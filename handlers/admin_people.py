"""/admin allow, deny and quota: who may come in, and how much they may ask for."""

from __future__ import annotations

from telegram import Update

from bot.answers import answer
from bot.domain.access import Subject, SubjectKind, subject_of
from bot.domain.operator_words import read_quota, read_subject
from bot.domain.quotas import EVERYBODY, Limit
from bot.telegram_app import BotContext
from handlers.origins import is_private, message_of, person_of

LISTED_AT_MOST = 40


async def allow(update: Update, context: BotContext) -> None:
    """/admin allow <id>, in reply to somebody, or about this group; alone in private, the list."""
    await _decide(update, context, is_allowed=True)


async def deny(update: Update, context: BotContext) -> None:
    """/admin deny, as allow."""
    await _decide(update, context, is_allowed=False)


async def quota(update: Update, context: BotContext) -> None:
    """/admin quota: the list; with words, a limit for somebody, or for everybody."""
    operations = context.services.operations
    if context.command_tail:
        await operations.set_quota(read_quota(context.command_tail, _meant(update)))
    limits = await operations.limits()
    lines = [_limit_line(context, limit) for limit in limits[:LISTED_AT_MOST]]
    if not lines:
        lines = [context.text("admin-quota-none"), context.text("admin-usage-quota")]
    await answer(update, "\n".join([context.text("admin-quota-title"), *lines]))


async def _decide(update: Update, context: BotContext, *, is_allowed: bool) -> None:
    door, meant = context.services.door, _meant(update)
    if not context.command_tail and meant is None:
        await answer(update, await _list(context))
        return
    subject = read_subject(context.command_tail, meant)
    await door.decide(subject, is_allowed=is_allowed, by=person_of(update))
    await answer(update, _decision_line(context, subject, is_allowed))


async def _list(context: BotContext) -> str:
    decided = await context.services.door.decided()
    lines = [_decision_line(context, *each) for each in decided[:LISTED_AT_MOST]]
    return "\n".join([*lines, context.text("admin-usage-access")])


def _decision_line(context: BotContext, subject: Subject, is_allowed: bool) -> str:
    key = "admin-allowed" if is_allowed else "admin-denied"
    return context.text(key, kind=subject.kind.value, id=str(subject.id))


def _limit_line(context: BotContext, limit: Limit) -> str:
    return context.text(
        "admin-quota-line",
        kind=limit.subject.kind.value,
        who="everybody" if limit.subject.id == EVERYBODY else "one",
        id=str(limit.subject.id),
        period=limit.period.value,
        unit=limit.unit.value,
        most="none" if limit.most is None else str(limit.most),
    )


def _meant(update: Update) -> Subject | None:
    """Whom a message without an id is about: whoever it answers, or the group it is in."""
    message = message_of(update)
    answered = message.reply_to_message
    # In a topic every message answers the one that opened it: nobody is meant by that.
    is_opening = answered is not None and answered.forum_topic_created is not None
    author = answered.from_user if answered is not None and not is_opening else None
    if author is not None and not author.is_bot:
        return Subject(SubjectKind.USER, author.id)
    return None if is_private(update) else subject_of(message.chat.id)
