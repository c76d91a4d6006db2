"""The tables of webhooks: where they go, and what is on its way."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table

from yalu.workspace.database import TABLES

HOOKS = Table(
    "webhook",
    TABLES,
    Column("id", String(24), primary_key=True),
    Column("tenant", String(40), nullable=False, index=True),
    Column("url", String(2_000), nullable=False),
    Column("created", String(20), nullable=False),
    # Not the secrets, but the marks that they are made of (see `signing_keys`).
    Column("secret", String(80), nullable=False),
    Column("old_secret", String(80), nullable=True),
    Column("old_until", BigInteger, nullable=True),
)
DELIVERIES = Table(
    "webhook_delivery",
    TABLES,
    Column("id", String(40), primary_key=True),
    Column("tenant", String(40), nullable=False, index=True),
    Column("hook", String(24), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("party", String(1_000), nullable=True, index=True),
    Column("body", LargeBinary, nullable=False),
    Column("created", BigInteger, nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("due", BigInteger, nullable=False, index=True),
    Column("ended", BigInteger, nullable=True),
    Column("status", Integer, nullable=True),
    Column("error", String(200), nullable=True),
)
