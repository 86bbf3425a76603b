"""What was made, narrow enough to be searched, and the lists that people asked for."""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
)

from storage.schema.naming import metadata

history = Table(
    "history",
    metadata,
    # One person's rows lie side by side in the order of time: a search reads them in one go.
    Column("user_id", Integer, primary_key=True),
    Column("made_at", REAL, primary_key=True),
    Column("job_id", Text, primary_key=True),
    Column("chat_id", Integer, nullable=False),
    Column("is_private", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    # both folded, see `bot.domain.history.fold`
    Column("model", Text, nullable=False),
    Column("words", Text, nullable=False),
    ForeignKeyConstraint(["job_id"], ["jobs.id"], ondelete="CASCADE"),
    Index(None, "job_id", unique=True),
    sqlite_with_rowid=False,
    sqlite_strict=True,
)

searches = Table(
    "searches",
    metadata,
    Column("chat_id", Integer, primary_key=True),
    Column("message_id", Integer, primary_key=True),
    Column("user_id", Integer, nullable=False),
    Column("is_private", Integer, nullable=False),
    Column("shelf", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("asked_at", REAL, nullable=False),
    Index(None, "asked_at"),
    Index(None, "user_id"),
    sqlite_strict=True,
)
