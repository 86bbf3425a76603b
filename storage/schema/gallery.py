"""Results on show."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Index, Integer, Table, Text

from storage.schema.naming import metadata

gallery = Table(
    "gallery",
    metadata,
    Column("job_id", Text, primary_key=True),
    Column("picture", Integer, primary_key=True),
    Column("user_id", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("chat_id", Integer),  # NULL: the bot's own gallery
    Column("shows_prompt", Integer, nullable=False),
    Column("shown_at", REAL, nullable=False),
    Index(None, "chat_id", "shown_at"),
    Index(None, "user_id"),
    sqlite_strict=True,
)
