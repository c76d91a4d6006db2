"""Which listed names can reach a threshold: upper bounds that hold for every alignment, so none is missed.

For each token of the query the vocabulary tokens that are alike at all are found exactly: within the edit budget
(`WordSearch`), in a shared class, as an initial, as a join or split. The bound of a listed name is then the sum over
the query's tokens of the greatest gain that any of its tokens offers, as if each could be used many times. No alignment
gains more, so a name below the threshold by its bound is below it by its score. Names with a shared reading come from
their own table.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from yalu.names import Name, Readings, Token, TokenRole
from yalu.names.keys import is_arabic, skeletons
from yalu.screening.similarity import has_skeleton, join_similarity, joined_initials, similarity
from yalu.screening.word_search import WordSearch

Ids = NDArray[np.int64]
CACHED_TOKENS = 1 << 14
"""How many tokens of queries an index remembers the similar tokens of; customers' names repeat theirs."""


class Postings:
    """For each item, the names in which it occurs, in one array."""

    def __init__(self, found: Sequence[int], names: Sequence[int], items: int) -> None:
        pairs = np.unique(np.array([found, names], dtype=np.int64).reshape(2, -1), axis=1)
        self._names = pairs[1]
        self._starts = np.searchsorted(pairs[0], np.arange(items + 1))

    def __getitem__(self, item: int) -> Ids:
        found: Ids = self._names[self._starts[item] : self._starts[item + 1]]
        return found


class NameIndex:
    """An immutable index over the names of one kind. Safe to share between threads."""

    def __init__(self, names: Sequence[Name]) -> None:
        vocabulary: dict[Token, int] = {}
        joins: dict[tuple[int, int], int] = {}
        places: tuple[list[int], list[int]] = ([], [])
        join_places: tuple[list[int], list[int]] = ([], [])
        for number, name in enumerate(names):
            ids = [vocabulary.setdefault(token, len(vocabulary)) for token in name.tokens]
            places[0].extend(ids)
            places[1].extend([number] * len(ids))
            for pair in pairwise(ids):
                join_places[0].append(joins.setdefault(pair, len(joins)))
                join_places[1].append(number)
        self._tokens = list(vocabulary)
        self._joins = [(self._tokens[a], self._tokens[b]) for a, b in joins]
        self._postings = Postings(*places, len(self._tokens))
        self._join_postings = Postings(*join_places, len(self._joins))
        self._weights = np.array([name.weight for name in names], dtype=np.int64)
        self._words = WordSearch([token.form for token in self._tokens])
        self._joined_words = WordSearch([a.form + b.form for a, b in self._joins])
        self._joined_initials = _by_key(joined_initials(a, b) for a, b in self._joins)
        self._forms = _by_key(token.form for token in self._tokens)
        self._classes = _members(self._tokens)
        self._initials = _by_letter(self._tokens)
        self._readings = _reading_table(names)
        forms = [token.form if has_skeleton(token) else "" for token in self._tokens]
        joined = [a.form + b.form for a, b in self._joins]
        self._arabic_skeletons = _skeletons(forms, arabic=True)
        self._arabic_joins = _skeletons(joined, arabic=True)
        # Only a query in Arabic letters needs these, and they take longer to build than the rest of the index.
        self._latin_skeletons = Later(lambda: _skeletons(forms, arabic=False))
        self._latin_joins = Later(lambda: _skeletons(joined, arabic=False))
        self._alike = lru_cache(maxsize=CACHED_TOKENS)(self._find_alike)

    def _find_alike(self, token: Token) -> tuple[tuple[int, int], ...]:
        """Give every vocabulary token with a similarity above zero, and the similarity."""
        ids = set(self._words.within_budget(token.form).tolist())
        for name in token.classes:
            ids.update(self._classes.get(name, ()))
        if has_skeleton(token):
            ids.update(_across(token.form, self._latin_skeletons, self._arabic_skeletons))
        if token.role is TokenRole.INITIAL:
            ids.update(self._initials.get((TokenRole.WORD, token.form), ()))
        elif token.role is TokenRole.WORD:
            ids.update(self._initials.get((TokenRole.INITIAL, token.form[0]), ()))
        values = ((other, similarity(token, self._tokens[other])[0]) for other in ids)
        return tuple((other, value) for other, value in values if value)

    def candidates(self, query: Name, threshold: int) -> Ids:
        """Give the numbers of all names that can reach `threshold` (in ten-thousandths), and perhaps others."""
        bounds = np.zeros(len(self._weights), dtype=np.int64)
        for place, token in enumerate(query.tokens):
            best = np.zeros(len(self._weights), dtype=np.int64)
            self._raise_by_token(best, token)
            if place + 1 < len(query.tokens):
                self._raise_by_pair(best, token, query.tokens[place + 1])
            bounds += best
        reached = 10 * bounds >= threshold * (2 * query.weight + self._weights)
        found = np.flatnonzero(reached)
        same_reading = self._same_reading(query.readings)
        return np.union1d(found, same_reading) if len(same_reading) else found

    def _raise_by_token(self, best: Ids, token: Token) -> None:
        for other, value in self._alike(token):
            _raise(best, self._postings[other], value * (2 * token.weight + self._tokens[other].weight))
        joins = {*self._joined_words.within_budget(token.form).tolist(), *self._joined_initials.get(token.form, ())}
        if has_skeleton(token):
            joins.update(_across(token.form, self._latin_joins, self._arabic_joins))
        for join in joins:
            first, second = self._joins[join]
            value = join_similarity(first, second, token)
            if value:
                _raise(best, self._join_postings[join], value * (2 * token.weight + first.weight + second.weight))

    def _raise_by_pair(self, best: Ids, first: Token, second: Token) -> None:
        joined = first.form + second.form
        similar = set(self._words.within_budget(joined).tolist())
        similar.update(self._forms.get(joined_initials(first, second), ()))
        similar.update(_across(joined, self._latin_skeletons, self._arabic_skeletons))
        for other in similar:
            whole = self._tokens[other]
            value = join_similarity(first, second, whole)
            if value:
                _raise(best, self._postings[other], value * (2 * first.weight + 2 * second.weight + whole.weight))

    def _same_reading(self, readings: Readings) -> Ids:
        found: set[int] = set()
        for key in _reading_keys(readings, crossing=True):
            found.update(self._readings.get(key, ()))
        return np.array(sorted(found), dtype=np.int64)


def _raise(best: Ids, names: Ids, gain: int) -> None:
    best[names] = np.maximum(best[names], gain)


def _by_key(keys: Iterable[str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        if key:
            groups.setdefault(key, []).append(index)
    return groups


def _members(tokens: Sequence[Token]) -> dict[str, list[int]]:
    members: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        for name in token.classes:
            members.setdefault(name, []).append(index)
    return members


Groups = dict[str, list[int]]


class Later:
    """A table that is built when it is first needed. Two threads that need it at once build it twice, equally."""

    def __init__(self, build: Callable[[], Groups]) -> None:
        self._build = build

    @cached_property
    def table(self) -> Groups:
        """The table."""
        return self._build()


def _across(form: str, latin: Later, arabic: Groups) -> Iterator[int]:
    """Give the members of the other script, Latin or Arabic, that share a consonant skeleton with a form."""
    if is_arabic(form):
        table = latin.table
    elif arabic:
        table = arabic
    else:
        return
    for skeleton in skeletons(form):
        yield from table.get(skeleton, ())


def _skeletons(forms: Sequence[str], arabic: bool) -> Groups:
    groups: Groups = {}
    for index, form in enumerate(forms):
        if is_arabic(form) == arabic:
            for skeleton in skeletons(form):
                groups.setdefault(skeleton, []).append(index)
    return groups


def _by_letter(tokens: Sequence[Token]) -> dict[tuple[TokenRole, str], list[int]]:
    groups: dict[tuple[TokenRole, str], list[int]] = {}
    for index, token in enumerate(tokens):
        if token.role in (TokenRole.WORD, TokenRole.INITIAL):
            groups.setdefault((token.role, token.form[0]), []).append(index)
    return groups


ReadingKey = tuple[str, int, int]
"""The syllabary and source of a reading, its number of syllables, and one reading of its first syllable."""


def _reading_keys(readings: Readings, crossing: bool = False) -> set[ReadingKey]:
    """Give the keys under which a name's readings stand, or with `crossing` those where its partners stand."""
    spaces = [("korean", readings.korean), ("chinese", readings.chinese), ("bridge", readings.bridge)]
    if crossing:
        spaces = [spaces[0], spaces[1], ("korean", readings.bridge), ("bridge", readings.korean)]
    keys: set[ReadingKey] = set()
    for space, sequences in spaces:
        for sequence in sequences:
            mask = sequence[0]
            while mask:
                low = mask & -mask
                keys.add((space, len(sequence), low.bit_length()))
                mask ^= low
    return keys


def _reading_table(names: Sequence[Name]) -> dict[ReadingKey, list[int]]:
    table: dict[ReadingKey, list[int]] = {}
    for number, name in enumerate(names):
        if name.readings:
            for key in _reading_keys(name.readings):
                table.setdefault(key, []).append(number)
    return table
