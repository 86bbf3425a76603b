"""Which picture plays which part, and whether the model takes that many; found before any upload.

Without a word about it, one picture of a video is its first frame, two are first and last, more
are references; the pictures of an image are references in their order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.errors import UserError
from bot.domain.grammar.flags import Target
from bot.domain.grammar.mentions import check_number
from bot.domain.grammar.reading import Given
from bot.domain.grammar.results import Findings, Roles, listed
from bot.domain.grammar.values import read_pictures, split_references
from bot.domain.models import Catalogue, Model


def check_amount(pictures: int, model: Model, catalogue: Catalogue) -> None:
    """Raise `UserError` where a model takes fewer pictures, naming models that take as many."""
    most = max(model.max_inputs, model.max_references)
    if pictures <= most:
        return
    able = [
        each.shown_name
        for each in catalogue.offered(model.kind)
        if max(each.max_inputs, each.max_references) >= pictures
    ]
    others = listed(able) or "none"
    if most == 0:
        raise UserError("grammar-pictures-none", model=model.shown_name, others=others)
    raise UserError(
        "grammar-pictures-many",
        pictures=pictures,
        most=most,
        model=model.shown_name,
        others=others,
    )


def check_references(roles: Roles, links: int, model: Model, catalogue: Catalogue) -> None:
    """Raise `UserError` where a video's references can't be sent: beside frames, or to a model
    that takes none or fewer."""
    wanted = len(roles.references) + links
    if not wanted:
        return
    if roles.first is not None or roles.last is not None:
        raise UserError("grammar-roles-mixed")
    if wanted > model.max_references:
        able = [m.shown_name for m in catalogue.offered(model.kind) if m.max_references >= wanted]
        raise UserError(
            "grammar-references-many",
            model=model.shown_name,
            most=model.max_references,
            pictures=wanted,
            others=listed(able) or "none",
        )


def read_roles(
    given: Mapping[Target, Given],
    pictures: int,
    findings: Findings,
    *,
    as_references: bool | None = None,
) -> Roles:
    """The roles of a video's pictures: by flags, by a button (`as_references`), by their number."""
    if not {Target.FIRST, Target.LAST, Target.REFERENCES} & given.keys():
        return _usual_roles(pictures, as_references=as_references)
    references, links = read_references(given, pictures)
    if links and not references:
        framed = {Target.FIRST, Target.LAST} & given.keys()
        references = () if framed else tuple(range(1, pictures + 1))
    roles = Roles(
        first=_one(given.get(Target.FIRST), pictures),
        last=_one(given.get(Target.LAST), pictures),
        references=references,
    )
    unused = set(range(1, pictures + 1)) - {roles.first, roles.last, *roles.references}
    if unused:
        findings.tell("grammar-picture-unused", numbers=listed([f"{n}" for n in sorted(unused)]))
    return roles


def _usual_roles(pictures: int, *, as_references: bool | None) -> Roles:
    if pictures > 2 or (pictures and as_references):
        return Roles(references=tuple(range(1, pictures + 1)))
    return Roles(first=1 if pictures else None, last=2 if pictures == 2 else None)


def read_references(
    given: Mapping[Target, Given], pictures: int
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The numbers and the addresses behind `--ref`, or none."""
    references = given.get(Target.REFERENCES)
    if references is None:
        return (), ()
    numbers, links = split_references(references.value)
    if any(not link.lower().startswith("https://") for link in links):
        raise references.error("grammar-link-insecure")
    return _numbers(replace(references, value=numbers), pictures) if numbers else (), links


def _one(given: Given | None, pictures: int) -> int | None:
    if given is None:
        return None
    numbers = _numbers(given, pictures)
    if len(numbers) != 1:
        raise given.error("grammar-picture-single")
    return numbers[0]


def _numbers(given: Given, pictures: int) -> tuple[int, ...]:
    numbers = read_pictures(given.value)
    if numbers is None:
        raise given.error("grammar-picture-unreadable")
    if pictures == 0:
        raise given.error("grammar-picture-absent")
    for number in numbers:
        try:
            check_number(number, f"{given.name} {number}", pictures)
        except UserError as error:
            raise given.error(error.key, **error.values) from None
    return numbers
