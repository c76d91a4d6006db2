"""The words of a thread's queries, with the listed words that agree with them: customers' names repeat theirs."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yalu.names import Token, TokenRole
from yalu.screening.index.arrays import LEGAL, NUMBER, ROLES
from yalu.screening.index.building import known_trait, letters_of, number_of
from yalu.screening.index.items import Memory
from yalu.screening.index.joins import Values
from yalu.screening.index.matches import AskedWords, Matches, find_all_matches
from yalu.screening.index.name_index import NameIndex
from yalu.screening.index.texts import NOT_THERE
from yalu.screening.score import lone_weight
from yalu.screening.similarity import JOINED_SKELETON

_ROLE_NUMBERS = {role: ROLES.index(role.value) for role in TokenRole}
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
        # By identity: tokens are kept by the analysis, so one word is mostly one object, and hashing each takes longer.
        self._numbers: dict[int, int] = {}
        self._kept: list[Token] = []
        self._columns = {
            "letters": Growing(np.uint32), "form_start": Growing(np.int64), "weight": Growing(np.int64),
            "lone": Growing(np.int64), "role": Growing(np.int64), "number": Growing(np.int64),
            "unit": Growing(np.int32), "value": Growing(np.int16), "strict": Growing(np.int16),
            "kind": Growing(np.uint8), "start": Growing(np.int64), "ranges": Growing(np.int64),
        }  # fmt: skip
        for column in ("form_start", "start"):
            self._columns[column].extend(np.zeros(1))

    def make_room(self) -> bool:
        """Forget everything if it has grown too large. Tells whether it has: then earlier numbers stand for nothing."""
        if len(self._kept) <= MOST_WORDS and len(self._columns["unit"]) <= MOST_MATCHES:
            return False
        self._forget()
        return True

    def add(self, tokens: Iterable[Token]) -> None:
        """Find the matches of those tokens that are new."""
        new = {id(token): token for token in tokens if id(token) not in self._numbers}
        skeletons = self._index.skeletons
        other = [skeletons.has_other(token) for token in new.values()]
        for chosen in (False, True):
            some = [token for token, has_other in zip(new.values(), other, strict=True) if has_other is chosen]
            if some:
                self._add(some, chosen)

    def numbers_of(self, tokens: Iterable[Token]) -> tuple[int, ...]:
        """Give the numbers of tokens that were added."""
        return tuple([self._numbers[id(token)] for token in tokens])

    def token(self, number: int) -> Token:
        """Give a token by its number."""
        return self._kept[number]

    @property
    def memory(self) -> Memory:
        """Everything remembered, for compiled code."""
        return Memory(**{name: column.view for name, column in self._columns.items()})

    def _add(self, tokens: list[Token], other_scripts: bool) -> None:
        """Add tokens: either all or none of them may agree with words of another script."""
        words = self._asked(tokens)
        matches, start, ranges = find_all_matches(
            self._index.vocabulary,
            self._index.deletions,
            self._index.names,
            self._index.classes.table,
            self._values,
            words,
        )
        if other_scripts:
            matches, start = self._with_other_scripts(tokens, matches, start)
        columns = self._columns
        columns["form_start"].extend(words.form_start[1:] + len(columns["letters"]))
        columns["letters"].extend(words.letters)
        columns["weight"].extend(np.array([token.weight for token in tokens]))
        columns["lone"].extend(np.array([lone_weight(token) for token in tokens]))
        columns["role"].extend(words.role)
        columns["number"].extend(np.array([number_of(token) for token in tokens]))
        columns["ranges"].extend(ranges.ravel())
        columns["start"].extend(start[1:] + len(columns["unit"]))
        for name, values in matches._asdict().items():
            columns[name].extend(values)
        for token in tokens:
            self._numbers[id(token)] = len(self._kept)
            self._kept.append(token)

    def _asked(self, tokens: list[Token]) -> AskedWords:
        numbers = self._index.classes.find_all([name for token in tokens for name in token.known_classes])
        known = numbers != NOT_THERE
        last = np.cumsum([0, *(len(token.known_classes) for token in tokens)])
        return AskedWords(
            letters=letters_of("".join([token.form for token in tokens])),
            form_start=np.cumsum([0, *(len(token.form) for token in tokens)], dtype=np.int64),
            role=np.array([_ROLE_NUMBERS[token.role] for token in tokens], dtype=np.int64),
            traits=np.array([known_trait(token) for token in tokens], dtype=np.int64),
            classes=numbers[known],
            class_start=np.concatenate(([0], np.cumsum(known)))[last].astype(np.int64),
        )

    def _with_other_scripts(
        self, tokens: list[Token], matches: Matches, start: NDArray[np.int64]
    ) -> tuple[Matches, NDArray[np.int64]]:
        """Add the listed words of the other script, Arabic or Latin, with the same consonants."""
        like = self._index.skeletons.like(tokens)
        pairs_like = self._index.skeletons.pairs_like(tokens, self._index.names)
        if not any(like) and not any(pairs_like):
            return matches, start
        rows: list[tuple[int, int, int, int]] = []
        starts = [0]
        units = list(zip(*(column.tolist() for column in matches), strict=True))
        for place, (words, pairs) in enumerate(zip(like, pairs_like, strict=True)):
            own = units[start[place] : start[place + 1]]
            if words or pairs:
                found = {row[0]: row for row in own}
                for unit, value in words.items():
                    if unit not in found or found[unit][1] < value:
                        found[unit] = (unit, value, 0, 0)
                for pair in pairs:
                    if self._may_join(pair):
                        found.setdefault(~pair, (~pair, JOINED_SKELETON, JOINED_SKELETON, 0))
                own = list(found.values())
            rows += own
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
