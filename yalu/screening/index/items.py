"""What agrees with a query: its words' matches, those of two words written together, and words for an initial."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.index.arrays import INITIAL, Ints, Names, Vocabulary
from yalu.screening.index.compiled import compiled
from yalu.screening.index.joins import Values, has_initials, join_value, may_join
from yalu.screening.index.matches import HEAD, LETTER, RANGES, STEM, TAIL
from yalu.screening.index.words import (
    Forms,
    Letters,
    beginning_with,
    form_of,
    forms_of,
    may_be_near,
    narrow,
    of_length,
    signature_of,
)

PLACE, SPAN, UNIT, LAST, VALUE, STRICT, KIND, GAIN, NET, COST, NEXT = range(11)
"""The columns of a row of items: place in the query and number of its tokens; a token, the complement of a pair, or the
range of tokens up to `LAST`; similarity, the same where syllables must agree, bits of the kind; ten times the gain, the
net gain (see `signature`), the names to read; the next item of the same unit (see `lookup`)."""
COLUMNS = 11
NO_RANGE = -1
BY_ENDING = 1
"""Which of the ranges of `_joined_to` runs over the words by their endings."""
LIGHTEST, HEAVIEST = 150, 1000
"""The least and the most that a token weighs (`yalu.names.weights`)."""


class Memory(NamedTuple):
    """Words of queries: their own facts, and their matches and ranges as `matches.find_all_matches` gave them."""

    letters: Letters
    form_start: NDArray[np.int64]
    weight: NDArray[np.int64]
    lone: NDArray[np.int64]
    role: NDArray[np.int64]
    number: NDArray[np.int64]
    unit: Ints
    value: NDArray[np.int16]
    strict: NDArray[np.int16]
    kind: NDArray[np.uint8]
    start: NDArray[np.int64]
    ranges: NDArray[np.int64]


@compiled
def _range(ranges: NDArray[np.int64], word: int, which: int) -> tuple[int, int]:
    """Give a word's range of tokens (see `matches.RANGES`)."""
    place = RANGES * word + which
    return int(ranges[place]), int(ranges[place + 1])


@compiled
def _add(items: NDArray[np.int64], count: int, row: tuple[int, int, int, int, int, int, int]) -> NDArray[np.int64]:
    """Write an item's first seven columns, in more room if there is none."""
    if count == len(items):
        items = np.concatenate((items, np.empty((count, COLUMNS), np.int64)))
    here = items[count]
    here[PLACE], here[SPAN], here[UNIT], here[LAST], here[VALUE], here[STRICT], here[KIND] = row
    return items


@compiled
def remembered(memory: Memory, words: NDArray[np.int64], items: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Give the items of the single words of a query."""
    count = 0
    for place in range(len(words)):
        for match in range(memory.start[words[place]], memory.start[words[place] + 1]):
            row = (
                place, 1, memory.unit[match], NO_RANGE, memory.value[match], memory.strict[match], memory.kind[match]
            )  # fmt: skip
            items = _add(items, count, row)
            count += 1
    return items, count


@compiled
def words_for_initials(
    vocabulary: Vocabulary, memory: Memory, words: NDArray[np.int64], initial: int, items: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], int]:
    """Add, for each initial of the query, the range of listed tokens that begin with it."""
    for place in range(len(words)):
        word = words[place]
        if memory.role[word] == INITIAL:
            letters = memory.letters[memory.form_start[word] : memory.form_start[word + 1]]
            first, last = beginning_with(forms_of(vocabulary), letters, False)
            if first < last:
                items = _add(items, count, (place, 1, first, last, initial, 0, 0))
                count += 1
    return items, count


@compiled
def _add_join(
    vocabulary: Vocabulary, values: Values, joined: Letters, token: int, items: NDArray[np.int64], count: int,
    place: int,
) -> tuple[NDArray[np.int64], int]:  # fmt: skip
    """Add the item of two words written together and a listed token, unless it is too different or there already."""
    form = form_of(vocabulary, token)
    if abs(len(form) - len(joined)) > 1 or not may_join(vocabulary.role[token]):
        return items, count
    value = join_value(values, joined, form)
    for item in range(count - 1, -1, -1):
        if items[item, SPAN] != 2 or items[item, PLACE] != place:
            break
        if items[item, UNIT] == token:
            return items, count
    if value:
        items = _add(items, count, (place, 2, token, NO_RANGE, value, value, 0))
        count += 1
    return items, count


@compiled
def _joined_to(
    forms: Forms, word_ranges: NDArray[np.int64], one: int, two: int, first: Letters, second: Letters
) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    """Give the ranges of tokens within which all are that two neighbours may be when written together.

    One edit leaves one of the two words as it is, unless it swaps the letters on both sides of the gap. The range
    `BY_ENDING` is one of places in `by_ending`.
    """
    head, tail = _range(word_ranges, one, HEAD), _range(word_ranges, two, TAIL)
    low, high = _range(word_ranges, one, STEM)
    low, high = narrow(forms, low, high, len(first) - 1, second[0], False)
    low, high = narrow(forms, low, high, len(first), first[len(first) - 1], False)
    return head, tail, (low, high)


@compiled
def _joined_initials(
    forms: Forms, roles: NDArray[np.uint8], value: int, word_ranges: NDArray[np.int64], one: int, letter: int,
    items: NDArray[np.int64], count: int, place: int,
) -> tuple[NDArray[np.int64], int]:  # fmt: skip
    """Add the listed tokens of two letters: the first one of a word and another one."""
    low, high = _range(word_ranges, one, LETTER)
    low, high = narrow(forms, low, high, 1, letter, False)
    for token in range(low, of_length(forms, low, high, 2, False)):
        if may_join(roles[token]):
            items = _add(items, count, (place, 2, token, NO_RANGE, value, value, 0))
            count += 1
    return items, count


@compiled
def joined_words(
    vocabulary: Vocabulary, values: Values, memory: Memory, words: NDArray[np.int64], items: NDArray[np.int64],
    count: int,
) -> tuple[NDArray[np.int64], int]:  # fmt: skip
    """Add the listed tokens that two neighbours of the query are when written together, or their initials."""
    forms = forms_of(vocabulary)
    for place in range(len(words) - 1):
        one, two = words[place], words[place + 1]
        if not (may_join(memory.role[one]) and may_join(memory.role[two])):
            continue
        first = memory.letters[memory.form_start[one] : memory.form_start[one + 1]]
        second = memory.letters[memory.form_start[two] : memory.form_start[two + 1]]
        ranges = _joined_to(forms, memory.ranges, one, two, first, second)
        if ranges[0][0] < ranges[0][1] or ranges[1][0] < ranges[1][1] or ranges[2][0] < ranges[2][1]:
            joined = np.concatenate((first, second))
            signature = signature_of(joined)
            for which in range(len(ranges)):
                for rank in range(ranges[which][0], ranges[which][1]):
                    token = vocabulary.by_ending[rank] if which == BY_ENDING else rank
                    longer_by = vocabulary.form_start[token + 1] - vocabulary.form_start[token] - len(joined)
                    if abs(longer_by) <= 1 and may_be_near(signature, vocabulary.signature[token], longer_by, 1):
                        items, count = _add_join(vocabulary, values, joined, token, items, count, place)
        if has_initials(first, memory.role[one], second, memory.role[two]):
            items, count = _joined_initials(
                forms, vocabulary.role, values.joined_initials, memory.ranges, one, second[0], items, count, place
            )
    return items, count


@compiled
def extra_joins(extra: NDArray[np.int64], items: NDArray[np.int64], count: int) -> tuple[NDArray[np.int64], int]:
    """Add what other scripts make of two neighbours of the query: rows of place, listed token and value."""
    for row in range(len(extra)):
        place, token, value = extra[row, 0], extra[row, 1], extra[row, 2]
        items = _add(items, count, (place, 2, token, NO_RANGE, value, value, 0))
        count += 1
    return items, count


@compiled
def _pair_weight(vocabulary: Vocabulary, names: Names, pair: int) -> int:
    return int(vocabulary.weight[names.pair_first[pair]] + vocabulary.weight[names.pair_second[pair]])


@compiled
def rarer_token(names: Names, pair: int) -> int:
    """Give the token of a pair that fewer names hold: they are read for the pair."""
    one, two = int(names.pair_first[pair]), int(names.pair_second[pair])
    start = names.posting_start
    return one if start[one + 1] - start[one] <= start[two + 1] - start[two] else two


@compiled
def weigh(
    vocabulary: Vocabulary, names: Names, memory: Memory, words: NDArray[np.int64], threshold: int,
    items: NDArray[np.int64], count: int,
) -> None:  # fmt: skip
    """Fill in the gains and costs of all items. For a range they are those of its most gainful weight."""
    for item in range(count):
        place, unit, last = items[item, PLACE], items[item, UNIT], items[item, LAST]
        asked = 2 * memory.weight[words[place]]
        if items[item, SPAN] == 2:
            asked += 2 * memory.weight[words[place + 1]]
        value = 10 * items[item, VALUE]
        if last != NO_RANGE:
            weight = HEAVIEST if value > threshold else LIGHTEST
            items[item, GAIN] = value * (asked + HEAVIEST)
            items[item, NET] = value * (asked + weight) - threshold * weight
            items[item, COST] = names.posting_start[last] - names.posting_start[unit]
            continue
        if unit >= 0:
            weight = vocabulary.weight[unit]
            cost = names.posting_start[unit + 1] - names.posting_start[unit]
        else:
            weight = _pair_weight(vocabulary, names, ~unit)
            rarer = rarer_token(names, ~unit)
            cost = names.posting_start[rarer + 1] - names.posting_start[rarer]
        items[item, GAIN] = value * (asked + weight)
        items[item, NET] = items[item, GAIN] - threshold * weight
        items[item, COST] = cost
