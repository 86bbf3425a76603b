"""A database that can't be used: what is wrong with it, and what an operator can do."""

from __future__ import annotations

from bot.domain.commands import Note
from bot.ports import StorageError
from storage.errors import (
    DamagedDatabaseError,
    DatabaseAddressError,
    ForeignDatabaseError,
    NewerSchemaError,
)


def unusable_database(error: StorageError) -> tuple[Note, Note]:
    """What was seen, and the advice; the system's or SQLite's own words are quoted."""
    match error:
        case DamagedDatabaseError():
            damage = {"why": error.finding or str(error)}
            return Note("doctor-database-damaged", damage), Note("doctor-restore-database")
        case ForeignDatabaseError():
            return Note("doctor-database-foreign"), Note("doctor-name-database")
        case NewerSchemaError():
            return Note("doctor-database-newer"), Note("doctor-run-newer")
        case DatabaseAddressError():
            return Note("doctor-database-address"), Note("doctor-name-database")
        case _:
            locked = {"why": str(error.__cause__ or error)}
            return Note("doctor-database-unreadable", locked), Note("doctor-free-database")
