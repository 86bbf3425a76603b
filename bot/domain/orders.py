"""From a person's words and pictures to a request: what `/image` and `/video` mean, on any road.

The roads differ (a caption, a reply, an album), the meaning doesn't. Whatever can't be sent raises
`UserError` here, before anything is stored or spent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from bot.domain.commands import Extras, Note, Roles, parse_image, parse_video, refuse_unbuilt
from bot.domain.errors import UserError
from bot.domain.lineage import Cause, Lineage
from bot.domain.models import Catalogue
from bot.domain.preferences import Preferences
from bot.domain.ratios import nearest_ratio
from bot.domain.receipts import Quote, Receipt, Terms, why_asked
from bot.domain.requests import GenerationRequest, ImageRequest, InputPicture, MediaKind
from bot.domain.styles import NO_STYLES, StyleBook

MEGABYTE: Final = 1024 * 1024

INPUT_MEGABYTES: Final = 20
"""The largest file that a bot may fetch from Telegram's own server (Bot API, getFile)."""

BUILT: Final = ("--yes", "--max", "--style", "--as")
"""Flags beyond the request that are obeyed."""

UNBUILT: Final = Extras.flags_without(BUILT)
"""Known flags that nothing acts on yet: refused by name, and never suggested."""

RATIO_AUTO: Final = "grammar-ratio-auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person asks for, on whatever road it came: not read yet.

    `words` is what follows the command; `literal` are flags and mentions in it that the person
    wants as text; `lineage` names the job that this one comes from.
    """

    kind: MediaKind
    words: str
    pictures: tuple[InputPicture, ...] = ()
    literal: tuple[str, ...] = ()
    lineage: Lineage | None = None
    cause: Cause | None = None
    """None for the message that it came in."""
    notes: tuple[Note, ...] = ()
    """What the road has to tell already: a part of an album that is no picture."""
    is_prompt: bool = False
    """The words are a job's prompt, with its styles in it: none is put in again."""
    account: str = ""
    """The account to ask for where the words name none; empty for the one that is in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A request that can be stored, what its person should be told, and what they allow."""

    request: GenerationRequest
    terms: Terms = field(default_factory=Terms)
    notes: tuple[Note, ...] = ()
    hinted: bool = False
    """A word of the prompt raised the price."""
    offers_video: bool = False
    account: str = ""
    """The account that was named, as it was typed; empty for the one that is in use."""

    def receipt(self, quote: Quote) -> Receipt:
        """The receipt at this price. Raises `UserError` above what `--max` allows."""
        most, price = self.terms.most, quote.price
        if most is not None and price is not None and price > most:
            raise UserError("order-above-max", price=price, most=most)
        return Receipt(
            notes=self.notes,
            price=price,
            balance=quote.balance,
            asks=why_asked(self.request.kind, quote, self.terms, hinted=self.hinted),
            offers_video=self.offers_video,
        )


def read_order(
    wish: Wish, catalogue: Catalogue, preferences: Preferences, styles: StyleBook = NO_STYLES
) -> Order:
    """Read what a command (or a caption) says about the pictures that came with it.

    The pictures of an image are its references, in their order. One picture of a video is its first
    frame, two are first and last. Without `--ar` the result has the shape of the first picture.
    """
    _check_sizes(wish.pictures)
    if wish.kind is MediaKind.IMAGE:
        return _read_image(wish, catalogue, preferences, styles)
    return _read_video(wish, catalogue, preferences, styles)


def _read_image(
    wish: Wish, catalogue: Catalogue, preferences: Preferences, styles: StyleBook
) -> Order:
    parsed = parse_image(
        wish.words,
        catalogue,
        pictures=len(wish.pictures),
        hints=preferences.hints,
        literal=wish.literal,
        unbuilt=UNBUILT,
        styles=None if wish.is_prompt else styles,
    )
    refuse_unbuilt(parsed.extras, built=BUILT)
    order = Order(
        request=replace(parsed.request, inputs=wish.pictures),
        terms=_terms(parsed.extras, preferences),
        notes=(*parsed.notes, *wish.notes),
        hinted=parsed.asks,
        offers_video=parsed.offers_video,
        account=parsed.extras.account or wish.account,
    )
    return _shaped(order, parsed.extras, catalogue)


def _read_video(
    wish: Wish, catalogue: Catalogue, preferences: Preferences, styles: StyleBook
) -> Order:
    parsed = parse_video(
        wish.words,
        catalogue,
        pictures=len(wish.pictures),
        hints=preferences.hints,
        literal=wish.literal,
        unbuilt=UNBUILT,
        styles=None if wish.is_prompt else styles,
    )
    refuse_unbuilt(parsed.extras, built=BUILT)
    frames = _frames(parsed.roles, wish.pictures)
    model = catalogue.named(parsed.request.model)
    # What the wire doesn't carry for this model is not said to be asked for either.
    resolution = parsed.request.resolution if model is None or model.resolutions else ""
    order = Order(
        request=replace(parsed.request, inputs=frames, resolution=resolution),
        terms=_terms(parsed.extras, preferences),
        notes=(*parsed.notes, *wish.notes),
        hinted=parsed.asks,
        account=parsed.extras.account or wish.account,
    )
    return _shaped(order, parsed.extras, catalogue)


def terms_of(preferences: Preferences, *, asks_always: bool = False) -> Terms:
    """What a person allows where no flag says otherwise."""
    return Terms(ceiling=preferences.ask_above, asks_always=asks_always)


def _terms(extras: Extras, preferences: Preferences) -> Terms:
    return replace(terms_of(preferences), most=extras.max_credits, yes=extras.yes)


def _check_sizes(pictures: Sequence[InputPicture]) -> None:
    for number, picture in enumerate(pictures, start=1):
        if (picture.size or 0) > INPUT_MEGABYTES * MEGABYTE:
            size = -(-(picture.size or 0) // MEGABYTE)
            raise UserError("picture-too-big", number=number, size=size, limit=INPUT_MEGABYTES)


def _frames(roles: Roles, pictures: Sequence[InputPicture]) -> tuple[InputPicture, ...]:
    """First and last frame, in this order."""
    if roles.references:
        raise UserError("video-references-later")
    if roles.last is not None and roles.first is None:
        raise UserError("video-last-alone")
    numbers = [number for number in (roles.first, roles.last) if number is not None]
    return tuple(pictures[number - 1] for number in numbers)


def _shaped(order: Order, extras: Extras, catalogue: Catalogue) -> Order:
    """The order in the shape of its first picture, unless another one was asked for."""
    request = order.request
    is_open = extras.auto_ratio or not extras.names_ratio
    model = catalogue.named(request.model)
    aspect = _aspect(request.inputs[0]) if request.inputs else None
    if not is_open or model is None or not model.ratios or aspect is None:
        return order
    ratio = nearest_ratio(aspect, model.ratios)
    notes = tuple(note for note in order.notes if note.key != RATIO_AUTO)
    if isinstance(request, ImageRequest):
        return replace(order, request=replace(request, ratio=ratio), notes=notes)
    return replace(order, request=replace(request, ratio=ratio), notes=notes)


def _aspect(picture: InputPicture) -> Fraction | None:
    if not picture.width or not picture.height:
        return None
    return Fraction(picture.width, picture.height)
