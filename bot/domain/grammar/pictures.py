"""Which picture plays which part, and whether the model takes that many; found before any upload.

Without a word about it, one picture of a video is its first frame, two are first and last, more
are references; the pictures of an image are references in their order.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.errors import UserError
from bot.domain.grammar.flags import Target
from bot.domain.grammar.mentions import check_number
from bot.domain.grammar.reading import Given
from bot.domain.grammar.results import Findings, Roles, listed
from bot.domain.grammar.values import read_pictures
from bot.domain.models import Catalogue, Model


def check_amount(pictures: int, model: Model, catalogue: Catalogue) -> None:
    """Raise `UserError` where a model takes fewer pictures, naming models that take as many."""
    if pictures <= model.max_inputs:
        return
    able = [each.name for each in catalogue.of_kind(model.kind) if each.max_inputs >= pictures]
    others = listed(able) or "none"
    if model.max_inputs == 0:
        raise UserError("grammar-pictures-none", model=model.name, others=others)
    raise UserError(
        "grammar-pictures-many",
        pictures=pictures,
        most=model.max_inputs,
        model=model.name,
        others=others,
    )


def read_roles(given: Mapping[Target, Given], pictures: int, findings: Findings) -> Roles:
    """The roles of a video's pictures, by flags or by their number."""
    if not {Target.FIRST, Target.LAST, Target.REFERENCES} & given.keys():
        return _usual_roles(pictures)
    roles = Roles(
        first=_one(given.get(Target.FIRST), pictures),
        last=_one(given.get(Target.LAST), pictures),
        references=read_references(given, pictures),
    )
    unused = set(range(1, pictures + 1)) - {roles.first, roles.last, *roles.references}
    if unused:
        findings.tell("grammar-picture-unused", numbers=listed([f"{n}" for n in sorted(unused)]))
    return roles


def _usual_roles(pictures: int) -> Roles:
    if pictures > 2:
        return Roles(references=tuple(range(1, pictures + 1)))
    return Roles(first=1 if pictures else None, last=2 if pictures == 2 else None)


def read_references(given: Mapping[Target, Given], pictures: int) -> tuple[int, ...]:
    """The numbers behind `--ref`, or none."""
    references = given.get(Target.REFERENCES)
    return _numbers(references, pictures) if references else ()


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
        check_number(number, f"{given.name} {number}", pictures)
    return numbers
