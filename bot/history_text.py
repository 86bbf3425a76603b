"""What a list of results says: a head with what it was asked for, then two lines a result. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.accounts import site_day
from bot.domain.history import Filter, Period, Shelf
from bot.domain.jobs import Job, JobState
from bot.domain.requests import MediaKind
from bot.i18n import Texts
from bot.services.history import Listing
from bot.status_text import model_name, shorten

WORD_LENGTH: Final = 30
ROW_PROMPT_LENGTH: Final = 80

_MODEL_LIKE: Final = re.compile(
    r"\D*\d{1,2}\.\d\D*|(?:jimeng|seedream|seedance|nano|即梦)\S*", re.IGNORECASE
)

_TITLES: Final = {Shelf.HISTORY: "history-title", Shelf.FAVOURITES: "favourites-title"}
_EMPTY: Final = {
    (Shelf.HISTORY, True): "history-empty",
    (Shelf.HISTORY, False): "history-empty-here",
    (Shelf.FAVOURITES, True): "favourites-empty",
    (Shelf.FAVOURITES, False): "favourites-empty-here",
}
"""By the shelf, and whether the list is a private one."""
_KINDS: Final = {MediaKind.IMAGE: "history-kind-image", MediaKind.VIDEO: "history-kind-video"}


def render_listing(texts: Texts, language: str, listing: Listing) -> str:
    """One page; where there is nothing, what to do about it."""
    found, shelf = listing.found, listing.search.shelf
    head = [texts.text(language, _TITLES[shelf])]
    if not listing.wanted.is_empty:
        head.append(render_filter(texts, language, listing.wanted))
    lines = [" · ".join(head)]
    if found.jobs:
        lines[0] += " · " + texts.text(language, "history-count", count=found.total)
        for job in found.jobs:
            lines.append(_row(texts, language, job, found.stars.get(job.id, frozenset())))
    elif listing.wanted.is_empty:
        lines.append(texts.text(language, _EMPTY[shelf, listing.search.is_private]))
    else:
        lines.append(texts.text(language, "history-nothing-found"))
        lines += _about_model(texts, language, listing.wanted)
    if not listing.search.is_private:
        lines.append(texts.text(language, "history-only-here"))
    return "\n".join(lines)


def render_filter(texts: Texts, language: str, wanted: Filter) -> str:
    """What was read out of the words: whoever meant something else sees it here."""
    parts = [
        texts.text(language, "history-part-word", word=shorten(word, WORD_LENGTH))
        for word in wanted.words
    ]
    if wanted.model:
        model = shorten(wanted.model, WORD_LENGTH)
        parts.append(texts.text(language, "history-part-model", model=model))
    if wanted.kind is not None:
        parts.append(texts.text(language, _KINDS[wanted.kind]))
    if wanted.is_starred:
        parts.append(texts.text(language, "history-part-star"))
    if wanted.period is not None:
        days = _days(wanted.period)
        parts.append(texts.text(language, "history-part-days", days=days))
    return " · ".join(parts)


def _about_model(texts: Texts, language: str, wanted: Filter) -> Sequence[str]:
    """How to look for a model, where the only word looks like the name or the number of one."""
    if wanted.model or len(wanted.words) != 1 or not _MODEL_LIKE.fullmatch(wanted.words[0]):
        return ()
    word = shorten(wanted.words[0], WORD_LENGTH)
    return [texts.text(language, "history-try-model", word=word)]


def _row(texts: Texts, language: str, job: Job, stars: frozenset[int]) -> str:
    request = job.request
    facts = [
        texts.text(language, "history-row-id", id=job.id),
        f"{site_day(job.created_at):%Y-%m-%d}",
        texts.text(language, _KINDS[request.kind]),
        request.model_title or model_name(texts, language, request.model),
    ]
    if len(job.artifacts) > 1:
        facts.append(f"×{len(job.artifacts)}")
    if stars:
        numbers = " ".join(str(number) for number in sorted(stars))
        facts.append(f"⭐ {numbers}" if len(job.artifacts) > 1 else "⭐")
    if job.state is not JobState.SUCCEEDED:
        facts.append(texts.text(language, "history-row-unsent"))
    elif job.is_muted:
        facts.append(texts.text(language, "history-row-quiet"))
    row = " · ".join(facts)
    if not request.prompt:  # a video's picture may speak for itself
        return row
    prompt = shorten(" ".join(request.prompt.split()), ROW_PROMPT_LENGTH)
    return row + "\n" + texts.text(language, "history-row-prompt", prompt=prompt)


def _days(period: Period) -> str:
    if period.first == period.last:
        return f"{period.first}"
    return f"{period.first} – {period.last}"
