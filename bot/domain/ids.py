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

JOB_ID_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and capitals without the look-alikes 0 O 1 I."""

JOB_ID_LENGTH = 5


def job_id_from(number: int) -> JobId:
    """Spell a number as a job id; any non-negative number gives a legal one."""
    letters = []
    for _ in range(JOB_ID_LENGTH):
        number, digit = divmod(number, len(JOB_ID_ALPHABET))
        letters.append(JOB_ID_ALPHABET[digit])
    return JobId("".join(letters))


def read_job_id(text: str) -> JobId | None:
    """Read an id as a person types it (`#a7k2m`, `A7K2M`), or None when it can't be one."""
    bare = text.strip().removeprefix("#").upper()
    if len(bare) != JOB_ID_LENGTH or any(letter not in JOB_ID_ALPHABET for letter in bare):
        return None
    return JobId(bare)
