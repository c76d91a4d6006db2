"""The tables of the watch: the parties, and which issue of which list they were screened against."""

from sqlalchemy import BigInteger, Column, Float, Integer, LargeBinary, String, Table

from yalu.workspace.database import TABLES

MAX_ID = 1_000
PARTIES = Table(
    "watched_party",
    TABLES,
    Column("tenant", String(40), primary_key=True),
    Column("id", String(MAX_ID), primary_key=True),
    # Counts up within a tenant: whatever was added or changed later has a higher one.
    Column("number", BigInteger, nullable=False, index=True),
    Column("content", LargeBinary, nullable=False),
    Column("threshold", Float, nullable=False),
    Column("added", String(20), nullable=False),
    Column("added_by", String(200), nullable=False),
)
STATES = Table(
    "watch_state",
    TABLES,
    Column("tenant", String(40), primary_key=True),
    Column("dataset", String(200), primary_key=True),
    Column("version", String(400), nullable=False),
    # Parties up to this number were screened against that version.
    Column("number", BigInteger, nullable=False),
    Column("time", String(20), nullable=False),
)
HEADS = Table(
    "watch_head",
    TABLES,
    Column("tenant", String(40), primary_key=True),
    Column("number", BigInteger, nullable=False),
    # Who screens at the moment, and until when nobody else begins.
    Column("holder", String(40), nullable=True),
    Column("until", BigInteger, nullable=False),
    Column("runs", Integer, nullable=False),
)
