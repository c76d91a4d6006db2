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


class AskedSequences(NamedTuple):
    """Sequences of queries: the query, the kind of listed sequences to compare with, and the sets, as rows of a table
    that tells which listed sets each of them meets; filled up with `NO_SET`."""

    query: Ints
    kind: Ints
    sets: NDArray[np.int32]


@entrance
def _agreeing(
    arrays: ReadingArrays, meets: NDArray[np.bool_], asked: AskedSequences
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the queries and the names with a sequence each whose sets all meet. A pair may be given twice."""
    query, name, count = np.empty(64, np.int64), np.empty(64, np.int64), 0
    for number in range(len(asked.query)):
        sets, length = asked.sets[number], 0
        while length < len(sets) and sets[length] != NO_SET:
            length += 1
        for block in range(len(arrays.block)):
            kind, size, first, start, end = arrays.block[block]
            if kind != asked.kind[number] or size != length or not meets[sets[0], first]:
                continue
            for row in range(start, end):
                agree = True
                for place in range(1, length):
                    agree = agree and meets[sets[place], arrays.sequence[row, place]]
                if agree:
                    for one in arrays.name[arrays.name_start[row] : arrays.name_start[row + 1]]:
                        if count == len(name):
                            query = np.concatenate((query, np.empty(count, np.int64)))
                            name = np.concatenate((name, np.empty(count, np.int64)))
                        query[count], name[count] = asked.query[number], one
                        count += 1
    return query[:count], name[:count]


class ReadingIndex:
    """The names of an index by their readings."""

    def __init__(self, arrays: ReadingArrays) -> None:
        self._arrays = arrays
        self._meets = lru_cache(maxsize=REMEMBERED_SETS)(self._find_meets)
        self._longest = arrays.sequence.shape[1]
        self._syllables = int(arrays.syllable.max(initial=0)) + 1

    def _find_meets(self, mask: int) -> NDArray[np.bool_]:
        """Tell of each distinct set whether it meets a set of the query."""
        arrays = self._arrays
        asked = np.zeros(max(mask.bit_length(), self._syllables), dtype=np.bool_)
        asked[_syllables(mask)] = True
        return np.logical_or.reduceat(asked[arrays.syllable], arrays.set_start[:-1])

    def sharing(self, queries: Iterable[tuple[int, Readings]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the pairs of a query and a name that may share a reading, and perhaps others; some twice.

        Args:
            queries: Numbers of queries and their readings.

        Returns:
            The queries' numbers, and the names' numbers at the same places.
        """
        known: dict[int, int] = {}
        rows: list[tuple[int, int, list[int]]] = []
        for number, readings in queries if len(self._arrays.sequence) else ():
            asked = sequences_of(readings)
            for own, other in CROSSINGS:
                for sequence in asked[own]:
                    if len(sequence) <= self._longest:
                        sets = [known.setdefault(mask, len(known)) for mask in sequence]
                        rows.append((number, other, sets + [NO_SET] * (self._longest - len(sets))))
        if not rows:
            nothing = np.empty(0, dtype=np.int64)
            return nothing, nothing
        columns = AskedSequences(*(np.array(column, dtype=np.int32) for column in zip(*rows, strict=True)))
        return _agreeing(self._arrays, np.stack([self._meets(mask) for mask in known]), columns)

    def arrays(self) -> Arrays:
        """Give the arrays, to be kept."""
        return self._arrays._asdict()

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "ReadingIndex":
        """Take the arrays that `arrays` gave."""
        return cls(ReadingArrays(**arrays))
