"""What people and chats chose, and which language each person is spoken to in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "preferences",
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("chosen", sa.Text, nullable=False),
        sa.Column("changed_at", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "chat_id", name="pk_preferences"),
        sqlite_strict=True,
    )
    op.create_table(
        "languages",
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("chosen", sa.Text),
        sa.Column("told", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_languages"),
        sqlite_strict=True,
    )
