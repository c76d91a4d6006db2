"""The workspace, as the rest of Yalu sees it."""

import contextlib
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from yalu.lists import ListSnapshot, Progress, apply_deltas, list_files, read_list
from yalu.model import DateError, ListError, WorkspaceError, parse_day
from yalu.workspace.database import Place
from yalu.workspace.kept_reading import KeptReading
from yalu.workspace.reading_file import reader_version, write_reading
from yalu.workspace.snapshots.database_store import DatabaseSnapshotStore
from yalu.workspace.snapshots.intake import Published, dated, reasons_to_refuse
from yalu.workspace.snapshots.issue import Issue
from yalu.workspace.snapshots.keeping import IssueStore, ListWriter
from yalu.workspace.snapshots.manifest import is_as_written, reading_file, write_manifest
from yalu.workspace.snapshots.packing import keep_files, restore_files
from yalu.workspace.snapshots.place import workspace_place
from yalu.workspace.snapshots.store import SnapshotStore

_HEX = re.compile(r"[0-9a-f]{6,64}")


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file: its issue, whether it was new, and whether it is the current one now."""

    issue: Issue
    new: bool
    current: bool


class Workspace:
    """Lists with all their issues, in a folder or in a database.

    Reading writes nothing but, beside a snapshot, what a newer version of the readers reads in it. Any number of
    processes may read while one writes.

    Example:
        >>> workspace = Workspace("sanctions")                                              # doctest: +SKIP
        >>> workspace.add("sdn_advanced.xml", now=datetime.now(UTC))                        # doctest: +SKIP
        >>> snapshot = workspace.open(workspace.as_of("ofac-sdn", date(2024, 5, 28)).id)    # doctest: +SKIP
    """

    def __init__(self, place: Place | None = None) -> None:
        """Use the workspace in a folder or a database; left out, the one of the environment or of the user.

        Args:
            place: A folder, or the address of a database (`postgresql://HOST/NAME`, `sqlite:///FILE`).

        Raises:
            WorkspaceError: the place is no folder and no known database, or was made by another version.
        """
        found = workspace_place(place)
        self._store: IssueStore = SnapshotStore(found) if isinstance(found, Path) else DatabaseSnapshotStore(found)

    @property
    def place(self) -> str:
        """Where the workspace is, for messages; without a password."""
        return self._store.place

    @property
    def folder(self) -> Path:
        """The folder of the workspace.

        Raises:
            WorkspaceError: it is a database.
        """
        if isinstance(self._store, SnapshotStore):
            return self._store.folder
        raise WorkspaceError(f"{self.place}: this workspace is a database and has no folder")

    def lists(self) -> tuple[str, ...]:
        """Give the names of the lists, sorted."""
        return self._store.names()

    def log(self, name: str) -> tuple[Issue, ...]:
        """Give all issues of a list in the order in which they were taken in.

        An issue that was taken in again with another date stands there twice; the later line holds.

        Raises:
            WorkspaceError: there is no such list, or its log is damaged.
        """
        log = self._store.log(name)
        if not log:
            known = ", ".join(self.lists()) or "none yet; take one in with `yalu lists add FILE`"
            raise WorkspaceError(f"the workspace {self.place} has no list {name!r}; it has {known}")
        return log

    def issues(self, name: str) -> tuple[Issue, ...]:
        """Give each issue of a list once, by day of publication, then in the order of taking in.

        Raises:
            WorkspaceError: as by `log`.
        """
        return _in_order(self.log(name))

    def current(self, name: str) -> Issue:
        """Give the latest issue of a list.

        Raises:
            WorkspaceError: as by `log`.
        """
        return self.issues(name)[-1]

    def as_of(self, name: str, day: date) -> Issue:
        """Give the issue that held on a day: the latest that was published on that day or before.

        Raises:
            WorkspaceError: as by `log`, or all issues were published later.
        """
        issues = self.issues(name)
        held = [issue for issue in issues if issue.issued <= day.isoformat()]
        if not held:
            raise WorkspaceError(
                f"the workspace has no issue of {name} from {day} or before; the earliest is of {issues[0].issued}"
            )
        return held[-1]

    def nearest(self, name: str, day: date) -> tuple[Issue, bool]:
        """Give the issue that held on a day; if all were published later, the first of them, and `True`.

        Raises:
            WorkspaceError: as by `log`.
        """
        earliest = self.issues(name)[0]
        if earliest.issued > day.isoformat():
            return earliest, True
        return self.as_of(name, day), False

    def find(self, reference: str) -> Issue:
        """Give the issue that NAME, NAME@DATE, NAME@ID or ID means; of an id, the first six characters will do.

        Raises:
            WorkspaceError: there is none, or more than one.
        """
        name, sign, rest = reference.rpartition("@")
        if not sign and reference in self.lists():
            return self.current(reference)
        if sign:
            with contextlib.suppress(DateError):
                return self.as_of(name, parse_day(rest))
        if not _HEX.fullmatch(rest):
            known = ", ".join(self.lists()) or "no list"
            raise WorkspaceError(
                f"{reference!r} names no issue; write NAME, NAME@DATE, NAME@ID or the ID of a snapshot (the workspace "
                f"{self.place} has {known})"
            )
        names = (name,) if sign else self.lists()
        found = [issue for item in names for issue in self.issues(item) if issue.id.startswith(rest)]
        if len(found) != 1:
            several = ", ".join(issue.reference for issue in found) or "none"
            raise WorkspaceError(f"{reference!r} must name one issue; it names {several}")
        return found[0]

    def open(self, reference: str | Issue, *, progress: Progress | None = None) -> ListSnapshot:
        """Give what a snapshot says, as this version of the readers reads it.

        What was read is kept beside the original, so opening takes a second. Another version of the readers reads
        the original again, and keeps what it read beside the rest.

        Raises:
            WorkspaceError: there is no such snapshot, or its files are damaged.
            ListError: this version of the readers refuses the file.
        """
        issue = reference if isinstance(reference, Issue) else self.find(reference)
        folder = self._store.snapshot_folder(issue)
        known = self._reading_in(folder, issue).read()
        if known is not None:
            return known
        snapshot = self.read_again(issue, progress=progress)
        with contextlib.suppress(OSError):
            write_reading(reading_file(folder, reader_version()), snapshot, reader_version())
        return _named_as(issue, snapshot)

    def reading(self, reference: str | Issue, *, progress: Progress | None = None) -> KeptReading:
        """Give where it is kept what this version of the readers reads in a snapshot, which is read now if need be.

        Raises:
            WorkspaceError, ListError: as by `open`.
        """
        issue = reference if isinstance(reference, Issue) else self.find(reference)
        folder = self._store.snapshot_folder(issue)
        if self._reading_in(folder, issue).file is None:
            self.open(issue, progress=progress)
        return self._reading_in(folder, issue)

    def _reading_in(self, folder: Path, issue: Issue) -> KeptReading:
        file = reading_file(folder, reader_version())
        trusted = file.is_file() and is_as_written(folder, reader_version())
        return KeptReading(file if trusted else None, issue.id, partial(_named_as, issue), partial(self.open, issue))

    def add(
        self,
        path: Path | str,
        *,
        now: datetime,
        published: Published | None = None,
        force: bool = False,
        recover: bool = False,
        progress: Progress | None = None,
    ) -> Added:
        """Take in a list file as an issue of its list. Either all of it is kept, or nothing changes.

        Args:
            path: The file, packed or not; or a folder with the files of one list.
            now: When it is taken in, with a time zone.
            published: What is known of its publication besides the file: the day, the address.
            force: Take it even if there are reasons to refuse it (see `reasons_to_refuse` and `read_list`).
            recover: Mend wrong bytes, as `read_list` does.
            progress: As for `read_list`.

        Raises:
            ListError: the file cannot be read as a list, changes meanwhile, or is refused.
            WorkspaceError: the workspace cannot be written.
        """
        files = list_files(Path(path))
        before = _state(files)
        snapshot = read_list(path, recover=recover, force=force, progress=progress)
        with self._store.staged() as staged:
            issue = dated(snapshot, Path(path).name, published or Published(), now.astimezone(UTC))
            kept = keep_files(files, staged / "original")
            if _state(files) != before:
                raise ListError(files[0], "the file changed while it was read", remedy="take it in again")
            issue = replace(issue, files=kept, recovered=recover, lenient=force)
            write_reading(reading_file(staged, reader_version()), snapshot, reader_version())
            write_manifest(staged, issue, reader_version())
            with self._store.writing(issue.list) as writer:
                return _publish(writer, staged, issue, files[0], force=force)

    @contextmanager
    def room(self) -> Iterator[Path]:
        """Give an empty folder for files that come in, on the disk of the workspace; it is cleared away at the end.

        Raises:
            WorkspaceError: the workspace cannot be written.
        """
        with self._store.staged() as folder:
            yield folder

    def apply(self, name: str, deltas: Sequence[Path], *, now: datetime, force: bool = False) -> Added:
        """Take in what deltas of OpenSanctions make of the current issue of a list, as an issue of its own.

        Raises:
            ListError: a delta is damaged or was made for another issue, or the outcome is refused.
            WorkspaceError: there is no such list, or the workspace cannot be written.
        """
        base = self.current(name)
        with self.room() as folder:
            kept = self._store.snapshot_folder(base) / "original"
            (folder / "base").mkdir()
            file = apply_deltas(restore_files(base.files, kept, folder / "base"), deltas, folder)
            file = file.rename(folder / base.files[0].name)
            return self.add(file, now=now, published=Published(name=name), force=force)

    def read_again(self, issue: Issue, *, progress: Progress | None = None) -> ListSnapshot:
        """Read an issue from the files as they were published.

        Raises:
            WorkspaceError: they are damaged, or another list than the log says.
            ListError: this version of the readers refuses them.
        """
        folder = self._store.snapshot_folder(issue)
        with tempfile.TemporaryDirectory(prefix="yalu-") as place:
            main = restore_files(issue.files, folder / "original", Path(place))
            snapshot = read_list(main, recover=issue.recovered, force=issue.lenient, progress=progress)
        if snapshot.sha256 != issue.id:
            raise WorkspaceError(f"{folder}: what is kept there is another list than the log says")
        return snapshot

    def without_log(self) -> tuple[str, ...]:
        """Say where there are snapshots which no log names, because it is gone or was never written."""
        return self._store.without_log()

    def damages(self, issue: Issue) -> list[str]:
        """Say what of an issue's files is not as it was when it was taken in."""
        return self._store.damages(issue)


def _named_as(issue: Issue, snapshot: ListSnapshot) -> ListSnapshot:
    return replace(snapshot, name=issue.list, date=snapshot.date or issue.issued)


def _publish(writer: ListWriter, staged: Path, issue: Issue, given: Path, *, force: bool) -> Added:
    log = writer.log()
    known = next((item for item in _in_order(log) if item.id == issue.id), None)
    if known is not None and known.issued == issue.issued:
        return Added(known, new=False, current=_in_order(log)[-1].id == known.id)
    others = [item for item in _in_order(log) if item.id != issue.id]
    reasons = reasons_to_refuse(issue, others)
    if reasons and not force:
        raise ListError(given, "; ".join(reasons), remedy="take it all the same with --force")
    issue = replace(issue, forced=(*issue.forced, *reasons))
    writer.publish(staged, issue)
    return Added(issue, new=True, current=_in_order((*log, issue))[-1].id == issue.id)


def _in_order(log: Sequence[Issue]) -> tuple[Issue, ...]:
    last = {issue.id: (issue.issued, place, issue) for place, issue in enumerate(log)}
    return tuple(issue for *_, issue in sorted(last.values(), key=lambda item: item[:2]))


def _state(files: Sequence[Path]) -> list[tuple[int, int, int]]:
    try:
        return [(item.st_ino, item.st_size, item.st_mtime_ns) for item in (file.stat() for file in files)]
    except (OSError, ValueError):
        return []
