"""From the text after a command to a request that can be sent, or a `UserError` that says why not.

Never raises anything else, whatever is typed. Flags win over hints, hints over the model's
defaults; whatever was not taken as typed is told in the notes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.domain.errors import UserError
from bot.domain.grammar.choices import Chooser, fits_in
from bot.domain.grammar.flags import Target
from bot.domain.grammar.hints import Choice, Hints, find_hints, series_word, settle
from bot.domain.grammar.mentions import check_mentions, first_mention
from bot.domain.grammar.pictures import check_amount, read_references, read_roles
from bot.domain.grammar.quoting import without_marks
from bot.domain.grammar.reading import Given, Reading, read
from bot.domain.grammar.results import Extras, Findings, ParsedImage, ParsedVideo, listed
from bot.domain.grammar.styling import Wardrobe, dress
from bot.domain.grammar.triggers import sounds_like_video
from bot.domain.grammar.usual import (
    NONE,
    USUAL_RATIO,
    USUAL_RESOLUTION,
    USUAL_SECONDS,
    Default,
    Usual,
    default_of,
)
from bot.domain.grammar.values import USUAL_STRENGTH, read_credits, read_styles
from bot.domain.models import Catalogue, Model
from bot.domain.requests import ImageRequest, MediaKind, VideoRequest
from bot.domain.styles import StyleBook


def parse_image(
    text: str,
    catalogue: Catalogue,
    *,
    pictures: int = 0,
    hints: bool = True,
    literal: Collection[str] = (),
    dropped: Collection[str] = (),
    unbuilt: Collection[str] = (),
    styles: StyleBook | None = None,
    usual: Usual = NONE,
) -> ParsedImage:
    """Read what follows `/image` (or `/edit`, with the number of `pictures` that came along).

    `hints` False reads no words of the prompt; `literal` are flags and mentions as typed that the
    person wants as text, `dropped` words that are no hints; `unbuilt` are flags that nothing acts
    on yet, never to be suggested; `styles` are put in where they are named, None leaves their names
    in the extras.
    `usual` are the person's own values, for where none is typed. Raises `UserError` for what can't
    be sent.
    """
    findings = Findings()
    source = _Source(text, catalogue, MediaKind.IMAGE, pictures, literal, unbuilt, styles)
    reading = _read(source, findings)
    references, links = read_references(reading.given, pictures)
    total = pictures + len(links)
    _require_prompt(reading.prompt, total)
    _check_mentions(reading.prompt, total, literal, findings)
    choose = Chooser(reading.given, catalogue, MediaKind.IMAGE, findings, usual)
    model = choose.model()
    check_amount(total, model, catalogue)
    found = find_hints(reading.prompt, dropped) if hints else {}
    seed, same_seed = choose.seed(total)
    strength = choose.strength()
    request = ImageRequest(
        prompt=reading.prompt,
        model=model.name,
        model_title=model.title,
        ratio=_ratio(choose, model, found),
        resolution=_resolution(choose, model, found),
        negative=choose.negative(model),
        strength=USUAL_STRENGTH if strength is None else strength,
        seed=seed,
        send_files=Target.FILE in reading.given,
        send_privately=Target.PRIVATE in reading.given,
    )
    counted_in = reading.prompt if model.counts_words and not total else ""
    extras = _extras(
        choose,
        count=_count(choose, model, found, counted_in=counted_in),
        references=references,
        links=links,
        same_seed=same_seed,
        hints_ratio=_hints_ratio(choose, model, found),
    )
    return ParsedImage(
        request=request,
        extras=extras,
        offers_video=sounds_like_video(reading.prompt),
        notes=tuple(findings.notes),
        asks=findings.asks,
        usual=tuple(findings.usual),
    )


def parse_video(
    text: str,
    catalogue: Catalogue,
    *,
    pictures: int = 0,
    hints: bool = True,
    literal: Collection[str] = (),
    dropped: Collection[str] = (),
    as_references: bool | None = None,
    unbuilt: Collection[str] = (),
    styles: StyleBook | None = None,
    usual: Usual = NONE,
) -> ParsedVideo:
    """Read what follows `/video`; arguments and errors as for `parse_image`.

    With a picture the prompt may be empty: the picture simply comes to life.
    """
    findings = Findings()
    source = _Source(text, catalogue, MediaKind.VIDEO, pictures, literal, unbuilt, styles)
    reading = _read(source, findings)
    _, links = read_references(reading.given, pictures)
    total = pictures + len(links)
    if not total:
        _require_prompt(reading.prompt, total)
    _check_mentions(reading.prompt, total, literal, findings)
    choose = Chooser(reading.given, catalogue, MediaKind.VIDEO, findings, usual)
    model = choose.model()
    check_amount(total, model, catalogue)
    choose.negative(model)
    found = find_hints(reading.prompt, dropped, MediaKind.VIDEO) if hints else {}
    seed, same_seed = choose.seed(total)
    request = VideoRequest(
        prompt=reading.prompt,
        model=model.name,
        model_title=model.title,
        ratio=_ratio(choose, model, found),
        resolution=_resolution(choose, model, found),
        seconds=_seconds(choose, model, found),
        seed=seed,
        send_files=Target.FILE in reading.given,
        send_privately=Target.PRIVATE in reading.given,
    )
    roles = read_roles(reading.given, pictures, findings, as_references=as_references)
    extras = _extras(
        choose,
        count=_count(choose, model, found),
        links=links,
        same_seed=same_seed,
        hints_ratio=_hints_ratio(choose, model, found),
    )
    return ParsedVideo(
        request=request,
        roles=roles,
        names_roles=bool({Target.FIRST, Target.LAST, Target.REFERENCES} & reading.given.keys()),
        extras=extras,
        notes=tuple(findings.notes),
        asks=findings.asks,
        usual=tuple(findings.usual),
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """What is read, and under which circumstances."""

    text: str
    catalogue: Catalogue
    kind: MediaKind
    pictures: int
    literal: Collection[str]
    unbuilt: Collection[str]
    styles: StyleBook | None


def _read(source: _Source, findings: Findings) -> Reading:
    """Prompt and flags, with the styles put in."""
    text, kind, literal = source.text, source.kind, source.literal
    fits = fits_in(source.catalogue, kind)
    opened = source.styles.opened_by(text) if source.styles else None
    if opened is not None and opened.style.name not in literal:
        # Blanks in its place: the places of all that follows stay as they were typed.
        text = " " * opened.end + text[opened.end :]
    else:
        opened = None
    reading = read(text, fits, kind, findings, literal=literal, unbuilt=source.unbuilt)
    if source.styles is not None:
        wardrobe = Wardrobe(source.styles, kind, fits, source.pictures, findings)
        reading = dress(reading, opened.style if opened else None, wardrobe)
    for given in reading.given.values():
        if given.flag.spelling in source.unbuilt:
            raise given.error("grammar-flag-not-yet")
    return reading


def _require_prompt(prompt: str, pictures: int) -> None:
    if prompt:
        return
    raise UserError("grammar-prompt-empty-edit" if pictures else "grammar-prompt-empty")


def _check_mentions(
    prompt: str, pictures: int, literal: Collection[str], findings: Findings
) -> None:
    """Refuse numbers that aren't there; where no picture came at all, point the first one out: it
    may have been forgotten, or be plain text."""
    check_mentions(prompt, pictures, literal=literal)
    name = first_mention(prompt, literal=literal) if pictures == 0 else None
    if name is not None:
        findings.tell("grammar-picture-named", name=name)


def _ratio(choose: Chooser, model: Model, hints: Hints) -> str:
    default = default_of(choose.usual.ratio, USUAL_RATIO, model.ratios)
    if choose.leaves_ratio_open():
        if not model.smart_ratio:
            choose.findings.tell("grammar-ratio-auto", used=default.value, model=model.shown_name)
        return default.value
    chosen = choose.ratio(model)
    allowed = model.ratios or choose.ratios()
    value = _settled(choose, model, hints, Target.RATIO, chosen, default, allowed)
    if chosen is None and value != default.value and not model.ratios:
        choose.findings.tell("grammar-model-decides", flag="--ar", model=model.shown_name)
    return value


def _hints_ratio(choose: Chooser, model: Model, hints: Hints) -> bool:
    """Whether a word of the prompt decides the ratio, as a flag would."""
    allowed = model.ratios or choose.ratios()
    named = {hint.value for hint in hints.get(Target.RATIO, ()) if hint.value in allowed}
    return Target.RATIO not in choose.given and len(named) == 1


def _resolution(choose: Chooser, model: Model, hints: Hints) -> str:
    default = default_of(choose.usual.resolution, USUAL_RESOLUTION[model.kind], model.resolutions)
    chosen = choose.resolution(model)
    allowed = model.resolutions or (default.value,)
    return _settled(choose, model, hints, Target.RESOLUTION, chosen, default, allowed)


def _seconds(choose: Chooser, model: Model, hints: Hints) -> int:
    lengths = tuple(f"{seconds}" for seconds in model.seconds)
    default = default_of(None, f"{USUAL_SECONDS}", lengths)
    asked = choose.seconds(model)
    chosen = None if asked is None else f"{asked}"
    allowed = lengths or (default.value,)
    return int(_settled(choose, model, hints, Target.SECONDS, chosen, default, allowed))


def _count(choose: Chooser, model: Model, hints: Hints, *, counted_in: str = "") -> int | None:
    """The count asked for by a flag. A hint changes nothing that we send: it is only answered, and
    asks where the service may take it up and make more: it reads the prompt `counted_in`."""
    asked = choose.count(model)
    hinted = hints.get(Target.COUNT, ())
    series = series_word(counted_in)
    if series and not hinted:
        choose.findings.tell("grammar-count-by-words", word=series, model=model.shown_name)
    elif hinted and counted_in:
        choose.findings.tell("grammar-count-by-words", word=hinted[0].word, model=model.shown_name)
        choose.findings.asks = choose.findings.asks or int(hinted[0].value) > model.makes
    elif asked is not None:
        others = [hint.word for hint in hinted if hint.value != f"{asked}"]
        if others:
            words = listed(dict.fromkeys(others))
            choose.findings.tell("grammar-hint-ignored", word=words, flag="--n", value=f"{asked}")
    elif hinted:
        choose.tell_count(model, int(hinted[0].value))
    elif choose.usual.count is not None:
        wish, made = f"{choose.usual.count}", f"{model.makes}"
        Default(made, wish).tell(Target.COUNT, model, choose.findings)
    return asked


def _settled(
    choose: Chooser,
    model: Model,
    hints: Hints,
    target: Target,
    chosen: str | None,
    default: Default,
    allowed: Collection[str],
) -> str:
    """The flag's value, a hint's, or the default, with what there is to tell about it."""
    choice = Choice(
        target=target,
        chosen=chosen,
        default=default.value,
        allowed=tuple(allowed),
        model=model.shown_name,
    )
    value = settle(hints, choice, choose.findings)
    if chosen is None and value == default.value:
        default.tell(target, model, choose.findings)
    return value


def _extras(
    choose: Chooser,
    *,
    count: int | None,
    same_seed: bool,
    hints_ratio: bool,
    references: tuple[int, ...] = (),
    links: tuple[str, ...] = (),
) -> Extras:
    given = choose.given
    return Extras(
        styles=_styles(given),
        account=_account(given),
        max_credits=_max_credits(given),
        count=count,
        references=references,
        links=links,
        yes=Target.YES in given,
        private=Target.PRIVATE in given,
        draft=Target.DRAFT in given,
        same_seed=same_seed,
        auto_ratio=choose.leaves_ratio_open(),
        names_ratio=hints_ratio or Target.RATIO in given,
    )


def _styles(given: Mapping[Target, Given]) -> tuple[str, ...]:
    style = given.get(Target.STYLE)
    if style is None:
        return ()
    names = read_styles(style.value)
    if not names:
        raise style.error("grammar-value-missing")
    return names


def _account(given: Mapping[Target, Given]) -> str:
    account = given.get(Target.ACCOUNT)
    if account is None:
        return ""
    name = without_marks(account.value)
    if not name:
        raise account.error("grammar-value-missing")
    return name


def _max_credits(given: Mapping[Target, Given]) -> int | None:
    ceiling = given.get(Target.MAX_CREDITS)
    if ceiling is None:
        return None
    asked = read_credits(ceiling.value)
    if asked is None:
        raise ceiling.error("grammar-max-range")
    return asked
