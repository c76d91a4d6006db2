"""What the rows behind holdings say, as the file has it: a row is cut to its parts when its evidence is asked for."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np


class Said(NamedTuple):
    """What a row or element says: where it stands, its own words, who it names as its source, and the day."""

    place: str
    quote: str
    source: str | None = None
    stated: str | None = None


class Lines:
    """Lines of a file that follow each other, kept as one text: a million small texts would take three times as much.

    `read` makes of a line what it says; `first` is the number of the first line.
    """

    def __init__(self, first: int, lines: Sequence[str], read: Callable[[str, str], Said]) -> None:
        self._first = first
        self._text = "".join(lines)
        self._ends = np.cumsum(np.fromiter(map(len, lines), np.int32, len(lines)), dtype=np.int64)
        self._read = read

    def __len__(self) -> int:
        return len(self._ends)

    @property
    def numbers(self) -> range:
        """The numbers of the lines."""
        return range(self._first, self._first + len(self))

    def __getitem__(self, at: int) -> Said:
        begin = int(self._ends[at - 1]) if at else 0
        return self._read(f"line {self._first + at}", self._text[begin : int(self._ends[at])])


class Sayings:
    """What was said for each holding, in the order in which they were read."""

    def __init__(self) -> None:
        self._parts: list[Lines | list[Said]] = []
        self._starts: list[int] = []
        self._count = 0

    def append(self, said: Said) -> None:
        """Add what was said for one holding."""
        last = self._parts[-1] if self._parts else None
        if isinstance(last, list):
            last.append(said)
        else:
            self._begin([said])
        self._count += 1

    def extend(self, lines: Lines) -> None:
        """Add lines, each of which states a holding."""
        self._begin(lines)
        self._count += len(lines)

    def _begin(self, part: Lines | list[Said]) -> None:
        self._starts.append(self._count)
        self._parts.append(part)

    def __getitem__(self, at: int) -> Said:
        part = bisect_right(self._starts, at) - 1
        return self._parts[part][at - self._starts[part]]
