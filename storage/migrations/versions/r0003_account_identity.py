"""Whose account it is, by the service's own name: jobs and claims belong to that."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (("jobs", "account_identity"), ("accounts", "identity")):
        op.add_column(table, sa.Column(column, sa.Text, nullable=False, server_default=""))
    op.create_table(
        "claims",
        sa.Column("claimant", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("begun_at", sa.REAL, nullable=False),
        sa.Column("result", sa.Text),
        sa.Column("amount", sa.Integer, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("finished_at", sa.REAL),
        sa.PrimaryKeyConstraint("claimant", "day", name="pk_claims"),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO claims (claimant, day, begun_at, result, amount, code, finished_at) "
        "SELECT 'account ' || account_id, day, begun_at, result, amount, code, finished_at "
        "FROM daily_claims"
    )
    op.drop_table("daily_claims")
