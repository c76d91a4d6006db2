"""Names that share a Korean or Chinese reading with a query, found by their syllables: all of them, and no other.

A reading is a sequence of sets of syllables; two agree if they are equally long and each two sets meet. The distinct
sets are few, since the same spellings occur again and again: which of them meet a set of the query is found once, and
the listed sequences are then compared by the numbers of their sets.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.names import Readings
from yalu.names.name import Syllables
from yalu.screening.index.arrays import Ints
from yalu.screening.index.compiled import entrance
from yalu.screening.index.storage import Arrays

KOREAN, CHINESE, BRIDGE = range(3)
CROSSINGS = ((KOREAN, KOREAN), (CHINESE, CHINESE), (KOREAN, BRIDGE), (BRIDGE, KOREAN))
"""Which readings of a query are compared with which of a listed name (`yalu.names.shared_reading`)."""
NO_SET = -1
REMEMBERED_SETS = 1 << 12


class ReadingArrays(NamedTuple):
    """Distinct sequences, ordered by their kind and length, then by their sets; and the names that have them."""

    syllable: Ints
    """The syllables of each distinct set."""
    set_start: Ints
    sequence: Ints
    """A row for each sequence: its sets, filled up with `NO_SET`."""
    block: Ints
    """A row for each kind, length and first set that occurs: these three, and the sequences' range."""
    name: Ints
    name_start: Ints


def sequences_of(readings: Readings) -> tuple[tuple[Syllables, ...], ...]:
    """Give a name's readings by their kind."""
    return readings.korean, readings.chinese, readings.bridge


def _syllables(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def build_readings(names: Iterable[tuple[int, Readings]]) -> ReadingArrays:
    """Make the arrays from names' numbers and readings."""
    sets: dict[int, int] = {}
    sequences: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for name, readings in names:
        for kind, some in enumerate(sequences_of(readings)):
            for sequence in some:
                key = (kind, tuple(sets.setdefault(mask, len(sets)) for mask in sequence))
                sequences.setdefault(key, []).append(name)
    ordered = sorted(sequences, key=lambda key: (key[0], len(key[1]), key[1]))
    longest = max((len(sequence) for _, sequence in ordered), default=1)
    rows = np.full((len(ordered), longest), NO_SET, dtype=np.int32)
    blocks: dict[tuple[int, int, int], list[int]] = {}
    for row, (kind, sequence) in enumerate(ordered):
        rows[row, : len(sequence)] = sequence
        blocks.setdefault((kind, len(sequence), sequence[0]), [row, row])[1] = row + 1
    members = [_syllables(mask) for mask in sets]
    named = [sorted(set(sequences[key])) for key in ordered]
    block = np.array([(*key, *span) for key, span in blocks.items()], dtype=np.int32).reshape(-1, 5)
    syllable, set_start = _flat(members)
    bearer, bearer_start = _flat(named)
    return ReadingArrays(syllable, set_start, rows, block, bearer, bearer_start)


def _flat(groups: list[list[int]]) -> tuple[Ints, Ints]:
    start = np.cumsum([0, *map(len, groups)], dtype=np.int64).astype(np.int32)
    return np.array([item for group in groups for item in group], dtype=np.int32), start


@entrance
def _agreeing(
    arrays: ReadingArrays, kind: int, meets: NDArray[np.bool_], found: NDArray[np.int32], count: int
) -> tuple[NDArray[np.int32], int]:
    """Add the names with a sequence of one kind whose sets all meet; `meets` has a row for each syllable."""
    length = len(meets)
    for number in range(len(arrays.block)):
        block = arrays.block[number]
        if block[0] != kind or block[1] != length or not meets[0, block[2]]:
            continue
        for row in range(block[3], block[4]):
            agree = True
            for place in range(1, length):
                agree = agree and meets[place, arrays.sequence[row, place]]
            if agree:
                for name in arrays.name[arrays.name_start[row] : arrays.name_start[row + 1]]:
                    if count == len(found):
                        found = np.concatenate((found, np.empty(count, np.int32)))
                    found[count] = name
                    count += 1
    return found, count


class ReadingIndex:
    """The names of an index by their readings."""

    def __init__(self, arrays: ReadingArrays) -> None:
        self._arrays = arrays
        self._meets = lru_cache(maxsize=REMEMBERED_SETS)(self._find_meets)
        self._longest = arrays.sequence.shape[1]

    def _find_meets(self, mask: int) -> NDArray[np.bool_]:
        """Tell of each distinct set whether it meets a set of the query."""
        arrays = self._arrays
        asked = np.array(_syllables(mask), dtype=np.int32)
        inside = np.isin(arrays.syllable, asked)
        return np.logical_or.reduceat(inside, arrays.set_start[:-1])

    def sharing(self, readings: Readings) -> NDArray[np.int64]:
        """Give the numbers of the names that may share a reading with a query, and perhaps others, ascending."""
        found, count = np.empty(64, dtype=np.int32), 0
        if len(self._arrays.sequence):
            asked = sequences_of(readings)
            for own, other in CROSSINGS:
                for sequence in asked[own]:
                    if len(sequence) <= self._longest:
                        meets = np.stack([self._meets(mask) for mask in sequence])
                        found, count = _agreeing(self._arrays, other, meets, found, count)
        return np.unique(found[:count]).astype(np.int64)

    def arrays(self) -> Arrays:
        """Give the arrays, to be kept."""
        return self._arrays._asdict()

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "ReadingIndex":
        """Take the arrays that `arrays` gave."""
        return cls(ReadingArrays(**arrays))
