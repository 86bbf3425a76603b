"""From a person's words and pictures to a request: what `/image` and `/video` mean, on any road.

The roads differ (a caption, a reply, an album), the meaning doesn't. Whatever can't be sent raises
`UserError` here, before anything is stored or spent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from bot.domain.commands import Extras, Note, parse_image, parse_video
from bot.domain.errors import UserError
from bot.domain.grammar.flags import Target
from bot.domain.grammar.marks import check_says_something
from bot.domain.grammar.pictures import check_references
from bot.domain.grammar.results import listed
from bot.domain.grammar.usual import Usual
from bot.domain.models import Catalogue, Model
from bot.domain.order_inputs import (
    check_clips,
    check_sizes,
    chosen_inputs,
    frames_of,
    without_seeds_picture,
)
from bot.domain.preferences import Preferences
from bot.domain.ratios import nearest_ratio
from bot.domain.receipts import Asks, Output, Quote, Receipt, RoleChange, Terms, why_asked
from bot.domain.requests import (
    GenerationRequest,
    ImageRequest,
    InputPicture,
    MediaKind,
    VideoRequest,
)
from bot.domain.styles import NO_STYLES, StyleBook
from bot.domain.wishes import Wish

UNBUILT: Final = frozenset({"--draft"})
"""Known flags that nothing acts on yet: refused by name, and never suggested."""

FRAMES_AT_MOST: Final = 2
"""A first and a last one."""

COUNT_BY_WORDS: Final = "grammar-count-by-words"
RATIO_AUTO: Final = "grammar-ratio-auto"
RATIO_FROM_PICTURE: Final = "grammar-ratio-from-picture"
UNCLEAR: Final = frozenset({"grammar-did-you-mean", "grammar-picture-named"})


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
    offers_roles: tuple[RoleChange, ...] = ()
    wish: Wish | None = None
    makes: int | None = None
    output: Output = Output.DEFAULT

    @property
    def is_unclear(self) -> bool:
        """Some of the text looks like a flag and is none."""
        return any(note.key in UNCLEAR for note in self.notes)

    def receipt(self, quote: Quote) -> Receipt:
        """The receipt at this price. Raises `UserError` above what `--max` allows."""
        most, price = self.terms.most, quote.price
        if most is not None and price is not None and price > most:
            raise UserError("order-above-max", price=price, most=most)
        return Receipt(
            notes=self.notes,
            price=price,
            balance=quote.balance,
            ends_today=quote.ends_today,
            asks=self._asks(quote),
            offers_video=self.offers_video,
            offers_roles=self.offers_roles,
            wish=self.wish,
            makes=self.makes,
            output=self.output,
        )

    def as_preferred(self, preferences: Preferences) -> Order:
        """The same, delivered and told as its person likes it."""
        files = self.request.send_files or preferences.originals
        request = replace(self.request, send_files=files)
        return replace(self, request=request, output=preferences.output)

    def _asks(self, quote: Quote) -> Asks | None:
        asks = why_asked(self.request.kind, quote, self.terms, hinted=self.hinted)
        return Asks.UNCLEAR if asks is None and self.is_unclear else asks


def read_order(
    wish: Wish, catalogue: Catalogue, preferences: Preferences, styles: StyleBook = NO_STYLES
) -> Order:
    """Read what a command (or a caption) says about the pictures that came with it.

    The pictures of an image are its references, in their order. One picture of a video is its first
    frame, two are first and last, more are references. Without `--ar` the result has the shape of
    the first picture.
    """
    wish = without_seeds_picture(wish)
    check_sizes(wish.pictures)
    if wish.kind is MediaKind.IMAGE:
        order = _read_image(wish, catalogue, preferences, styles)
    else:
        order = _read_video(wish, catalogue, preferences, styles)
    return order.as_preferred(preferences)


def _usual_image(preferences: Preferences) -> Usual:
    return Usual(
        model=preferences.image_model,
        ratio=preferences.ratio,
        resolution=preferences.image_resolution,
        count=preferences.count,
    )


def _usual_video(preferences: Preferences) -> Usual:
    return Usual(
        model=preferences.video_model,
        ratio=preferences.ratio,
        resolution=preferences.video_resolution,
    )


def _read_image(
    wish: Wish, catalogue: Catalogue, preferences: Preferences, styles: StyleBook
) -> Order:
    parsed = parse_image(
        wish.words,
        catalogue,
        pictures=len(wish.pictures),
        hints=preferences.hints,
        literal=wish.literal,
        dropped=wish.dropped,
        unbuilt=UNBUILT,
        styles=None if wish.is_prompt else styles,
        usual=_usual_image(preferences),
    )
    extras = parsed.extras
    if any(picture.is_clip for picture in wish.pictures):
        raise UserError("input-clip-for-image")
    _check_prompt(wish, parsed.request.prompt)
    model = catalogue.named(parsed.request.model)
    inputs = chosen_inputs(wish.pictures, extras.references, extras.links)
    request = replace(
        parsed.request,
        inputs=inputs,
        seed=_seed(wish, parsed.request.seed, extras),
        smart_ratio=extras.auto_ratio and not inputs and model is not None and model.smart_ratio,
    )
    order = Order(
        request=request,
        terms=_terms(wish, extras, preferences),
        notes=(*parsed.notes, *_allowed(extras), *wish.notes),
        hinted=parsed.asks,
        offers_video=parsed.offers_video,
        account=parsed.extras.account or wish.account,
        wish=wish,
        makes=None if model is None or _is_open_count(parsed.notes) else model.makes,
    )
    return _with_sources(_shaped(order, extras, catalogue), order, parsed.usual)


def _read_video(
    wish: Wish, catalogue: Catalogue, preferences: Preferences, styles: StyleBook
) -> Order:
    has_clips = any(picture.is_clip for picture in wish.pictures)
    parsed = parse_video(
        wish.words,
        catalogue,
        pictures=len(wish.pictures),
        hints=preferences.hints,
        literal=wish.literal,
        dropped=wish.dropped,
        as_references=True if has_clips else wish.as_references,
        unbuilt=UNBUILT,
        styles=None if wish.is_prompt else styles,
        usual=_usual_video(preferences),
    )
    extras, roles = parsed.extras, parsed.roles
    model = catalogue.named(parsed.request.model)
    if model is not None:
        check_references(roles, len(extras.links), model, catalogue)
    check_clips(wish.pictures, model, catalogue)
    if not wish.pictures and not extras.links:
        _check_prompt(wish, parsed.request.prompt)
    is_material = bool(roles.references or extras.links)
    inputs = (
        chosen_inputs(wish.pictures, roles.references, extras.links)
        if is_material
        else frames_of(roles, wish.pictures)
    )
    # What the wire doesn't carry for this model is not said to be asked for either.
    resolution = parsed.request.resolution if model is None or model.resolutions else ""
    request = replace(
        parsed.request,
        inputs=inputs,
        as_references=is_material,
        resolution=resolution,
        seed=_seed(wish, parsed.request.seed, extras),
    )
    order = Order(
        request=request,
        terms=_terms(wish, extras, preferences),
        notes=(*parsed.notes, *_allowed(extras), *wish.notes),
        hinted=parsed.asks,
        account=parsed.extras.account or wish.account,
        offers_roles=() if parsed.names_roles or has_clips else _other_roles(request, model),
        wish=wish,
    )
    return _with_sources(_shaped(order, extras, catalogue), order, parsed.usual)


def _is_open_count(notes: Sequence[Note]) -> bool:
    return any(note.key == COUNT_BY_WORDS for note in notes)


def _check_prompt(wish: Wish, prompt: str) -> None:
    """What a job was made of before is asked about no more."""
    if not wish.is_prompt:
        check_says_something(prompt, wish.literal)


def _other_roles(request: VideoRequest, model: Model | None) -> tuple[RoleChange, ...]:
    """What the pictures could be instead of what their number made them."""
    count = len(request.inputs)
    if request.as_references:
        return (RoleChange.AS_FRAMES,) if 0 < count <= FRAMES_AT_MOST else ()
    found = []
    if model is not None and 0 < count <= model.max_references:
        found.append(RoleChange.AS_REFERENCES)
    if count == FRAMES_AT_MOST:
        found.append(RoleChange.SWAP_FRAMES)
    return tuple(found)


def _seed(wish: Wish, asked: int | None, extras: Extras) -> int | None:
    if extras.same_seed and wish.same_seed is None:
        raise UserError("grammar-seed-same-unknown")
    return wish.same_seed if extras.same_seed else asked


def terms_of(preferences: Preferences, *, asks_always: bool = False, yes: bool = False) -> Terms:
    """What a person allows where no flag says otherwise."""
    return Terms(ceiling=preferences.ask_above, asks_always=asks_always, yes=yes)


def _terms(wish: Wish, extras: Extras, preferences: Preferences) -> Terms:
    terms = terms_of(preferences, asks_always=wish.asks, yes=extras.yes)
    return replace(terms, most=extras.max_credits)


def _allowed(extras: Extras) -> tuple[Note, ...]:
    """The flags about money, said back like every other one."""
    notes = []
    if extras.max_credits is not None:
        notes.append(Note("order-max", {"most": extras.max_credits}))
    if extras.yes:
        notes.append(Note("order-yes"))
    return tuple(notes)


def _shaped(order: Order, extras: Extras, catalogue: Catalogue) -> Order:
    """The order in the shape of its first picture, unless another one was asked for."""
    request = order.request
    is_open = extras.auto_ratio or not extras.names_ratio
    model = catalogue.named(request.model)
    aspect = _aspect(request.inputs[0]) if request.inputs else None
    if not is_open or model is None or not model.ratios or aspect is None:
        return order
    ratio = nearest_ratio(aspect, model.ratios)
    notes = tuple(note for note in order.notes if not _is_of_ratio(note))
    if isinstance(request, ImageRequest):
        return replace(order, request=replace(request, ratio=ratio), notes=notes)
    notes += (Note(RATIO_FROM_PICTURE, {"number": request.inputs[0].number or 1}),)
    return replace(order, request=replace(request, ratio=ratio), notes=notes)


def _is_of_ratio(note: Note) -> bool:
    """It tells why a ratio was taken that the picture's shape has replaced."""
    wish = str(note.values.get("wish", ""))
    return note.key == RATIO_AUTO or (note.key == "grammar-usual-unfit" and ":" in wish)


def _with_sources(shaped: Order, read: Order, usual: Sequence[Target]) -> Order:
    """The order with a line about what the person's settings decided: they may have forgotten
    them, or somebody else set them for the chat."""
    request = shaped.request
    said = {
        Target.MODEL: request.model,
        Target.RATIO: request.ratio if request.ratio == read.request.ratio else "",
        Target.RESOLUTION: request.resolution,
    }
    values = [said[target] for target in said if target in usual and said[target]]
    if not values:
        return shaped
    note = Note("order-from-settings", {"values": listed(values)})
    return replace(shaped, notes=(*shaped.notes, note))


def _aspect(picture: InputPicture) -> Fraction | None:
    if not picture.width or not picture.height:
        return None
    return Fraction(picture.width, picture.height)
