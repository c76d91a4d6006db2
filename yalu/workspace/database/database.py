"""One database: transactions, waiting for others, trying again, and errors in one line."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from yalu.model import DatabaseError
from yalu.workspace.database.address import Place, parse_address, shown_address, without_secrets
from yalu.workspace.database.schema import bring_up_to_date

Result = TypeVar("Result")
PATIENCE = 60
"""Seconds to wait for others who write."""
_CONNECTING = 10
"""Seconds to wait for a server."""
_WAITS = (0.1, 0.4, 1.6)
"""Seconds between the tries of what a server broke off before anything was kept."""
_BROKEN_OFF = frozenset({"40001", "40P01", "57P01", "57P02", "57P03"})
"""SQLSTATE of serialization failures, deadlocks, and a server that stops or starts (PostgreSQL, appendix A)."""
_SPILLS_AT = 65_536
"""Pages that a writing SQLite holds in memory; only beyond, some 256 MB, does it shut out readers before the end."""


class Database:
    """A database of Yalu's, with its tables. Threads may share it; use it in a `with` block, or call `close`.

    Nothing is opened, made or brought up to date before something is read or written.
    """

    def __init__(self, address: Place | URL, what: str = "the database") -> None:
        """Name a database.

        Args:
            address: Its address (see `parse_address`).
            what: What is kept there, for messages.

        Raises:
            DatabaseError: the address is none, or its driver is not installed.
        """
        self.url, self._what = parse_address(address), what
        self._lock, self._up_to_date = threading.Lock(), False
        try:
            self._engine = _make_engine(self.url)
        except ImportError:
            raise self.unusable("its driver is missing; install yalu[postgresql]") from None

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __str__(self) -> str:
        return shown_address(self.url)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def exists(self) -> bool:
        """Whether there is something to read; only a file of SQLite can be known to be missing."""
        return self.url.get_backend_name() != "sqlite" or Path(str(self.url.database)).exists()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database, whatever others write meanwhile.

        Raises:
            DatabaseError: the database cannot be read.
        """
        with self._told():
            self._ready()
            with self._engine.connect() as connection:
                if connection.dialect.name != "sqlite":
                    connection = connection.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction. When the block has ended, what was written is on the disk; if it fails, nothing is.

        Raises:
            DatabaseError: the database cannot be written.
        """
        with self._told():
            self._ready()
            with self._transaction() as connection:
                yield connection

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """Do some work in a transaction, and again from the start where the server broke it off before its end.

        A connection that is lost while the end is being written is an error: it is not known what was kept.

        Raises:
            DatabaseError: the database cannot be written.
        """
        with self._told():
            for wait in _WAITS:
                try:
                    return self._do(work)
                except _BrokenOffError:
                    time.sleep(wait)
            try:
                return self._do(work)
            except _BrokenOffError as error:
                raise error.reason from None

    def unusable(self, reason: str) -> DatabaseError:
        """Say in one line why the database cannot be used."""
        return DatabaseError(f"{self}: {self._what} cannot be used: {without_secrets(reason, self.url)}")

    def _do(self, work: Callable[[Connection], Result]) -> Result:
        ended = False
        try:
            self._ready()
            with self._transaction() as connection:
                result = work(connection)
                ended = True
            return result
        except DBAPIError as error:
            if not ended and _is_broken_off(error):
                raise _BrokenOffError(error) from None
            raise

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._engine.connect() as opened:
            connection = opened.execution_options(yalu_writes=True)
            with connection.begin():
                if connection.dialect.name != "sqlite":
                    connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                yield connection

    def _ready(self) -> None:
        """Make sure that the tables are there as this version knows them."""
        with self._lock:
            if self._up_to_date:
                return
            if self.url.get_backend_name() == "sqlite":
                Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True)
            bring_up_to_date(self._engine.connect, self._transaction)
            self._up_to_date = True

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            raise self.unusable(_reason(error)) from None


class _BrokenOffError(Exception):
    """A transaction of which nothing was kept, and which may succeed if it is done again."""

    def __init__(self, reason: DBAPIError) -> None:
        super().__init__(str(reason))
        self.reason = reason


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows whose key is not there yet; two that insert the same at once do not disturb each other."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(insert(table).on_conflict_do_nothing(), list(rows))


def _make_engine(url: URL) -> Engine:
    # Parameters are hidden, for they can be names of parties, and errors end up in logs.
    if url.get_backend_name() != "sqlite":
        options = {"connect_timeout": _CONNECTING}
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=options)
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _: object) -> None:
        # Transactions begin where `begin` says, and hold changes of tables too.
        connection.isolation_level = None
        # FULL: a commit is on the disk. secure_delete: what is erased is overwritten, not only let go.
        for pragma in ("journal_mode=DELETE", "synchronous=FULL", "secure_delete=ON", f"cache_spill={_SPILLS_AT}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Who will write says so at once: two that have read cannot both come to write without one failing.
        writes = connection.get_execution_options().get("yalu_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _is_broken_off(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    unreachable = state is None and type(error.orig).__module__.startswith("psycopg") and _is_operational(error)
    return bool(error.connection_invalidated or state in _BROKEN_OFF or unreachable)


def _is_operational(error: DBAPIError) -> bool:
    return type(error.orig).__name__ in {"OperationalError", "ConnectionTimeout"}


def _reason(error: Exception) -> str:
    if isinstance(error, DBAPIError):
        told = str(error.orig)
        if "database is locked" in told:
            return f"somebody else has been writing to it for over {PATIENCE} seconds"
        return told
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return type(error).__name__
