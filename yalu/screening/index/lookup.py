"""From a listed token or pair of neighbours to the items of a query that it agrees with: a small hash table."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.index.arrays import Names, Vocabulary
from yalu.screening.index.compiled import compiled
from yalu.screening.index.items import LAST, NEXT, NO_RANGE, UNIT

EMPTY = -1


class Lookup(NamedTuple):
    """Open addressing; as many places as a power of two, at least twice as many as items."""

    key: NDArray[np.int64]
    item: NDArray[np.int64]


@compiled
def pair_key(tokens: int, first: int, second: int) -> int:
    """Give the key of a pair of tokens, of so many in all; a token's own key is its number."""
    return tokens + first * tokens + second


@compiled
def _slot(keys: NDArray[np.int64], key: int) -> int:
    """Give the place where a key stands, or where it would."""
    mask = len(keys) - 1
    mixed = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)
    slot = int(mixed >> np.uint64(32)) & mask
    while keys[slot] != EMPTY and keys[slot] != key:
        slot = (slot + 1) & mask
    return slot


@compiled
def fill_lookup(
    vocabulary: Vocabulary, names: Names, items: NDArray[np.int64], count: int, room: Lookup
) -> tuple[Lookup, bool]:
    """Enter all items but ranges. Gives the table, in `room` or larger, and whether it holds pairs."""
    size = 16
    while size < 2 * count:
        size *= 2
    if size > len(room.key):
        room = Lookup(np.empty(size, np.int64), np.empty(size, np.int64))
    lookup = Lookup(room.key[:size], room.item[:size])
    lookup.key[:] = EMPTY
    pairs = False
    for item in range(count):
        unit = items[item, UNIT]
        if items[item, LAST] != NO_RANGE:
            continue
        key = unit
        if unit < 0:
            key = pair_key(len(vocabulary.weight), names.pair_first[~unit], names.pair_second[~unit])
            pairs = True
        slot = _slot(lookup.key, key)
        items[item, NEXT] = lookup.item[slot] if lookup.key[slot] == key else EMPTY
        lookup.key[slot], lookup.item[slot] = key, item
    return lookup, pairs


@compiled
def first_item(keys: NDArray[np.int64], heads: NDArray[np.int64], key: int) -> int:
    """Give the first item of a key, or `EMPTY`; the others follow by `NEXT`."""
    slot = _slot(keys, key)
    return heads[slot] if keys[slot] == key else EMPTY
