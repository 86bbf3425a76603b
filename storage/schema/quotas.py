"""Quotas, and what is taken of them."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Index, Integer, Table, Text

from storage.schema.naming import metadata

quota_limits = Table(
    "quota_limits",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Integer, primary_key=True),  # 0: everybody
    Column("period", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("most", Integer),  # NULL: no limit
    sqlite_strict=True,
)

quota_uses = Table(
    "quota_uses",
    metadata,
    # No foreign key: who erases a job gets nothing back.
    Column("job_id", Text, primary_key=True),
    Column("user_id", Integer, nullable=False),
    Column("chat_id", Integer),  # NULL: in private
    Column("taken_at", REAL, nullable=False),
    Column("credits", Integer),  # NULL: not known
    Column("is_returned", Integer, nullable=False),
    Index(None, "user_id", "taken_at"),
    Index(None, "chat_id", "taken_at"),
    sqlite_strict=True,
)
