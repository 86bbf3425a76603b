"""Identifiers, each a type of its own where a mix-up would hurt."""

from __future__ import annotations

from typing import NewType

JobId = NewType("JobId", str)
"""Short public name of a job, five characters of JOB_ID_ALPHABET, shown as #A7K2M."""

SubmitId = NewType("SubmitId", str)
"""Our name for one submission at the service: a UUID, made and stored before anything is sent."""

UserId = NewType("UserId", int)
ChatId = NewType("ChatId", int)
MessageId = NewType("MessageId", int)
AccountId = NewType("AccountId", int)

StyleId = NewType("StyleId", str)
"""Name of a style in buttons and links, ten characters of JOB_ID_ALPHABET: nobody guesses it."""

JOB_ID_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and capitals without the look-alikes 0 O 1 I."""

JOB_ID_LENGTH = 5
STYLE_ID_LENGTH = 10


def job_id_from(number: int) -> JobId:
    """Spell a number as a job id; any non-negative number gives a legal one."""
    return JobId(_spelled(number, JOB_ID_LENGTH))


def style_id_from(number: int) -> StyleId:
    """Spell a number as a style id; any non-negative number gives a legal one."""
    return StyleId(_spelled(number, STYLE_ID_LENGTH))


def read_style_id(text: str) -> StyleId | None:
    """Read an id as a link or a button says it, or None when it can't be one."""
    is_one = len(text) == STYLE_ID_LENGTH and all(letter in JOB_ID_ALPHABET for letter in text)
    return StyleId(text) if is_one else None


def _spelled(number: int, length: int) -> str:
    letters = []
    for _ in range(length):
        number, digit = divmod(number, len(JOB_ID_ALPHABET))
        letters.append(JOB_ID_ALPHABET[digit])
    return "".join(letters)


def read_job_id(text: str) -> JobId | None:
    """Read an id as a person types it (`#a7k2m`, `A7K2M`), or None when it can't be one."""
    bare = text.strip().removeprefix("#").upper()
    if len(bare) != JOB_ID_LENGTH or any(letter not in JOB_ID_ALPHABET for letter in bare):
        return None
    return JobId(bare)
