"""Results shown again as rows, and how often a copy of an announcement was begun."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "showings",
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("job_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("message_id", sa.Integer, nullable=False),
        sa.Column("thread_id", sa.Integer),
        sa.Column("is_private", sa.Integer, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("asked_at", sa.REAL, nullable=False),
        sa.Column("due_at", sa.REAL),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("trouble_since", sa.REAL),
        sa.Column("is_failed", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("cause", name="pk_showings"),
        sqlite_strict=True,
    )
    for column in ("due_at", "user_id", "job_id"):
        op.create_index(f"ix_showings_{column}", "showings", [column])
    _count_copies()


def _count_copies() -> None:
    """Made anew, as an added column would stand behind the constraints."""
    op.drop_index("ix_announcement_copies_state", "announcement_copies")
    op.rename_table("announcement_copies", "old_copies")
    op.create_table(
        "announcement_copies",
        sa.Column("announcement_id", sa.Integer, nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("announcement_id", "user_id", name="pk_announcement_copies"),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name="fk_announcement_copies_announcement_id",
            ondelete="CASCADE",
        ),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO announcement_copies (announcement_id, user_id, state, attempts) "
        "SELECT announcement_id, user_id, state, state <> 'waiting' FROM old_copies"
    )
    op.drop_table("old_copies")
    op.create_index("ix_announcement_copies_state", "announcement_copies", ["state"])
