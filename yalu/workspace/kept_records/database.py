"""Records in a database, for a team: each file in pieces, with what it holds, in one transaction.

A machine that uses a file fetches it once into its cache, and checks it by its hash; what lies in the cache can be
taken away at any time.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from sqlalchemy import Connection, delete, select

from yalu.model import WorkspaceError
from yalu.workspace.database import Database, Place, insert_missing
from yalu.workspace.kept_records.kept import KeptRecords, facts_of, read_facts
from yalu.workspace.kept_records.tables import CONTENT, FILES
from yalu.workspace.kept_records.taking import write_mapping
from yalu.workspace.list_cache import cache_folder
from yalu.workspace.snapshots.staging import staged_in_cache

_PIECE = 1 << 20
"""Bytes of a piece of content."""
_AGAIN = "take it out and load the file again"


class DatabaseRecords:
    """The records of one tenant in a database. Making one writes nothing."""

    def __init__(self, address: Place, tenant: str) -> None:
        """Name the database.

        Raises:
            DatabaseError: it is no address of a database.
        """
        self._database, self._tenant = Database(address, "the records"), tenant
        self.place = str(self._database)

    def all(self) -> list[KeptRecords]:
        """Give what is kept, in any order.

        Raises:
            WorkspaceError: what is kept of a file is damaged.
        """
        if not self._database.exists():
            return []
        with self._database.reading() as connection:
            rows = connection.execute(select(FILES.c.id, FILES.c.facts).where(FILES.c.tenant == self._tenant)).all()
        return [read_facts(row.facts, f"{self.place}: the records {row.id}", _AGAIN) for row in rows]

    def known(self, identity: str) -> KeptRecords | None:
        """Give what is kept under an id."""
        if not self._database.exists():
            return None
        with self._database.reading() as connection:
            return self._known(connection, identity)

    def file(self, item: KeptRecords) -> Path:
        """Give a file of this machine, which is fetched if it is not there.

        Raises:
            WorkspaceError: the database does not hold it, or it is damaged, or the cache cannot be written.
        """
        folder = _cached(item)
        if not folder.is_dir():
            with self.writing() as staging:
                fetched = staging / item.id
                fetched.mkdir()
                self._fetch(item, fetched / item.name)
                write_mapping(fetched / item.name, item.columns)
                if not folder.is_dir():
                    fetched.rename(folder)
        return folder / item.name

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """Give a folder of this machine to write in, which is cleared away at the end.

        Raises:
            WorkspaceError: the cache cannot be written.
        """
        with staged_in_cache(_cache()) as folder:
            yield folder

    def keep(self, folder: Path, item: KeptRecords) -> KeptRecords:
        """Keep a folder's file, and give what is kept: of two who load it at once, the second finds the first's."""

        def work(connection: Connection) -> KeptRecords:
            mine = {"tenant": self._tenant, "id": item.id}
            insert_missing(connection, FILES, [{**mine, "sha256": item.sha256, "facts": facts_of(item)}])
            kept = self._known(connection, item.id)
            if kept != item:
                return kept or item
            with (folder / item.name).open("rb") as opened:
                for place, piece in enumerate(iter(lambda: opened.read(_PIECE), b"")):
                    insert_missing(connection, CONTENT, [{**mine, "place": place, "data": piece}])
            return item

        return self._database.write(work)

    def take_out(self, item: KeptRecords) -> None:
        """Take a file out, also of this machine's cache."""

        def work(connection: Connection) -> None:
            for table in (CONTENT, FILES):
                connection.execute(delete(table).where(table.c.tenant == self._tenant, table.c.id == item.id))

        self._database.write(work)
        rmtree(_cached(item), ignore_errors=True)

    def _known(self, connection: Connection, identity: str) -> KeptRecords | None:
        query = select(FILES.c.facts).where(FILES.c.tenant == self._tenant, FILES.c.id == identity)
        facts = connection.execute(query).scalar_one_or_none()
        return None if facts is None else read_facts(facts, f"{self.place}: the records {identity}", _AGAIN)

    def _fetch(self, item: KeptRecords, target: Path) -> None:
        digest = hashlib.sha256()
        mine = (CONTENT.c.tenant == self._tenant) & (CONTENT.c.id == item.id)
        query = select(CONTENT.c.data).where(mine).order_by(CONTENT.c.place)
        with self._database.reading() as connection, target.open("wb") as out:
            for piece in connection.execute(query.execution_options(yield_per=4)).scalars():
                digest.update(piece)
                out.write(piece)
        if digest.hexdigest() != item.sha256:
            raise WorkspaceError(f"{self.place}: {item.reference} is not what was kept; {_AGAIN}")


def _cache() -> Path:
    return cache_folder().parent / "records"


def _cached(item: KeptRecords) -> Path:
    """Give the place of a file in the cache, which depends on all that is known of it: its columns can change."""
    return _cache() / hashlib.sha256(facts_of(item)).hexdigest()
