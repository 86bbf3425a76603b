"""Which results stand in which messages, and which are starred."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sent_files",
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("message_id", sa.Integer, nullable=False),
        sa.Column("job_id", sa.Text, nullable=False),
        sa.Column("picture", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("file_id", sa.Text, nullable=False),
        sa.Column("file_unique_id", sa.Text, nullable=False),
        sa.Column("sent_at", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_sent_files"),
        sqlite_strict=True,
    )
    op.create_index("ix_sent_files_job_id", "sent_files", ["job_id"])
    op.create_table(
        "stars",
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("job_id", sa.Text, nullable=False),
        sa.Column("picture", sa.Integer, nullable=False),
        sa.Column("starred_at", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "job_id", "picture", name="pk_stars"),
        sqlite_strict=True,
    )
    op.create_index("ix_stars_user_id_starred_at", "stars", ["user_id", "starred_at"])
