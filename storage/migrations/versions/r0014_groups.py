"""Allow-lists, quotas, holds, announcements, the gallery, and groups that moved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _access()
    _quotas()
    _operations()
    _gallery()


def _access() -> None:
    op.create_table(
        "access",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("is_allowed", sa.Integer),
        sa.Column("decided_by", sa.Integer),
        sa.Column("decided_at", sa.REAL),
        sa.Column("told_at", sa.REAL),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_access"),
        sqlite_strict=True,
    )
    op.create_table(
        "moved_chats",
        sa.Column("old_id", sa.Integer, nullable=False),
        sa.Column("new_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("old_id", name="pk_moved_chats"),
        sqlite_strict=True,
    )


def _quotas() -> None:
    op.create_table(
        "quota_limits",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("most", sa.Integer),
        sa.PrimaryKeyConstraint("kind", "id", "period", "unit", name="pk_quota_limits"),
        sqlite_strict=True,
    )
    op.create_table(
        "quota_uses",
        sa.Column("job_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.Integer),
        sa.Column("taken_at", sa.REAL, nullable=False),
        sa.Column("credits", sa.Integer),
        sa.Column("is_returned", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("job_id", name="pk_quota_uses"),
        sqlite_strict=True,
    )
    op.create_index("ix_quota_uses_user_id_taken_at", "quota_uses", ["user_id", "taken_at"])
    op.create_index("ix_quota_uses_chat_id_taken_at", "quota_uses", ["chat_id", "taken_at"])


def _operations() -> None:
    op.create_table(
        "holds",
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("held_by", sa.Integer, nullable=False),
        sa.Column("since", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_holds"),
        sqlite_strict=True,
    )
    op.create_table(
        "listeners",
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("wants_announcements", sa.Integer, nullable=False),
        sa.Column("is_gone", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_listeners"),
        sqlite_strict=True,
    )
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("author", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", sa.REAL, nullable=False),
        sa.Column("ended_at", sa.REAL),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
        sa.UniqueConstraint("cause", name="uq_announcements_cause"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "announcement_copies",
        sa.Column("announcement_id", sa.Integer, nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("announcement_id", "user_id", name="pk_announcement_copies"),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name="fk_announcement_copies_announcement_id",
            ondelete="CASCADE",
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_announcement_copies_state", "announcement_copies", ["state"])


def _gallery() -> None:
    op.create_table(
        "gallery",
        sa.Column("job_id", sa.Text, nullable=False),
        sa.Column("picture", sa.Integer, nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("chat_id", sa.Integer),
        sa.Column("shows_prompt", sa.Integer, nullable=False),
        sa.Column("shown_at", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("job_id", "picture", name="pk_gallery"),
        sqlite_strict=True,
    )
    op.create_index("ix_gallery_chat_id_shown_at", "gallery", ["chat_id", "shown_at"])
    op.create_index("ix_gallery_user_id", "gallery", ["user_id"])
