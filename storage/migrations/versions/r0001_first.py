"""The first schema: jobs, linked accounts, claims of daily credits, the inbox of updates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_jobs()
    _create_accounts()
    _create_inbox()


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_since", sa.REAL, nullable=False),
        sa.Column("created_at", sa.REAL, nullable=False),
        sa.Column("due_at", sa.REAL),
        sa.Column("lease_owner", sa.Text),
        sa.Column("lease_until", sa.REAL),
        sa.Column("lease_version", sa.Integer),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("message_id", sa.Integer, nullable=False),
        sa.Column("thread_id", sa.Integer),
        sa.Column("is_private", sa.Integer, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("submit_id", sa.Text, nullable=False),
        sa.Column("account_id", sa.Integer),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("submitted_at", sa.REAL),
        sa.Column("finished_at", sa.REAL),
        sa.Column("remote", sa.Text),
        sa.Column("progress", sa.Text),
        sa.Column("adjusted", sa.Text, nullable=False),
        sa.Column("results", sa.Text, nullable=False),
        sa.Column("artifacts", sa.Text, nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("failure", sa.Text),
        sa.Column("status_message_id", sa.Integer),
        sa.Column("is_muted", sa.Integer, nullable=False),
        sa.Column("is_told", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("chat_id", "message_id", name="uq_jobs_chat_id_message_id"),
        sa.UniqueConstraint("submit_id", name="uq_jobs_submit_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_jobs_user_id_state", "jobs", ["user_id", "state"])
    op.create_index("ix_jobs_state_due_at", "jobs", ["state", "due_at"])
    op.create_index(
        "ix_jobs_due_at", "jobs", ["due_at"], sqlite_where=sa.text("due_at IS NOT NULL")
    )
    op.create_index(
        "ix_jobs_lease_until",
        "jobs",
        ["lease_until"],
        sqlite_where=sa.text("lease_until IS NOT NULL"),
    )


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("hint", sa.Text, nullable=False),
        sa.Column("alive", sa.Integer, nullable=False),
        sa.Column("linked_at", sa.REAL, nullable=False),
        sa.Column("checked_at", sa.REAL, nullable=False),
        sa.Column("secret", sa.LargeBinary),
        sa.Column("secret_key", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("user_id", name="uq_accounts_user_id"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "daily_claims",
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("begun_at", sa.REAL, nullable=False),
        sa.Column("result", sa.Text),
        sa.Column("amount", sa.Integer, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("finished_at", sa.REAL),
        sa.PrimaryKeyConstraint("account_id", "day", name="pk_daily_claims"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name="fk_daily_claims_account_id",
            ondelete="CASCADE",
        ),
        sqlite_strict=True,
    )


def _create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.Integer, nullable=False),
        sa.Column("received_at", sa.REAL, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("is_done", sa.Integer, nullable=False),
        sa.Column("payload", sa.LargeBinary),
        sa.Column("payload_key", sa.Text),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
        sqlite_strict=True,
    )
    op.create_index("ix_inbox_is_done_received_at", "inbox", ["is_done", "received_at"])
