"""Many strings in two arrays, and a table from strings to numbers in three."""

import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.index.compiled import compiled, entrance
from yalu.screening.index.storage import Arrays

NOT_THERE = -1
"""In place of the number of a string that a table lacks."""


class Texts:
    """Strings by number, as UTF-8 in one array."""

    def __init__(self, content: NDArray[np.uint8], start: NDArray[np.int32 | np.int64]) -> None:
        self.content, self.start = content, start

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Put strings together. What is no character (a lone surrogate) is kept."""
        content = bytearray()
        start = [0]
        for text in texts:
            content += _encoded(text)
            start.append(len(content))
        return cls(
            np.frombuffer(content, dtype=np.uint8),
            np.array(start, dtype=np.int32 if len(content) < 1 << 31 else np.int64),
        )

    def __len__(self) -> int:
        return len(self.start) - 1

    def __getitem__(self, number: int) -> str:
        part = self.content[self.start[number] : self.start[number + 1]]
        return part.tobytes().decode("utf-8", "surrogatepass")

    def arrays(self) -> Arrays:
        """Give the arrays, to be kept."""
        return {"content": self.content, "start": self.start}


def text_hash(encoded: bytes) -> int:
    """Give 32 bits of a hash that is the same on every machine."""
    return zlib.crc32(encoded)


class Table(NamedTuple):
    """The arrays of a `TextTable`, as compiled code sees them."""

    hashes: NDArray[np.uint32]
    order: NDArray[np.int32]
    content: NDArray[np.uint8]
    start: NDArray[np.int32 | np.int64]


STEPS = np.array([zlib.crc32(bytes([byte])) ^ zlib.crc32(b"\0") for byte in range(256)], dtype=np.uint32)
"""What a byte does to the checksum (`text_hash` for compiled code): it is linear, so two of them give the table."""


@compiled
def find_text(table: Table, text: NDArray[np.uint8]) -> int:
    """Give the number of an encoded text, or `NOT_THERE`."""
    value = np.uint32(0xFFFFFFFF)
    for byte in text:
        value = STEPS[(value ^ byte) & np.uint32(0xFF)] ^ (value >> np.uint32(8))
    return find_hashed(table, value ^ np.uint32(0xFFFFFFFF), text)


@compiled
def find_hashed(table: Table, wanted: np.uint32, text: NDArray[np.uint8]) -> int:
    """Give the number of an encoded text whose hash is known, or `NOT_THERE`."""
    hashes, order, content, start = table
    place = np.searchsorted(hashes, wanted)
    while place < len(hashes) and hashes[place] == wanted:
        number = order[place]
        first = start[number]
        same = start[number + 1] - first == len(text)
        for offset in range(len(text) if same else 0):
            same = same and content[first + offset] == text[offset]
        if same:
            return int(number)
        place += 1
    return NOT_THERE


@entrance
def _find(
    table: Table, asked_hash: NDArray[np.uint32], asked: NDArray[np.uint8], asked_start: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Find texts in a table; `NOT_THERE` for those that are not there."""
    found = np.empty(len(asked_hash), np.int32)
    for number in range(len(asked_hash)):
        found[number] = find_hashed(table, asked_hash[number], asked[asked_start[number] : asked_start[number + 1]])
    return found


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


class TextTable:
    """From strings to numbers 0, 1, 2 ...: a sorted array of hashes; the string itself is compared at the end."""

    def __init__(self, texts: Texts, hashes: NDArray[np.uint32], order: NDArray[np.int32]) -> None:
        self._texts, self._hashes, self._order = texts, hashes, order

    @classmethod
    def of(cls, texts: Sequence[str]) -> "TextTable":
        """Make the table of distinct strings; each one's number is its place."""
        hashes = np.array([text_hash(_encoded(text)) for text in texts], dtype=np.uint32)
        order = np.argsort(hashes, kind="stable").astype(np.int32)
        return cls(Texts.of(texts), hashes[order], order)

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def table(self) -> Table:
        """The table for compiled code."""
        return Table(self._hashes, self._order, self._texts.content, self._texts.start)

    def find(self, text: str) -> int | None:
        """Give the number of a string, or `None` if it is not there."""
        number = int(self.find_all([text])[0])
        return None if number == NOT_THERE else number

    def find_all(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """Give the numbers of many strings; `NOT_THERE` for those that are not there."""
        encoded = [_encoded(text) for text in texts]
        return _find(
            self.table,
            np.array(list(map(text_hash, encoded)), dtype=np.uint32),
            np.frombuffer(bytearray().join(encoded), dtype=np.uint8),
            np.cumsum([0, *map(len, encoded)], dtype=np.int64),
        )

    def arrays(self) -> Arrays:
        """Give the arrays, to be kept."""
        return {**self._texts.arrays(), "hash": self._hashes, "order": self._order}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "TextTable":
        """Take the arrays that `arrays` gave."""
        return cls(Texts(arrays["content"], arrays["start"]), arrays["hash"], arrays["order"])


class Groups:
    """Numbers under strings: the members of each group, ascending."""

    def __init__(self, table: TextTable, member: NDArray[np.int32], start: NDArray[np.int32]) -> None:
        self._table, self.member, self.start = table, member, start

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> "Groups":
        """Make groups from pairs of a string and a member."""
        groups: dict[str, list[int]] = {}
        for text, member in pairs:
            groups.setdefault(text, []).append(member)
        sizes = [len(members) for members in groups.values()]
        members = [member for group in groups.values() for member in group]
        start = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
        return cls(TextTable.of(list(groups)), np.array(members, dtype=np.int32), start.astype(np.int32))

    def __len__(self) -> int:
        return len(self._table)

    def find_all(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """Give the numbers of many groups, for `member` and `start`; `NOT_THERE` for unknown ones."""
        return self._table.find_all(texts)

    def members(self, number: int) -> NDArray[np.int32]:
        """Give the members of a group by its number; none for `NOT_THERE`."""
        return self.member[:0] if number == NOT_THERE else self.member[self.start[number] : self.start[number + 1]]

    def get(self, text: str) -> NDArray[np.int32]:
        """Give the members of a group; none for an unknown one."""
        return self.members(int(self.find_all([text])[0]))

    def arrays(self) -> Arrays:
        """Give the arrays, to be kept."""
        return {**self._table.arrays(), "member": self.member, "group": self.start}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Groups":
        """Take the arrays that `arrays` gave."""
        return cls(TextTable.from_arrays(arrays), arrays["member"], arrays["group"])
