"""Results in the chats, and people's stars."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Index, Integer, Table, Text

from storage.schema.naming import metadata

sent_files = Table(
    "sent_files",
    metadata,
    Column("chat_id", Integer, primary_key=True),
    Column("message_id", Integer, primary_key=True),
    Column("job_id", Text, nullable=False),
    Column("picture", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("file_id", Text, nullable=False),
    Column("file_unique_id", Text, nullable=False),
    Column("sent_at", REAL, nullable=False),
    Index(None, "job_id"),
    sqlite_strict=True,
)

stars = Table(
    "stars",
    metadata,
    Column("user_id", Integer, primary_key=True),
    Column("job_id", Text, primary_key=True),
    Column("picture", Integer, primary_key=True),
    Column("starred_at", REAL, nullable=False),
    Index(None, "user_id", "starred_at"),
    sqlite_strict=True,
)
