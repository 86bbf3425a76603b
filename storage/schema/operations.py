"""What operators stopped for a while, and what they announce to whom."""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema.naming import metadata

holds = Table(
    "holds",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("held_by", Integer, nullable=False),
    Column("since", REAL, nullable=False),
    sqlite_strict=True,
)

listeners = Table(
    "listeners",
    metadata,
    Column("user_id", Integer, primary_key=True),
    Column("wants_announcements", Integer, nullable=False),
    Column("is_gone", Integer, nullable=False),
    Column("changed_at", REAL, nullable=False),
    sqlite_strict=True,
)

announcements = Table(
    "announcements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cause", Text, nullable=False),
    Column("author", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", REAL, nullable=False),
    Column("ended_at", REAL),
    UniqueConstraint("cause"),
    sqlite_strict=True,
    # An id used again would let an old button send other words.
    sqlite_autoincrement=True,
)

announcement_copies = Table(
    "announcement_copies",
    metadata,
    Column("announcement_id", Integer, primary_key=True),
    Column("user_id", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    ForeignKeyConstraint(["announcement_id"], ["announcements.id"], ondelete="CASCADE"),
    Index(None, "state"),
    sqlite_strict=True,
)
