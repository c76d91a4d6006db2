"""Listed words in the other script, Arabic or Latin, that may spell the same as words of queries.

Everything is asked for many words at once: with a list that holds Arabic names each word of a query is looked for here.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.names import Token, TokenRole
from yalu.names.keys import is_arabic, skeletons
from yalu.screening.index.arrays import Ints, Names
from yalu.screening.index.compiled import compiled, entrance
from yalu.screening.index.storage import Arrays
from yalu.screening.index.texts import NOT_THERE, Groups
from yalu.screening.similarity import MINIMUM_JOINED_SKELETON, has_letters, has_skeleton, skeleton_value

Numbers = NDArray[np.int32]
Letters = NDArray[np.uint8]
ARABIC, LATIN = "arabic", "latin"
SCRIPTS = (ARABIC, LATIN)
_ONE_BYTE = str.maketrans("čš", "CS")
"""A skeleton has one byte for each consonant, so that it can be cut anywhere."""
SPARSE = 16
"""How many marks a `Table` has for each of its skeletons: about one in so many that are not there seems to be."""


class Table(NamedTuple):
    """The skeletons of one script: hashes in order, the text of each, the tokens under it, and marks by hash."""

    hashes: NDArray[np.uint32]
    order: Numbers
    content: Letters
    start: NDArray[np.int32 | np.int64]
    member: Numbers
    group: Numbers
    marks: NDArray[np.bool_]

    @classmethod
    def of(cls, groups: Groups) -> "Table":
        """Lay a table of groups open to compiled code."""
        arrays = groups.arrays()
        marks = np.zeros(1 << (SPARSE * len(groups)).bit_length(), np.bool_)
        marks[arrays["hash"] & (len(marks) - 1)] = True
        return cls(
            hashes=arrays["hash"],
            order=arrays["order"],
            content=arrays["content"],
            start=arrays["start"],
            member=arrays["member"],
            group=arrays["group"],
            marks=marks,
        )


class AskedSkeletons(NamedTuple):
    """The skeletons of words, one behind the other: `word` is where those of each word start in `start`."""

    letters: Letters
    start: NDArray[np.int64]
    word: NDArray[np.int64]

    @classmethod
    def of(cls, forms: Sequence[str]) -> "AskedSkeletons":
        """Give the skeletons of some words."""
        spelled = [_spelled(form) for form in forms]
        return cls(
            np.frombuffer(bytearray().join([content for content, _ in spelled]), np.uint8),
            np.cumsum([0, *(size for _, sizes in spelled for size in sizes)], dtype=np.int64),
            np.cumsum([0, *(len(sizes) for _, sizes in spelled)], dtype=np.int64),
        )


@lru_cache(maxsize=1 << 16)
def _spelled(form: str) -> tuple[bytes, tuple[int, ...]]:
    """Give the skeletons of a word as one text, and how long each is."""
    found = sorted(skeletons(form, minimum=1)) if has_letters(form) else []
    return "".join(found).translate(_ONE_BYTE).encode("ascii"), tuple(map(len, found))


class SkeletonIndex:
    """The tokens of a vocabulary by their consonant skeletons, for each script. `words` marks those that are words."""

    def __init__(self, groups: dict[str, Groups], words: NDArray[np.bool_]) -> None:
        self._groups, self._words = groups, words
        self._tables = {script: Table.of(group) for script, group in groups.items()}
        self.has_arabic = len(groups[ARABIC]) > 0
        """Whether a token is written in Arabic letters, so that words in Latin ones must be looked for among them."""

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> "SkeletonIndex":
        """Take up tokens by their numbers."""
        groups = {script: Groups.of(_skeletons_of(tokens, script)) for script in SCRIPTS}
        return cls(groups, np.array([token.role is TokenRole.WORD for token in tokens], dtype=np.bool_))

    def has_other(self, token: Token) -> bool:
        """Whether words of the other script than a token's are there to be compared with it."""
        if token.form.isascii():
            return self.has_arabic
        return len(self._groups[_other(token)]) > 0 if self.has_arabic or is_arabic(token.form) else False

    def like(self, tokens: Sequence[Token]) -> list[dict[int, int]]:
        """Give, for each token, the tokens of the other script that share a skeleton with it, and their similarity."""
        found: list[dict[int, int]] = [{} for _ in tokens]
        for script, places in _by_script(tokens):
            asked = AskedSkeletons.of([tokens[place].form for place in places])
            for row, token, size in _alike(self._tables[script], self._words, asked).tolist():
                value = skeleton_value(size)
                if value > found[places[row]].get(token, 0):
                    found[places[row]][token] = value
        return found

    def pairs_like(self, tokens: Sequence[Token], names: Names) -> list[list[int]]:
        """Give, for each token, the pairs of listed neighbours of the other script that share a skeleton with it."""
        found: list[set[int]] = [set() for _ in tokens]
        for script, places in _by_script(tokens):
            asked = AskedSkeletons.of([tokens[place].form for place in places])
            rows = _pairs_alike(self._tables[script], names.pair_start, names.pair_second, asked)
            for row, pair in rows.tolist():
                found[places[row]].add(pair)
        return [sorted(pairs) for pairs in found]

    def like_joined(self, pairs: Sequence[tuple[Token, Token]]) -> list[list[int]]:
        """Give, for each two neighbours, the tokens of the other script that share a skeleton with both as one word."""
        found: list[set[int]] = [set() for _ in pairs]
        for script in SCRIPTS:
            rows = [n for n, (one, two) in enumerate(pairs) if _other(one) == script and _same_script(one, two)]
            if rows and len(self._groups[script]):
                places: dict[str, int] = {}
                first = [places.setdefault(pairs[row][0].form, len(places)) for row in rows]
                second = [places.setdefault(pairs[row][1].form, len(places)) for row in rows]
                asked = AskedSkeletons.of(list(places))
                neighbours = np.array([first, second], dtype=np.int64)
                for row, token in _joined_alike(self._tables[script], self._words, asked, neighbours).tolist():
                    found[rows[row]].add(token)
        return [sorted(tokens) for tokens in found]

    def arrays(self) -> Arrays:
        """Give the arrays, to be kept."""
        groups = {f"{script}.{n}": a for script, group in self._groups.items() for n, a in group.arrays().items()}
        return groups | {"words": self._words}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "SkeletonIndex":
        """Take the arrays that `arrays` gave."""

        def group(script: str) -> Groups:
            prefix = f"{script}."
            return Groups.from_arrays({n.removeprefix(prefix): a for n, a in arrays.items() if n.startswith(prefix)})

        return cls({script: group(script) for script in SCRIPTS}, arrays["words"])


def _other(token: Token) -> str:
    return LATIN if is_arabic(token.form) else ARABIC


def _same_script(one: Token, two: Token) -> bool:
    return is_arabic(one.form) == is_arabic(two.form)


def _by_script(tokens: Sequence[Token]) -> Iterator[tuple[str, list[int]]]:
    """Give the places of the tokens that are compared by consonants, under the script of those on the list."""
    for script in SCRIPTS:
        places = [n for n, token in enumerate(tokens) if _other(token) == script and has_skeleton(token)]
        if places:
            yield script, places


def _in_script(token: Token, script: str) -> bool:
    return has_letters(token.form) and is_arabic(token.form) == (script == ARABIC)


def _skeletons_of(tokens: Sequence[Token], script: str) -> Iterator[tuple[str, int]]:
    for number, token in enumerate(tokens):
        if _in_script(token, script):
            found = sorted(skeletons(token.form, minimum=1))
            yield from ((skeleton.translate(_ONE_BYTE), number) for skeleton in found)


def _remainders() -> NDArray[np.uint32]:
    """Give the table of the check sum of ISO 3309, by which `texts.text_hash` hashes, for each byte."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ np.uint32(0xEDB88320), table >> 1).astype(np.uint32)
    return table


REMAINDERS = _remainders()


@compiled
def _group_of(table: Table, letters: Letters, first: int, middle: int, second: int, end: int) -> int:
    """Give the number of the group of a skeleton, put together from two stretches of letters, or `NOT_THERE`."""
    value = np.uint32(0xFFFFFFFF)
    for place in range(first, middle):
        value = REMAINDERS[(value ^ letters[place]) & np.uint32(0xFF)] ^ (value >> np.uint32(8))
    for place in range(second, end):
        value = REMAINDERS[(value ^ letters[place]) & np.uint32(0xFF)] ^ (value >> np.uint32(8))
    value ^= np.uint32(0xFFFFFFFF)
    if not table.marks[np.int64(value) & (len(table.marks) - 1)]:
        return NOT_THERE
    rank, size = np.searchsorted(table.hashes, np.uint32(value)), middle - first + end - second
    while rank < len(table.hashes) and table.hashes[rank] == value:
        text = table.order[rank]
        start = table.start[text]
        same = table.start[text + 1] - start == size
        for offset in range(size):
            place = first + offset if offset < middle - first else second + offset - (middle - first)
            same = same and table.content[start + offset] == letters[place]
        if same:
            return int(text)
        rank += 1
    return NOT_THERE


@compiled
def _wider(rows: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Give the rows, or twice as many, with room for one more behind the first `count`."""
    return rows if count < len(rows) else np.concatenate((rows, np.empty_like(rows)))


@entrance
def _alike(table: Table, words: NDArray[np.bool_], asked: AskedSkeletons) -> NDArray[np.int64]:
    """Give rows of an asked word, a listed word that shares a skeleton with it, and the skeleton's length."""
    rows, count = np.empty((64, 3), np.int64), 0
    for word in range(len(asked.word) - 1):
        for text in range(asked.word[word], asked.word[word + 1]):
            first, end = asked.start[text], asked.start[text + 1]
            group = _group_of(table, asked.letters, first, end, end, end) if end - first > 1 else NOT_THERE
            if group != NOT_THERE:
                for token in table.member[table.group[group] : table.group[group + 1]]:
                    if words[token]:
                        rows = _wider(rows, count)
                        rows[count, 0], rows[count, 1], rows[count, 2] = word, token, end - first
                        count += 1
    return rows[:count]


@entrance
def _pairs_alike(table: Table, pair_start: Ints, pair_second: Ints, asked: AskedSkeletons) -> NDArray[np.int64]:
    """Give rows of an asked word and a pair of listed neighbours whose skeletons make up one of the word's.

    A consonant that ends the first and begins the second may be written once.
    """
    rows, count = np.empty((64, 2), np.int64), 0
    for word in range(len(asked.word) - 1):
        for text in range(asked.word[word], asked.word[word + 1]):
            first, end = asked.start[text], asked.start[text + 1]
            if end - first < MINIMUM_JOINED_SKELETON:
                continue
            for cut in range(first + 1, end + 1):
                head = _group_of(table, asked.letters, first, cut, cut, cut)
                for second in range(cut - 1, min(cut + 1, end)) if head != NOT_THERE else range(0):
                    tail = _group_of(table, asked.letters, second, end, end, end)
                    if tail == NOT_THERE:
                        continue
                    others = table.member[table.group[tail] : table.group[tail + 1]]
                    for token in table.member[table.group[head] : table.group[head + 1]]:
                        for pair in range(pair_start[token], pair_start[token + 1]):
                            place = np.searchsorted(others, pair_second[pair])
                            if place < len(others) and others[place] == pair_second[pair]:
                                rows = _wider(rows, count)
                                rows[count, 0], rows[count, 1] = word, pair
                                count += 1
    return rows[:count]


@entrance
def _joined_alike(
    table: Table, words: NDArray[np.bool_], asked: AskedSkeletons, neighbours: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Give rows of two asked neighbours and a listed word that shares a skeleton with both as one word.

    `neighbours` holds the first words and the second ones; `similarity.joined_skeletons` says what their skeletons are.
    """
    rows, count = np.empty((64, 2), np.int64), 0
    letters, start = asked.letters, asked.start
    for row in range(neighbours.shape[1]):
        one, two = neighbours[0, row], neighbours[1, row]
        for head in range(asked.word[one], asked.word[one + 1]):
            for tail in range(asked.word[two], asked.word[two + 1]):
                first, middle, second, end = start[head], start[head + 1], start[tail], start[tail + 1]
                once = 1 if letters[middle - 1] == letters[second] else 0
                for skipped in range(once + 1):
                    if middle - first + end - second - skipped < MINIMUM_JOINED_SKELETON:
                        continue
                    group = _group_of(table, letters, first, middle, second + skipped, end)
                    if group != NOT_THERE:
                        for token in table.member[table.group[group] : table.group[group + 1]]:
                            if words[token]:
                                rows = _wider(rows, count)
                                rows[count, 0], rows[count, 1] = row, token
                                count += 1
    return rows[:count]
