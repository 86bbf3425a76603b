"""What /models says: the list with its numbers, one model in full, what came and went. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.accounts import SITE_DAY
from bot.domain.models import Catalogue, Model
from bot.domain.prices import LearnedPrice
from bot.domain.requests import MediaKind
from bot.domain.sightings import News
from bot.i18n import Texts
from bot.status_text import model_name


def name_for_people(texts: Texts, language: str, model: Model) -> str:
    """Like 即梦 4.0, or the site's own name of a model that is new here."""
    return model.title or model_name(texts, language, model.name)


def render_models(
    texts: Texts, language: str, catalogue: Catalogue, looked_at: float | None
) -> str:
    """The list, a line a model; `looked_at` is when the service was asked, None for never."""
    source = (
        texts.text(language, "models-built-in", dated=catalogue.dated)
        if looked_at is None
        else texts.text(language, "models-live", at=_time(looked_at))
    )
    title = "models-title" if catalogue.region else "models-title-everywhere"
    lines = [texts.text(language, title, region=catalogue.region), source]
    for kind in MediaKind:
        lines.append(texts.text(language, f"models-of-{kind}"))
        lines += [
            texts.text(
                language,
                "models-line",
                number=number,
                name=name_for_people(texts, language, model),
                facts=" · ".join(_facts(texts, language, model)),
            )
            for number, model in enumerate(catalogue.offered(kind), start=1)
        ]
    return "\n".join([*lines, texts.text(language, "models-help")])


def render_model(
    texts: Texts,
    language: str,
    catalogue: Catalogue,
    model: Model,
    prices: Sequence[LearnedPrice],
) -> str:
    """One model in full: everything that can be asked of it, and what that took so far."""
    head = texts.text(
        language,
        "models-head",
        title=name_for_people(texts, language, model),
        name=model.name,
        number=catalogue.offered(model.kind).index(model) + 1,
    )
    lines = [head]
    if model.ratios:
        lines.append(texts.text(language, "models-ratios", ratios=" · ".join(model.ratios)))
    facts = _facts(texts, language, model)
    lines += [" · ".join(facts)] if facts else []
    lines.append(_prices(texts, language, prices))
    if not model.is_built_in:
        lines.append(texts.text(language, "grammar-model-new", model=model.shown_name))
    return "\n".join(lines)


def render_news(texts: Texts, language: str, found: News, dated: str) -> str:
    """What came beyond the built-in list or in the last 30 days, and what went."""
    lines = [texts.text(language, "models-news-title", dated=dated)]
    lines += [
        texts.text(
            language,
            "models-came",
            name=name_for_people(texts, language, each.model),
            typed=each.model.name,
            day=_day(each.first_seen),
        )
        for each in found.came
    ]
    lines += [
        texts.text(
            language,
            "models-went",
            name=name_for_people(texts, language, each.model),
            day=_day(each.last_seen),
        )
        for each in found.went
    ]
    if not found.came and not found.went:
        lines.append(texts.text(language, "models-no-news"))
    return "\n".join(lines)


def render_model_line(texts: Texts, language: str, model: Model) -> str:
    """A line that uses the model, to be filled in."""
    words = texts.plain(language, "style-your-words")
    return f"/{model.kind.value} {words} --model {model.name}"


def _facts(texts: Texts, language: str, model: Model) -> list[str]:
    """Sizes, lengths, pictures in: what is needed to choose one."""
    facts = [" ".join(model.resolutions)] if model.resolutions else []
    if model.seconds:
        facts.append(texts.plain(language, "models-seconds", seconds=_lengths(model.seconds)))
    if model.kind is MediaKind.IMAGE:
        facts.append(texts.plain(language, "models-makes", count=model.makes))
    if model.max_inputs:
        key = "models-inputs" if model.kind is MediaKind.IMAGE else "models-frames"
        facts.append(texts.plain(language, key, count=model.max_inputs))
    if model.max_references:
        facts.append(texts.plain(language, "models-references", count=model.max_references))
    if not model.is_built_in:
        facts.append(texts.plain(language, "models-is-new"))
    return facts


def _lengths(seconds: Sequence[int]) -> str:
    """4–15 for a row without gaps, 5/10 otherwise."""
    first, last = min(seconds), max(seconds)
    if len(seconds) > 2 and len(set(seconds)) == last - first + 1:
        return f"{first}–{last}"
    return "/".join(f"{each}" for each in seconds)


def _prices(texts: Texts, language: str, prices: Sequence[LearnedPrice]) -> str:
    if not prices:
        return texts.text(language, "models-price-unknown")
    known = [_price(texts, language, price) for price in prices]
    return texts.text(language, "models-prices", prices=" · ".join(known))


def _price(texts: Texts, language: str, price: LearnedPrice) -> str:
    parts = [price.resolution] if price.resolution else []
    if price.seconds is not None:
        parts.append(texts.plain(language, "models-seconds", seconds=f"{price.seconds}"))
    return " ".join([*parts, f"≈ {price.credits}"])


def _time(moment: float) -> str:
    return f"{datetime.fromtimestamp(moment, SITE_DAY):%Y-%m-%d %H:%M} UTC+8"


def _day(moment: float) -> str:
    return f"{datetime.fromtimestamp(moment, SITE_DAY):%Y-%m-%d}"
