"""Searching an index for a batch of queries: what the signature says is read, bounded and scored."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.index.arrays import WORD, Names, NameTraits, Vocabulary
from yalu.screening.index.candidate import (
    MOST_BLOCKS,
    Blocks,
    Query,
    Rules,
    Table,
    new_blocks,
    new_table,
    same_language,
    score_candidate,
)
from yalu.screening.index.compiled import compiled, entrance
from yalu.screening.index.items import (
    COLUMNS,
    GAIN,
    KIND,
    LAST,
    NEXT,
    NO_RANGE,
    PLACE,
    SPAN,
    STRICT,
    UNIT,
    VALUE,
    Memory,
    extra_joins,
    joined_words,
    rarer_token,
    remembered,
    weigh,
    words_for_initials,
)
from yalu.screening.index.joins import Values
from yalu.screening.index.lookup import EMPTY, Lookup, fill_lookup, first_item, pair_key
from yalu.screening.index.matches import EDIT
from yalu.screening.index.signature import choose_items

ACRONYM = NameTraits.ACRONYM


class Batch(NamedTuple):
    """Queries: their words as numbers in the `Memory`, their weights and traits, and matches of two neighbouring words
    that other scripts add (see `items.extra_joins`)."""

    word: NDArray[np.int64]
    word_start: NDArray[np.int64]
    total: NDArray[np.int64]
    traits: NDArray[np.int64]
    extra: NDArray[np.int64]
    extra_start: NDArray[np.int64]


class Room(NamedTuple):
    """Memory to work in; it belongs to one call."""

    blocks: Blocks
    table: Table
    best: NDArray[np.int64]


@compiled
def _query_of(memory: Memory, batch: Batch, number: int, words: NDArray[np.int64]) -> Query:
    letter = np.empty(len(words), np.int64)
    for place in range(len(words)):
        letter[place] = memory.letters[memory.form_start[words[place]]]
    return Query(
        memory.weight[words],
        memory.lone[words],
        memory.role[words],
        letter,
        memory.number[words],
        batch.total[number],
        batch.traits[number],
    )


@compiled
def _add_block(
    query: Query, vocabulary: Vocabulary, names: Names, start: int, listed: int, listed_span: int,
    item: NDArray[np.int64], strict: bool, acronym: bool, room: Room, count: int,
) -> int:  # fmt: skip
    """Add the block of an item with a listed token or pair, and raise the best gain of its place."""
    value = item[STRICT] if strict else item[VALUE]
    if acronym and item[KIND] & EDIT:
        value = 0
    if value == 0:
        return count
    place = item[PLACE]
    weight = 2 * query.weight[place] + vocabulary.weight[names.token[start + listed]]
    if item[SPAN] == 2:
        weight += 2 * query.weight[place + 1]
    if listed_span == 2:
        weight += vocabulary.weight[names.token[start + listed + 1]]
    gain = value * weight
    room.best[place] = max(room.best[place], gain)
    if count < MOST_BLOCKS:
        blocks = room.blocks
        blocks.query[count], blocks.query_span[count] = place, item[SPAN]
        blocks.listed[count], blocks.listed_span[count] = listed, listed_span
        blocks.value[count], blocks.kind[count], blocks.gain[count] = value, item[KIND], gain
    return count + 1


@compiled
def _has_block(blocks: Blocks, start: int, end: int, place: int) -> bool:
    for block in range(start, end):
        if blocks.query[block] == place and blocks.query_span[block] == 1:
            return True
    return False


@compiled
def _blocks_with(
    query: Query, vocabulary: Vocabulary, names: Names, name: int, items: NDArray[np.int64], lookup: Lookup,
    pairs: bool, initials: NDArray[np.int64], room: Room,
) -> int:  # fmt: skip
    """Find the blocks of a query and a listed name. Gives their number; beyond `MOST_BLOCKS` they are only counted.

    `initials` are what `_ranges` gives.
    """
    start, end = names.token_start[name], names.token_start[name + 1]
    strict = same_language(query, names.traits[name])
    acronym = (query.traits | names.traits[name]) & ACRONYM != 0
    room.best[: len(query.weight)] = 0
    count = 0
    for listed in range(end - start):
        token, before = names.token[start + listed], count
        item = first_item(lookup.key, lookup.item, token)
        while item != EMPTY:
            count = _add_block(query, vocabulary, names, start, listed, 1, items[item], strict, acronym, room, count)
            item = items[item, NEXT]
        if len(initials) and vocabulary.role[token] == WORD and not strict:
            letter = vocabulary.letters[vocabulary.form_start[token]]
            for row in range(len(initials)):
                item, place = initials[row, 0], initials[row, 1]
                if query.letter[place] == letter and not _has_block(
                    room.blocks, before, min(count, MOST_BLOCKS), place
                ):
                    count = _add_block(
                        query, vocabulary, names, start, listed, 1, items[item], strict, acronym, room, count
                    )
        if pairs and listed + 1 < end - start:
            item = first_item(
                lookup.key,
                lookup.item,
                pair_key(len(vocabulary.weight), token, names.token[start + listed + 1]),
            )
            while item != EMPTY:
                count = _add_block(
                    query, vocabulary, names, start, listed, 2, items[item], strict, acronym, room, count
                )
                item = items[item, NEXT]
    return count


@compiled
def _raise_best(
    items: NDArray[np.int64], keys: NDArray[np.int64], heads: NDArray[np.int64], key: int, best: NDArray[np.int64]
) -> int:
    """Raise the best gain of each place by the items of a listed token or pair. Gives the greatest of them."""
    item, most = first_item(keys, heads, key), 0
    while item != EMPTY:
        place, gain = items[item, PLACE], items[item, GAIN]
        best[place] = max(best[place], gain)
        most = max(most, gain)
        item = items[item, NEXT]
    return most


@compiled
def _bound(
    tokens: NDArray[np.int32], items: NDArray[np.int64], keys: NDArray[np.int64], heads: NDArray[np.int64], pairs: int,
    best: NDArray[np.int64], initials: NDArray[np.int64],
) -> int:  # fmt: skip
    """Give an upper bound of ten times the gain of a listed name.

    For each place of the query the best of its items counts, as if listed tokens could be used many times, and the same
    the other way round; the lesser sum is the bound. `pairs` is the number of tokens of the vocabulary if there are
    items of pairs, else 0. `initials` are what `_ranges` gives.
    """
    best[:] = 0
    listed_sum = 0
    for listed in range(len(tokens)):
        most = _raise_best(items, keys, heads, tokens[listed], best)
        if pairs and listed + 1 < len(tokens):
            key = pair_key(pairs, tokens[listed], tokens[listed + 1])
            most = max(most, _raise_best(items, keys, heads, key, best))
        for row in range(len(initials)):
            if initials[row, 2] <= tokens[listed] < initials[row, 3]:
                place, gain = initials[row, 1], initials[row, 4]
                best[place] = max(best[place], gain)
                most = max(most, gain)
        listed_sum += most
    query_sum = 0
    for place in range(len(best)):
        query_sum += best[place]
    return min(query_sum, listed_sum)


@compiled
def _names_within(names: Names, weight: int) -> int:
    """Give the number of names that weigh at most so much; they are the first."""
    return int(np.searchsorted(names.weight, weight, side="right"))


@compiled
def _postings(names: Names, items: NDArray[np.int64], item: int) -> NDArray[np.int32]:
    unit, last = items[item, UNIT], items[item, LAST]
    if last != NO_RANGE:
        return names.posting[names.posting_start[unit] : names.posting_start[last]]
    token = unit if unit >= 0 else rarer_token(names, ~unit)
    return names.posting[names.posting_start[token] : names.posting_start[token + 1]]


@compiled
def _ranges(items: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Give the range items, one for each initial of the query, as rows of the item, its place, range and gain."""
    found = np.empty((count, 5), np.int64)
    rows = 0
    for item in range(count):
        if items[item, LAST] != NO_RANGE:
            found[rows, 0], found[rows, 1], found[rows, 2] = item, items[item, PLACE], items[item, UNIT]
            found[rows, 3], found[rows, 4] = items[item, LAST], items[item, GAIN]
            rows += 1
    return found[:rows]


@compiled
def _read(
    vocabulary: Vocabulary, names: Names, rules: Rules, query: Query, threshold: int, items: NDArray[np.int64],
    count: int, chosen: NDArray[np.int64], lookup: Lookup, pairs: bool, room: Room, number: int,
    results: NDArray[np.int64], written: int,
) -> tuple[NDArray[np.int64], int]:  # fmt: skip
    """Read the names of the chosen items, and write those that reach the threshold."""
    tokens = len(query.weight)
    gains = np.zeros(tokens, np.int64)
    for item in range(count):
        gains[items[item, PLACE]] = max(gains[items[item, PLACE]], items[item, GAIN])
    all_gains = gains.sum()
    ranges = _ranges(items, count)
    token_of, token_start, weight_of = names.token, names.token_start, names.weight
    keys, heads, best = lookup.key, lookup.item, room.best[:tokens]
    vocabulary_size = len(vocabulary.weight) if pairs else 0
    for item in chosen:
        heaviest = (items[item, GAIN] + all_gains - gains[items[item, PLACE]]) // threshold - 2 * query.total
        limit = _names_within(names, heaviest)
        ascending = items[item, LAST] == NO_RANGE
        for name in _postings(names, items, item):
            if name >= limit:
                if ascending:
                    break
                continue
            least = threshold * (2 * query.total + weight_of[name])
            listed = token_of[token_start[name] : token_start[name + 1]]
            bound = _bound(listed, items, keys, heads, vocabulary_size, best, ranges)
            if bound < least:
                continue
            blocks = _blocks_with(query, vocabulary, names, name, items, lookup, pairs, ranges, room)
            score, exact = min(10_000, bound // (2 * query.total + weight_of[name])), False
            if blocks <= MOST_BLOCKS:
                score, exact = score_candidate(
                    rules, query, vocabulary, names, name, room.blocks, blocks, room.table, score
                )
            if score >= threshold:
                if written == len(results):
                    results = np.concatenate((results, np.empty((written, 4), np.int64)))
                results[written, 0], results[written, 1] = number, name
                results[written, 2], results[written, 3] = score, exact
                written += 1
    return results, written


@entrance
def search_batch(
    vocabulary: Vocabulary, names: Names, values: Values, rules: Rules, memory: Memory, batch: Batch, threshold: int
) -> NDArray[np.int64]:
    """Search for all queries of a batch.

    Returns:
        Rows of the query's number, the listed name's number, its score in ten-thousandths and whether that is exact (1)
        or an upper bound (0). A name may stand there more than once. Every name whose alignment reaches the threshold
        is there; names that share only a reading are not.
    """
    results, written = np.empty((64, 4), np.int64), 0
    items = np.empty((256, COLUMNS), np.int64)
    lookup = Lookup(np.empty(1024, np.int64), np.empty(1024, np.int64))
    longest = 1
    for number in range(len(batch.total)):
        longest = max(longest, batch.word_start[number + 1] - batch.word_start[number])
    room = Room(new_blocks(), new_table(), np.zeros(longest, np.int64))
    for number in range(len(batch.total)):
        words = batch.word[batch.word_start[number] : batch.word_start[number + 1]]
        items, count = remembered(memory, words, items)
        items, count = words_for_initials(vocabulary, memory, words, values.initial, items, count)
        items, count = joined_words(vocabulary, values, memory, words, items, count)
        extra = batch.extra[batch.extra_start[number] : batch.extra_start[number + 1]]
        items, count = extra_joins(extra, items, count)
        weigh(vocabulary, names, memory, words, threshold, items, count)
        chosen = choose_items(items, count, len(words), 2 * threshold * batch.total[number])
        if len(chosen):
            query = _query_of(memory, batch, number, words)
            table, pairs = fill_lookup(vocabulary, names, items, count, lookup)
            results, written = _read(
                vocabulary, names, rules, query, threshold, items, count, chosen, table, pairs, room, number, results,
                written,
            )  # fmt: skip
    return results[:written]
