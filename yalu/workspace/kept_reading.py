"""What was read in one issue of a list, as a file of this machine; two are compared without holding either whole."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from pathlib import Path

from yalu.lists import ListDifference, ListSnapshot, diff_lists
from yalu.workspace.reading_file import line_hashes, read_reading, reader_version


@dataclass(frozen=True, slots=True)
class KeptReading:
    """One issue of a list, read and kept.

    `file` is the reading, `None` where there is none to trust; `sha256` the hash of the list. `finish` adds what the
    reading does not know, such as the name that the list has in the workspace. `again` gives the list by another way.
    """

    file: Path | None
    sha256: str
    finish: Callable[[ListSnapshot], ListSnapshot]
    again: Callable[[], ListSnapshot]

    def read(self, without: Set[bytes] = frozenset()) -> ListSnapshot | None:
        """Read it, as `read_reading` does; `None` where it is missing or damaged."""
        if self.file is None:
            return None
        known = read_reading(self.file, self.sha256, reader_version(), without=without)
        return None if known is None else self.finish(known)

    def repairs(self) -> tuple[str, ...]:
        """Say what was mended in the file, one line for each place."""
        known = self.read(without=self.line_hashes()) or self.again()
        return known.repairs

    def line_hashes(self) -> frozenset[bytes]:
        """Give the hashes of its lines, as `line_hashes` does."""
        return frozenset() if self.file is None else line_hashes(self.file)


def diff_readings(before: KeptReading, after: KeptReading) -> ListDifference:
    """Compare two issues as `diff_lists` does.

    Most entities of two issues are the same to the letter. They are told by the hashes of their lines and never taken
    apart, so that memory and time go by what differs.

    Raises:
        ListError, WorkspaceError: a reading is missing or damaged, and the list cannot be read again.
    """
    both = before.line_hashes() & after.line_hashes()
    old, new = before.read(both), after.read(both)
    if old is None or new is None:
        return diff_lists(before.again(), after.again())
    return diff_lists(old, new)
