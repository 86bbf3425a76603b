"""The buttons under results: one is picked, the rest say what to do with it.

The picked number stands in every button, so that nothing has to be remembered between two taps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.jobs import Job
from bot.domain.requests import ImageRequest
from bot.i18n import Texts

NUMBERS_A_ROW: Final = 5
LARGEST: Final = "4k"

_WORDS: Final = {
    Action.REPEAT: "button-repeat",
    Action.SIMILAR: "button-similar",
    Action.REMIX: "button-remix",
    Action.ANIMATE: "button-animate",
    Action.UPSCALE: "button-upscale",
    Action.CONTINUE: "button-continue",
    Action.ORIGINALS: "button-originals",
    Action.STAR: "button-star",
    Action.MORE: "button-more",
    Action.DETAILS: "button-details",
    Action.EXPORT: "button-export",
    Action.EXHIBIT: "button-exhibit",
    Action.DELETE: "button-delete",
    Action.DELETE_SURELY: "button-delete-surely",
    Action.PICK: "button-back",
}


def of_results(
    texts: Texts,
    language: str,
    job: Job,
    *,
    picked: int = 1,
    stars: frozenset[int] = frozenset(),
    is_open: bool = False,
    can_share: bool = False,
) -> InlineKeyboardMarkup:
    """What can be done with the picked result; `is_open` shows what ⋯ holds instead.

    `can_share`: this bot has the inline mode, without which Telegram takes no button for it.
    """
    count = len(job.artifacts)
    rows = _numbers(job, picked, stars) if count > 1 else []
    if is_open:
        actions = [[Action.DETAILS, Action.EXPORT], [Action.EXHIBIT, Action.DELETE], [Action.PICK]]
        rows += [[_share(texts, language, job, picked)]] if can_share else []
    elif isinstance(job.request, ImageRequest):
        can_grow = job.request.resolution != LARGEST
        actions = [
            [Action.SIMILAR, Action.REMIX, Action.ANIMATE],
            [Action.REPEAT, *([Action.UPSCALE] if can_grow else [])],
            [Action.ORIGINALS, Action.STAR, Action.MORE],
        ]
    else:
        actions = [
            [Action.REPEAT, Action.REMIX, Action.CONTINUE],
            [Action.ORIGINALS, Action.STAR, Action.MORE],
        ]
    is_starred = picked in stars
    rows += [
        [_button(texts, language, each, job, picked, is_starred=is_starred) for each in row]
        for row in actions
    ]
    return InlineKeyboardMarkup(rows)


def of_deletion(texts: Texts, language: str, job: Job) -> InlineKeyboardMarkup:
    """Erasing is asked about once."""
    actions = (Action.DELETE_SURELY, Action.PICK)
    return InlineKeyboardMarkup([[_button(texts, language, each, job, 1) for each in actions]])


def _numbers(job: Job, picked: int, stars: frozenset[int]) -> list[Sequence[InlineKeyboardButton]]:
    buttons = [
        InlineKeyboardButton(
            f"{'· ' if number == picked else ''}{number}{' ⭐' if number in stars else ''}"
            f"{' ·' if number == picked else ''}",
            callback_data=write_tap(Tap(Action.PICK, job.id, str(number))),
        )
        for number in range(1, len(job.artifacts) + 1)
    ]
    starts = range(0, len(buttons), NUMBERS_A_ROW)
    return [buttons[start : start + NUMBERS_A_ROW] for start in starts]


def _share(texts: Texts, language: str, job: Job, picked: int) -> InlineKeyboardButton:
    """Opens a chat of the person's choice, with the words there that find this one result."""
    words = texts.plain(language, "button-share")
    return InlineKeyboardButton(words, switch_inline_query=f"#{job.id} {picked}")


def _button(
    texts: Texts,
    language: str,
    action: Action,
    job: Job,
    picked: int,
    *,
    is_starred: bool = False,
) -> InlineKeyboardButton:
    words, argument = _WORDS[action], str(picked)
    if action is Action.ORIGINALS and not isinstance(job.request, ImageRequest):
        words = "button-original-file"
    if action is Action.STAR:
        # It says what it wants: a tap that comes twice must not take the star away again.
        words = "button-starred" if is_starred else words
        argument += ".off" if is_starred else ".on"
    return InlineKeyboardButton(
        texts.plain(language, words), callback_data=write_tap(Tap(action, job.id, argument))
    )
