"""Who was let in or kept out, when that was last said, and where groups moved."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Integer, Table, Text

from storage.schema.naming import metadata

access = Table(
    "access",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Integer, primary_key=True),
    Column("is_allowed", Integer),  # NULL: nothing decided, only told of
    Column("decided_by", Integer),
    Column("decided_at", REAL),
    Column("told_at", REAL),
    sqlite_strict=True,
)

moved_chats = Table(
    "moved_chats",
    metadata,
    Column("old_id", Integer, primary_key=True),
    Column("new_id", Integer, nullable=False),
    sqlite_strict=True,
)
