"""Several jobs from one message, receipts that ask first, and where a job comes from.

The table is made anew, since SQLite can't drop the old rule of one job a message.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEPT = (
    "id, version, state, state_since, created_at, due_at, lease_owner, lease_until, lease_version, "
    "user_id, chat_id, message_id, thread_id, is_private, language, request, submit_id, "
    "account_id, attempt, submitted_at, finished_at, remote, progress, adjusted, results, "
    "artifacts, parts, failure, status_message_id, is_muted, is_told, account_identity"
)


def upgrade() -> None:
    for index in ("user_id_state", "state_due_at", "due_at", "lease_until"):
        op.drop_index(f"ix_jobs_{index}", "jobs")
    op.rename_table("jobs", "old_jobs")
    _create_jobs()
    op.execute(
        f"INSERT INTO jobs ({KEPT}, cause, receipt) "  # noqa: S608 - names of columns only
        f"SELECT {KEPT}, 'message ' || chat_id || ' ' || message_id, '{{}}' FROM old_jobs"
    )
    op.drop_table("old_jobs")


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
        sa.Column("account_identity", sa.Text, nullable=False, server_default=""),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("parent_id", sa.Text),
        sa.Column("relation", sa.Text),
        sa.Column("parent_picture", sa.Integer),
        sa.Column("receipt", sa.Text, nullable=False),
        sa.Column("price", sa.Integer),
        sa.Column("cost", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("cause", name="uq_jobs_cause"),
        sa.UniqueConstraint("submit_id", name="uq_jobs_submit_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_jobs_user_id_state", "jobs", ["user_id", "state"])
    op.create_index("ix_jobs_state_due_at", "jobs", ["state", "due_at"])
    op.create_index("ix_jobs_user_id_created_at", "jobs", ["user_id", "created_at"])
    op.create_index("ix_jobs_parent_id", "jobs", ["parent_id"])
    op.create_index(
        "ix_jobs_due_at", "jobs", ["due_at"], sqlite_where=sa.text("due_at IS NOT NULL")
    )
    op.create_index(
        "ix_jobs_lease_until",
        "jobs",
        ["lease_until"],
        sqlite_where=sa.text("lease_until IS NOT NULL"),
    )
