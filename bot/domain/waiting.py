"""What a person's next message in a place will mean: words for something, one more picture, a name.

Only that person, only in that chat and topic, and only for a while. It is a row: a restart in
between changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.domain.grammar.results import Note
from bot.domain.ids import MessageId
from bot.domain.jobs import Origin
from bot.domain.requests import InputPicture, MediaKind
from bot.domain.wishes import Wish

WORDS_SECONDS: Final = 120.0
"""How long the next message is taken as the prompt of a bare /image."""

PICTURES_WORDS_SECONDS: Final = 900.0
"""The same where pictures were sent already: they shouldn't have to be sent again."""

COLLECTING_SECONDS: Final = 3_600.0
"""How long /album collects without a new picture."""


class Expects(StrEnum):
    """What comes next."""

    WORDS = "words"
    PICTURES = "pictures"  # /album, until /done
    NAME = "name"  # another one for the account that `words` name


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What is waited for. `until` is Unix seconds.

    `kind` is what the words will make; None leaves it to them. `seen` are the messages whose
    pictures are here already, `words` the captions that came with them, or the flags that came
    before words; `counter` is our message that counts the pictures.
    """

    expects: Expects
    origin: Origin
    until: float
    kind: MediaKind | None = None
    pictures: tuple[InputPicture, ...] = ()
    seen: tuple[MessageId, ...] = ()
    words: str = ""
    counter: MessageId | None = None
    notes: tuple[Note, ...] = ()
    line: Wish | None = None
    """The line that was given back to be changed, and that the words take the place of."""

    @property
    def since(self) -> float:
        """When it began, or took its last picture."""
        if self.expects is Expects.PICTURES:
            return self.until - COLLECTING_SECONDS
        return self.until - (PICTURES_WORDS_SECONDS if self.pictures else WORDS_SECONDS)

    @property
    def is_over(self) -> bool:
        """The name came; the row stays for a while, to know its message again."""
        return self.expects is Expects.NAME and bool(self.seen)

    def with_picture(
        self, message_id: MessageId, picture: InputPicture, words: str, now: float
    ) -> Waiting:
        """One more picture, in the order of messages; one that was here already changes nothing."""
        if message_id in self.seen:
            return self
        pairs = sorted(
            [*zip(self.seen, self.pictures, strict=True), (message_id, picture)],
            key=lambda pair: pair[0],
        )
        return replace(
            self,
            seen=tuple(number for number, _ in pairs),
            pictures=tuple(each for _, each in pairs),
            words="\n".join(part for part in (self.words, words.strip()) if part),
            until=now + COLLECTING_SECONDS,
        )
