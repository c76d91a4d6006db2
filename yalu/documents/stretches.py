"""Stretches of a text, asked by place: what lies over a stretch, what starts in it, what is taken already.

Lists of mentions are asked once for every word of a document, so that a walk through them would take a time that grows
with the square of its length.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Stretch(Protocol):
    """Anything with a start and an end (exclusive) in a text."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""


T = TypeVar("T", bound=Stretch)


class Stretches(Generic[T]):
    """Stretches that do not change any more, in the order of their starts."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self._items]
        self._furthest = list(accumulate((item.end for item in self._items), max))

    def starting_in(self, start: int, end: int) -> list[T]:
        """Give those that start in a stretch."""
        return self._items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def over(self, start: int, end: int) -> list[T]:
        """Give those that share a character with a stretch."""
        first = bisect_right(self._furthest, start)
        return [item for item in self._items[first : bisect_left(self._starts, end)] if item.end > start]


class GrowingStretches(Generic[T]):
    """Stretches to which more are added while they are asked. Of those with one start, longer ones come first."""

    _BLOCK = 2048

    def __init__(self) -> None:
        self._blocks: dict[int, list[T]] = {}

    def add(self, item: T) -> None:
        """Add a stretch."""
        block = self._blocks.setdefault(item.start // self._BLOCK, [])
        block.insert(bisect_right(block, (item.start, -item.end), key=lambda known: (known.start, -known.end)), item)

    def starting_in(self, start: int, end: int) -> list[T]:
        """Give those that start in a stretch, in order."""
        return [item for block in self._blocks_in(start, end) for item in block if start <= item.start < end]

    def backwards(self, start: int, end: int) -> Iterator[T]:
        """Give those that start in a stretch, the last one first; of those with one start the longest first."""
        for block in reversed(self._blocks_in(start, end)):
            by_start = sorted(block, key=lambda item: item.start, reverse=True)
            yield from (item for item in by_start if start <= item.start < end)

    def _blocks_in(self, start: int, end: int) -> list[list[T]]:
        numbers = range(max(0, start) // self._BLOCK, max(0, end - 1) // self._BLOCK + 1)
        return [self._blocks[number] for number in numbers if number in self._blocks]


class Taken:
    """Which characters of a text are taken."""

    def __init__(self, size: int) -> None:
        self._taken = bytearray(size)

    def add(self, start: int, end: int) -> None:
        """Take a stretch."""
        self._taken[start:end] = b"\x01" * (end - start)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any character of a stretch is taken."""
        return self._taken.find(1, start, end) >= 0
