"""Queries as the search takes them: most are put together from chunks that are known, and never become a `Name`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from yalu.names import MAX_TOKENS, Name, NameKind, analyze_name
from yalu.names.chunks import plain_chunk
from yalu.screening.index.arrays import NameTraits
from yalu.screening.index.building import name_traits
from yalu.screening.index.memory import WordMemory
from yalu.screening.score import is_acronym

MAX_PLAIN = MAX_TOKENS
"""A longer text is analysed whole. One of so few characters has no more tokens than count."""


class PlainChunk(NamedTuple):
    """The words of a chunk by their numbers in a `WordMemory`, their weight, and whether it is one short word."""

    words: tuple[int, ...]
    weight: int
    acronym: bool


class AskedQueries(NamedTuple):
    """Queries: the numbers of their words one behind the other, where each query's start, weights and traits.

    `names` are those that had to be analysed, by their places among the queries.
    """

    word: NDArray[np.int64]
    word_start: NDArray[np.int64]
    total: NDArray[np.int64]
    traits: NDArray[np.int64]
    names: dict[int, Name]


class QueryReader:
    """Reads queries of one kind for one thread, and remembers the chunks of earlier ones."""

    def __init__(self, kind: NameKind, memory: WordMemory) -> None:
        self._kind, self._memory = kind, memory
        self._plain: dict[str, PlainChunk] = {}
        self._others: set[str] = set()

    def read(self, texts: Sequence[str]) -> AskedQueries:
        """Read queries. One that is not made of plain chunks only is analysed whole; what is no name has no words."""
        if self._memory.make_room():
            self._plain.clear()
            self._others.clear()
        chunks = list(map(self._chunks, texts))
        unread = [place for place, some in enumerate(chunks) if some is None]
        self._learn(part for place in unread if len(texts[place]) <= MAX_PLAIN for part in texts[place].split(" "))
        names: dict[int, Name] = {}
        for place in unread:
            chunks[place] = self._chunks(texts[place])
            if chunks[place] is None and (name := analyze_name(texts[place], self._kind)) is not None:
                names[place] = name
        self._memory.add(token for name in names.values() for token in name.tokens)
        return self._put_together(chunks, names)

    def _chunks(self, text: str) -> list[PlainChunk] | None:
        """Give the chunks of a text, if all of them are known to be plain."""
        if len(text) > MAX_PLAIN:
            return None
        chunks = list(map(self._plain.get, text.split(" ")))
        return None if None in chunks else cast("list[PlainChunk]", chunks)

    def _learn(self, parts: Iterable[str]) -> None:
        """Take chunks apart that are new."""
        new = dict.fromkeys(part for part in parts if part not in self._plain and part not in self._others)
        chunks = {part: chunk for part in new if (chunk := plain_chunk(part, self._kind)) is not None}
        self._others.update(new.keys() - chunks.keys())
        self._memory.add(token for chunk in chunks.values() for token in chunk.tokens)
        for part, chunk in chunks.items():
            words = self._memory.numbers_of(chunk.tokens)
            self._plain[part] = PlainChunk(words, chunk.weight, is_acronym(chunk.tokens))

    def _put_together(self, chunks: list[list[PlainChunk] | None], names: dict[int, Name]) -> AskedQueries:
        words: list[int] = []
        ends, weights, traits = [0], [0] * len(chunks), [0] * len(chunks)
        for place, some in enumerate(chunks):
            if some is not None:
                weight = 0
                for own, more, _ in some:
                    words += own
                    weight += more
                weights[place] = weight
                if len(some) == 1 and some[0].acronym:
                    traits[place] = NameTraits.ACRONYM
            elif place in names:
                name = names[place]
                words += self._memory.numbers_of(name.tokens)
                weights[place], traits[place] = name.weight, name_traits(name)
            ends.append(len(words))
        word, start, total, trait = (np.array(column, dtype=np.int64) for column in (words, ends, weights, traits))
        return AskedQueries(word, start, total, trait, names)
