"""Several named accounts a person, what is to be done about each and when, and logins begun.

The table of accounts is made anew, since SQLite can't drop the old rule of one account a person.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEPT = "id, user_id, kind, region, hint, alive, linked_at, checked_at, secret, secret_key, identity"


def upgrade() -> None:
    op.rename_table("accounts", "old_accounts")
    _create_accounts()
    # In the language of the person's latest job, since nothing else tells theirs.
    op.execute(
        f"INSERT INTO accounts ({KEPT}, name, in_use, language) "  # noqa: S608 - names of columns
        f"SELECT {KEPT}, 'main', 1, coalesce((SELECT language FROM jobs "
        "WHERE jobs.user_id = old_accounts.user_id ORDER BY created_at DESC LIMIT 1), 'en') "
        "FROM old_accounts"
    )
    # Ids are never given twice, also those of accounts that are gone.
    op.execute(
        "UPDATE sqlite_sequence SET seq = max(seq, coalesce("
        "(SELECT seq FROM sqlite_sequence WHERE name = 'old_accounts'), 0)) "
        "WHERE name = 'accounts'"
    )
    op.execute(
        "INSERT INTO sqlite_sequence (name, seq) "
        "SELECT 'accounts', seq FROM sqlite_sequence WHERE name = 'old_accounts' "
        "AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'accounts')"
    )
    op.drop_table("old_accounts")
    _create_rounds_and_logins()
    op.add_column("jobs", sa.Column("account_name", sa.Text, nullable=False, server_default=""))
    op.execute(
        "UPDATE jobs SET account_name = 'main' WHERE user_id IN (SELECT user_id FROM accounts)"
    )
    op.execute("DROP TABLE balances")  # read anew from the service
    op.create_table(
        "balances",
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("gift", sa.Integer, nullable=False),
        sa.Column("purchase", sa.Integer, nullable=False),
        sa.Column("vip", sa.Integer, nullable=False),
        sa.Column("read_at", sa.REAL, nullable=False),
        sa.Column("expiring", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_balances"),
        sqlite_strict=True,
    )


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("hint", sa.Text, nullable=False),
        sa.Column("alive", sa.Integer, nullable=False),
        sa.Column("linked_at", sa.REAL, nullable=False),
        sa.Column("checked_at", sa.REAL, nullable=False),
        sa.Column("secret", sa.LargeBinary),
        sa.Column("secret_key", sa.Text),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("in_use", sa.Integer, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("user_id", "name", name="uq_accounts_user_id_name"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_accounts_in_use",
        "accounts",
        ["user_id"],
        unique=True,
        sqlite_where=sa.text("in_use = 1"),
    )


def _create_rounds_and_logins() -> None:
    op.create_table(
        "rounds",
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("due_at", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "kind", name="pk_rounds"),
        sqlite_strict=True,
    )
    op.create_index("ix_rounds_due_at", "rounds", ["due_at"])
    # Every login that works is looked at, the first time soon.
    op.execute(
        "INSERT INTO rounds (account_id, kind, due_at) "
        "SELECT id, 'check', checked_at + 86400 FROM accounts WHERE alive = 1"
    )
    op.create_table(
        "logins",
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("account_name", sa.Text, nullable=False),
        sa.Column("region", sa.Text),
        sa.Column("begun_at", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_logins"),
        sqlite_strict=True,
    )
