"""What the service listed for each account."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Integer, Table, Text

from storage.schema.naming import metadata

model_sightings = Table(
    "model_sightings",
    metadata,
    Column("account_id", Integer, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("model", Text, nullable=False),
    Column("first_seen_at", REAL, nullable=False),
    Column("last_seen_at", REAL, nullable=False),
    sqlite_strict=True,
)
