"""The one collection of tables: every store declares its own on it, in its own file."""

from sqlalchemy import MetaData

TABLES = MetaData()
