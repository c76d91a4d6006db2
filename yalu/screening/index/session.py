"""Asking an index: what Python does around the compiled search."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from yalu.names import Name, NameKind, Token
from yalu.names.keys import is_arabic
from yalu.screening import score, similarity
from yalu.screening.index.building import name_traits
from yalu.screening.index.candidate import Rules
from yalu.screening.index.joins import Values
from yalu.screening.index.memory import WordMemory
from yalu.screening.index.name_index import NameIndex
from yalu.screening.index.search import Batch, search_batch

VALUES = Values(
    equal=similarity.EQUAL,
    initial=similarity.INITIAL,
    gender_forms=similarity.GENDER_FORMS,
    minimum_gender_form=similarity.MINIMUM_GENDER_FORM,
    join_loss=similarity.JOIN_LOSS,
    minimum_join=similarity.MINIMUM_JOIN,
    join_budget=similarity.JOIN_BUDGET,
    joined_initials=similarity.JOINED_INITIALS,
)


def rules_for(kind: NameKind) -> Rules:
    """Give the constants of the score for names of a kind."""
    return Rules(
        edit_doubt=score.EDIT_DOUBT,
        contradiction=score.CONTRADICTION,
        partly_other=score.PARTLY_OTHER,
        half_the_name=score.HALF_THE_NAME if kind is NameKind.PERSON else 0,
        other_syllables=score.OTHER_SYLLABLES,
        other_order=score.OTHER_ORDER,
        other_numbers=score.OTHER_NUMBERS,
        exact_join=similarity.EQUAL - similarity.JOIN_LOSS,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of a query and a listed name whose score reaches the threshold: numbers, and scores in ten-thousandths.

    Ordered by the query, then by the name; no pair stands there twice.
    """

    query: NDArray[np.int64]
    name: NDArray[np.int64]
    score: NDArray[np.int64]


class SearchSession:
    """One thread's way to ask an index. It remembers the words of earlier queries, so it is not to be shared."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._memory = WordMemory(index, VALUES)
        self._rules = rules_for(index.kind)

    def search(self, queries: Sequence[Name], threshold: int) -> Found:
        """Find every listed name whose score against a query is at least `threshold` (in ten-thousandths).

        Queries must be of the index's kind. Rows that the compiled search leaves open are decided by the definition of
        the score (`score_names`), and so are names that share a reading with a query.
        """
        size = len(self._index)
        if not size or not queries:
            nothing = np.empty(0, dtype=np.int64)
            return Found(nothing, nothing, nothing)
        memory, words = self._memory.remember(queries)
        index, batch = self._index, self._batch(queries, words)
        rows = search_batch(index.vocabulary, index.names, VALUES, self._rules, memory, batch, threshold)
        keys, first = np.unique(rows[:, 0] * size + rows[:, 1], return_index=True)
        rows = rows[first]
        exact = rows[:, 3] == 1
        undecided = np.union1d(keys[~exact], self._sharing_readings(queries, size))
        sure = exact & ~np.isin(keys, undecided)
        scores = [score.score_names(queries[key // size], self._index.name(key % size)) for key in undecided.tolist()]
        all_keys = np.concatenate((keys[sure], undecided.astype(np.int64)))
        all_scores = np.concatenate((rows[sure, 2], np.array(scores, dtype=np.int64)))
        order = np.argsort(all_keys)[all_scores[np.argsort(all_keys)] >= threshold]
        return Found(all_keys[order] // size, all_keys[order] % size, all_scores[order])

    def _sharing_readings(self, queries: Sequence[Name], size: int) -> NDArray[np.int64]:
        readings = ((number, query.readings) for number, query in enumerate(queries) if query.readings)
        query, name = self._index.readings.sharing(readings)
        return query * size + name

    def _batch(self, queries: Sequence[Name], words: NDArray[np.int64]) -> Batch:
        extra, extra_start = self._extra(queries)
        return Batch(
            word=words,
            word_start=_starts([len(query.tokens) for query in queries]),
            total=np.array([query.weight for query in queries], dtype=np.int64),
            traits=np.array([name_traits(query) for query in queries], dtype=np.int64),
            extra=extra,
            extra_start=extra_start,
        )

    def _extra(self, queries: Sequence[Name]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give what other scripts make of two neighbours of a query written together."""
        skeletons = self._index.skeletons
        places: list[tuple[int, int]] = []
        pairs: list[tuple[Token, Token]] = []
        for number, query in enumerate(queries):
            if skeletons.has_arabic or (not query.text.isascii() and _has_arabic(query)):
                for place, (one, two) in enumerate(pairwise(query.tokens)):
                    if similarity.may_join(one) and similarity.may_join(two):
                        places.append((number, place))
                        pairs.append((one, two))
        rows: list[tuple[int, int, int]] = []
        sizes = [0] * len(queries)
        for (number, place), tokens in zip(places, skeletons.like_joined(pairs), strict=True):
            rows += [(place, token, similarity.JOINED_SKELETON) for token in tokens]
            sizes[number] += len(tokens)
        return np.array(rows, dtype=np.int64).reshape(-1, 3), _starts(sizes)


def _has_arabic(query: Name) -> bool:
    return any(is_arabic(token.form) for token in query.tokens)


def _starts(sizes: list[int]) -> NDArray[np.int64]:
    return np.cumsum([0, *sizes], dtype=np.int64)
