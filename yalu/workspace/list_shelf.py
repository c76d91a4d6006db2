"""Lists that a caller from outside may name, and networks over them. No file of this machine can be named.

A list is named as in the workspace (NAME, NAME@DATE, NAME@ID, ID), or by its name if it is served from a file.
"""

import re
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yalu.lists import ListSnapshot
from yalu.model import InputError, WorkspaceError
from yalu.workspace.datasets import OutOfTimeError, ServedSources
from yalu.workspace.network_input import NetworkInput, load_network
from yalu.workspace.record_files import RecordFile
from yalu.workspace.snapshots import Issue, Workspace

_REFERENCE = re.compile(r"([\w.-]{1,100})(@[\w-]{1,64})?", re.ASCII)
_UPLOAD = re.compile(r"\w[\w.-]{0,79}", re.ASCII)
Expired = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a caller sent: what to call it, and what it holds."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class NetworkSources:
    """What a network is made of: lists by name (all that are served, if none), files that were sent, kept records."""

    lists: Sequence[str] = ()
    links: Sequence[Upload] = ()
    records: tuple[RecordFile, ...] = ()


class ListShelf:
    """The lists of a workspace, and those that are served. Threads may share it."""

    def __init__(self, sources: ServedSources) -> None:
        self.sources = sources
        self._lock = threading.Lock()
        self._known: tuple[tuple[str, tuple[RecordFile, ...]], NetworkInput] | None = None

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        return Workspace(self.sources.workspace)

    def issue(self, reference: str) -> Issue:
        """Give the issue of the workspace that is named.

        Raises:
            WorkspaceError: there is none, or it is no name of an issue.
        """
        return self.workspace.find(_checked(reference, self.workspace.lists()))

    def issues(self, name: str) -> tuple[Issue, ...]:
        """Give all issues of a list of the workspace, in the order in which they were taken in.

        Raises:
            WorkspaceError: there is no such list.
        """
        return self.workspace.log(_checked(name, self.workspace.lists()))

    def on(self, reference: str, day: date | None) -> tuple[Issue, bool]:
        """Give the issue that held on a day, and whether it is a later one because there is no earlier.

        Raises:
            WorkspaceError: as by `issue`.
        """
        if day is not None and reference in self.workspace.lists():
            return self.workspace.nearest(reference, day)
        return self.issue(reference), False

    def open(self, reference: str) -> ListSnapshot:
        """Read a list that is named.

        Raises:
            WorkspaceError: there is no such list.
        """
        kept = self.workspace
        if (_REFERENCE.fullmatch(reference) or [""])[0].partition("@")[0] not in kept.lists():
            for snapshot in self.sources.snapshots():
                if snapshot.name == reference:
                    return snapshot
        return kept.open(self.issue(reference))

    def lists(self, names: Sequence[str] = (), day: date | None = None) -> list[ListSnapshot]:
        """Read the lists that are named, or all that are served; with a day, those of the workspace in its issue.

        Raises:
            WorkspaceError: there is no such list, or none at all.
        """
        kept = self.workspace
        found = [self.open(name) for name in names] if names else list(self.sources.snapshots())
        if not found:
            raise WorkspaceError("there is no list to ask; the service serves none")
        if day is None:
            return found
        issues = kept.lists()
        asked = names or [snapshot.name for snapshot in found]
        return [
            kept.open(kept.nearest(name, day)[0]) if name in issues else snapshot
            for name, snapshot in zip(asked, found, strict=True)
        ]

    def network(self, sources: NetworkSources, *, match: bool, key: str, expired: Expired) -> NetworkInput:
        """Join lists and links to one network, as `load_network` does.

        Args:
            sources: The lists, links and records.
            match: Whether the parties of the links are screened against the lists.
            key: What changes when something else is served. The network of all that is served is kept until then, with
                the records that were asked for last.
            expired: Tells whether the time is over.

        Raises:
            WorkspaceError: there is no such list, or nothing to look in.
            InputError: links cannot be read.
            OutOfTimeError: it took too long.
        """

        def check(_words: str, _share: float | None) -> None:
            if expired():
                raise OutOfTimeError("the time was over before the network was joined")

        if sources.lists or sources.links or not match:
            return self._joined(sources, match=match, check=check)
        known = key, sources.records
        with self._lock:
            if self._known is None or self._known[0] != known:
                lists = [*self.sources.snapshots()] if sources.records else self.lists()
                self._known = known, load_network(lists, sources.records, progress=check)
            return self._known[1]

    def _joined(
        self, sources: NetworkSources, *, match: bool, check: Callable[[str, float | None], None]
    ) -> NetworkInput:
        lists = [self.open(name) for name in sources.lists] if sources.lists else list(self.sources.snapshots())
        with kept_uploads(sources.links) as paths:
            return load_network(lists, [*paths, *sources.records], match=match, progress=check)


@contextmanager
def kept_uploads(uploads: Sequence[Upload]) -> Iterator[list[Path]]:
    """Put what a caller sent into files under the names that he gave, and remove them at the end.

    Raises:
        InputError: a name is none of a file, or stands twice; or what is raised inside, with the file by its name.
    """
    with tempfile.TemporaryDirectory(prefix="yalu-") as folder:
        for upload in uploads:
            path = Path(folder) / upload.name
            if not _UPLOAD.fullmatch(upload.name) or path.exists():
                raise InputError(
                    repr(upload.name), "it is no name of a file, or stands twice", remedy="name it such as links.csv"
                )
            path.write_text(upload.content, encoding="utf-8")
        try:
            yield [Path(folder) / upload.name for upload in uploads]
        except InputError as error:
            told = [text.replace(f"{folder}/", "") for text in (error.path, error.reason, error.where, error.remedy)]
            raise InputError(told[0], told[1], where=told[2], remedy=told[3]) from None


def _checked(reference: str, known: Sequence[str]) -> str:
    """Check that a reference can only mean what is in the workspace."""
    found = _REFERENCE.fullmatch(reference)
    if found is None or (found[2] and found[1] not in known):
        raise WorkspaceError(f"{reference[:120]!r} names no list; there are {', '.join(known) or 'none'}")
    if not found[2] and found[1] not in known and not re.fullmatch("[0-9a-f]{6,64}", reference):
        raise WorkspaceError(f"{reference[:120]!r} names no list; there are {', '.join(known) or 'none'}")
    return reference
