"""Listed words in the other script, Arabic or Latin, that may spell the same as a word of the query."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from yalu.names import Token, TokenRole
from yalu.names.keys import is_arabic, skeletons
from yalu.screening.index.arrays import Ints, Names
from yalu.screening.index.compiled import entrance
from yalu.screening.index.storage import Arrays
from yalu.screening.index.texts import NOT_THERE, Groups
from yalu.screening.similarity import (
    MINIMUM_JOINED_SKELETON,
    has_letters,
    has_skeleton,
    joined_skeletons,
    skeleton_value,
)

Numbers = NDArray[np.int32]
ARABIC, LATIN = "arabic", "latin"
SCRIPTS = (ARABIC, LATIN)


class SkeletonIndex:
    """The tokens of a vocabulary by their consonant skeletons, for each script. `words` marks those that are words."""

    def __init__(self, tables: dict[str, Groups], words: NDArray[np.bool_]) -> None:
        self._tables, self._words = tables, words
        self.has_arabic = len(tables[ARABIC]) > 0
        """Whether a token is written in Arabic letters, so that words in Latin ones must be looked for among them."""

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> "SkeletonIndex":
        """Take up tokens by their numbers."""
        tables = {script: Groups.of(_skeletons_of(tokens, script)) for script in SCRIPTS}
        return cls(tables, np.array([token.role is TokenRole.WORD for token in tokens], dtype=np.bool_))

    def has_other(self, token: Token) -> bool:
        """Whether words of the other script than a token's are there to be compared with it."""
        if token.form.isascii():
            return self.has_arabic
        return len(self._tables[_other(token)]) > 0 if self.has_arabic or is_arabic(token.form) else False

    def like(self, token: Token) -> dict[int, int]:
        """Give the tokens of the other script that share a skeleton with a token, and their similarity."""
        table = self._tables[_other(token)]
        found: dict[int, int] = {}
        if len(table) and has_skeleton(token):
            asked = sorted(skeletons(token.form), key=len)
            for skeleton, tokens in zip(asked, self._words_of(table, asked), strict=True):
                found.update(dict.fromkeys(tokens, skeleton_value(len(skeleton))))
        return found

    def _words_of(self, table: Groups, asked: Sequence[str]) -> list[list[int]]:
        """Give the tokens of each skeleton that are words."""
        groups = [table.members(number) for number in table.find_all(asked).tolist()]
        return [tokens[self._words[tokens]].tolist() if len(tokens) else [] for tokens in groups]

    def like_joined(self, first: Token, second: Token) -> list[int]:
        """Give the tokens of the other script that share a skeleton with two tokens written together."""
        table = self._tables[_other(first)]
        if not len(table):
            return []
        asked = list(joined_skeletons(first, second))
        return sorted({number for tokens in self._words_of(table, asked) for number in tokens})

    def pairs_like(self, token: Token, names: Names) -> list[int]:
        """Give the pairs of listed neighbours of the other script that share a skeleton with a token."""
        table = self._tables[_other(token)]
        if not len(table) or not has_skeleton(token):
            return []
        whole = [skeleton for skeleton in skeletons(token.form) if len(skeleton) >= MINIMUM_JOINED_SKELETON]
        cuts = [(skeleton, cut) for skeleton in whole for cut in range(1, len(skeleton) + 1)]
        heads = table.find_all([skeleton[:cut] for skeleton, cut in cuts])
        tails = table.find_all([skeleton[cut:] for skeleton, cut in cuts])
        shared = table.find_all([skeleton[cut - 1 :] for skeleton, cut in cuts])
        first, second = np.concatenate((heads, heads)), np.concatenate((tails, shared))
        there = (first != NOT_THERE) & (second != NOT_THERE)
        if not there.any():
            return []
        found = _neighbours(names.pair_start, names.pair_second, table.member, table.start, first[there], second[there])
        return sorted(set(found.tolist()))

    def arrays(self) -> Arrays:
        """Give the arrays, to be kept."""
        tables = {f"{script}.{n}": a for script, table in self._tables.items() for n, a in table.arrays().items()}
        return tables | {"words": self._words}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "SkeletonIndex":
        """Take the arrays that `arrays` gave."""

        def table(script: str) -> Groups:
            prefix = f"{script}."
            return Groups.from_arrays({n.removeprefix(prefix): a for n, a in arrays.items() if n.startswith(prefix)})

        return cls({script: table(script) for script in SCRIPTS}, arrays["words"])


def _other(token: Token) -> str:
    return LATIN if is_arabic(token.form) else ARABIC


def _in_script(token: Token, script: str) -> bool:
    return has_letters(token.form) and is_arabic(token.form) == (script == ARABIC)


def _skeletons_of(tokens: Sequence[Token], script: str) -> Iterator[tuple[str, int]]:
    for number, token in enumerate(tokens):
        if _in_script(token, script):
            yield from ((skeleton, number) for skeleton in sorted(skeletons(token.form, minimum=1)))


@entrance
def _neighbours(
    pair_start: Ints, pair_second: Ints, member: Numbers, start: Numbers, first: Numbers, second: Numbers
) -> Numbers:
    """Give the pairs of a token of a group of `first` before one of the group of `second` at the same place."""
    found, count = np.empty(16, np.int32), 0
    for row in range(len(first)):
        others = member[start[second[row]] : start[second[row] + 1]]
        for token in member[start[first[row]] : start[first[row] + 1]]:
            for pair in range(pair_start[token], pair_start[token + 1]):
                place = np.searchsorted(others, pair_second[pair])
                if place < len(others) and others[place] == pair_second[pair]:
                    if count == len(found):
                        found = np.concatenate((found, np.empty(count, np.int32)))
                    found[count] = pair
                    count += 1
    return found[:count]
