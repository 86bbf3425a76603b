"""Learned prices and read balances, in credits."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Integer, Table, Text

from storage.schema.naming import metadata

prices = Table(
    "prices",
    metadata,
    Column("key", Text, primary_key=True),
    Column("credits", Integer, nullable=False),
    Column("learned_at", REAL, nullable=False),
    sqlite_strict=True,
)

balances = Table(
    "balances",
    metadata,
    Column("account_id", Integer, primary_key=True),
    Column("gift", Integer, nullable=False),
    Column("purchase", Integer, nullable=False),
    Column("vip", Integer, nullable=False),
    Column("read_at", REAL, nullable=False),
    # what of it expires when, see `bot.domain.accounts.Expiring`
    Column("expiring", Text, nullable=False),
    sqlite_strict=True,
)
