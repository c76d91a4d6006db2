"""The listed words that agree with a word of the query, and how much: `similarity` over a whole vocabulary.

What two tokens are worth is defined in `yalu.screening.similarity`; here stands the same for arrays, and the tests hold
one against the other.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.index.arrays import INITIAL, NUMBER, WORD, Ints, Names, TokenTraits, Vocabulary
from yalu.screening.index.compiled import compiled, entrance
from yalu.screening.index.deletions import LONGEST_BUDGET, Deletions, near_words
from yalu.screening.index.joins import Values, Walk, listed_initials, listed_pairs, may_join, new_walk, walk_along
from yalu.screening.index.spellings import (
    LETTER_A,
    MOST_CLASSES,
    Room as SpellingRoom,
    is_spelled,
    letter_traits,
    new_spelling_room,
    shared_bare_value,
    shared_class_value,
    spell,
)
from yalu.screening.index.texts import Table
from yalu.screening.index.words import (
    CODES,
    Letters,
    budget_for,
    distance_by_bits,
    distance_to,
    forms_of,
    of_length,
    same_digits,
    same_word,
    set_pattern,
)

EDIT, GENDER = 1, 2
"""Bits that tell how a match came about: by edits, as the forms of a name for a man and a woman."""
KNOWN, DIGITS, POLYSYLLABIC = TokenTraits.KNOWN, TokenTraits.DIGITS, TokenTraits.POLYSYLLABIC
BARE = TokenTraits.BARE
NEAR, SHARED, HOW = 1, 2, 4
"""Bits that tell where a candidate was found, by its letters or by its classes, and how many values they have."""


class Asked(NamedTuple):
    """A word of the query. `classes` are the numbers of those of its classes that the vocabulary has."""

    letters: Letters
    role: int
    traits: int
    classes: Ints


class Matches(NamedTuple):
    """Listed words that agree with one word: tokens, or pairs of neighbours as the complement (~) of their number.

    `value` is the similarity in thousandths, `strict` what is left of it between names whose syllables must agree.
    `kind` holds the bits `EDIT` and `GENDER`.
    """

    unit: NDArray[np.int32]
    value: NDArray[np.int16]
    strict: NDArray[np.int16]
    kind: NDArray[np.uint8]


@compiled
def _gender_forms(a: Letters, b: Letters, minimum: int) -> bool:
    """Whether two words are one but for the ending -a, or -o and -a."""
    if len(a) > len(b) or (len(a) == len(b) and b[len(b) - 1] == 111 and a[len(a) - 1] != 111):
        a, b = b, a
    if len(a) < minimum or b[len(b) - 1] != 97:
        return False
    stem = len(a) if len(b) == len(a) + 1 else len(a) - 1
    if len(b) == len(a) and a[len(a) - 1] != 111:
        return False
    return len(b) == stem + 1 and same_word(a[:stem], b[:stem])


@compiled
def _room(tokens: NDArray[np.int32], count: int, more: int) -> NDArray[np.int32]:
    """Give the array, or a longer one, with room for more tokens behind the first `count`."""
    if count + more <= len(tokens):
        return tokens
    wider = np.empty(2 * (count + more), np.int32)
    wider[:count] = tokens[:count]
    return wider


@compiled
def _candidates(
    vocabulary: Vocabulary, deletions: Deletions, asked: Asked, same: tuple[int, int], walk: Walk,
    found: NDArray[np.int32],
) -> tuple[NDArray[np.int32], int]:  # fmt: skip
    """Give the tokens that may agree with a word, ascending and each once, and how many: in `found` or more room.

    Each is its number times four and the bits that tell where it was found. Listed words that begin with the query's
    initial are left out: they are too many, and `search` sees to them.
    """
    count = 0
    if asked.role != INITIAL and asked.role != NUMBER:
        found, count = near_words(vocabulary, deletions, asked.letters, found)
        for place in range(count):
            found[place] = HOW * found[place] | NEAR
    for name in asked.classes:
        start, end = vocabulary.class_start[name], vocabulary.class_start[name + 1]
        found = _room(found, count, end - start)
        for place in range(start, end):
            found[count] = HOW * vocabulary.class_member[place] | SHARED
            count += 1
    start, end = 0, 0
    if asked.role == WORD:
        start, end = walk.head[1, 0], of_length(forms_of(vocabulary), walk.head[1, 0], walk.head[1, 1], 1, False)
    first, last = same
    found = _room(found, count, last - first + end - start)
    for token in range(first, last):
        found[count] = HOW * token
        count += 1
    for token in range(start, end):
        found[count] = HOW * token
        count += 1
    return found, _merged(found[:count])


@compiled
def _merged(found: NDArray[np.int32]) -> int:
    """Sort candidates in place and make one of those of a token, with all their bits. Gives how many are left."""
    found.sort()
    count = 0
    for candidate in found:
        if count and (found[count - 1] ^ candidate) < HOW:
            found[count - 1] |= candidate
        else:
            found[count] = candidate
            count += 1
    return count


@compiled
def _keep(found: Matches, count: int, unit: int, value: int, strict: int, kind: int) -> Matches:
    """Write a match behind the first `count`, in more room if there is none."""
    if count == len(found.unit):
        found = Matches(
            np.concatenate((found.unit, np.empty(count, np.int32))),
            np.concatenate((found.value, np.empty(count, np.int16))),
            np.concatenate((found.strict, np.empty(count, np.int16))),
            np.concatenate((found.kind, np.empty(count, np.uint8))),
        )
    found.unit[count], found.value[count], found.strict[count], found.kind[count] = unit, value, strict, kind
    return found


@compiled
def _holds(found: Matches, start: int, end: int, unit: int) -> bool:
    for place in range(start, end):
        if found.unit[place] == unit:
            return True
    return False


@compiled
def _add_tokens(
    vocabulary: Vocabulary, table: Table, values: Values, asked: Asked, same: tuple[int, int],
    candidates: NDArray[np.int32], pattern: NDArray[np.uint64], found: Matches, count: int,
) -> tuple[Matches, int]:  # fmt: skip
    """Add those of the candidates that agree with a word, with what they are worth (`similarity`).

    What was not found by its letters is further away than any edit budget, and what was not found by its classes shares
    none. All is done in one loop over plain arrays: to hand so many on to a function takes longer than to compare.
    """
    word, size, role = asked.letters, len(asked.letters), asked.role
    has_pattern = set_pattern(word, pattern)
    letters, form_start, roles, all_traits = (
        vocabulary.letters,
        vocabulary.form_start,
        vocabulary.role,
        vocabulary.traits,
    )
    token_class, class_start, class_value = vocabulary.token_class, vocabulary.token_class_start, vocabulary.class_value
    for candidate in candidates:
        token, how, value, kind = candidate // HOW, candidate % HOW, values.equal, 0
        traits = asked.traits | all_traits[token]
        if token < same[0] or token >= same[1]:
            first, end, other = form_start[token], form_start[token + 1], roles[token]
            value = 0
            if how & SHARED:
                shared = token_class[class_start[token] : class_start[token + 1]]
                value = shared_class_value(shared, class_value, asked.classes)
                if traits & BARE:
                    value = max(
                        value, shared_bare_value(table, shared, class_value, asked.classes, word, letters[first:end])
                    )
            if role == INITIAL or other == INITIAL:
                if role != other and (role == WORD or other == WORD) and word[0] == letters[first]:
                    value = max(value, values.initial)
            elif how & NEAR and role != NUMBER and other != NUMBER:
                if (
                    asked.traits & all_traits[token] & KNOWN
                    and (word[size - 1] == LETTER_A or letters[end - 1] == LETTER_A)
                    and _gender_forms(word, letters[first:end], values.minimum_gender_form)
                ):
                    value, kind = values.gender_forms, GENDER
                elif not traits & DIGITS or same_digits(word, letters[first:end]):
                    budget, longer = budget_for(min(size, end - first), LONGEST_BUDGET), max(size, end - first)
                    if has_pattern:
                        distance = distance_by_bits(pattern, size, letters, first, end)
                    else:
                        distance = distance_to(word, letters, first, end, budget)
                    if distance <= budget and values.equal * (longer - distance) // longer > value:
                        value, kind = values.equal * (longer - distance) // longer, EDIT
        if value:
            syllables = asked.traits & all_traits[token] & POLYSYLLABIC != 0
            strict = value if value == values.equal or (syllables and kind != EDIT) else 0
            found = _keep(found, count, token, value, strict, kind)
            count += 1
    return found, count


@compiled
def _add_joins(
    vocabulary: Vocabulary, names: Names, values: Values, asked: Asked, walk: Walk, pairs: NDArray[np.int64],
    found: Matches, count: int,
) -> tuple[Matches, int, NDArray[np.int64]]:  # fmt: skip
    """Add the listed neighbours that agree with a word. Gives back the room for pairs, which may have grown."""
    start = count
    pairs, rows = listed_pairs(vocabulary, names, values, asked.letters, walk, pairs)
    for row in range(rows):
        if not _holds(found, start, count, ~pairs[row, 0]):
            found = _keep(found, count, ~pairs[row, 0], pairs[row, 1], pairs[row, 1], 0)
            count += 1
    joined = count
    for pair in listed_initials(vocabulary, names, asked.letters, walk):
        if not _holds(found, start, joined, ~int(pair)):
            found = _keep(found, count, ~int(pair), values.joined_initials, values.joined_initials, 0)
            count += 1
    return found, count, pairs


class AskedWords(NamedTuple):
    """Words of queries, one behind the other (see `Asked`): what their letters say of them is not yet there."""

    letters: Letters
    form_start: NDArray[np.int64]
    role: NDArray[np.int64]
    traits: NDArray[np.int64]
    classes: Ints
    class_start: NDArray[np.int64]


HEAD, TAIL, STEM, LETTER = range(0, 8, 2)
RANGES = 8
"""Ranges of tokens, each with its end behind its start: those that begin with a word, that end with it (places in
`by_ending`), that begin with it but for its last letter, and that begin with its first letter."""


@compiled
def _write_ranges(walk: Walk, size: int, ranges: NDArray[np.int64]) -> None:
    """Write the ranges of a word of so many letters: what it may be joined to is looked for within them."""
    ranges[HEAD], ranges[HEAD + 1] = walk.head[size, 0], walk.head[size, 1]
    ranges[TAIL], ranges[TAIL + 1] = walk.tail[size, 0], walk.tail[size, 1]
    ranges[STEM], ranges[STEM + 1] = walk.head[size - 1, 0], walk.head[size - 1, 1]
    ranges[LETTER], ranges[LETTER + 1] = walk.head[1, 0], walk.head[1, 1]


@compiled
def _with_spellings(
    table: Table, letters: Letters, role: int, traits: int, known: Ints, room: SpellingRoom, classes: Ints
) -> Asked:
    """Give a word with what its letters say of it; its classes are written to `classes`."""
    count = len(known)
    classes[:count] = known
    traits |= letter_traits(letters)
    if role == WORD and is_spelled(letters):
        more, bare = spell(table, letters, room)
        classes[count : count + more] = room.found[:more]
        count, traits = count + more, traits | bare
    return Asked(letters, role, traits, classes[:count])


@entrance
def find_all_matches(
    vocabulary: Vocabulary, deletions: Deletions, names: Names, table: Table, values: Values, words: AskedWords
) -> tuple[Matches, NDArray[np.int64], NDArray[np.int64]]:
    """Give the matches of many words one behind the other, where each word's start, and a row of each word's ranges."""
    total, longest, most = len(words.role), 1, 0
    for word in range(total):
        longest = max(longest, words.form_start[word + 1] - words.form_start[word])
        most = max(most, words.class_start[word + 1] - words.class_start[word])
    room, classes = new_spelling_room(longest), np.empty(most + MOST_CLASSES, np.int32)
    pattern = np.empty(CODES, np.uint64)
    ranges = np.empty((total, RANGES), np.int64)
    start = np.zeros(total + 1, np.int64)
    walk, tokens, pairs = new_walk(longest), np.empty(256, np.int32), np.empty((16, 2), np.int64)
    found, count = Matches(
        np.empty(256, np.int32), np.empty(256, np.int16), np.empty(256, np.int16), np.empty(256, np.uint8)
    ), 0  # fmt: skip
    for word in range(total):
        letters = words.letters[words.form_start[word] : words.form_start[word + 1]]
        known = words.classes[words.class_start[word] : words.class_start[word + 1]]
        asked = _with_spellings(table, letters, words.role[word], words.traits[word], known, room, classes)
        size = len(asked.letters)
        walk_along(forms_of(vocabulary), asked.letters, walk)
        same = walk.head[size, 0], of_length(forms_of(vocabulary), walk.head[size, 0], walk.head[size, 1], size, False)
        tokens, some = _candidates(vocabulary, deletions, asked, same, walk, tokens)
        found, count = _add_tokens(vocabulary, table, values, asked, same, tokens[:some], pattern, found, count)
        if may_join(asked.role):
            found, count, pairs = _add_joins(vocabulary, names, values, asked, walk, pairs, found, count)
        _write_ranges(walk, size, ranges[word])
        start[word + 1] = count
    return (
        Matches(found.unit[:count], found.value[:count], found.strict[:count], found.kind[:count]), start, ranges
    )  # fmt: skip
