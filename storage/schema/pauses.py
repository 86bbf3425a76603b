"""Models that are left alone after risk control."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Table, Text

from storage.schema.naming import metadata

pauses = Table(
    "pauses",
    metadata,
    Column("claimant", Text, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("until", REAL, nullable=False),
    sqlite_strict=True,
)
