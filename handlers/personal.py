"""/mydata, /forget and /privacy: what is kept about a person, in their own hands."""

from __future__ import annotations

from typing import Final

import structlog
from telegram import Update

from bot import keyboards
from bot.answers import acknowledge, answer, bring_up_to_date
from bot.domain.callbacks import Tap
from bot.domain.erasure import is_consent
from bot.services.personal import Belongings
from bot.telegram_app import BotContext
from handlers.origins import is_private, person_of

log = structlog.get_logger(__name__)

UPLOAD_SECONDS: Final = 600.0

KINDS: Final = (
    ("jobs", "data-jobs"),
    ("accounts", "data-accounts"),
    ("stars", "data-stars"),
    ("styles", "data-styles"),
    ("preferences", "data-preferences"),
)
"""Kinds of stored things that people know; all others are counted together."""


async def show_my_data(update: Update, context: BotContext) -> None:
    """/mydata: everything that is stored about the person, as files, in private."""
    if not is_private(update):
        await _lead_to_private(update, context)
        return
    person = person_of(update)
    belongings = await context.services.personal.survey(person)
    await answer(update, "\n".join([context.text("mydata-coming"), *_counted(context, belongings)]))
    async for path in context.services.personal.pack(person):
        with path.open("rb") as file:
            await context.bot.send_document(
                person,
                document=file,
                filename=path.name,
                write_timeout=UPLOAD_SECONDS,
                read_timeout=UPLOAD_SECONDS,
            )


async def forget(update: Update, context: BotContext) -> None:
    """/forget: say exactly what would go, and ask once."""
    if not is_private(update):
        await _lead_to_private(update, context)
        return
    person, services = person_of(update), context.services
    belongings = await services.personal.survey(person)
    lines = [context.text("forget-ask"), *_counted(context, belongings)]
    if belongings.unfinished:
        key = "forget-unfinished-sent" if belongings.sent else "forget-unfinished"
        lines.append(context.text(key, count=belongings.unfinished, sent=belongings.sent))
    lines.append(context.text("forget-stays"))
    keyboard = keyboards.of_erasure(services.texts, context.language, person, services.wall_clock())
    await answer(update, "\n".join(lines), keyboard)


async def forget_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🗑: erase everything of the person who tapped, if they were asked just now."""
    person, language = person_of(update), context.language
    if not is_consent(tap.argument, person, context.services.wall_clock()):
        await acknowledge(update, context.plain("forget-ask-again"))
        return
    await acknowledge(update)
    await context.services.personal.forget(person, asked_in=update.update_id)
    # Said in the language of the question: what they chose is forgotten too.
    await bring_up_to_date(update, context.services.texts.text(language, "forget-done"))


async def keep_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """✕: nothing is erased."""
    if not is_consent(tap.argument, person_of(update), context.services.wall_clock()):
        await acknowledge(update, context.plain("forget-ask-again"))
        return
    await acknowledge(update)
    await bring_up_to_date(update, context.text("forget-kept"))


async def show_privacy(update: Update, context: BotContext) -> None:
    """/privacy: what is stored, where, for how long, who can read it, how to get rid of it."""
    await answer(update, context.text("privacy"))


async def _lead_to_private(update: Update, context: BotContext) -> None:
    texts, language = context.services.texts, context.language
    keyboard = keyboards.to_private_chat(texts, language, context.bot.username)
    await answer(update, context.text("data-privately"), keyboard)


def _counted(context: BotContext, belongings: Belongings) -> list[str]:
    """What there is, kind by kind, in words that people know."""
    known = [(belongings.rows.get(kind, 0), key) for kind, key in KINDS]
    lines = [context.text(key, count=count) for count, key in known if count]
    rest = belongings.total - sum(count for count, _ in known)
    if rest:
        lines.append(context.text("data-rest", count=rest))
    return lines or [context.text("data-none")]
