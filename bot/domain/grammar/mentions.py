"""Pictures named in a prompt (图1, @1, image 1): a number that isn't there is found before paying.

Numbers start at 1. People come with other bots' 图0, so zero is asked about, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from bot.domain.errors import UserError

_MENTION = re.compile(
    r"(?:图片?|(?<![\w@.])@(?:image_file_)?|(?<![A-Za-z])image )([0-9]{1,2})(?![0-9A-Za-z.])",
    re.IGNORECASE,
)


def rename_mentions(prompt: str, names: Mapping[int, str]) -> str:
    """Put these names where the prompt names pictures by their numbers, brackets included."""

    def name(mention: re.Match[str]) -> str:
        return names.get(int(mention["number"]), mention[0])

    bare = _MENTION.pattern.replace("([0-9]{1,2})", "(?P<number>[0-9]{1,2})")
    whole = re.sub(rf"\[(?={bare}\])([^\]]*)\]", r"\g<2>", prompt, flags=re.IGNORECASE)
    return re.sub(bare, name, whole, flags=re.IGNORECASE)


def check_mentions(prompt: str, pictures: int, *, literal: Collection[str] = ()) -> None:
    """Raise `UserError` where the prompt names a picture that wasn't sent.

    Without any pictures the words are text, which `first_mention` lets people be asked about;
    nothing is checked then, and neither are the mentions among `literal`.
    """
    if pictures == 0:
        return
    for mention in _MENTION.finditer(prompt):
        if mention[0] not in literal:
            check_number(int(mention[1]), mention[0], pictures)


def first_mention(prompt: str, *, literal: Collection[str] = ()) -> str | None:
    """The first picture that the prompt names, as typed; None without any but `literal` ones."""
    mentions = (mention[0] for mention in _MENTION.finditer(prompt))
    return next((name for name in mentions if name not in literal), None)


def check_number(number: int, name: str, pictures: int) -> None:
    """Raise `UserError` for a picture number that doesn't exist; `name` is how it was typed."""
    if number == 0:
        raise UserError("grammar-picture-zero", name=name, pictures=pictures)
    if number > pictures:
        raise UserError("grammar-picture-missing", name=name, pictures=pictures)
