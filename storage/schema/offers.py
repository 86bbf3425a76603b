"""Questions to people, and what is waited for from them."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Index, Integer, Table, Text

from storage.schema.naming import metadata

offers = Table(
    "offers",
    metadata,
    Column("offer_id", Text, primary_key=True),
    Column("user_id", Integer, nullable=False),
    Column("chat_id", Integer, nullable=False),
    Column("thread_id", Integer, nullable=False),
    Column("topic", Text, nullable=False),
    Column("made_at", REAL, nullable=False),
    Column("settled_at", REAL),
    Column("offer", Text, nullable=False),
    Index(None, "user_id", "chat_id"),
    Index(None, "made_at"),
    sqlite_strict=True,
)

waitings = Table(
    "waitings",
    metadata,
    Column("user_id", Integer, primary_key=True),
    Column("chat_id", Integer, primary_key=True),
    Column("thread_id", Integer, primary_key=True),
    Column("until", REAL, nullable=False),
    Column("waiting", Text, nullable=False),
    sqlite_strict=True,
)
