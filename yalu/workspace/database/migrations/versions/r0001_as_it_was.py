"""The tables as they were before there were migrations; those that are there already are taken over as they are.

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op

from yalu.workspace.database.migrations.guards import guard

revision = "0001"
down_revision = None

_TABLES = sa.MetaData()
sa.Table(
    "receipts",
    _TABLES,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
    sa.Column("previous", sa.String(64), nullable=False, unique=True),
    sa.Column("kind", sa.String(16), nullable=False, index=True),
    sa.Column("header", sa.LargeBinary, nullable=False),
)
sa.Table(
    "receipt_payloads",
    _TABLES,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
sa.Table(
    "receipt_head",
    _TABLES,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)
sa.Table(
    "api_key",
    _TABLES,
    sa.Column("id", sa.String(12), primary_key=True),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("scopes", sa.String(200), nullable=False),
    sa.Column("per_minute", sa.Integer, nullable=True),
    sa.Column("created", sa.String(20), nullable=False),
    sa.Column("revoked", sa.String(20), nullable=True),
    sa.Column("tenant", sa.String(40), nullable=False, server_default="default"),
)
sa.Table(
    "alert_event",
    _TABLES,
    sa.Column("tenant", sa.String(40), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("alert", sa.String(24), nullable=False, index=True),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
sa.Table(
    "alert",
    _TABLES,
    sa.Column("tenant", sa.String(40), primary_key=True),
    sa.Column("id", sa.String(24), primary_key=True),
    sa.Column("party", sa.String(1000), nullable=False, index=True),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
)
sa.Table(
    "alert_head",
    _TABLES,
    sa.Column("tenant", sa.String(40), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)


def upgrade() -> None:
    """Make the tables that are not there."""
    connection = op.get_bind()
    _TABLES.create_all(connection)
    if all(column["name"] != "tenant" for column in sa.inspect(connection).get_columns("api_key")):
        # Keys of the time before there were tenants.
        op.add_column("api_key", sa.Column("tenant", sa.String(40), nullable=False, server_default="default"))
    guard("receipts", "receipts are only added")
    guard("alert_event", "history is only added to")
