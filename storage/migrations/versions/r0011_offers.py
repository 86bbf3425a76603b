"""Questions to people, and what is waited for from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offers",
        sa.Column("offer_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("thread_id", sa.Integer, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("made_at", sa.REAL, nullable=False),
        sa.Column("settled_at", sa.REAL),
        sa.Column("offer", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("offer_id", name="pk_offers"),
        sqlite_strict=True,
    )
    op.create_index("ix_offers_user_id_chat_id", "offers", ["user_id", "chat_id"])
    op.create_index("ix_offers_made_at", "offers", ["made_at"])
    op.create_table(
        "waitings",
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("thread_id", sa.Integer, nullable=False),
        sa.Column("until", sa.REAL, nullable=False),
        sa.Column("waiting", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "chat_id", "thread_id", name="pk_waitings"),
        sqlite_strict=True,
    )
