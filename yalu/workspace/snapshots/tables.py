"""The tables of lists that are kept in a database: their logs, and their snapshots' files in pieces, named by hash."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table

from yalu.workspace.database import TABLES, ChainHeads

LINES = Table(
    "list_line",
    TABLES,
    Column("list", String(120), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)
HEADS = ChainHeads(
    Table(
        "list_head",
        TABLES,
        Column("list", String(120), primary_key=True),
        Column("number", Integer, nullable=False),
        Column("hash", String(64), nullable=False),
    )
)
FILES = Table(
    "snapshot_file",
    TABLES,
    Column("list", String(120), primary_key=True),
    Column("snapshot", String(64), primary_key=True),
    Column("path", String(400), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
)
CONTENT = Table(
    "content",
    TABLES,
    Column("sha256", String(64), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
