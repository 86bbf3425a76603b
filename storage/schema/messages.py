"""What Telegram brought, until it is dealt with."""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from storage.schema.naming import metadata

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", Integer, primary_key=True),
    Column("received_at", REAL, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("is_done", Integer, nullable=False),
    Column("payload", LargeBinary),
    Column("payload_key", Text),
    Index(None, "is_done", "received_at"),
    sqlite_strict=True,
)

albums = Table(
    "albums",
    metadata,
    Column("chat_id", Integer, primary_key=True),
    Column("album_id", Text, primary_key=True),
    Column("first_at", REAL, nullable=False),
    Column("last_at", REAL, nullable=False),
    Column("closed_at", REAL),
    Column("made_job", Integer, nullable=False),
    Column("is_late_told", Integer, nullable=False),
    Index(None, "closed_at"),
    sqlite_strict=True,
)

album_parts = Table(
    "album_parts",
    metadata,
    Column("chat_id", Integer, primary_key=True),
    Column("message_id", Integer, primary_key=True),
    Column("album_id", Text, nullable=False),
    # Erased when the album is closed; the name stays, to know a repeated update by.
    Column("part", Text),
    ForeignKeyConstraint(
        ["chat_id", "album_id"], ["albums.chat_id", "albums.album_id"], ondelete="CASCADE"
    ),
    Index(None, "chat_id", "album_id"),
    sqlite_strict=True,
)
