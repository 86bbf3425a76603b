"""Jobs, and what became of them."""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema.naming import metadata

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
    # what made it, and which job it comes from, see `bot.domain.lineage`
    Column("cause", Text, nullable=False),
    Column("parent_id", Text),
    Column("relation", Text),
    Column("parent_picture", Integer),
    # what its person was told before it was sent; the price in credits, None is "not known"
    Column("receipt", Text, nullable=False),
    Column("price", Integer),
    # credits that it took, told later by the service's own history, never written by the worker
    Column("cost", Integer),
    # which of its person's accounts it was asked for, empty where they had none
    Column("account_name", Text, nullable=False, server_default=""),
    UniqueConstraint("cause"),
    UniqueConstraint("submit_id"),
    Index(None, "user_id", "created_at"),
    Index(None, "parent_id"),
    Index(None, "user_id", "state"),
    Index(None, "state", "due_at"),
    sqlite_strict=True,
)
Index("ix_jobs_due_at", jobs.c.due_at, sqlite_where=jobs.c.due_at.is_not(None))
Index("ix_jobs_lease_until", jobs.c.lease_until, sqlite_where=jobs.c.lease_until.is_not(None))
