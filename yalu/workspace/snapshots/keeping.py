"""What every place that keeps lists can do: a folder (`store`) or a database (`database_store`)."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from yalu.workspace.snapshots.issue import Issue


class ListWriter(Protocol):
    """The log of one list, held by one writer."""

    def log(self) -> tuple[Issue, ...]:
        """Give the issues of the list as they stand."""

    def publish(self, staged: Path, issue: Issue) -> None:
        """Keep a snapshot, and name it in the log, as one step."""


class IssueStore(Protocol):
    """Where the issues of lists are kept. Making one writes nothing."""

    @property
    def place(self) -> str:
        """Where it is, for messages; without a password."""

    def names(self) -> tuple[str, ...]:
        """Give the names of all lists, sorted."""

    def without_log(self) -> tuple[str, ...]:
        """Say where there are snapshots that no log names."""

    def log(self, name: str) -> tuple[Issue, ...]:
        """Give the log of a list in the order in which issues were taken in; empty if there is none."""

    def snapshot_folder(self, issue: Issue) -> Path:
        """Give a folder with the files of a snapshot."""

    def damages(self, issue: Issue) -> list[str]:
        """Say what of a snapshot is not as it was when it was taken in."""

    def staged(self) -> AbstractContextManager[Path]:
        """Give a new folder to write in, which is cleared away at the end."""

    def writing(self, name: str) -> AbstractContextManager[ListWriter]:
        """Let one process at a time write to a list."""
