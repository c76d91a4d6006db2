"""The least that must be read of an index so that no name at the threshold is missed.

An *item* is a listed word (or pair of neighbours) that agrees with a token of the query. Put a block's net gain at

    10·value·(2·w_query + w_listed) - threshold·w_listed

A name reaches the threshold only if the net gains of its blocks add up to at least 2·threshold·W_Q, whatever else it
holds. So let some items be read and others not: if even the best item that is not read of every token of the query,
taken together, falls short of that, each name at the threshold holds an item that is read. Items of a token are read
from the most gainful one down to a level, and the levels are chosen so that the fewest names are read (compare the
weighted signatures of Deng et al., SilkMoth, PVLDB 2017).
"""

import numpy as np
from numpy.typing import NDArray

from yalu.screening.index.compiled import compiled
from yalu.screening.index.items import COST, NET, PLACE

LEVELS = 16
ROUNDS = 12


@compiled
def choose_items(items: NDArray[np.int64], count: int, tokens: int, need: int) -> NDArray[np.int64]:
    """Give the items whose names must be read so that none whose net gains reach `need` is missed.

    None are given if no name can. An item is left out, too, if it falls short with the best of all other tokens.
    """
    most, costs, rest = fill_levels(items, count, tokens)
    together = most.sum()
    chosen = np.empty(count, np.int64)
    number = 0
    if together >= need:
        levels = choose_levels(costs, rest, need)
        for item in range(count):
            token, net = items[item, PLACE], items[item, NET]
            if net > 0 and level_of(net, most[token]) >= levels[token] and net + together - most[token] >= need:
                chosen[number] = item
                number += 1
    return chosen[:number]


@compiled
def fill_levels(
    items: NDArray[np.int64], count: int, tokens: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Sort items into levels by their net gain.

    Returns:
        For each token of the query its greatest net gain (0 if none is positive); for each token and level the cost of
        reading the items at this level and above, and the greatest net gain below it. Level 0 reads everything that
        has a net gain, level `LEVELS` nothing.
    """
    most = np.zeros(tokens, np.int64)
    for item in range(count):
        most[items[item, PLACE]] = max(most[items[item, PLACE]], items[item, NET])
    costs = np.zeros((tokens, LEVELS + 1), np.int64)
    rest = np.zeros((tokens, LEVELS + 1), np.int64)
    for item in range(count):
        token, net = items[item, PLACE], items[item, NET]
        if net > 0:
            level = level_of(net, most[token])
            costs[token, level] += items[item, COST]
            rest[token, level + 1] = max(rest[token, level + 1], net)
    for token in range(tokens):
        for level in range(LEVELS - 1, -1, -1):
            costs[token, level] += costs[token, level + 1]
        for level in range(1, LEVELS + 1):
            rest[token, level] = max(rest[token, level], rest[token, level - 1])
    return most, costs, rest


@compiled
def level_of(net: int, most: int) -> int:
    """Give the level of an item: the share of the token's greatest net gain, in `LEVELS` steps."""
    return min(LEVELS - 1, net * LEVELS // most)


@compiled
def choose_levels(costs: NDArray[np.int64], rest: NDArray[np.int64], need: int) -> NDArray[np.int64]:
    """Choose for each token the level down to which its items are read, at a low total cost.

    `need` must be positive; then reading everything is always enough. For a price of what is left unread, each token's
    best level is found by itself; the price is raised until the rest falls short of the need (Lagrange relaxation),
    and then tokens are relieved one by one as far as the need allows.
    """
    tokens = len(costs)
    chosen = np.zeros(tokens, np.int64)
    trial = np.zeros(tokens, np.int64)
    low, high = 0.0, 0.0
    for token in range(tokens):
        high = max(high, float(costs[token, 0]) + 1.0)
    for _ in range(ROUNDS):
        price = (low + high) / 2
        left = 0
        for token in range(tokens):
            best = 0.0
            for level in range(LEVELS + 1):
                worth = float(costs[token, level]) + price * float(rest[token, level]) / 1e6
                if level == 0 or worth < best:
                    best, trial[token] = worth, level
            left += rest[token, trial[token]]
        if left < need:
            chosen[:] = trial
            high = price
        else:
            low = price
    left = 0
    for token in range(tokens):
        left += rest[token, chosen[token]]
    for token in range(tokens):
        for level in range(LEVELS, chosen[token], -1):
            if left - rest[token, chosen[token]] + rest[token, level] < need:
                left += rest[token, level] - rest[token, chosen[token]]
                chosen[token] = level
                break
    return chosen
