"""What jobs cost, and what accounts last held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "prices",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("credits", sa.Integer, nullable=False),
        sa.Column("learned_at", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_prices"),
        sqlite_strict=True,
    )
    op.create_table(
        "balances",
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("gift", sa.Integer, nullable=False),
        sa.Column("purchase", sa.Integer, nullable=False),
        sa.Column("vip", sa.Integer, nullable=False),
        sa.Column("read_at", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_balances"),
        sqlite_strict=True,
    )
