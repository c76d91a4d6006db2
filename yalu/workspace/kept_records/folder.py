"""Records in a folder.

    records/ID/record.json     what the file is: name, hash, kind, how many rows were read, which were not
    records/ID/NAME            the file as it was given
    records/ID/*.mapping.yaml  how its columns are called, where the heads do not tell

A file is written beside its place and put there by one renaming: it is there whole or not at all.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yalu.model import WorkspaceError
from yalu.workspace.kept_records.kept import KeptRecords, facts_of, read_facts
from yalu.workspace.snapshots.durable import locked, sync_folder

RECORDS = "records"
_FACTS = "record.json"


class FolderRecords:
    """The records of a folder. Any number of processes may read while one writes."""

    def __init__(self, folder: Path) -> None:
        """Name the workspace's folder. Writes nothing."""
        self.place = str(folder)
        self._folder = folder / RECORDS

    def all(self) -> list[KeptRecords]:
        """Give what is kept, in any order.

        Raises:
            WorkspaceError: what is kept of a file is damaged.
        """
        return [self._facts(file) for file in self._folder.glob(f"*/{_FACTS}")]

    def known(self, identity: str) -> KeptRecords | None:
        """Give what is kept under an id."""
        file = self._folder / identity / _FACTS
        return self._facts(file) if file.is_file() else None

    def file(self, item: KeptRecords) -> Path:
        """Give the file of what is kept."""
        return self._folder / item.id / item.name

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """Give a folder beside the records to write in, one process at a time; it is cleared away at the end.

        Raises:
            WorkspaceError: it cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with locked(self._folder / ".lock"):
                for left in self._folder.glob(".staging-*"):
                    shutil.rmtree(left, ignore_errors=True)
                staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=self._folder))
                try:
                    yield staging
                finally:
                    shutil.rmtree(staging, ignore_errors=True)
        except OSError as error:
            raise WorkspaceError(f"{self._folder}: it cannot be written: {error.strerror or error}") from None

    def keep(self, folder: Path, item: KeptRecords) -> KeptRecords:
        """Keep a folder that holds the file and its mapping; whoever calls is writing."""
        (folder / _FACTS).write_bytes(facts_of(item))
        sync_folder(folder)
        folder.rename(self._folder / item.id)
        sync_folder(self._folder)
        return item

    def take_out(self, item: KeptRecords) -> None:
        """Take a file out.

        Raises:
            WorkspaceError: it cannot be taken out.
        """
        with self.writing() as staging:
            (self._folder / item.id).rename(staging / item.id)
            sync_folder(self._folder)

    def _facts(self, file: Path) -> KeptRecords:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise WorkspaceError(f"{file}: it cannot be read: {error}") from None
        return read_facts(data, str(file), "take the folder away and load the file again")
