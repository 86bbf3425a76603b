"""Linked accounts and their daily claims."""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    Index,
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
    Column("identity", Text, nullable=False),
    Column("name", Text, nullable=False),
    # Exactly one of a person's accounts is in use, if they have any.
    Column("in_use", Integer, nullable=False),
    Column("language", Text, nullable=False),
    UniqueConstraint("user_id", "name"),
    sqlite_strict=True,
    # An id used again would hand one person's jobs another person's secret.
    sqlite_autoincrement=True,
)
Index("ix_accounts_in_use", accounts.c.user_id, unique=True, sqlite_where=accounts.c.in_use == 1)

rounds = Table(
    "rounds",
    metadata,
    # What is to be done about an account, and when; without a row it isn't done.
    Column("account_id", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("due_at", REAL, nullable=False),
    Index(None, "due_at"),
    sqlite_strict=True,
)

logins = Table(
    "logins",
    metadata,
    # A login that a person began: for which account, at which site. No secret is ever in here.
    Column("user_id", Integer, primary_key=True),
    Column("account_name", Text, nullable=False),
    Column("region", Text),
    Column("begun_at", REAL, nullable=False),
    sqlite_strict=True,
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
