"""The database of what several people share: receipts, decisions, keys, and lists where the workspace is a database.

SQLite in a file, or PostgreSQL by its address; one code path. A store declares its tables on `TABLES`, a migration
makes them, and the store reads and writes through `Database`. Nothing else in Yalu makes an engine.
"""

from yalu.workspace.database.address import Place, is_address, parse_address, shown_address
from yalu.workspace.database.chain import START, ChainHeads
from yalu.workspace.database.database import Database, insert_missing
from yalu.workspace.database.tables import TABLES

__all__ = [
    "START",
    "TABLES",
    "ChainHeads",
    "Database",
    "Place",
    "insert_missing",
    "is_address",
    "parse_address",
    "shown_address",
]
