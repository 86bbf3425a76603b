"""Styles on their shelves."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Index, Integer, Table, Text, UniqueConstraint

from storage.schema.naming import metadata

styles = Table(
    "styles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("shelf", Text, nullable=False),
    # the person, the chat, or 0 for the operator's shelf
    Column("owner", Integer, nullable=False),
    Column("name", Text, nullable=False),
    # the name as it is compared, see `bot.domain.styles.fold_name`
    Column("folded", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Integer, nullable=False),
    Column("example", Text, nullable=False),
    Column("is_shared", Integer, nullable=False),
    Column("saved_at", REAL, nullable=False),
    UniqueConstraint("shelf", "owner", "folded"),
    Index(None, "author"),
    sqlite_strict=True,
)
