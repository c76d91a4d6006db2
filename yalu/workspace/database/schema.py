"""The tables as this version knows them: Alembic's migrations, run when a database is opened.

A database without a version is new, or of the time before there were migrations; the first one takes both.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection, text

from yalu.model import DatabaseError

HEAD = "0005"
"""The last migration. It stands here so that a database that is up to date is opened without loading Alembic."""
MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION_TABLE = "alembic_version"
_LOCK = 0x79616C75
"""A number for PostgreSQL's advisory lock; any that no other program uses there."""

Connecting = Callable[[], AbstractContextManager[Connection]]


def bring_up_to_date(read: Connecting, write: Connecting) -> None:
    """Make or change the tables where they are not as this version knows them. Of two at once, one does it.

    Raises:
        SQLAlchemyError: the database cannot be read or written.
        DatabaseError: a later version of Yalu has changed it.
    """
    with read() as connection:
        if version_of(connection) == HEAD:
            return
    with write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        if version_of(connection) != HEAD:
            _migrate(connection)


def version_of(connection: Connection) -> str | None:
    """Give the migration that a database is at; `None` if it has seen none."""
    if not connection.dialect.has_table(connection, _VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar_one_or_none()  # noqa: S608


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise DatabaseError(
            f"the database is at version {version_of(connection)}, which a later version of Yalu has made; use that"
        ) from None
