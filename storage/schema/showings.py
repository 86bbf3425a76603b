"""Results that are to be shown again."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Index, Integer, Table, Text

from storage.schema.naming import metadata

showings = Table(
    "showings",
    metadata,
    Column("cause", Text, primary_key=True),
    Column("job_id", Text, nullable=False),
    Column("user_id", Integer, nullable=False),
    Column("chat_id", Integer, nullable=False),
    Column("message_id", Integer, nullable=False),
    Column("thread_id", Integer),
    Column("is_private", Integer, nullable=False),
    Column("language", Text, nullable=False),
    Column("asked_at", REAL, nullable=False),
    Column("due_at", REAL),
    Column("parts", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("trouble_since", REAL),
    Column("is_failed", Integer, nullable=False),
    Index(None, "due_at"),
    Index(None, "user_id"),
    Index(None, "job_id"),
    sqlite_strict=True,
)
