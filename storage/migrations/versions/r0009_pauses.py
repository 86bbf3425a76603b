"""Models that are left alone after risk control."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pauses",
        sa.Column("claimant", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("until", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("claimant", "model", name="pk_pauses"),
        sqlite_strict=True,
    )
