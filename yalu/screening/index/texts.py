"""Many strings in two arrays, and a table from strings to numbers in three."""

import zlib
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from yalu.screening.index.storage import Arrays

SMALL_TABLE = 1 << 12
"""Strings of a table that is kept as a dictionary too, once it is asked."""


class Texts:
    """Strings by number, as UTF-8 in one array."""

    def __init__(self, content: NDArray[np.uint8], start: NDArray[np.int64]) -> None:
        self._content, self._start = content, start

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Put strings together. What is no character (a lone surrogate) is kept."""
        content = bytearray()
        start = [0]
        for text in texts:
            content += text.encode("utf-8", "surrogatepass")
            start.append(len(content))
        return cls(
            np.frombuffer(bytes(content), dtype=np.uint8),
            np.array(start, dtype=np.int32 if len(content) < 1 << 31 else np.int64),
        )

    def __len__(self) -> int:
        return len(self._start) - 1

    def __getitem__(self, number: int) -> str:
        part = self._content[self._start[number] : self._start[number + 1]]
        return part.tobytes().decode("utf-8", "surrogatepass")

    def arrays(self) -> Arrays:
        """Give the arrays, to be kept."""
        return {"content": self._content, "start": self._start}


def text_hash(text: str) -> int:
    """Give 32 bits of a hash that is the same on every machine."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


class TextTable:
    """From strings to numbers 0, 1, 2 ...: a sorted array of hashes; the string itself is compared at the end."""

    def __init__(self, texts: Texts, hashes: NDArray[np.uint32], order: NDArray[np.int32]) -> None:
        self._texts, self._hashes, self._order = texts, hashes, order

    @cached_property
    def _small(self) -> dict[str, int] | None:
        """The table as a dictionary, which is many times as fast, where that takes little memory."""
        return {self._texts[number]: number for number in range(len(self))} if len(self) <= SMALL_TABLE else None

    @classmethod
    def of(cls, texts: Sequence[str]) -> "TextTable":
        """Make the table of distinct strings; each one's number is its place."""
        hashes = np.array([text_hash(text) for text in texts], dtype=np.uint32)
        order = np.argsort(hashes, kind="stable").astype(np.int32)
        return cls(Texts.of(texts), hashes[order], order)

    def __len__(self) -> int:
        return len(self._texts)

    def find(self, text: str) -> int | None:
        """Give the number of a string, or `None` if it is not there."""
        if self._small is not None:
            return self._small.get(text)
        value = np.uint32(text_hash(text))
        place = int(np.searchsorted(self._hashes, value))
        while place < len(self._hashes) and self._hashes[place] == value:
            number = int(self._order[place])
            if self._texts[number] == text:
                return number
            place += 1
        return None

    def find_all(self, texts: Sequence[str]) -> list[int | None]:
        """Give the numbers of many strings, each as by `find`."""
        if not texts or not len(self):
            return [None] * len(texts)
        values = np.array([text_hash(text) for text in texts], dtype=np.uint32)
        places = np.minimum(np.searchsorted(self._hashes, values), len(self._hashes) - 1)
        there = (self._hashes[places] == values).tolist()
        return [self.find(text) if known else None for text, known in zip(texts, there, strict=True)]

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
        self._table, self._member, self._start = table, member, start

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

    def get(self, text: str) -> NDArray[np.int32]:
        """Give the members of a group; none for an unknown one."""
        number = self._table.find(text)
        return self._member[self._start[number] : self._start[number + 1]] if number is not None else self._member[:0]

    def arrays(self) -> Arrays:
        """Give the arrays, to be kept."""
        return {**self._table.arrays(), "member": self._member, "group": self._start}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Groups":
        """Take the arrays that `arrays` gave."""
        return cls(TextTable.from_arrays(arrays), arrays["member"], arrays["group"])
