"""Asking an index: what Python does around the compiled search."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from yalu.names import Name, NameKind, Token, analyze_name
from yalu.names.keys import is_arabic
from yalu.screening import score, similarity
from yalu.screening.index.candidate import Rules
from yalu.screening.index.joins import Values
from yalu.screening.index.memory import WordMemory
from yalu.screening.index.name_index import NameIndex
from yalu.screening.index.queries import AskedQueries, QueryReader
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
        self._reader = QueryReader(index.kind, self._memory)
        self._rules = rules_for(index.kind)

    def search(self, queries: Sequence[str], threshold: int) -> Found:
        """Find every listed name whose score against a query is at least `threshold` (in ten-thousandths).

        Queries are names of the index's kind. Rows that the compiled search leaves open are decided by the definition
        of the score (`score_names`), and so are names that share a reading with a query.
        """
        size = len(self._index)
        if not size or not queries:
            nothing = np.empty(0, dtype=np.int64)
            return Found(nothing, nothing, nothing)
        index, asked = self._index, self._reader.read(queries)
        batch = Batch(asked.word, asked.word_start, asked.total, asked.traits, *self._extra(queries, asked))
        rows = search_batch(
            index.vocabulary, index.names, VALUES, self._rules, self._memory.memory, batch, threshold
        )  # fmt: skip
        keys, first = np.unique(rows[:, 0] * size + rows[:, 1], return_index=True)
        rows = rows[first]
        exact = rows[:, 3] == 1
        undecided = np.union1d(keys[~exact], self._sharing_readings(asked.names, size))
        sure = exact & ~np.isin(keys, undecided)
        scores = [self._score(queries[key // size], key % size) for key in undecided.tolist()]
        all_keys = np.concatenate((keys[sure], undecided.astype(np.int64)))
        all_scores = np.concatenate((rows[sure, 2], np.array(scores, dtype=np.int64)))
        order = np.argsort(all_keys)[all_scores[np.argsort(all_keys)] >= threshold]
        return Found(all_keys[order] // size, all_keys[order] % size, all_scores[order])

    def _score(self, query: str, listed: int) -> int:
        name = analyze_name(query, self._index.kind)
        return score.score_names(name, self._index.name(listed)) if name is not None else 0

    def _sharing_readings(self, names: dict[int, Name], size: int) -> NDArray[np.int64]:
        readings = ((number, name.readings) for number, name in names.items() if name.readings)
        query, name = self._index.readings.sharing(readings)
        return query * size + name

    def _extra(self, queries: Sequence[str], asked: AskedQueries) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give what other scripts make of two neighbours of a query written together."""
        skeletons, token = self._index.skeletons, self._memory.token
        places: list[tuple[int, int]] = []
        pairs: list[tuple[Token, Token]] = []
        words, start = asked.word.tolist(), asked.word_start.tolist()
        for number, query in enumerate(queries):
            if skeletons.has_arabic or not query.isascii():
                tokens = [token(word) for word in words[start[number] : start[number + 1]]]
                if skeletons.has_arabic or any(is_arabic(one.form) for one in tokens):
                    for place, (one, two) in enumerate(pairwise(tokens)):
                        if similarity.may_join(one) and similarity.may_join(two):
                            places.append((number, place))
                            pairs.append((one, two))
        rows: list[tuple[int, int, int]] = []
        sizes = [0] * len(queries)
        for (number, place), like in zip(places, skeletons.like_joined(pairs), strict=True):
            rows += [(place, one, similarity.JOINED_SKELETON) for one in like]
            sizes[number] += len(like)
        return np.array(rows, dtype=np.int64).reshape(-1, 3), np.cumsum([0, *sizes], dtype=np.int64)
