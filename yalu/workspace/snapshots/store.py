"""The files of the workspace's lists.

    workspace.json                       what this folder is
    lists/NAME/log.jsonl                 one line per issue taken in; replaced in one step
    lists/NAME/ID/snapshot.json          what the snapshot is, with the hash of each file
    lists/NAME/ID/original/              the files as published, packed with gzip if they were not packed
    lists/NAME/ID/readings/VERSION...    what the readers of a version read in them
    staging/                             what is being written; whatever a killed process left is cleared away

Each line of the log holds the hash of the line before it and of its snapshot.json, which holds the hashes of the files.
So what is changed, taken out or put elsewhere shows. A snapshot is written in staging and put in place by one renaming,
before the log names it.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import orjson

from yalu.model import WorkspaceError
from yalu.workspace.snapshots.durable import locked, sync_folder, write_durably
from yalu.workspace.snapshots.issue import Issue
from yalu.workspace.snapshots.manifest import MANIFEST, hash_of

_KIND = "yalu workspace 1"
_MAX_NAME = 120
"""Characters of a list's name as a folder's name."""


class SnapshotStore:
    """Reads and writes the files of one workspace. Making one writes nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lists = folder / "lists"
        self._staging = folder / "staging"
        self._check()

    def names(self) -> tuple[str, ...]:
        """Give the names of all lists with a log, sorted."""
        if not self._lists.is_dir():
            return ()
        return tuple(sorted(unquote(item.name) for item in self._lists.iterdir() if (item / "log.jsonl").is_file()))

    def without_log(self) -> tuple[Path, ...]:
        """Give the folders of lists that hold snapshots but no log."""
        found = {manifest.parent.parent for manifest in self._lists.glob(f"*/*/{MANIFEST}")}
        return tuple(sorted(folder for folder in found if not (folder / "log.jsonl").is_file()))

    def snapshot_folder(self, issue: Issue) -> Path:
        """Give the folder of a snapshot."""
        return self._list_folder(issue.list) / issue.id

    def log(self, name: str) -> tuple[Issue, ...]:
        """Give the log of a list in the order in which issues were taken in; empty if there is none.

        Raises:
            WorkspaceError: the log is damaged.
        """
        return tuple(_issue(item, self._log_file(name), n) for n, item in enumerate(self.log_lines(name), 1))

    def log_lines(self, name: str) -> list[dict[str, Any]]:
        """Give the lines of a log as they are, checked to follow one from another.

        Raises:
            WorkspaceError: a line is damaged, or does not follow the one before it.
        """
        file = self._log_file(name)
        items, previous = [], ""
        for number, line in enumerate(self._log_bytes(name).splitlines(), 1):
            try:
                item = orjson.loads(line)
                follows = item["previous"] == previous
            except (ValueError, KeyError, TypeError):
                raise WorkspaceError(f"{file} (line {number}): the line is damaged; {_RESTORE}") from None
            if not follows:
                raise WorkspaceError(
                    f"{file} (line {number}): it does not follow the line before it, which was changed, taken out or "
                    f"moved; {_RESTORE}"
                )
            items.append(item)
            previous = hashlib.sha256(line).hexdigest()
        return items

    def manifest_hash(self, issue: Issue) -> str | None:
        """Give the hash that the log has of a snapshot's manifest; `None` if the log does not name it.

        Raises:
            WorkspaceError: the log is damaged.
        """
        found = [str(item["manifest"]) for item in self.log_lines(issue.list) if item["id"] == issue.id]
        return found[-1] if found else None

    @contextmanager
    def staged(self) -> Iterator[Path]:
        """Give a new folder to write in, which is cleared away at the end if it was not put in place.

        Raises:
            WorkspaceError: the workspace cannot be written.
        """
        try:
            with ExitStack() as stack:
                folder = self._claim(stack)
                try:
                    (folder / "snapshot").mkdir()
                    yield folder / "snapshot"
                finally:
                    shutil.rmtree(folder, ignore_errors=True)
        except OSError as error:
            raise WorkspaceError(f"{self.folder}: it cannot be written: {error.strerror or error}") from None

    @contextmanager
    def writing(self, name: str) -> Iterator[None]:
        """Let one process at a time write to a list."""
        folder = self._list_folder(name)
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / "lock"):
            yield

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
        manifest = hash_of(target / MANIFEST)
        self.log_lines(issue.list)
        before = self._log_bytes(issue.list)
        previous = hashlib.sha256(before.splitlines()[-1]).hexdigest() if before else ""
        line = orjson.dumps({**issue.to_json(), "manifest": manifest, "previous": previous}) + b"\n"
        write_durably(self._log_file(issue.list), before + line)

    def _log_bytes(self, name: str) -> bytes:
        try:
            return self._log_file(name).read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise WorkspaceError(f"{self._log_file(name)}: it cannot be read: {error.strerror or error}") from None

    def _log_file(self, name: str) -> Path:
        return self._list_folder(name) / "log.jsonl"

    def _list_folder(self, name: str) -> Path:
        safe = quote(name, safe="")
        safe = safe.replace(".", "%2E") if safe.startswith(".") else safe
        if not name or len(safe) > _MAX_NAME:
            raise WorkspaceError(f"{name[:60]!r} cannot be the name of a list: it is empty or too long")
        return self._lists / safe

    def _check(self) -> None:
        """Refuse a place that is no folder, and a workspace that another version made."""
        mark = self.folder / "workspace.json"
        if self.folder.exists() and not self.folder.is_dir():
            raise WorkspaceError(f"{self.folder}: this is no folder; name an empty or a new one")
        try:
            if not mark.exists() or orjson.loads(mark.read_bytes())["kind"] == _KIND:
                return
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(f"{mark}: it cannot be read: {error}; {_RESTORE}") from None
        raise WorkspaceError(f"{self.folder}: this workspace was made by another version of Yalu")

    def _claim(self, stack: ExitStack) -> Path:
        """Make a folder that is locked while `stack` is open, and clear away those that nobody holds any more."""
        self._staging.mkdir(parents=True, exist_ok=True)
        self._lists.mkdir(exist_ok=True)
        with locked(self._staging / ".lock"):
            mark = self.folder / "workspace.json"
            if not mark.exists():
                write_durably(mark, orjson.dumps({"kind": _KIND}) + b"\n")
            for left in [item for item in self._staging.iterdir() if item.is_dir()]:
                with locked(left / "lock", wait=False) as orphaned:
                    if orphaned:
                        shutil.rmtree(left, ignore_errors=True)
            folder = Path(tempfile.mkdtemp(dir=self._staging))
            stack.enter_context(locked(folder / "lock"))
            return folder


_RESTORE = "restore the workspace from a backup, or take the list in again in a new one"


def _issue(item: dict[str, Any], file: Path, number: int) -> Issue:
    try:
        return Issue.from_json({key: value for key, value in item.items() if key not in ("manifest", "previous")})
    except (KeyError, TypeError, ValueError):
        raise WorkspaceError(f"{file} (line {number}): the line is damaged; {_RESTORE}") from None


def _sync_all(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        if path.is_dir():
            sync_folder(path)
        else:
            handle = os.open(path, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
