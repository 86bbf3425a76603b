"""The way back: a request as one canonical text that parses to the same request.

Prompt first and flags after it, as people type them. Where the prompt itself looks like flags (or
its quotation marks would catch some), the flags go first, a line each, and `--` shields the prompt.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.grammar.flags import Flag
from bot.domain.grammar.lexing import Fits, lex
from bot.domain.grammar.pieces import PieceKind
from bot.domain.grammar.quoting import QUOTES
from bot.domain.grammar.reading import prompt_of
from bot.domain.grammar.results import Extras, Roles
from bot.domain.grammar.values import USUAL_STRENGTH
from bot.domain.requests import ImageRequest, VideoRequest

_Given = tuple[str, str]
"""A flag's name and its value; an empty value is that of a flag that takes none."""


def render_image(
    request: ImageRequest, extras: Extras | None = None, *, shielded: bool = False
) -> str:
    """Write an image request out; without `extras` only the request itself.

    `shielded` puts the prompt where no first word of it names a style.
    """
    extras = extras or Extras()
    given = [("model", request.model)]
    given += [("ar", "auto" if extras.auto_ratio else request.ratio), ("res", request.resolution)]
    if request.strength != USUAL_STRENGTH:
        given.append(("strength", f"{request.strength:.4f}".rstrip("0").rstrip(".")))
    given += _seed(request.seed, extras) + _files(request.send_files)
    given += _references(extras.references, extras)
    given += _others(extras, is_private=request.send_privately)
    return _line(request.prompt, given, request.negative, shielded=shielded)


def render_video(
    request: VideoRequest,
    roles: Roles | None = None,
    extras: Extras | None = None,
    *,
    shielded: bool = False,
) -> str:
    """Write a video request out, with the roles of its pictures; `shielded` as for an image."""
    extras, roles = extras or Extras(), roles or Roles()
    given = [("model", request.model)]
    given += [("ar", "auto" if extras.auto_ratio else request.ratio), ("res", request.resolution)]
    given.append(("dur", f"{request.seconds}"))
    given += _seed(request.seed, extras) + _files(request.send_files)
    given += [("first", f"{roles.first}")] if roles.first is not None else []
    given += [("last", f"{roles.last}")] if roles.last is not None else []
    given += _references(roles.references, extras)
    given += _others(extras, is_private=request.send_privately)
    return _line(request.prompt, given, "", shielded=shielded)


def render_prompt(prompt: str) -> str:
    """A text that is read as this prompt and nothing else, whatever stands in it."""
    return _line(prompt, [], "")


def _seed(seed: int | None, extras: Extras) -> list[_Given]:
    if extras.same_seed:
        return [("seed", "same")]
    return [] if seed is None else [("seed", f"{seed}")]


def _files(send_files: bool) -> list[_Given]:
    return [("file", "")] if send_files else []


def _references(numbers: tuple[int, ...], extras: Extras) -> list[_Given]:
    named = [*(f"{number}" for number in numbers), *extras.links]
    return [("ref", ",".join(named))] if named else []


def _others(extras: Extras, *, is_private: bool) -> list[_Given]:
    given: list[_Given] = []
    if extras.count is not None:
        given.append(("n", f"{extras.count}"))
    if extras.styles:
        given.append(("style", "+".join(extras.styles)))
    if extras.account:
        given.append(("as", extras.account))
    if extras.max_credits is not None:
        given.append(("max", f"{extras.max_credits}"))
    private = is_private or extras.private
    switches = {"yes": extras.yes, "private": private, "draft": extras.draft}
    return given + [(name, "") for name, is_on in switches.items() if is_on]


def _line(prompt: str, given: list[_Given], negative: str, *, shielded: bool = False) -> str:
    flags = [_written(name, value) for name, value in given]
    # The negative goes last: its own quotation marks then have nothing to catch.
    unwanted = _written("no", negative) if negative else ""
    expected = given + ([("no", negative)] if negative else [])
    before = "\n" if negative and not unwanted.startswith("--") else " "
    plain = " ".join([prompt, *flags] if prompt else flags) + (
        before + unwanted if negative else ""
    )
    if not shielded and _reads_as(plain, prompt, expected, _always):
        return plain
    verbatim = f"-- {prompt}" if prompt else "--"
    return "\n".join([*flags, *([unwanted] if negative else []), verbatim])


def _written(name: str, value: str) -> str:
    """A flag in the first spelling that is read back as it is meant.

    At best it is so whatever fits. A negative of several lines can't be quoted, so a short flag in
    it that was text for want of a fitting value is trusted to stay text.
    """
    spellings = list(_spellings(name, value))
    expected = [("yes", ""), (name, value)]
    for fits in (_always, _never):
        for spelling in spellings:
            if _reads_as(f"--yes\n{spelling}\n-- x", "x", expected, fits):
                return spelling
    return spellings[0]


def _spellings(name: str, value: str) -> Iterator[str]:
    if not value:
        yield f"--{name}"
        return
    yield f"--{name} {value}"
    for opening, closing in QUOTES.items():
        yield f"--{name} {opening}{value}{closing}"
    yield f"--{name}={value}"
    if name == "no":
        yield f"negative prompt: {value}"
        yield f"negative prompt:{value}"


def _reads_as(text: str, prompt: str, given: list[_Given], fits: Fits) -> bool:
    """Whether a text is cut into just this prompt and these flags."""
    pieces = lex(text, fits)
    flags = [(piece.flag.names[0], piece.value or "") for piece in pieces if piece.flag is not None]
    odd = {PieceKind.FOREIGN, PieceKind.UNKNOWN, PieceKind.LETTER}
    if any(piece.kind in odd for piece in pieces):
        return False
    return prompt_of(pieces) == prompt and flags == given


def _always(flag: Flag, value: str) -> bool:
    """Every value fits: what might be a flag under some list of models is taken for one."""
    return True


def _never(flag: Flag, value: str) -> bool:
    return False
