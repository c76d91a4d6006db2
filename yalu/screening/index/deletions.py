"""Similar words by what is left of them: two words within some edits of each other share what remains when each loses
at most so many letters (Bocek, Hunt, Stiller: Fast similarity search in large dictionaries, 2007; SymSpell).

Only the first `PREFIX` letters are looked at. That loses nothing: let the prefix of one word be aligned with a prefix
of the other that is longer by i - k letters, by i insertions, k deletions and s other edits. Cutting the longer prefix
to the same length takes away at most i - k letters that were matched, so at most s + i letters must go on either side.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.index.arrays import Ints, Vocabulary
from yalu.screening.index.compiled import compiled, entrance
from yalu.screening.index.words import (
    Letters,
    budget_for,
    may_be_near,
    share_letters,
    signature_of,
)

PREFIX = 6
LONGEST_BUDGET = 2
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


class Deletions(NamedTuple):
    """The tokens under each remainder: remainders fall into buckets by their hash, as many as a power of two."""

    token: Ints
    start: Ints


@compiled
def _bucket(word: Letters, first: int, second: int, buckets: int) -> int:
    """Give the bucket of a word's prefix without the letters at two places; -1 leaves nothing out."""
    value = np.uint64(1)
    for place in range(min(len(word), PREFIX)):
        if place != first and place != second:
            value = (value ^ np.uint64(word[place])) * MULTIPLIER
            value ^= value >> np.uint64(29)
    return int(value >> np.uint64(20)) & (buckets - 1)


@compiled
def _count_buckets(word: Letters, buckets: int, found: Ints) -> int:
    """Write the buckets of all remainders of a word. Gives how many there are: at most 22."""
    budget = budget_for(len(word), LONGEST_BUDGET)
    if budget == 0:
        return 0
    size, count = min(len(word), PREFIX), 1
    found[0] = _bucket(word, -1, -1, buckets)
    for first in range(size):
        found[count] = _bucket(word, first, -1, buckets)
        count += 1
        if budget == LONGEST_BUDGET:
            for second in range(first + 1, size):
                found[count] = _bucket(word, first, second, buckets)
                count += 1
    return count


@entrance
def build_deletions(letters: Letters, form_start: Ints, buckets: int) -> tuple[Ints, Ints]:
    """Give the tokens of each bucket and where each bucket starts."""
    found = np.empty(1 + PREFIX + PREFIX * (PREFIX - 1) // 2, np.int32)
    start = np.zeros(buckets + 1, np.int32)
    for token in range(len(form_start) - 1):
        for place in range(_count_buckets(letters[form_start[token] : form_start[token + 1]], buckets, found)):
            start[found[place] + 1] += 1
    for bucket in range(buckets):
        start[bucket + 1] += start[bucket]
    member = np.empty(start[buckets], np.int32)
    end = start[:-1].copy()
    for token in range(len(form_start) - 1):
        for place in range(_count_buckets(letters[form_start[token] : form_start[token + 1]], buckets, found)):
            member[end[found[place]]] = token
            end[found[place]] += 1
    return member, start


@compiled
def near_words(
    vocabulary: Vocabulary, deletions: Deletions, word: Letters, found: NDArray[np.int32]
) -> tuple[NDArray[np.int32], int]:
    """Give tokens among which are all within the edit budget of a word, and how many: in `found` or in more room.

    A token may be given several times, and some are further away: only their letters are counted.
    """
    buckets, count = np.empty(1 + PREFIX + PREFIX * (PREFIX - 1) // 2, np.int32), 0
    signature, size = signature_of(word), len(word)
    tokens, starts, form_start, signatures = (
        deletions.token,
        deletions.start,
        vocabulary.form_start,
        vocabulary.signature,
    )
    for place in range(_count_buckets(word, len(starts) - 1, buckets)):
        bucket = buckets[place]
        for entry in range(starts[bucket], starts[bucket + 1]):
            token = tokens[entry]
            if not share_letters(signature, signatures[token], LONGEST_BUDGET):
                continue
            length = form_start[token + 1] - form_start[token]
            budget = budget_for(min(length, size), LONGEST_BUDGET)
            if may_be_near(signature, signatures[token], length - size, budget):
                if count == len(found):
                    found = np.concatenate((found, np.empty(count, np.int32)))
                found[count] = token
                count += 1
    return found, count
