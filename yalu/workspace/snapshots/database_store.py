"""Lists in a database, for a team: logs and snapshots there, and on each machine a cache of the snapshots it has used.

A snapshot and the line of the log that names it are written in one transaction. A machine that opens a snapshot fetches
its files once, and checks them by their hashes; what lies in the cache can be taken away at any time.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from sqlalchemy import Connection, insert, select

from yalu.model import WorkspaceError
from yalu.workspace.database import START, Database, Place, insert_missing
from yalu.workspace.list_cache import cache_folder
from yalu.workspace.snapshots.issue import Issue
from yalu.workspace.snapshots.keeping import ListWriter
from yalu.workspace.snapshots.log import (
    RESTORE,
    hash_of_line,
    issues_of,
    kept_name,
    line_of,
    manifest_hash_of,
    name_of,
)
from yalu.workspace.snapshots.manifest import MANIFEST, find_damages, hash_of
from yalu.workspace.snapshots.staging import staged_in_cache
from yalu.workspace.snapshots.tables import CONTENT, FILES, HEADS, LINES

_PIECE = 1 << 20
"""Bytes of a piece of content."""
_READINGS = "readings/"
"""Files that can be made again from the original."""


class DatabaseSnapshotStore:
    """Reads and writes the lists of one database. Making one writes nothing."""

    def __init__(self, address: Place) -> None:
        """Name the database.

        Raises:
            DatabaseError: it is no address of a database.
        """
        self._database = Database(address, "the lists")

    @property
    def place(self) -> str:
        """Where it is, for messages; without a password."""
        return str(self._database)

    def names(self) -> tuple[str, ...]:
        """Give the names of all lists with a log, sorted."""
        if not self._database.exists():
            return ()
        with self._database.reading() as connection:
            kept = connection.execute(select(LINES.c.list).where(LINES.c.number == 1)).scalars().all()
        return tuple(sorted(map(name_of, kept)))

    def without_log(self) -> tuple[str, ...]:
        """Say which lists have snapshots but no log."""
        if not self._database.exists():
            return ()
        with self._database.reading() as connection:
            kept = set(connection.execute(select(FILES.c.list).distinct()).scalars())
        return tuple(f"{self.place}: {name}" for name in sorted(map(name_of, kept)) if name not in self.names())

    def log(self, name: str) -> tuple[Issue, ...]:
        """Give the log of a list in the order in which issues were taken in; empty if there is none.

        Raises:
            WorkspaceError: the log is damaged.
        """
        return issues_of(self._read_lines(name), self._log_place(name))

    def snapshot_folder(self, issue: Issue) -> Path:
        """Give a folder of this machine with the files of a snapshot, which are fetched if they are not there.

        Raises:
            WorkspaceError: the database does not hold it, or it is damaged, or the cache cannot be written.
        """
        expected = self._manifest_hash(issue)
        folder = _cache() / expected
        if not _is_here(folder, expected):
            with self.staged() as staged:
                self._fetch(issue, staged)
                if not _is_here(staged, expected):
                    raise self._damaged(issue, MANIFEST)
                if not folder.exists():
                    staged.rename(folder)
                elif not _is_here(folder, expected):
                    raise WorkspaceError(f"{folder}: it was changed; take it away, it is fetched anew")
        return folder

    def damages(self, issue: Issue) -> list[str]:
        """Say what of a snapshot in the database is not as it was when it was taken in.

        Raises:
            WorkspaceError: the log is damaged, or the cache cannot be written.
        """
        with self.staged() as staged:
            found = self._fetch(issue, staged, lenient=True)
            told = find_damages(staged, issue, self._manifest_hash(issue)) if not found else []
            return [str(self._damaged(issue, path)) for path in found] + [
                text.replace(str(staged), f"{self.place}: {issue.reference}") for text in told
            ]

    @contextmanager
    def staged(self) -> Iterator[Path]:
        """Give a new folder of this machine to write in, which is cleared away at the end.

        Raises:
            WorkspaceError: the cache cannot be written.
        """
        with staged_in_cache(_cache()) as folder:
            yield folder

    @contextmanager
    def writing(self, name: str) -> Iterator[ListWriter]:
        """Let one process at a time write to a list. What is written is kept when the block ends, or not at all."""
        with self._database.writing() as connection:
            HEADS.take(connection, kept_name(name))
            yield _Writer(self, connection, name)

    def lines(self, connection: Connection, name: str) -> list[bytes]:
        """Give the lines of a log, checked to end where the head says.

        Raises:
            WorkspaceError: they do not.
        """
        kept = kept_name(name)
        query = select(LINES.c.content).where(LINES.c.list == kept).order_by(LINES.c.number)
        lines = [bytes(line) for line in connection.execute(query).scalars()]
        head = HEADS.read(connection, kept) or (0, START)
        if head != (len(lines), hash_of_line(lines[-1]) if lines else START):
            raise WorkspaceError(f"{self._log_place(name)}: lines were taken out or changed; {RESTORE}")
        return lines

    def add_line(self, connection: Connection, issue: Issue, staged: Path) -> None:
        """Keep a snapshot, and name it in the log."""
        kept, before = kept_name(issue.list), self.lines(connection, issue.list)
        mine = (FILES.c.list == kept) & (FILES.c.snapshot == issue.id)
        manifest = connection.execute(select(FILES.c.sha256).where(mine, FILES.c.path == MANIFEST)).scalar_one_or_none()
        if manifest is None:
            _keep_files(connection, kept, issue.id, staged)
            manifest = hash_of(staged / MANIFEST)
        line = line_of(issue, manifest, before)
        number = len(before) + 1
        connection.execute(insert(LINES).values(list=kept, number=number, content=line))
        HEADS.move(connection, kept, number, hash_of_line(line))

    def issues(self, connection: Connection, name: str) -> tuple[Issue, ...]:
        """Give the log of a list as a transaction sees it."""
        return issues_of(self.lines(connection, name), self._log_place(name))

    def _read_lines(self, name: str) -> list[bytes]:
        if not self._database.exists():
            return []
        with self._database.reading() as connection:
            return self.lines(connection, name)

    def _manifest_hash(self, issue: Issue) -> str:
        found = manifest_hash_of(self._read_lines(issue.list), issue, self._log_place(issue.list))
        if found is None:
            raise WorkspaceError(f"{self.place}: there is no snapshot {issue.reference}")
        return found

    def _log_place(self, name: str) -> str:
        return f"{self.place}: the log of {name}"

    def _damaged(self, issue: Issue, path: str) -> WorkspaceError:
        return WorkspaceError(f"{self.place}: {path} of {issue.reference} is not what was kept; {RESTORE}")

    def _fetch(self, issue: Issue, folder: Path, *, lenient: bool = False) -> list[str]:
        """Write the files of a snapshot to a folder, and give those that are damaged; readings may be left out.

        Raises:
            WorkspaceError: a file is damaged that is more than a reading, unless it is `lenient`.
        """
        damaged = []
        mine = (FILES.c.list == kept_name(issue.list)) & (FILES.c.snapshot == issue.id)
        with self._database.reading() as connection:
            for path, sha256 in connection.execute(select(FILES.c.path, FILES.c.sha256).where(mine)).all():
                target = folder / _inside(path)
                target.parent.mkdir(parents=True, exist_ok=True)
                if _write_content(connection, sha256, target):
                    continue
                damaged.append(path)
                target.unlink()
                if not lenient and not path.startswith(_READINGS):
                    raise self._damaged(issue, path)
        return sorted(damaged)


class _Writer:
    """The log of one list, in a transaction that holds its head."""

    def __init__(self, store: DatabaseSnapshotStore, connection: Connection, name: str) -> None:
        self._store, self._connection, self._name = store, connection, name

    def log(self) -> tuple[Issue, ...]:
        return self._store.issues(self._connection, self._name)

    def publish(self, staged: Path, issue: Issue) -> None:
        self._store.add_line(self._connection, issue, staged)


def _cache() -> Path:
    return cache_folder().parent / "snapshots"


def _is_here(folder: Path, manifest: str) -> bool:
    try:
        return hash_of(folder / MANIFEST) == manifest
    except OSError:
        return False


def _inside(path: str) -> PurePosixPath:
    """Give a path that stays inside the folder; the database may hold what others wrote."""
    found = PurePosixPath(path)
    if found.is_absolute() or ".." in found.parts:
        raise WorkspaceError(f"{path!r} is no name of a file of a snapshot; {RESTORE}")
    return found


def _keep_files(connection: Connection, kept: str, snapshot: str, staged: Path) -> None:
    for file in sorted(path for path in staged.rglob("*") if path.is_file()):
        sha256, size = hash_of(file), file.stat().st_size
        path = file.relative_to(staged).as_posix()
        row = {"list": kept, "snapshot": snapshot, "path": path, "sha256": sha256, "size": size}
        connection.execute(insert(FILES).values(**row))
        if connection.execute(select(CONTENT.c.place).where(CONTENT.c.sha256 == sha256).limit(1)).first():
            continue
        with file.open("rb") as opened:
            place = 0
            while piece := opened.read(_PIECE):
                insert_missing(connection, CONTENT, [{"sha256": sha256, "place": place, "data": piece}])
                place += 1


def _write_content(connection: Connection, sha256: str, target: Path) -> bool:
    """Write content to a file; tell whether it is what its hash says."""
    digest = hashlib.sha256()
    query = select(CONTENT.c.data).where(CONTENT.c.sha256 == sha256).order_by(CONTENT.c.place)
    with target.open("wb") as out:
        for piece in connection.execute(query.execution_options(yield_per=4)).scalars():
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest() == sha256
