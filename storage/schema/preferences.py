"""What people, and chats, chose; and which language each person is spoken to in."""

from __future__ import annotations

from sqlalchemy import REAL, Column, Integer, Table, Text

from storage.schema.naming import metadata

EVERYBODY = 0
"""The person of a chat's own choices; no person of Telegram's has this id."""
EVERYWHERE = 0
"""The chat of choices that hold in all of them."""

preferences = Table(
    "preferences",
    metadata,
    Column("user_id", Integer, primary_key=True),
    Column("chat_id", Integer, primary_key=True),
    Column("chosen", Text, nullable=False),
    Column("changed_at", REAL, nullable=False),
    sqlite_strict=True,
)

languages = Table(
    "languages",
    metadata,
    Column("user_id", Integer, primary_key=True),
    # None follows what Telegram tells.
    Column("chosen", Text),
    Column("told", Text, nullable=False),
    sqlite_strict=True,
)
