"""What was made, narrow enough to be searched, and the lists that people asked for."""

from __future__ import annotations

import json
import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ENDED = "('succeeded', 'failed', 'cancelled', 'expired')"
INVISIBLE = re.compile("[\x00\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def upgrade() -> None:
    op.create_table(
        "history",
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("made_at", sa.REAL, nullable=False),
        sa.Column("job_id", sa.Text, nullable=False),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("is_private", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "made_at", "job_id", name="pk_history"),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name="fk_history_job_id", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_history_job_id", "history", ["job_id"], unique=True)
    op.create_table(
        "searches",
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("message_id", sa.Integer, nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("is_private", sa.Integer, nullable=False),
        sa.Column("shelf", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("asked_at", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_searches"),
        sqlite_strict=True,
    )
    op.create_index("ix_searches_asked_at", "searches", ["asked_at"])
    op.create_index("ix_searches_user_id", "searches", ["user_id"])
    _write_down_what_was_made()


def _write_down_what_was_made() -> None:
    connection = op.get_bind()
    columns = "user_id, created_at, id, chat_id, is_private, request"
    made = connection.exec_driver_sql(
        f"SELECT {columns} FROM jobs "  # noqa: S608 - names of columns and states only
        f"WHERE state IN {ENDED} AND artifacts != '[]'"
    ).fetchall()
    for *place, document in made:
        asked = json.loads(document)
        request = asked["request"]
        connection.exec_driver_sql(
            "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*place, asked["kind"], _fold(request["model"]), _fold(request["prompt"])),
        )


def _fold(text: str) -> str:
    even = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).casefold()
    return unicodedata.normalize("NFKC", even)
