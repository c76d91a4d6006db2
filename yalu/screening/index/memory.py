"""The words of a thread's queries, with the listed words that agree with them: customers' names repeat theirs."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.names import Name, Token
from yalu.screening.index.arrays import LEGAL, NUMBER, ROLES
from yalu.screening.index.building import letters_of, number_of, token_traits
from yalu.screening.index.items import Memory
from yalu.screening.index.matches import AskedWords, Matches, Values, find_all_matches
from yalu.screening.index.name_index import NameIndex
from yalu.screening.score import lone_weight
from yalu.screening.similarity import JOINED_SKELETON

MOST_MATCHES = 1 << 22
MOST_WORDS = 1 << 17
"""How much is remembered before all is forgotten: about 40 MB of matches."""


class Growing:
    """A one-dimensional array that grows at its end; what it gives is a view."""

    def __init__(self, dtype: Any) -> None:
        self._room = np.empty(1024, dtype=dtype)
        self._size = 0

    def extend(self, values: NDArray[Any]) -> None:
        """Add values at the end."""
        needed = self._size + len(values)
        if needed > len(self._room):
            grown = np.empty(max(needed, 2 * len(self._room)), dtype=self._room.dtype)
            grown[: self._size] = self._room[: self._size]
            self._room = grown
        self._room[self._size : needed] = values
        self._size = needed

    def __len__(self) -> int:
        return self._size

    @property
    def view(self) -> NDArray[Any]:
        """What was added so far."""
        return self._room[: self._size]


class WordMemory:
    """Numbers for tokens of queries, and their matches in one index. For one thread."""

    def __init__(self, index: NameIndex, values: Values) -> None:
        self._index, self._values = index, values
        self._forget()

    def _forget(self) -> None:
        self._numbers: dict[Token, int] = {}
        self._columns = {
            "letters": Growing(np.uint32), "form_start": Growing(np.int64), "weight": Growing(np.int64),
            "lone": Growing(np.int64), "role": Growing(np.int64), "number": Growing(np.int64),
            "unit": Growing(np.int32), "value": Growing(np.int16), "strict": Growing(np.int16),
            "kind": Growing(np.uint8), "start": Growing(np.int64),
        }  # fmt: skip
        for column in ("form_start", "start"):
            self._columns[column].extend(np.zeros(1))

    def number(self, token: Token) -> int:
        """Give the number of a token that was remembered."""
        return self._numbers[token]

    def remember(self, queries: Sequence[Name]) -> Memory:
        """Find the matches of all words that are new, and give everything remembered.

        Numbers that were given before may change: what grew too large is forgotten.
        """
        if len(self._numbers) > MOST_WORDS or len(self._columns["unit"]) > MOST_MATCHES:
            self._forget()
        new: dict[Token, None] = {}
        for query in queries:
            for token in query.tokens:
                if token not in self._numbers:
                    new[token] = None
        skeletons = self._index.skeletons
        for some in ([t for t in new if not skeletons.has_other(t)], [t for t in new if skeletons.has_other(t)]):
            if some:
                self._add(some)
        return Memory(**{name: column.view for name, column in self._columns.items()})

    def _add(self, tokens: list[Token]) -> None:
        """Add tokens: either all or none of them may agree with words of another script."""
        words = self._asked(tokens)
        matches, start = find_all_matches(
            self._index.vocabulary, self._index.deletions, self._index.names, self._values, words
        )
        if self._index.skeletons.has_other(tokens[0]):
            matches, start = self._with_other_scripts(tokens, matches, start)
        columns = self._columns
        columns["form_start"].extend(words.form_start[1:] + len(columns["letters"]))
        columns["letters"].extend(words.letters)
        columns["weight"].extend(np.array([token.weight for token in tokens]))
        columns["lone"].extend(np.array([lone_weight(token) for token in tokens]))
        columns["role"].extend(words.role)
        columns["number"].extend(np.array([number_of(token) for token in tokens]))
        columns["start"].extend(start[1:] + len(columns["unit"]))
        for name, values in matches._asdict().items():
            columns[name].extend(values)
        for token in tokens:
            self._numbers[token] = len(self._numbers)

    def _asked(self, tokens: list[Token]) -> AskedWords:
        letters = [letters_of(token.form) for token in tokens]
        names = [sorted(token.classes) for token in tokens]
        numbers = iter(self._index.classes.find_all([name for some in names for name in some]))
        classes = [[number for _ in some if (number := next(numbers)) is not None] for some in names]
        return AskedWords(
            letters=np.concatenate(letters),
            form_start=np.cumsum([0, *map(len, letters)], dtype=np.int64),
            role=np.array([ROLES.index(token.role.value) for token in tokens], dtype=np.int64),
            traits=np.array([token_traits(token) for token in tokens], dtype=np.int64),
            classes=np.array([number for some in classes for number in some], dtype=np.int32),
            class_start=np.cumsum([0, *map(len, classes)], dtype=np.int64),
        )

    def _with_other_scripts(
        self, tokens: list[Token], matches: Matches, start: NDArray[np.int64]
    ) -> tuple[Matches, NDArray[np.int64]]:
        """Add the listed words of the other script, Arabic or Latin, with the same consonants."""
        rows: list[tuple[int, int, int, int]] = []
        starts = [0]
        for place, token in enumerate(tokens):
            part = slice(start[place], start[place + 1])
            found = {row[0]: row for row in zip(*(column[part].tolist() for column in matches), strict=True)}
            for unit, value in self._index.skeletons.like(token).items():
                if unit not in found or found[unit][1] < value:
                    found[unit] = (unit, value, 0, 0)
            for pair in self._index.skeletons.pairs_like(token, self._index.names):
                if self._may_join(pair):
                    found.setdefault(~pair, (~pair, JOINED_SKELETON, JOINED_SKELETON, 0))
            rows += found.values()
            starts.append(len(rows))
        table = np.array(rows, dtype=np.int64).reshape(-1, 4)
        widened = Matches(
            unit=table[:, 0].astype(np.int32),
            value=table[:, 1].astype(np.int16),
            strict=table[:, 2].astype(np.int16),
            kind=table[:, 3].astype(np.uint8),
        )
        return widened, np.array(starts, dtype=np.int64)

    def _may_join(self, pair: int) -> bool:
        names, role = self._index.names, self._index.vocabulary.role
        return not {int(role[names.pair_first[pair]]), int(role[names.pair_second[pair]])} & {LEGAL, NUMBER}
