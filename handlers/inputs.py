"""What a message is about: its words, its pictures, and the result of ours that it answers.

A reply to one of our results takes the full-size originals along, by the numbers that begin the
words (`/video 3 …`, `/edit 2,3 …`), by the picture that was answered, or by the one that is picked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from telegram import InlineKeyboardMarkup, Message

from bot.domain.callbacks import read_tap
from bot.domain.commands import Note
from bot.domain.errors import UserError
from bot.domain.grammar.results import listed
from bot.domain.ids import ChatId, JobId, MessageId, read_job_id
from bot.domain.jobs import Job, Origin
from bot.domain.requests import InputPicture, MediaKind
from bot.domain.result_numbers import read_numbers
from bot.domain.waiting import Waiting
from bot.domain.wishes import Wish
from bot.telegram_app import BotContext
from handlers.lines import answered_line
from handlers.pictures import found_in

CHOICES_AT_MOST: Final = 6

_NAMED = re.compile(r"#([2-9A-HJ-NP-Z]{5})\b")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a message brings along. `same_seed` is the seed of the job that it answers, `line` the
    line that was given back to its writer and that it is the changed one of."""

    words: str
    pictures: tuple[InputPicture, ...] = ()
    notes: tuple[Note, ...] = ()
    same_seed: int | None = None
    line: Wish | None = None
    asks: bool = False
    """Its receipt asks in any case: the words may mean something else."""

    @property
    def kind(self) -> MediaKind:
        """What words without a command make."""
        return self.line.kind if self.line is not None else MediaKind.IMAGE

    def awaited_by(self, waiting: Waiting) -> Inputs:
        """The same with the flags that were written before, and about the pictures that were sent
        before; what brings its own is about them."""
        words = f"{self.words} {waiting.words}".strip()
        if self.pictures or self.line is not None:
            return replace(self, words=words)
        return replace(self, words=words, pictures=waiting.pictures, line=waiting.line)

    def wish(self, kind: MediaKind) -> Wish:
        """All of it as one wish."""
        return Wish(
            kind=kind,
            words=self.words,
            pictures=self.pictures,
            notes=self.notes,
            same_seed=self.same_seed,
            lineage=None if self.line is None else self.line.lineage,
            asks=self.asks or (self.line is not None and self.line.asks),
        )


class NoSuchResultError(UserError):
    """A result was named that isn't there; `choices` are the inputs that may have been meant."""

    def __init__(self, choices: tuple[Inputs, ...], *, number: int, job: Job) -> None:
        super().__init__("followup-no-picture", number=number, id=job.id)
        self.choices = choices


async def inputs_of(
    message: Message, origin: Origin, context: BotContext, words: str, *, is_command: bool
) -> Inputs:
    """Read what the message is about: first what it answers, then what it carries itself.

    Raises `UserError` for what can't be an input, and for a result that isn't there. Plain words
    under one of our status messages are new words; only a command asks for its result.
    """
    own = found_in(message)
    answered = message.reply_to_message
    if answered is None:
        return Inputs(words, own.pictures, own.notes)
    line = await answered_line(message, origin, context)
    if line is not None:
        return Inputs(words, own.pictures or line.pictures, own.notes, line=line)
    result = await _result(answered, origin, context, words, is_command=is_command)
    if result is None:
        other = found_in(answered)
        return Inputs(words, (*other.pictures, *own.pictures), (*other.notes, *own.notes))
    return Inputs(
        result.words,
        (*result.pictures, *own.pictures),
        (*result.notes, *own.notes),
        result.same_seed,
    )


async def _result(
    answered: Message, origin: Origin, context: BotContext, words: str, *, is_command: bool
) -> Inputs | None:
    """The result that is answered; None where the message is no result of ours."""
    followups = context.services.followups
    ref = await followups.result_at(origin.chat_id, MessageId(answered.message_id))
    named, picked = (ref.job, ref.picture) if ref is not None else (None, None)
    if ref is None and is_command and is_ours(answered, context):
        named, picked = job_named_in(answered)
    if named is None:
        return None
    job = await followups.reachable(origin.user_id, ChatId(origin.chat_id), named)
    if job is None or not job.artifacts:
        return None
    # Where there is only one result, a number that begins the words is one of the words.
    numbers, rest = read_numbers(words) if len(job.artifacts) > 1 else ((), words)
    there = [artifact.index for artifact in job.artifacts]
    missing = next((number for number in numbers if number not in there), None)
    if missing is None:
        return await _taken(context, job, numbers or (picked or there[0],), rest)
    kept = tuple(number for number in numbers if number in there)
    meant = [kept] if kept else [(number,) for number in there[:CHOICES_AT_MOST]]
    choices = [await _taken(context, job, each, rest) for each in meant]
    raise NoSuchResultError(tuple(choices), number=missing, job=job)


async def _taken(context: BotContext, job: Job, numbers: tuple[int, ...], words: str) -> Inputs:
    """These results, in this order."""
    followups = context.services.followups
    pictures = tuple([await followups.picture(job, number) for number in numbers])
    if len(numbers) == 1:
        note = Note("input-result", {"number": numbers[0], "id": job.id})
    else:
        told = listed([f"{number}" for number in numbers])
        note = Note("input-results", {"numbers": told, "id": job.id, "count": len(numbers)})
    return Inputs(words, pictures, (note,), followups.seed_of(job))


def is_ours(message: Message, context: BotContext) -> bool:
    author = message.from_user
    return author is not None and author.id == context.bot.id


def job_named_in(message: Message) -> tuple[JobId | None, int | None]:
    """The job that a message of ours is about, and its result that is picked there."""
    keyboard = message.reply_markup
    if isinstance(keyboard, InlineKeyboardMarkup):
        for row in keyboard.inline_keyboard:
            for button in row:
                data = button.callback_data
                tap = read_tap(data) if isinstance(data, str) else None
                # The numbers themselves stand in the first row: what all others say is picked.
                if tap is not None and tap.job_id is not None and tap.action != "pick":
                    picked = int(tap.argument) if tap.argument.isdecimal() else None
                    return tap.job_id, picked
    found = _NAMED.search(message.text or message.caption or "")
    return (read_job_id(found[1]) if found else None), None
