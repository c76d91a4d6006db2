"""Listed neighbours that make one word of the query when they are written together, or whose initials it holds."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.index.arrays import LEGAL, NUMBER, WORD, Names, Vocabulary
from yalu.screening.index.compiled import compiled
from yalu.screening.index.words import (
    Forms,
    Letters,
    budget_for,
    distance_within,
    form_of,
    forms_of,
    may_be_near,
    narrow,
    of_length,
    same_digits,
    same_word,
    share_letters,
    signature_of,
)


class Values(NamedTuple):
    """The constants of `yalu.screening.similarity`."""

    equal: int
    initial: int
    gender_forms: int
    minimum_gender_form: int
    join_loss: int
    minimum_join: int
    join_budget: int
    joined_initials: int


class Walk(NamedTuple):
    """Ranges of tokens by a word's letters, a row for each number of letters: those that begin with so many of its
    first ones, and places in `by_ending` of those that end with so many of its last ones."""

    head: NDArray[np.int64]
    tail: NDArray[np.int64]


@compiled
def new_walk(longest: int) -> Walk:
    """Give room for words of at most so many letters."""
    return Walk(np.empty((longest + 1, 2), np.int64), np.empty((longest + 1, 2), np.int64))


@compiled
def walk_along(forms: Forms, word: Letters, walk: Walk) -> None:
    """Write the ranges of a word."""
    head, tail, size = walk.head, walk.tail, len(word)
    head[0, 0], head[0, 1] = 0, len(forms.by_ending)
    tail[0, 0], tail[0, 1] = 0, len(forms.by_ending)
    for depth in range(size):
        head[depth + 1, 0], head[depth + 1, 1] = narrow(
            forms, head[depth, 0], head[depth, 1], depth, word[depth], False
        )
        tail[depth + 1, 0], tail[depth + 1, 1] = narrow(
            forms, tail[depth, 0], tail[depth, 1], depth, word[size - 1 - depth], True
        )


@compiled
def join_value(values: Values, joined: Letters, whole: Letters) -> int:
    """Give what two neighbours written together are worth against one word, by their letters alone; 0 if too little."""
    budget = budget_for(min(len(joined), len(whole)), values.join_budget)
    if budget and not same_digits(joined, whole):
        budget = 0
    distance = distance_within(joined, whole, budget)
    if distance > budget:
        return 0
    longer = max(len(joined), len(whole))
    value = values.equal * (longer - distance) // longer - values.join_loss
    return value if value >= values.minimum_join else 0


@compiled
def may_join(role: int) -> bool:
    """Whether a token of this role takes part in joins and splits."""
    return role != NUMBER and role != LEGAL


@compiled
def has_initials(first: Letters, first_role: int, second: Letters, second_role: int) -> bool:
    """Whether two words can be shortened to their initials."""
    return first_role == WORD and second_role == WORD and len(first) > 2 and len(second) > 2


@compiled
def _join_of(
    vocabulary: Vocabulary, names: Names, values: Values, word: Letters, pair: int, first: bool, rest: Letters
) -> int:
    """Give what a pair of listed neighbours is worth against a word.

    `rest` is what the pair's first token (or the second) must make up, if the word has the other one at its end.
    """
    one, two = names.pair_first[pair], names.pair_second[pair]
    if not (may_join(vocabulary.role[one]) and may_join(vocabulary.role[two])):
        return 0
    if distance_within(form_of(vocabulary, one if first else two), rest, 1) > 1:
        return 0
    return join_value(values, np.concatenate((form_of(vocabulary, one), form_of(vocabulary, two))), word)


@compiled
def _add_pair(found: NDArray[np.int64], count: int, pair: int, value: int) -> NDArray[np.int64]:
    if count == len(found):
        found = np.concatenate((found, np.empty((count, 2), dtype=np.int64)))
    found[count, 0], found[count, 1] = pair, value
    return found


@compiled
def _pairs_by_end(
    vocabulary: Vocabulary, names: Names, values: Values, word: Letters, walk: Walk, backwards: bool,
    found: NDArray[np.int64], count: int,
) -> tuple[NDArray[np.int64], int]:  # fmt: skip
    """Add the pairs whose first token the word begins with, or with `backwards` whose second one it ends with."""
    ranges, order = (walk.tail, vocabulary.by_ending) if backwards else (walk.head, vocabulary.by_ending[:0])
    partners, starts = names.pair_second, names.pair_start
    if backwards:
        partners, starts = names.pair_first, names.second_start
    by_second, form_start, signatures = names.pair_by_second, vocabulary.form_start, vocabulary.signature
    for depth in range(len(word)):
        low, high = ranges[depth + 1, 0], ranges[depth + 1, 1]
        if low == high:
            break
        end_of_length = of_length(forms_of(vocabulary), low, high, depth + 1, backwards)
        if low == end_of_length:
            continue
        rest = word[: len(word) - 1 - depth] if backwards else word[depth + 1 :]
        signature = signature_of(rest)
        for rank in range(low, end_of_length):
            token = order[rank] if backwards else rank
            for place in range(starts[token], starts[token + 1]):
                pair = by_second[place] if backwards else place
                partner = partners[pair]
                if not share_letters(signature, signatures[partner], 1):
                    continue
                longer_by = form_start[partner + 1] - form_start[partner] - len(rest)
                if not may_be_near(signature, signatures[partner], longer_by, 1):
                    continue
                value = _join_of(vocabulary, names, values, word, pair, backwards, rest)
                if value:
                    found = _add_pair(found, count, pair, value)
                    count += 1
    return found, count


@compiled
def _swapped_pairs(
    vocabulary: Vocabulary, names: Names, values: Values, word: Letters, walk: Walk, found: NDArray[np.int64],
    count: int,
) -> tuple[NDArray[np.int64], int]:  # fmt: skip
    """Add the pairs that the word is with the letters on both sides of the gap exchanged."""
    forms = forms_of(vocabulary)
    for cut in range(1, len(word)):
        low, high, left = walk.head[cut - 1, 0], walk.head[cut - 1, 1], len(word) - cut - 1
        first, last = walk.tail[left, 0], walk.tail[left, 1]
        if low == high:
            break
        if last - first < high - low:
            # Most often there is no such second word, and the shorter range shows it sooner.
            first, last = narrow(forms, first, last, left, word[cut - 1], True)
        if first == last:
            continue
        low, high = narrow(forms, low, high, cut - 1, word[cut], False)
        for token in range(low, of_length(forms, low, high, cut, False)):
            for pair in range(names.pair_start[token], names.pair_start[token + 1]):
                other = form_of(vocabulary, names.pair_second[pair])
                if (
                    len(other) == len(word) - cut
                    and other[0] == word[cut - 1]
                    and same_word(other[1:], word[cut + 1 :])
                ):
                    value = _join_of(vocabulary, names, values, word, pair, False, other)
                    if value:
                        found = _add_pair(found, count, pair, value)
                        count += 1
    return found, count


@compiled
def listed_pairs(
    vocabulary: Vocabulary, names: Names, values: Values, word: Letters, walk: Walk, room: NDArray[np.int64]
) -> tuple[NDArray[np.int64], int]:
    """Give the pairs of listed neighbours that agree with a word of the query, as rows (pair, value), and how many.

    One edit leaves the first or the second of two words as it is, unless it swaps the letters on both sides of the
    gap. So one of the two is found as it stands, and the other among its neighbours. A pair may be given twice. The
    rows stand in `room`, or in more room if there is none.
    """
    found, count = _pairs_by_end(vocabulary, names, values, word, walk, False, room, 0)
    found, count = _swapped_pairs(vocabulary, names, values, word, walk, found, count)
    return _pairs_by_end(vocabulary, names, values, word, walk, True, found, count)


@compiled
def listed_initials(vocabulary: Vocabulary, names: Names, word: Letters, walk: Walk) -> NDArray[np.int32]:
    """Give the pairs of listed words whose initials are the two letters of a word."""
    letters, form_start, roles = vocabulary.letters, vocabulary.form_start, vocabulary.role
    pair_start, pair_second = names.pair_start, names.pair_second
    first, last = walk.head[1, 0], walk.head[1, 1]
    found = np.empty(pair_start[last] - pair_start[first] if len(word) == 2 else 0, np.int32)
    count = 0
    for one in range(first, last if len(word) == 2 else first):
        if roles[one] == WORD and form_start[one + 1] - form_start[one] > 2:
            for pair in range(pair_start[one], pair_start[one + 1]):
                two = pair_second[pair]
                start = form_start[two]
                if letters[start] == word[1] and roles[two] == WORD and form_start[two + 1] - start > 2:
                    found[count] = pair
                    count += 1
    return found[:count]
