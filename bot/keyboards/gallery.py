"""The buttons under an exhibit, and those with which an author hangs one."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.jobs import Job
from bot.i18n import Texts
from bot.keyboards.buttons import button
from bot.services.gallery import View


def of_exhibit(texts: Texts, language: str, view: View) -> InlineKeyboardMarkup:
    """Turn to the one before or the one after, or take this one down."""
    rows = []
    if view.count > 1:
        turns = ((view.place - 1) % view.count, (view.place + 1) % view.count)
        rows.append(
            [
                InlineKeyboardButton(
                    texts.plain(language, words), callback_data=write_tap(_to(place))
                )
                for words, place in zip(("button-before", "button-after"), turns, strict=True)
            ]
        )
    exhibit = view.exhibit
    picture = str(exhibit.picture)
    rows.append([button(texts, language, Action.TAKE_DOWN, exhibit.job_id, picture)])
    return InlineKeyboardMarkup(rows)


def of_hanging(
    texts: Texts, language: str, job: Job, picture: int, *, hangs: bool
) -> InlineKeyboardMarkup:
    """Hang it with its words or without, or take it down."""
    actions = [Action.EXHIBIT_SHOWN, Action.EXHIBIT_HIDDEN]
    rows = [[button(texts, language, each, job.id, str(picture)) for each in actions]]
    if hangs:
        rows.append([button(texts, language, Action.TAKE_DOWN, job.id, str(picture))])
    rows.append([button(texts, language, Action.MORE, job.id, str(picture))])
    return InlineKeyboardMarkup(rows)


def _to(place: int) -> Tap:
    return Tap(Action.BROWSE, argument=str(place))
