"""The tables of records that are kept in a database: what each file is, and its content in pieces."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from yalu.workspace.database import TABLES

FILES = Table(
    "record_file",
    TABLES,
    Column("tenant", String(40), primary_key=True),
    Column("id", String(16), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("facts", LargeBinary, nullable=False),
)
CONTENT = Table(
    "record_content",
    TABLES,
    Column("tenant", String(40), primary_key=True),
    Column("id", String(16), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
