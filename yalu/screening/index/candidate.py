"""The score of one listed name against a query, as `yalu.screening.score` defines it, over arrays.

The best alignment is found by the same dynamic programme. Where several alignments gain the same, or where the
alignment is too large, the score is given as an upper bound and marked so: the caller then asks the definition itself.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.index.arrays import WORD, Names, NameTraits, Vocabulary
from yalu.screening.index.compiled import compiled
from yalu.screening.index.matches import EDIT, GENDER

MOST_QUERY_TOKENS = 10
"""So many tokens of the query can be aligned here: the table has a column for each set of them."""
MOST_LISTED_TOKENS = 64
MOST_BLOCKS = 256
UNKNOWN_NUMBER = -1
KOREAN, CHINESE, LEGAL_FORM = NameTraits.KOREAN, NameTraits.CHINESE, NameTraits.LEGAL


class Rules(NamedTuple):
    """The constants of `yalu.screening.score`."""

    edit_doubt: int
    contradiction: int
    partly_other: int
    half_the_name: int
    """0 for names of another kind than persons'."""
    other_syllables: int
    other_order: int
    other_numbers: int
    exact_join: int
    """What an exact join is worth."""


class Query(NamedTuple):
    """One query: its tokens' weights, what they count without a partner, roles, first letters and numbers."""

    weight: NDArray[np.int64]
    lone: NDArray[np.int64]
    role: NDArray[np.int64]
    letter: NDArray[np.int64]
    number: NDArray[np.int64]
    total: int
    """The weight of the whole name."""
    traits: int
    """Bits of `NameTraits`."""


class Blocks(NamedTuple):
    """The block matches of a query and one listed name, one in each place; `span` is the number of tokens."""

    query: NDArray[np.int64]
    query_span: NDArray[np.int64]
    listed: NDArray[np.int64]
    listed_span: NDArray[np.int64]
    value: NDArray[np.int64]
    kind: NDArray[np.int64]
    gain: NDArray[np.int64]


class Table(NamedTuple):
    """The table of the dynamic programme: the greatest gain, in how many ways, and by which block, for each number of
    listed tokens that are done (row) and set of the query's tokens that are used (column)."""

    gain: NDArray[np.int64]
    ways: NDArray[np.int64]
    block: NDArray[np.int64]


@compiled
def new_blocks() -> Blocks:
    """Give room for the blocks of a candidate."""
    return Blocks(
        np.empty(MOST_BLOCKS, np.int64), np.empty(MOST_BLOCKS, np.int64), np.empty(MOST_BLOCKS, np.int64),
        np.empty(MOST_BLOCKS, np.int64), np.empty(MOST_BLOCKS, np.int64), np.empty(MOST_BLOCKS, np.int64),
        np.empty(MOST_BLOCKS, np.int64),
    )  # fmt: skip


@compiled
def new_table() -> Table:
    """Give room for the table."""
    shape = (MOST_LISTED_TOKENS + 2, 1 << MOST_QUERY_TOKENS)
    return Table(np.empty(shape, np.int64), np.empty(shape, np.int64), np.empty(shape, np.int64))


@compiled
def same_language(query: Query, traits: int) -> bool:
    """Whether both names can be read in one language, so that their syllables must agree."""
    return (query.traits & traits & (KOREAN | CHINESE)) != 0


@compiled
def _fill(blocks: Blocks, count: int, bit: NDArray[np.int64], listed: int, columns: int, table: Table) -> None:
    """Fill the table row by row; blocks stand in the order of their first listed token."""
    for row in range(listed + 1):
        for column in range(columns):
            table.gain[row, column], table.ways[row, column], table.block[row, column] = -1, 0, -1
    table.gain[0, 0], table.ways[0, 0] = 0, 1
    start = 0
    for row in range(listed):
        end = start
        while end < count and blocks.listed[end] == row:
            end += 1
        for column in range(columns):
            gain, ways = table.gain[row, column], table.ways[row, column]
            if gain < 0:
                continue
            _reach(table, row + 1, column, gain, ways, -1)
            for block in range(start, end):
                mask = bit[blocks.query[block]]
                if blocks.query_span[block] == 2:
                    mask |= bit[blocks.query[block] + 1]
                if column & mask == 0:
                    after = row + blocks.listed_span[block]
                    _reach(table, after, column | mask, gain + blocks.gain[block], ways, block)
        start = end


@compiled
def _reach(table: Table, row: int, column: int, gain: int, ways: int, block: int) -> None:
    if gain > table.gain[row, column]:
        table.gain[row, column], table.ways[row, column], table.block[row, column] = gain, ways, block
    elif gain == table.gain[row, column]:
        table.ways[row, column] = min(2, table.ways[row, column] + ways)


@compiled
def align(
    query: Query, blocks: Blocks, count: int, listed: int, table: Table, chosen: NDArray[np.int64]
) -> tuple[int, int, bool]:
    """Choose blocks of the greatest gain that use each token at most once.

    Returns:
        The gain, the number of blocks written to `chosen`, and whether no other choice gains as much. A gain of -1
        says that the alignment is too large for the table.
    """
    bit = np.zeros(len(query.weight) + 1, dtype=np.int64)
    used = 0
    for block in range(count):
        for place in range(blocks.query[block], blocks.query[block] + blocks.query_span[block]):
            if bit[place] == 0:
                if used == MOST_QUERY_TOKENS:
                    return -1, 0, False
                bit[place] = 1 << used
                used += 1
    columns = 1 << used
    _fill(blocks, count, bit, listed, columns, table)
    best, column, ways = -1, 0, 0
    for place in range(columns):
        if table.gain[listed, place] > best:
            best, column, ways = table.gain[listed, place], place, table.ways[listed, place]
        elif table.gain[listed, place] == best:
            ways += table.ways[listed, place]
    row, number = listed, 0
    while row > 0:
        block = table.block[row, column]
        if block < 0:
            row -= 1
            continue
        chosen[number] = block
        number += 1
        column ^= bit[blocks.query[block]]
        if blocks.query_span[block] == 2:
            column ^= bit[blocks.query[block] + 1]
        row -= blocks.listed_span[block]
    return best, number, ways == 1


@compiled
def numbers_contradict(query: Query, vocabulary: Vocabulary, tokens: NDArray[np.int32]) -> bool:
    """Whether each name has a number that the other lacks."""
    lacking_there, lacking_here = False, False
    for number in query.number:
        if number != UNKNOWN_NUMBER:
            found = False
            for token in tokens:
                found = found or vocabulary.number[token] == number
            lacking_there = lacking_there or not found
    if not lacking_there:
        return False
    for token in tokens:
        if vocabulary.number[token] != UNKNOWN_NUMBER:
            found = False
            for number in query.number:
                found = found or number == vocabulary.number[token]
            lacking_here = lacking_here or not found
    return lacking_here


@compiled
def _doubts(
    rules: Rules, query: Query, vocabulary: Vocabulary, tokens: NDArray[np.int32], blocks: Blocks,
    chosen: NDArray[np.int64], total: int,
) -> int:  # fmt: skip
    """Give what speaks against an alignment, in ten-thousandths, but for different legal forms."""
    query_used, listed_used = np.zeros(len(query.weight), np.bool_), np.zeros(len(tokens), np.bool_)
    differing = 0
    partly_query, partly_listed = 0, 0
    for block in chosen:
        first, place = blocks.query[block], blocks.listed[block]
        query_used[first : first + blocks.query_span[block]] = True
        listed_used[place : place + blocks.listed_span[block]] = True
        if blocks.kind[block] & (EDIT | GENDER):
            lost = 1000 - blocks.value[block]
            differing += lost * (blocks.gain[block] // blocks.value[block])
            share = 2 * rules.partly_other * lost
            partly_query += share * query.weight[first] // 1_000_000
            partly_listed += share * vocabulary.weight[tokens[place]] // 1_000_000
    lone_query, lone_listed, unmatched, used = partly_query, partly_listed, 0, 0
    for place in range(len(query.weight)):
        if not query_used[place]:
            lone_query += 2 * query.lone[place]
    for place in range(len(tokens)):
        if listed_used[place]:
            used += 1
        else:
            lone_listed += 2 * vocabulary.lone[tokens[place]]
            unmatched += vocabulary.role[tokens[place]] == WORD
    losses = 10 * rules.edit_doubt * differing // (1000 * total)
    losses += 10 * rules.contradiction * min(lone_query, lone_listed) // total
    usual = listed_used[0] and listed_used[len(tokens) - 1]
    return losses + (rules.half_the_name if unmatched >= max(2, used) and not usual else 0)


@compiled
def _covered(rules: Rules, query: Query, listed: int, blocks: Blocks, chosen: NDArray[np.int64]) -> bool:
    """Whether every token of both names is matched; words written together only with the same letters."""
    query_used, listed_used = 0, 0
    for block in chosen:
        query_used += blocks.query_span[block]
        listed_used += blocks.listed_span[block]
        if blocks.query_span[block] + blocks.listed_span[block] > 2 and blocks.value[block] != rules.exact_join:
            return False
    return query_used == len(query.weight) and listed_used == listed


@compiled
def score_candidate(
    rules: Rules, query: Query, vocabulary: Vocabulary, names: Names, name: int, blocks: Blocks, count: int,
    table: Table, bound: int,
) -> tuple[int, bool]:  # fmt: skip
    """Score a listed name whose blocks are known, and whose score is at most `bound`.

    Returns:
        The score in ten-thousandths, and whether it is exact; otherwise it is an upper bound. Readings are not looked
        at: a name that shares one with the query is found by them.
    """
    tokens = names.token[names.token_start[name] : names.token_start[name + 1]]
    total = 2 * query.total + names.weight[name]
    chosen = np.empty(len(tokens) + 1, np.int64)
    gain, number, unique = align(query, blocks, count, len(tokens), table, chosen)
    if gain < 0:
        return bound, False
    aligned = 10 * gain // total
    strict = same_language(query, names.traits[name])
    if not unique:
        return aligned, False
    score = max(0, aligned - _doubts(rules, query, vocabulary, tokens, blocks, chosen[:number], total))
    if strict:
        if not _covered(rules, query, len(tokens), blocks, chosen[:number]):
            score = min(score, rules.other_syllables)
        else:
            for place in range(number):
                # The blocks were taken from the table from behind; in the query's order they must ascend here too.
                for other in range(place):
                    if (blocks.query[chosen[place]] < blocks.query[chosen[other]]) != (
                        blocks.listed[chosen[place]] < blocks.listed[chosen[other]]
                    ):
                        score = min(score, rules.other_order)
    if numbers_contradict(query, vocabulary, tokens):
        score = min(score, rules.other_numbers)
    return score, not (query.traits & names.traits[name] & LEGAL_FORM)
