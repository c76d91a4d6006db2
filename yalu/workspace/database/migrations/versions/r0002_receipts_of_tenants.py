"""Receipts of several tenants in one database: each has a chain of its own, as decisions have.

Revision: 0002
"""

import sqlalchemy as sa
from alembic import op

from yalu.workspace.database.migrations.guards import guard

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Copy the receipts that there are into tables that know tenants; they are the default tenant's."""
    op.drop_index("ix_receipts_kind", table_name="receipts")
    for table in ("receipts", "receipt_payloads", "receipt_head"):
        op.rename_table(table, f"old_{table}")
    _make_tables()
    op.execute(
        "INSERT INTO receipts (tenant, number, hash, previous, kind, header) "
        "SELECT 'default', number, hash, previous, kind, header FROM old_receipts"
    )
    op.execute(
        "INSERT INTO receipt_payloads (tenant, number, content) "
        "SELECT 'default', number, content FROM old_receipt_payloads"
    )
    op.execute(
        "INSERT INTO receipt_head (tenant, number, hash) "
        "SELECT 'default', number, hash FROM old_receipt_head WHERE number > 0"
    )
    for table in ("receipts", "receipt_payloads", "receipt_head"):
        op.drop_table(f"old_{table}")
    guard("receipts", "receipts are only added")


def _make_tables() -> None:
    op.create_table(
        "receipts",
        sa.Column("tenant", sa.String(40), primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("header", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_receipts_hash", "receipts", ["tenant", "hash"], unique=True)
    op.create_index("ix_receipts_previous", "receipts", ["tenant", "previous"], unique=True)
    op.create_index("ix_receipts_kind", "receipts", ["tenant", "kind"])
    op.create_table(
        "receipt_payloads",
        sa.Column("tenant", sa.String(40), primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "receipt_head",
        sa.Column("tenant", sa.String(40), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
