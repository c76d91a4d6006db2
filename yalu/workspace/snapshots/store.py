"""The files of the workspace's lists.

    workspace.json                       what this folder is
    lists/NAME/log.jsonl                 one line per issue taken in; replaced in one step
    lists/NAME/ID/snapshot.json          what the snapshot is, with the hash of each file
    lists/NAME/ID/original/              the files as published, packed with gzip if they were not packed
    lists/NAME/ID/readings/VERSION...    what the readers of a version read in them
    staging/                             what is being written; whatever a killed process left is cleared away

A snapshot is written in staging and put in place by one renaming, before the log names it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from yalu.model import WorkspaceError
from yalu.workspace.snapshots.durable import locked, sync_folder, write_durably
from yalu.workspace.snapshots.issue import Issue
from yalu.workspace.snapshots.keeping import ListWriter
from yalu.workspace.snapshots.log import RESTORE, issues_of, kept_name, line_of, manifest_hash_of, name_of
from yalu.workspace.snapshots.manifest import MANIFEST, find_damages, hash_of
from yalu.workspace.snapshots.staging import staged_in

_KIND = "yalu workspace 1"


class SnapshotStore:
    """Reads and writes the files of one workspace. Making one writes nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lists = folder / "lists"
        self._staging = folder / "staging"
        self._check()

    @property
    def place(self) -> str:
        """Where it is, for messages."""
        return str(self.folder)

    def names(self) -> tuple[str, ...]:
        """Give the names of all lists with a log, sorted."""
        if not self._lists.is_dir():
            return ()
        return tuple(sorted(name_of(item.name) for item in self._lists.iterdir() if (item / "log.jsonl").is_file()))

    def without_log(self) -> tuple[str, ...]:
        """Give the folders of lists that hold snapshots but no log."""
        found = {manifest.parent.parent for manifest in self._lists.glob(f"*/*/{MANIFEST}")}
        return tuple(str(folder) for folder in sorted(found) if not (folder / "log.jsonl").is_file())

    def snapshot_folder(self, issue: Issue) -> Path:
        """Give the folder of a snapshot."""
        return self._list_folder(issue.list) / issue.id

    def log(self, name: str) -> tuple[Issue, ...]:
        """Give the log of a list in the order in which issues were taken in; empty if there is none.

        Raises:
            WorkspaceError: the log is damaged.
        """
        return issues_of(self._lines(name), str(self._log_file(name)))

    def damages(self, issue: Issue) -> list[str]:
        """Say what of a snapshot's files is missing or changed.

        Raises:
            WorkspaceError: the log is damaged.
        """
        expected = manifest_hash_of(self._lines(issue.list), issue, str(self._log_file(issue.list)))
        return find_damages(self.snapshot_folder(issue), issue, expected)

    @contextmanager
    def staged(self) -> Iterator[Path]:
        """Give a new folder to write in, which is cleared away at the end if it was not put in place.

        Raises:
            WorkspaceError: the workspace cannot be written.
        """
        try:
            self._mark()
            with staged_in(self._staging) as folder:
                yield folder
        except OSError as error:
            raise WorkspaceError(f"{self.folder}: it cannot be written: {error.strerror or error}") from None

    @contextmanager
    def writing(self, name: str) -> Iterator[ListWriter]:
        """Let one process at a time write to a list."""
        folder = self._list_folder(name)
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / "lock"):
            yield _Writer(self, name)

    def publish(self, staged: Path, issue: Issue) -> None:
        """Put a snapshot in place, then name it in the log. The caller holds `writing`.

        Raises:
            OSError: the place cannot be written.
            WorkspaceError: the log is damaged.
        """
        target = self.snapshot_folder(issue)
        if not (target / MANIFEST).is_file():
            _sync_all(staged)
            staged.rename(target)
            sync_folder(target.parent)
        self.log(issue.list)
        before = self._lines(issue.list)
        lines = [*before, line_of(issue, hash_of(target / MANIFEST), before)]
        write_durably(self._log_file(issue.list), b"".join(line + b"\n" for line in lines))

    def _lines(self, name: str) -> list[bytes]:
        try:
            return self._log_file(name).read_bytes().splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise WorkspaceError(f"{self._log_file(name)}: it cannot be read: {error.strerror or error}") from None

    def _log_file(self, name: str) -> Path:
        return self._list_folder(name) / "log.jsonl"

    def _list_folder(self, name: str) -> Path:
        return self._lists / kept_name(name)

    def _check(self) -> None:
        """Refuse a place that is no folder, and a workspace that another version made."""
        mark = self.folder / "workspace.json"
        if self.folder.exists() and not self.folder.is_dir():
            raise WorkspaceError(f"{self.folder}: this is no folder; name an empty or a new one")
        try:
            if not mark.exists() or orjson.loads(mark.read_bytes())["kind"] == _KIND:
                return
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(f"{mark}: it cannot be read: {error}; {RESTORE}") from None
        raise WorkspaceError(f"{self.folder}: this workspace was made by another version of Yalu")

    def _mark(self) -> None:
        """Say what the folder is, where nobody has."""
        self._staging.mkdir(parents=True, exist_ok=True)
        self._lists.mkdir(exist_ok=True)
        mark = self.folder / "workspace.json"
        if not mark.exists():
            with locked(self._staging / ".lock"):
                write_durably(mark, orjson.dumps({"kind": _KIND}) + b"\n")


class _Writer:
    """The log of one list, while its lock is held."""

    def __init__(self, store: SnapshotStore, name: str) -> None:
        self._store, self._name = store, name

    def log(self) -> tuple[Issue, ...]:
        return self._store.log(self._name)

    def publish(self, staged: Path, issue: Issue) -> None:
        self._store.publish(staged, issue)


def _sync_all(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        if path.is_dir():
            sync_folder(path)
        else:
            handle = os.open(path, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
