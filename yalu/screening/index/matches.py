"""The listed words that agree with a word of the query, and how much: `similarity` over a whole vocabulary.

What two tokens are worth is defined in `yalu.screening.similarity`; here stands the same for arrays, and the tests hold
one against the other.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.index.arrays import INITIAL, LEGAL, NUMBER, WORD, Ints, Names, TokenTraits, Vocabulary
from yalu.screening.index.compiled import compiled, entrance
from yalu.screening.index.deletions import Deletions, near_words
from yalu.screening.index.words import (
    Letters,
    beginning_with,
    budget_for,
    distance_within,
    form_of,
    may_be_near,
    narrow,
    of_length,
    same_digits,
    same_word,
    signature_of,
    sorted_distinct,
    spelled,
)

EDIT, GENDER = 1, 2
"""Bits that tell how a match came about: by edits, as the forms of a name for a man and a woman."""
KNOWN, DIGITS, POLYSYLLABIC = TokenTraits.KNOWN, TokenTraits.DIGITS, TokenTraits.POLYSYLLABIC
BARE = TokenTraits.BARE


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
def _shared_class_value(vocabulary: Vocabulary, classes: Ints, token: int, bare: bool) -> int:
    """Give the greatest value of a shared class. Spellings without vowels count if one of the words is `bare`."""
    best = 0
    for place in range(vocabulary.token_class_start[token], vocabulary.token_class_start[token + 1]):
        for name in classes:
            if name == vocabulary.token_class[place]:
                value = vocabulary.class_value[name]
                best = max(best, value, -value if bare else 0)
    return best


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
def token_value(vocabulary: Vocabulary, values: Values, asked: Asked, token: int) -> tuple[int, int]:
    """Give the similarity of the query's word and a listed token of another form, and the bits of its kind."""
    form, role = form_of(vocabulary, token), vocabulary.role[token]
    bare = ((asked.traits | vocabulary.traits[token]) & BARE) != 0
    best = _shared_class_value(vocabulary, asked.classes, token, bare)
    if asked.role == INITIAL or role == INITIAL:
        one_word = asked.role != role and (asked.role == WORD or role == WORD)
        if one_word and asked.letters[0] == form[0] and best < values.initial:
            best = values.initial
        return best, 0
    if asked.role == NUMBER or role == NUMBER:
        return best, 0
    if (asked.traits & vocabulary.traits[token] & KNOWN) and _gender_forms(
        asked.letters, form, values.minimum_gender_form
    ):
        return values.gender_forms, GENDER
    longer, shorter = max(len(form), len(asked.letters)), min(len(form), len(asked.letters))
    budget = budget_for(shorter, 2)
    if budget and ((asked.traits | vocabulary.traits[token]) & DIGITS) and not same_digits(asked.letters, form):
        budget = 0
    if budget:
        distance = distance_within(asked.letters, form, budget)
        edits = values.equal * (longer - distance) // longer if distance <= budget else 0
        if edits > best:
            return edits, EDIT
    return best, 0


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
    vocabulary: Vocabulary, names: Names, values: Values, word: Letters, backwards: bool
) -> tuple[NDArray[np.int64], int]:
    """Give the pairs whose first token the word begins with, or with `backwards` whose second one it ends with."""
    found, count = np.empty((4, 2), dtype=np.int64), 0
    low, high = 0, len(vocabulary.weight)
    partners = names.pair_first if backwards else names.pair_second
    form_start, signatures = vocabulary.form_start, vocabulary.signature
    for depth in range(len(word)):
        letter = word[len(word) - 1 - depth] if backwards else word[depth]
        low, high = narrow(vocabulary, low, high, depth, letter, backwards)
        if low == high:
            break
        rest = word[: len(word) - 1 - depth] if backwards else word[depth + 1 :]
        signature = signature_of(rest)
        for rank in range(low, of_length(vocabulary, low, high, depth + 1, backwards)):
            token = vocabulary.by_ending[rank] if backwards else rank
            start = names.second_start[token] if backwards else names.pair_start[token]
            end = names.second_start[token + 1] if backwards else names.pair_start[token + 1]
            for place in range(start, end):
                pair = names.pair_by_second[place] if backwards else place
                partner = partners[pair]
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
    vocabulary: Vocabulary, names: Names, values: Values, word: Letters, found: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], int]:
    """Add the pairs that the word is with the letters on both sides of the gap exchanged."""
    low, high = 0, len(vocabulary.weight)
    for cut in range(1, len(word)):
        one_low, one_high = narrow(vocabulary, low, high, cut - 1, word[cut], False)
        for token in range(one_low, of_length(vocabulary, one_low, one_high, cut, False)):
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
        low, high = narrow(vocabulary, low, high, cut - 1, word[cut - 1], False)
        if low == high:
            break
    return found, count


@compiled
def listed_pairs(vocabulary: Vocabulary, names: Names, values: Values, asked: Asked) -> NDArray[np.int64]:
    """Give the pairs of listed neighbours that agree with a word of the query, as rows (pair, value).

    One edit leaves the first or the second of two words as it is, unless it swaps the letters on both sides of the
    gap. So one of the two is found as it stands, and the other among its neighbours. A pair may be given twice.
    """
    if not may_join(asked.role):
        return np.empty((0, 2), dtype=np.int64)
    first, count = _pairs_by_end(vocabulary, names, values, asked.letters, False)
    first, count = _swapped_pairs(vocabulary, names, values, asked.letters, first, count)
    second, other_count = _pairs_by_end(vocabulary, names, values, asked.letters, True)
    return np.concatenate((first[:count], second[:other_count]))


@compiled
def listed_initials(vocabulary: Vocabulary, names: Names, word: Letters) -> NDArray[np.int32]:
    """Give the pairs of listed words whose initials are the two letters of a word."""
    if len(word) != 2:
        return np.empty(0, dtype=np.int32)
    first, last = beginning_with(vocabulary, word[:1], False)
    start, end = names.pair_start[first], names.pair_start[last]
    found = np.empty(end - start, dtype=np.int32)
    count = 0
    for pair in range(start, end):
        one, two = names.pair_first[pair], names.pair_second[pair]
        second = form_of(vocabulary, two)
        if second[0] == word[1] and has_initials(
            form_of(vocabulary, one), vocabulary.role[one], second, vocabulary.role[two]
        ):
            found[count] = pair
            count += 1
    return found[:count]


@compiled
def find_matches(vocabulary: Vocabulary, deletions: Deletions, names: Names, values: Values, asked: Asked) -> Matches:
    """Give every listed token and pair that agrees with a word of the query, but for what other scripts add.

    Listed words that begin with the query's initial are left out: they are too many, and `search` sees to them.
    """
    same_start, same_end = spelled(vocabulary, asked.letters)
    candidates = [np.arange(same_start, same_end).astype(np.int32)]
    if asked.role != INITIAL and asked.role != NUMBER:
        candidates.append(near_words(vocabulary, deletions, asked.letters))
    for name in asked.classes:
        candidates.append(
            vocabulary.class_member[vocabulary.class_start[name] : vocabulary.class_start[name + 1]].copy()
        )
    if asked.role == WORD:
        start, end = spelled(vocabulary, asked.letters[:1])
        candidates.append(np.arange(start, end).astype(np.int32))
    total = 0
    for some in candidates:
        total += len(some)
    tokens = np.empty(total, dtype=np.int32)
    total = 0
    for some in candidates:
        tokens[total : total + len(some)] = some
        total += len(some)
    tokens = sorted_distinct(tokens)
    pairs, initials = listed_pairs(vocabulary, names, values, asked), np.empty(0, dtype=np.int32)
    if may_join(asked.role):
        initials = listed_initials(vocabulary, names, asked.letters)
    most = len(tokens) + len(pairs) + len(initials)
    found = Matches(
        np.empty(most, dtype=np.int32),
        np.empty(most, dtype=np.int16),
        np.empty(most, dtype=np.int16),
        np.empty(most, dtype=np.uint8),
    )
    count = 0
    for place in range(len(tokens)):
        token = int(tokens[place])
        value, kind = values.equal, 0
        if token < same_start or token >= same_end:
            value, kind = token_value(vocabulary, values, asked, token)
        if value:
            syllables = (asked.traits & vocabulary.traits[token] & POLYSYLLABIC) != 0
            strict = value if value == values.equal or (syllables and kind != EDIT) else 0
            _keep(found, count, token, value, strict, kind)
            count += 1
    tokens_kept = count
    for row in range(len(pairs)):
        if not _holds(found, tokens_kept, count, ~pairs[row, 0]):
            _keep(found, count, ~pairs[row, 0], pairs[row, 1], pairs[row, 1], 0)
            count += 1
    joins_kept = count
    for place in range(len(initials)):
        pair = int(initials[place])
        if not _holds(found, tokens_kept, joins_kept, ~pair):
            _keep(found, count, ~pair, values.joined_initials, values.joined_initials, 0)
            count += 1
    return Matches(found.unit[:count], found.value[:count], found.strict[:count], found.kind[:count])


@compiled
def _keep(found: Matches, place: int, unit: int, value: int, strict: int, kind: int) -> None:
    found.unit[place], found.value[place], found.strict[place], found.kind[place] = unit, value, strict, kind


@compiled
def _holds(found: Matches, start: int, end: int, unit: int) -> bool:
    for place in range(start, end):
        if found.unit[place] == unit:
            return True
    return False


class AskedWords(NamedTuple):
    """Words of queries, one behind the other (see `Asked`)."""

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
def _write_ranges(vocabulary: Vocabulary, word: Letters, ranges: NDArray[np.int64]) -> None:
    """Write a word's ranges: what it may be joined to is looked for within them."""
    low, high = 0, len(vocabulary.weight)
    for depth in range(len(word)):
        ranges[STEM], ranges[STEM + 1] = low, high
        low, high = narrow(vocabulary, low, high, depth, word[depth], False)
        if depth == 0:
            ranges[LETTER], ranges[LETTER + 1] = low, high
    ranges[HEAD], ranges[HEAD + 1] = low, high
    ranges[TAIL], ranges[TAIL + 1] = beginning_with(vocabulary, word, True)


@entrance
def find_all_matches(
    vocabulary: Vocabulary, deletions: Deletions, names: Names, values: Values, words: AskedWords
) -> tuple[Matches, NDArray[np.int64], NDArray[np.int64]]:
    """Give the matches of many words one behind the other, where each word's start, and a row of each word's ranges."""
    count, room = len(words.role), 256
    ranges = np.empty((count, RANGES), np.int64)
    start = np.zeros(count + 1, np.int64)
    found = Matches(
        np.empty(room, np.int32), np.empty(room, np.int16), np.empty(room, np.int16), np.empty(room, np.uint8)
    )
    for word in range(count):
        asked = Asked(
            words.letters[words.form_start[word] : words.form_start[word + 1]],
            words.role[word],
            words.traits[word],
            words.classes[words.class_start[word] : words.class_start[word + 1]],
        )
        one = find_matches(vocabulary, deletions, names, values, asked)
        _write_ranges(vocabulary, asked.letters, ranges[word])
        first, end = start[word], start[word] + len(one.unit)
        start[word + 1] = end
        while end > room:
            found = Matches(
                np.concatenate((found.unit, np.empty(room, np.int32))),
                np.concatenate((found.value, np.empty(room, np.int16))),
                np.concatenate((found.strict, np.empty(room, np.int16))),
                np.concatenate((found.kind, np.empty(room, np.uint8))),
            )
            room *= 2
        found.unit[first:end], found.value[first:end] = one.unit, one.value
        found.strict[first:end], found.kind[first:end] = one.strict, one.kind
    end = start[count]
    return Matches(found.unit[:end], found.value[:end], found.strict[:end], found.kind[:end]), start, ranges
