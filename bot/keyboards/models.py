"""The buttons of models: one each, and one to use it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.ids import UserId
from bot.domain.models import Catalogue, Model
from bot.domain.requests import MediaKind
from bot.i18n import Texts

A_ROW: Final = 4
A_PAGE: Final = 8
"""Numbers to choose from at once: more are not read."""

_ICONS: Final = {MediaKind.IMAGE: "🖼", MediaKind.VIDEO: "🎬"}


@dataclass(frozen=True, slots=True)
class _Page:
    """A stretch of the models of one kind, which are numbered from `first`."""

    kind: MediaKind
    first: int
    models: Sequence[Model]

    @property
    def span(self) -> str:
        last = self.first + len(self.models) - 1
        return f"{self.first}" if last == self.first else f"{self.first}–{last}"


def of_models(
    texts: Texts, language: str, catalogue: Catalogue, asker: UserId, page: int = 0
) -> InlineKeyboardMarkup:
    """The numbers of one page of the list, with the icon of their kind, and the pages beside it,
    which only who asked for the list may turn: it is of their account."""
    pages = _pages(catalogue)
    if not pages:
        return InlineKeyboardMarkup([])
    place = min(page, len(pages) - 1)
    here = pages[place]
    buttons = [
        InlineKeyboardButton(
            f"{_ICONS[here.kind]} {number}",
            callback_data=write_tap(Tap(Action.MODEL, argument=model.tag)),
        )
        for number, model in enumerate(here.models, start=here.first)
    ]
    beside = [
        InlineKeyboardButton(
            texts.plain(language, key, kind=pages[other].kind, span=pages[other].span),
            callback_data=write_tap(Tap(Action.MODEL_PAGE, argument=f"{other}.{asker}")),
        )
        for other, key in ((place - 1, "button-models-before"), (place + 1, "button-models-after"))
        if 0 <= other < len(pages)
    ]
    rows = [buttons[start : start + A_ROW] for start in range(0, len(buttons), A_ROW)]
    return InlineKeyboardMarkup([*rows, beside] if beside else rows)


def _pages(catalogue: Catalogue) -> Sequence[_Page]:
    """Pictures first, then videos."""
    return [
        _Page(kind, start + 1, offered[start : start + A_PAGE])
        for kind in MediaKind
        for offered in [catalogue.offered(kind)]
        for start in range(0, len(offered), A_PAGE)
    ]


def of_model(texts: Texts, language: str, model: Model) -> InlineKeyboardMarkup:
    """Use it."""
    words = texts.plain(language, "button-model-use")
    data = write_tap(Tap(Action.MODEL_USE, argument=model.tag))
    return InlineKeyboardMarkup([[InlineKeyboardButton(words, callback_data=data)]])
