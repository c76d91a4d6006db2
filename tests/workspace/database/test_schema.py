"""The tables of a database are made, and changed, by migrations; a database of the time before them is taken over."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, LargeBinary, String, text

from yalu import workspace
from yalu.model import DatabaseError
from yalu.workspace.database import TABLES, Database
from yalu.workspace.database.schema import HEAD, MIGRATIONS, version_of
from yalu.workspace.decisions import DecisionBook
from yalu.workspace.keys import KeyStore
from yalu.workspace.receipts import Draft, Kind, ReceiptBook, Stamp
from yalu.workspace.snapshots.tables import LINES

NOW = datetime(2026, 1, 6, 12, tzinfo=UTC)
OLD = Path(__file__).parent / "before_migrations"
"""What a version of Yalu without migrations wrote: three receipts of which one was erased, an alert, a key."""
STORES = [f"yalu.workspace.{path.parent.name}.tables" for path in Path(workspace.__file__).parent.glob("*/tables.py")]
GUARDED = ("receipts", "alert_event", LINES.name, "snapshot_file", "content")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A workspace of the time before there were migrations."""
    for dump in OLD.glob("*.sql"):
        with closing(sqlite3.connect(tmp_path / f"{dump.stem}.sqlite")) as connection:
            connection.executescript(dump.read_text(encoding="ascii"))
    return tmp_path


def content(file: Path) -> Mapping[str, set[tuple[Any, ...]]]:
    """Give the rows of all tables, without a tenant and without the heads, which move."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: {
                tuple(row[key] for key in sorted(row.keys()) if key != "tenant")
                for row in connection.execute(f"SELECT * FROM {name}")  # noqa: S608
            }
            for name in names
            if not name.endswith("_head")
        }


def test_the_tables_are_those_that_the_stores_use(address: str) -> None:
    for store in STORES:
        import_module(store)  # each adds its tables to the others
    with Database(address) as database, database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, TABLES) == []
        assert version_of(connection) == HEAD


def test_the_migrations_are_one_line_that_ends_with_the_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_database_that_is_up_to_date_opens_without_alembic(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'yalu.sqlite'}"
    with Database(address).reading():
        pass
    script = (
        "import sys; from yalu.workspace.database import Database\n"
        f"with Database({address!r}).reading(): assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603


def test_what_is_only_added_cannot_be_changed_by_accident(address: str) -> None:
    statements = ["UPDATE {} SET {} = {}", "DELETE FROM {}"]
    if not address.startswith("sqlite"):
        statements.append("TRUNCATE {}")
    with Database(address) as database:
        for name in GUARDED:
            table = TABLES.tables[name]
            kinds = {column.name: column.type for column in table.columns}
            row = {
                column: b"x" if isinstance(kind, LargeBinary) else "x" if isinstance(kind, String) else 1
                for column, kind in kinds.items()
            }
            database.write(lambda connection, table=table, row=row: connection.execute(table.insert(), [row]))
            key = f'"{next(iter(kinds))}"'
            for statement in statements:
                with pytest.raises(DatabaseError, match="only added"), database.writing() as connection:
                    connection.execute(text(statement.format(name, key, key)))


def test_a_workspace_of_the_time_before_migrations_is_taken_over_as_it_is(old: Path) -> None:
    """Its receipts verify, its key and its alert are there, and what is added follows what was there."""
    receipts, database = old / "receipts.sqlite", old / "yalu.sqlite"
    before = content(receipts), content(database)
    with ReceiptBook(old) as book:
        found = book.verify()
        assert (found.whole, found.receipts, found.erased) == (True, 4, 1)
        assert book.get(1).content()["query"] == "name 0"
        assert book.append(Draft(Kind.NAME, {}, {}), Stamp(NOW, b"x" * 16)).number == 5
        assert book.verify().whole
    assert [key.name for key in KeyStore(f"sqlite:///{database}").list()] == ["old"]
    with DecisionBook(f"sqlite:///{database}") as book_of_decisions:
        assert book_of_decisions.verify() == []
        assert book_of_decisions.of_parties(["c-1"])["c-1"][0].reason == "another birth date"
    after = content(receipts), content(database)
    for was, now in zip(before, after, strict=True):
        assert all(rows <= now[table] for table, rows in was.items())


def test_a_key_from_before_there_were_tenants_is_of_the_default_one(old: Path) -> None:
    with closing(sqlite3.connect(old / "yalu.sqlite")) as connection:
        connection.execute("ALTER TABLE api_key DROP COLUMN tenant")
    (key,) = KeyStore(f"sqlite:///{old / 'yalu.sqlite'}").list()
    assert (key.name, key.tenant) == ("old", "default")


def test_a_take_over_that_is_killed_before_its_end_leaves_the_old_workspace(old: Path) -> None:
    before = content(old / "receipts.sqlite")
    child = os.fork()
    if child == 0:
        # When the receipts are copied, and the old tables are about to go.
        op.drop_table = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        with Database(f"sqlite:///{old / 'receipts.sqlite'}").reading():
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert content(old / "receipts.sqlite") == before
    with ReceiptBook(old) as book:
        assert book.verify().whole


def test_a_database_of_a_later_version_is_refused(address: str) -> None:
    def be_newer(connection: Connection) -> None:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with Database(address) as database:
        database.write(be_newer)
    for _ in range(2):
        refused = pytest.raises(DatabaseError, match="version 9999, which a later version of Yalu")
        with refused, Database(address) as database, database.reading():
            pass
