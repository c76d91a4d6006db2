"""Lists in the database: their logs, and the content of their snapshots in pieces, named by hash.

Revision: 0003
"""

import sqlalchemy as sa
from alembic import op

from yalu.workspace.database.migrations.guards import guard

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "list_line",
        sa.Column("list", sa.String(120), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "list_head",
        sa.Column("list", sa.String(120), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "snapshot_file",
        sa.Column("list", sa.String(120), primary_key=True),
        sa.Column("snapshot", sa.String(64), primary_key=True),
        sa.Column("path", sa.String(400), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "content",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        # It is packed already; the server need not try.
        op.execute("ALTER TABLE content ALTER COLUMN data SET STORAGE EXTERNAL")
    for table in ("list_line", "snapshot_file", "content"):
        guard(table, "what is kept of lists is only added to")
