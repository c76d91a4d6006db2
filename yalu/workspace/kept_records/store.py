"""The face of the records that are kept: loading, finding, taking out."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from yalu.model import WorkspaceError
from yalu.workspace.database import Place
from yalu.workspace.kept_records.database import DatabaseRecords
from yalu.workspace.kept_records.folder import FolderRecords
from yalu.workspace.kept_records.kept import ID, KeptRecords, Loaded
from yalu.workspace.kept_records.taking import copied, mapping_of, read_copy, write_mapping
from yalu.workspace.record_files import Progress, RecordFile
from yalu.workspace.snapshots.place import workspace_place
from yalu.workspace.tenants import DEFAULT_TENANT, check_tenant, tenant_folder


class _Records(Protocol):
    """Where records are kept: a folder, or a database."""

    place: str

    def all(self) -> list[KeptRecords]: ...
    def known(self, identity: str) -> KeptRecords | None: ...
    def file(self, item: KeptRecords) -> Path: ...
    def writing(self) -> AbstractContextManager[Path]: ...
    def keep(self, folder: Path, item: KeptRecords) -> KeptRecords: ...
    def take_out(self, item: KeptRecords) -> None: ...


class RecordStore:
    """The records of a workspace. Any number of processes may use them."""

    def __init__(self, workspace: Place | None = None, tenant: str = DEFAULT_TENANT) -> None:
        """Use the records of a workspace; left out, of the one of the environment or of the user. Writes nothing.

        Raises:
            DatabaseError: the workspace is no address of a database that is known.
            TenantError: it is no name of a tenant.
        """
        place = workspace_place(workspace)
        self._records: _Records = (
            FolderRecords(tenant_folder(place, tenant))
            if isinstance(place, Path)
            else DatabaseRecords(place, check_tenant(tenant))
        )

    @property
    def place(self) -> str:
        """Where they are, for messages; without a password."""
        return self._records.place

    def all(self) -> tuple[KeptRecords, ...]:
        """Give what is kept, by kind and name.

        Raises:
            WorkspaceError: what is kept of a file is damaged.
        """
        return tuple(sorted(self._records.all(), key=lambda item: (item.kind, item.name, item.id)))

    def files(self, *kinds: str) -> tuple[RecordFile, ...]:
        """Give the files that are kept, of some kinds or of all, under the names by which evidence calls them.

        Raises:
            WorkspaceError: as by `all`, or a file of a database cannot be fetched.
        """
        return tuple(self.file(item) for item in self.all() if not kinds or item.kind in kinds)

    def file(self, item: KeptRecords) -> RecordFile:
        """Give the file of what is kept.

        Raises:
            WorkspaceError: a file of a database cannot be fetched.
        """
        return RecordFile(self._records.file(item), item.kind, item.reference)

    def find(self, reference: str) -> KeptRecords:
        """Give what a name, or the first characters of an id, means.

        Raises:
            WorkspaceError: it means nothing that is kept, or several.
        """
        known = self.all()
        found = [
            item
            for item in known
            if reference in (item.name, item.reference) or (len(reference) >= 4 and item.id.startswith(reference))
        ]
        if len(found) != 1:
            several = ", ".join(item.reference for item in found or known[:20]) or "nothing"
            words = "may mean several" if found else "is none"
            raise WorkspaceError(f"{reference!r} {words} of the records in {self.place}; there is {several}")
        return found[0]

    def remove(self, reference: str) -> KeptRecords:
        """Take a file out, and say what it was.

        Raises:
            WorkspaceError: as by `find`, or it cannot be taken out.
        """
        item = self.find(reference)
        self._records.take_out(item)
        return item

    def load(
        self,
        path: Path | str,
        *,
        now: datetime,
        columns: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> Loaded:
        """Take in a file: its kind is told from its content, and every row is read once.

        A row that cannot be used is told, and the rest is kept; what is kept is the file as it is.

        Args:
            path: The file.
            now: When it is taken in.
            columns: Field to column, where the heads do not tell; beside a mapping file.
            progress: Called with words and the share that is done.

        Raises:
            InputError: it holds no records that are known, or none that can be used.
            WorkspaceError: it is kept with another mapping, or the place cannot be written.
        """
        path = Path(path)
        with self._records.writing() as staging:
            copy, digest = copied(path, staging / "new")
            said = {**(mapping_of(path)), **(columns or {})}
            if (known := self._records.known(digest[:ID])) is not None:
                return Loaded(_same(known, said, path), new=False)
            write_mapping(copy, said)
            read = read_copy(copy, path, progress)
            item = replace(read, sha256=digest, id=digest[:ID], columns=said, loaded=now.isoformat(timespec="seconds"))
            kept = self._records.keep(copy.parent, item)
        return Loaded(item, new=True) if kept == item else Loaded(_same(kept, said, path), new=False)


def _same(known: KeptRecords, said: Mapping[str, str], path: Path) -> KeptRecords:
    if dict(known.columns) != said:
        remedy = f"take it out first with `yalu load --remove {known.id[:8]}`"
        raise WorkspaceError(f"{path}: it is kept already with other columns; {remedy}")
    return known


def records_note(files: Sequence[RecordFile]) -> str:
    """Say that the links of a question are those of kept records."""
    count = "1 file" if len(files) == 1 else f"{len(files):,} files"
    return f"The links are those of {count} of records that the workspace keeps."


def kept_files(store: RecordStore, names: Iterable[Path | str]) -> list[RecordFile | Path]:
    """Tell of names which mean files, and which mean records that are kept; a file goes first."""
    found: list[RecordFile | Path] = []
    for name in names:
        path = Path(name)
        found.append(path if path.exists() or "/" in str(name) else _kept_or(store, path))
    return found


def _kept_or(store: RecordStore, path: Path) -> RecordFile | Path:
    with contextlib.suppress(WorkspaceError):
        return store.file(store.find(str(path)))
    return path
