"""Words of a vocabulary within the edit budget of a word, equal ones, and those that begin or end with one: exact."""

import sys
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.index.arrays import Ints, Vocabulary
from yalu.screening.index.compiled import compiled

Letters = NDArray[np.uint32]
DIGITS = np.array([code for code in range(sys.maxunicode + 1) if chr(code).isdigit()], dtype=np.uint32)
"""Every digit of Unicode, ascending."""


class Forms(NamedTuple):
    """The forms of a vocabulary. Compiled functions that are called all the time take these, and not all its arrays."""

    letters: Letters
    start: Ints
    by_ending: Ints


@compiled
def forms_of(vocabulary: Vocabulary) -> Forms:
    """Give the forms of a vocabulary."""
    return Forms(vocabulary.letters, vocabulary.form_start, vocabulary.by_ending)


@compiled
def form_of(vocabulary: Vocabulary, token: int) -> Letters:
    """Give the letters of a token's form."""
    return vocabulary.letters[vocabulary.form_start[token] : vocabulary.form_start[token + 1]]


@compiled
def is_digit(letter: int) -> bool:
    """Whether a letter is a digit of any script."""
    if letter < 128:
        return 48 <= letter <= 57
    place = np.searchsorted(DIGITS, letter)
    return bool(place < len(DIGITS) and DIGITS[place] == letter)


@compiled
def same_digits(a: Letters, b: Letters) -> bool:
    """Whether two words hold the same digits in the same order."""
    j = 0
    for i in range(len(a)):
        if is_digit(a[i]):
            while j < len(b) and not is_digit(b[j]):
                j += 1
            if j == len(b) or b[j] != a[i]:
                return False
            j += 1
    for rest in range(j, len(b)):
        if is_digit(b[rest]):
            return False
    return True


@compiled
def signature_of(word: Letters) -> np.uint64:
    """Give 64 bits: which letters (modulo 32) occur, and which occur twice or more."""
    once, twice = np.uint64(0), np.uint64(0)
    for letter in word:
        bit = np.uint64(1) << np.uint64(letter & np.uint32(31))
        twice |= once & bit
        once |= bit
    return once | (twice << np.uint64(32))


@compiled
def at_most(mask: np.uint64, count: int) -> bool:
    """Whether at most `count` bits are set."""
    for _ in range(count):
        mask &= mask - np.uint64(1)
    return bool(mask == np.uint64(0))


@compiled
def share_letters(left: np.uint64, right: np.uint64, budget: int) -> bool:
    """Whether two signatures allow `budget` edits, whatever the words' lengths: `may_be_near` needs them, too."""
    return at_most(left & ~right, budget) and at_most(right & ~left, budget)


@compiled
def may_be_near(left: np.uint64, right: np.uint64, longer_by: int, budget: int) -> bool:
    """Whether the signatures allow `budget` edits; `longer_by` is how many letters the right word has more.

    An edit takes away or adds at most one letter on each side, and changes one bit of a signature for it: insertions
    make up for the difference in length, and what is left of the budget are edits that may change both sides.
    """
    if longer_by < 0:
        left, right, longer_by = right, left, -longer_by
    if longer_by > budget:
        return False
    return at_most(left & ~right, budget - longer_by) and at_most(right & ~left, budget)


@compiled
def _rest_equal(a: Letters, i: int, b: Letters, j: int, end: int) -> bool:
    """Whether two words are equal from these places on; the second one ends before `end`."""
    if len(a) - i != end - j:
        return False
    while i < len(a):
        if a[i] != b[j]:
            return False
        i, j = i + 1, j + 1
    return True


@compiled
def _rest_within_one(a: Letters, i: int, b: Letters, j: int, end: int) -> bool:
    """Whether at most one edit turns one word into the other, from these places on."""
    left, right = len(a) - i, end - j
    if abs(left - right) > 1:
        return False
    while i < len(a) and j < end and a[i] == b[j]:
        i, j = i + 1, j + 1
    if left > right:
        return _rest_equal(a, i + 1, b, j, end)
    if left < right:
        return _rest_equal(a, i, b, j + 1, end)
    if i == len(a) or _rest_equal(a, i + 1, b, j + 1, end):
        return True
    return _swapped(a, i, b, j, end) and _rest_equal(a, i + 2, b, j + 2, end)


@compiled
def _swapped(a: Letters, i: int, b: Letters, j: int, end: int) -> bool:
    """Whether two letters that stand next to each other have changed their places."""
    return i + 1 < len(a) and j + 1 < end and a[i] == b[j + 1] and a[i + 1] == b[j]


@compiled
def distance_within(a: Letters, b: Letters, budget: int) -> int:
    """Give the optimal string alignment distance, or `budget` + 1 if it is greater than that; at most 2 are allowed."""
    return distance_to(a, b, 0, len(b), budget)


@compiled
def distance_to(a: Letters, b: Letters, start: int, end: int, budget: int) -> int:
    """Give the same to a stretch of letters. A part of an array costs more to make than to compare.

    Equal letters at the head are aligned with each other, which no alignment does better; behind them the first edit is
    one of four, and what follows it is a question of the same kind with one edit less.
    """
    if abs(len(a) - (end - start)) > budget:
        return budget + 1
    i, j = 0, start
    while i < len(a) and j < end and a[i] == b[j]:
        i, j = i + 1, j + 1
    if i == len(a) and j == end:
        return 0
    if budget >= 1 and _rest_within_one(a, i, b, j, end):
        return 1
    if budget >= 2 and (
        _rest_within_one(a, i + 1, b, j + 1, end)
        or _rest_within_one(a, i + 1, b, j, end)
        or _rest_within_one(a, i, b, j + 1, end)
        or (_swapped(a, i, b, j, end) and _rest_within_one(a, i + 2, b, j + 2, end))
    ):
        return 2
    return budget + 1


BITS, CODES = 64, 128
"""How long a word may be, and the codes that its letters may have, so that `distance_by_bits` can be asked."""


@compiled
def set_pattern(word: Letters, pattern: NDArray[np.uint64]) -> bool:
    """Write where each letter stands in a word, as bits, to a table by letter. Gives whether that can be done."""
    pattern[:] = 0
    for place in range(len(word)):
        if place == BITS or word[place] >= CODES:
            return False
        pattern[word[place]] |= np.uint64(1) << np.uint64(place)
    return len(word) > 0


@compiled
def distance_by_bits(pattern: NDArray[np.uint64], size: int, letters: Letters, start: int, end: int) -> int:
    """Give the optimal string alignment distance of a word, as `set_pattern` wrote it, and a stretch of letters.

    A column of the table of distances is a few words of bits (Hyyrö: A bit-vector algorithm for computing Levenshtein
    and Damerau edit distances, Nordic Journal of Computing 10, 2003).
    """
    one = np.uint64(1)
    up, down, same, before = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    last, distance = one << np.uint64(size - 1), size
    for place in range(start, end):
        here = pattern[letters[place]] if letters[place] < CODES else np.uint64(0)
        swapped = ((~same & here) << one) & before
        same = (((here & up) + up) ^ up) | here | down | swapped
        right, left = down | ~(same | up), same & up
        if right & last:
            distance += 1
        elif left & last:
            distance -= 1
        right, left = (right << one) | one, left << one
        up, down, before = left | ~(same | right), right & same, here
    return distance


@compiled
def same_word(a: Letters, b: Letters) -> bool:
    """Whether two words are equal."""
    if len(a) != len(b):
        return False
    for place in range(len(a)):
        if a[place] != b[place]:
            return False
    return True


@compiled
def _next_letter(forms: Forms, rank: int, depth: int, backwards: bool) -> int:
    """Give the letter of a token behind its first `depth` ones, or before its last ones; -1 if there is none."""
    token = forms.by_ending[rank] if backwards else rank
    start, end = forms.start[token], forms.start[token + 1]
    if end - start <= depth:
        return -1
    return int(forms.letters[end - 1 - depth] if backwards else forms.letters[start + depth])


@compiled
def narrow(forms: Forms, low: int, high: int, depth: int, letter: int, backwards: bool) -> tuple[int, int]:
    """Of a range of tokens that have `depth` letters in common, give those that go on with `letter`.

    Tokens stand in the order of their forms; with `backwards` the range is one of places in `by_ending`, and the
    letters are counted from the end.
    """
    end = high
    while low < high:
        middle = (low + high) // 2
        if _next_letter(forms, middle, depth, backwards) < letter:
            low = middle + 1
        else:
            high = middle
    first, high = low, end
    while low < high:
        middle = (low + high) // 2
        if _next_letter(forms, middle, depth, backwards) <= letter:
            low = middle + 1
        else:
            high = middle
    return first, low


@compiled
def beginning_with(forms: Forms, part: Letters, backwards: bool) -> tuple[int, int]:
    """Give the range of tokens whose form begins with `part`; with `backwards` of places of those that end with it."""
    low, high = 0, len(forms.by_ending)
    for depth in range(len(part)):
        letter = part[len(part) - 1 - depth] if backwards else part[depth]
        low, high = narrow(forms, low, high, depth, letter, backwards)
    return low, high


@compiled
def of_length(forms: Forms, low: int, high: int, length: int, backwards: bool) -> int:
    """Of a range of tokens that have `length` letters in common, give the end of those that have no more."""
    while low < high and _next_letter(forms, low, length, backwards) < 0:
        low += 1
    return low


@compiled
def budget_for(shorter: int, most: int) -> int:
    """Give the number of edits allowed between two words (see `similarity.edit_budget`), at most `most`."""
    return min(most, 0 if shorter <= 2 else 1 if shorter <= 5 else 2)
