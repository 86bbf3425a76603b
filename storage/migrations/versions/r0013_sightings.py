"""What the service listed for each account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "model_sightings",
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("first_seen_at", sa.REAL, nullable=False),
        sa.Column("last_seen_at", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "name", name="pk_model_sightings"),
        sqlite_strict=True,
    )
