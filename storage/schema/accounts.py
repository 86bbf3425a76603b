"""Linked accounts and their daily claims."""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema.naming import metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("alive", Integer, nullable=False),
    Column("linked_at", REAL, nullable=False),
    Column("checked_at", REAL, nullable=False),
    Column("secret", LargeBinary),
    Column("secret_key", Text),
    Column("identity", Text, nullable=False, server_default=""),
    UniqueConstraint("user_id"),
    sqlite_strict=True,
    # An id used again would hand one person's jobs another person's secret.
    sqlite_autoincrement=True,
)

claims = Table(
    "claims",
    metadata,
    # `Account.claimant`. No foreign key: logging out and in again must not claim a second time.
    Column("claimant", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("begun_at", REAL, nullable=False),
    Column("result", Text),
    Column("amount", Integer, nullable=False),
    Column("code", Text),
    Column("finished_at", REAL),
    sqlite_strict=True,
)
