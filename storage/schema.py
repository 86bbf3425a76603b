"""The tables as the newest migration leaves them. Times are Unix seconds; documents are JSON text.

A test keeps this file and `migrations/` in step.
"""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("state_since", REAL, nullable=False),
    Column("created_at", REAL, nullable=False),
    Column("due_at", REAL),
    Column("lease_owner", Text),
    Column("lease_until", REAL),
    # The version that the claim made: whoever holds a lower one held the job before that.
    Column("lease_version", Integer),
    # origin
    Column("user_id", Integer, nullable=False),
    Column("chat_id", Integer, nullable=False),
    Column("message_id", Integer, nullable=False),
    Column("thread_id", Integer),
    Column("is_private", Integer, nullable=False),
    Column("language", Text, nullable=False),
    # the submission
    Column("request", Text, nullable=False),
    Column("submit_id", Text, nullable=False),
    # No foreign key: a job may outlive the account it was made with, and still names it.
    Column("account_id", Integer),
    Column("attempt", Integer, nullable=False),
    Column("submitted_at", REAL),
    Column("finished_at", REAL),
    Column("remote", Text),
    Column("progress", Text),
    Column("adjusted", Text, nullable=False),
    # what came of it
    Column("results", Text, nullable=False),
    Column("artifacts", Text, nullable=False),
    Column("parts", Text, nullable=False),
    Column("failure", Text),
    # the person's marks, which the worker never writes
    Column("status_message_id", Integer),
    Column("is_muted", Integer, nullable=False),
    Column("is_told", Integer, nullable=False),
    # whose account the latest submission was made with, see `Account.identity`
    Column("account_identity", Text, nullable=False, server_default=""),
    UniqueConstraint("chat_id", "message_id"),
    UniqueConstraint("submit_id"),
    Index(None, "user_id", "state"),
    Index(None, "state", "due_at"),
    sqlite_strict=True,
)
Index("ix_jobs_due_at", jobs.c.due_at, sqlite_where=jobs.c.due_at.is_not(None))
Index("ix_jobs_lease_until", jobs.c.lease_until, sqlite_where=jobs.c.lease_until.is_not(None))

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

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", Integer, primary_key=True),
    Column("received_at", REAL, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("is_done", Integer, nullable=False),
    Column("payload", LargeBinary),
    Column("payload_key", Text),
    Index(None, "is_done", "received_at"),
    sqlite_strict=True,
)

albums = Table(
    "albums",
    metadata,
    Column("chat_id", Integer, primary_key=True),
    Column("album_id", Text, primary_key=True),
    Column("first_at", REAL, nullable=False),
    Column("last_at", REAL, nullable=False),
    Column("closed_at", REAL),
    Column("made_job", Integer, nullable=False),
    Column("is_late_told", Integer, nullable=False),
    Index(None, "closed_at"),
    sqlite_strict=True,
)

album_parts = Table(
    "album_parts",
    metadata,
    Column("chat_id", Integer, primary_key=True),
    Column("message_id", Integer, primary_key=True),
    Column("album_id", Text, nullable=False),
    # Erased when the album is closed; the name stays, to know a repeated update by.
    Column("part", Text),
    ForeignKeyConstraint(
        ["chat_id", "album_id"], ["albums.chat_id", "albums.album_id"], ondelete="CASCADE"
    ),
    Index(None, "chat_id", "album_id"),
    sqlite_strict=True,
)
