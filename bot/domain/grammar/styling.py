"""Styles put into a reading: text goes into the prompt, flags stand in where none is given.

No character of the style or of the message is lost, except the variables that are filled. What a
variable is filled with is never looked at for variables again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import UserError
from bot.domain.grammar.flags import Target
from bot.domain.grammar.lexing import Fits
from bot.domain.grammar.quoting import unquote
from bot.domain.grammar.reading import Given, Reading, read
from bot.domain.grammar.results import Findings, listed
from bot.domain.grammar.suggestions import nearest
from bot.domain.grammar.values import read_styles
from bot.domain.requests import MediaKind
from bot.domain.styles import SUBJECTS, VARIABLE, Style, StyleBook

STYLE_USED = "style-used"
"""The note that names a style and shows its text."""

STYLES_A_MESSAGE = 5
SHOWN_LENGTH = 200
"""Characters of a style's text in a receipt: all of them stand in its own message."""

_ASSIGNMENT = re.compile(
    r"(?<!\S)(?P<name>[^\s=＝{}\"“”「」-][^\s=＝{}\"“”「」]{0,19})[=＝]"
    r'(?P<value>"[^"\n]*"|“[^”\n]*”|「[^」\n]*」|[^\s=＝]\S*)(?!\S)'
)


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """What dressing needs to know beside the message itself."""

    book: StyleBook
    kind: MediaKind
    fits: Fits
    pictures: int
    findings: Findings


def dress(reading: Reading, first: Style | None, wardrobe: Wardrobe) -> Reading:
    """The reading with its styles in it: that of the first word, then those of `--style`.

    Raises `UserError` (style-unknown, style-too-many, style-variables-missing,
    style-subject-missing, style-for-video, style-for-image).
    """
    styles = [*([first] if first else []), *_named(reading, wardrobe.book)]
    if not styles:
        return reading
    own = dict(reading.given)
    own.pop(Target.STYLE, None)
    values, subject = _assigned(reading.prompt, styles, wardrobe.findings)
    flags: dict[Target, Given] = {}
    for style in styles:
        worn = _read_style(style, wardrobe)
        wardrobe.findings.tell(STYLE_USED, name=style.name, text=_shown(style.text))
        subject = _filled(style, worn.prompt, subject, values, wardrobe)
        for target, given in worn.given.items():
            _tell_of_dropped(flags.get(target), given, style, wardrobe.findings)
            flags[target] = given
    for target, given in own.items():
        _tell_of_dropped(flags.get(target), given, styles[-1], wardrobe.findings)
    return Reading(subject, {**flags, **own})


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_LENGTH else f"{line[: SHOWN_LENGTH - 1]}…"


def _named(reading: Reading, book: StyleBook) -> list[Style]:
    given = reading.given.get(Target.STYLE)
    if given is None:
        return []
    names = read_styles(given.value)
    if not names:
        raise given.error("grammar-value-missing")
    if len(names) > STYLES_A_MESSAGE:
        raise given.error("style-too-many", most=STYLES_A_MESSAGE)
    return [_style(name, given, book) for name in names]


def _style(name: str, given: Given, book: StyleBook) -> Style:
    style = book.named(name)
    if style is not None:
        return style
    known = [each.name for each in book.styles]
    near = nearest(name, known)
    if near is not None:
        raise given.error("style-unknown-near", name=name, suggestion=f"--style {near}")
    raise given.error("style-unknown", name=name)


def _read_style(style: Style, wardrobe: Wardrobe) -> Reading:
    """A style's own prompt and flags; its flags have no place in the message."""
    try:
        worn = read(style.text, wardrobe.fits, wardrobe.kind, Findings())
    except UserError as error:
        if error.key == "grammar-flag-for-video":
            raise UserError("style-for-video", name=style.name, flag=error.values["flag"]) from None
        if error.key == "grammar-flag-for-image":
            raise UserError("style-for-image", name=style.name, flag=error.values["flag"]) from None
        raise
    given = {target: replace(each, start=0, end=0) for target, each in worn.given.items()}
    return Reading(worn.prompt, given)


def _tell_of_dropped(before: Given | None, now: Given, style: Style, findings: Findings) -> None:
    if before is not None and before.value != now.value:
        findings.tell(
            "style-flag-gives-way",
            name=style.name,
            flag=now.name,
            used=now.value,
            dropped=before.value,
        )


def _assigned(
    prompt: str, styles: Sequence[Style], findings: Findings
) -> tuple[Mapping[str, str], str]:
    """What `颜色=红` in the message says of the styles' variables, and the words without it."""
    variables = {name for style in styles for name in style.variables} - SUBJECTS
    values: dict[str, str] = {}
    kept, at = "", 0
    for found in _ASSIGNMENT.finditer(prompt):
        if found["name"] not in variables:
            findings.tell("style-variable-extra", typed=found[0], name=found["name"])
            continue
        values[found["name"]] = unquote(found["value"])
        kept += prompt[at : found.start()].rstrip(" \t\u3000")
        at = found.end()
    return values, (kept + prompt[at:]).strip()


def _filled(
    style: Style, text: str, subject: str, values: Mapping[str, str], wardrobe: Wardrobe
) -> str:
    """The style's text around the subject, or behind it where it doesn't say where it goes."""
    variables = tuple(dict.fromkeys(VARIABLE.findall(text)))
    missing = [name for name in variables if name not in values and name not in SUBJECTS]
    if missing:
        raise UserError(
            "style-variables-missing",
            name=style.name,
            missing=listed(missing),
            example=" ".join(f"{name}=…" for name in missing),
        )
    own = [name for name in variables if name in SUBJECTS]
    if not own:
        return _joined(subject, text)
    if not subject:
        subject = _pictured(style, own[0], wardrobe)
    return VARIABLE.sub(lambda found: values.get(found[1], subject), text)


def _pictured(style: Style, variable: str, wardrobe: Wardrobe) -> str:
    """Without a word, the pictures that came along are the subject."""
    if not wardrobe.pictures:
        raise UserError("style-subject-missing", name=style.name, variable=f"{{{variable}}}")
    before = "图" if variable == "主题" else "image "
    subject = " ".join(f"{before}{number}" for number in range(1, wardrobe.pictures + 1))
    wardrobe.findings.tell("style-subject-pictured", variable=f"{{{variable}}}", used=subject)
    return subject


def _joined(subject: str, text: str) -> str:
    if not subject or not text:
        return subject + text
    if unicodedata.category(subject[-1]).startswith("P") and subject[-1] not in '”」』")）':
        return f"{subject} {text}"
    is_wide = unicodedata.east_asian_width(subject[-1]) in "WF"
    return f"{subject}，{text}" if is_wide else f"{subject}, {text}"
