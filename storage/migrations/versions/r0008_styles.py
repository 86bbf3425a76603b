"""Styles on their shelves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "styles",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("shelf", sa.Text, nullable=False),
        sa.Column("owner", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("author", sa.Integer, nullable=False),
        sa.Column("example", sa.Text, nullable=False),
        sa.Column("is_shared", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_styles"),
        sa.UniqueConstraint("shelf", "owner", "folded", name="uq_styles_shelf_owner_folded"),
        sqlite_strict=True,
    )
    op.create_index("ix_styles_author", "styles", ["author"])
