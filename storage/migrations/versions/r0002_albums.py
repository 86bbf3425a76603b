"""Albums: the parts of pictures sent together, from their arrival until a job is made of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "albums",
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("album_id", sa.Text, nullable=False),
        sa.Column("first_at", sa.REAL, nullable=False),
        sa.Column("last_at", sa.REAL, nullable=False),
        sa.Column("closed_at", sa.REAL),
        sa.Column("made_job", sa.Integer, nullable=False),
        sa.Column("is_late_told", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "album_id", name="pk_albums"),
        sqlite_strict=True,
    )
    op.create_index("ix_albums_closed_at", "albums", ["closed_at"])
    op.create_table(
        "album_parts",
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("message_id", sa.Integer, nullable=False),
        sa.Column("album_id", sa.Text, nullable=False),
        sa.Column("part", sa.Text),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_album_parts"),
        sa.ForeignKeyConstraint(
            ["chat_id", "album_id"],
            ["albums.chat_id", "albums.album_id"],
            name="fk_album_parts_chat_id_album_id",
            ondelete="CASCADE",
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_album_parts_chat_id_album_id", "album_parts", ["chat_id", "album_id"])
