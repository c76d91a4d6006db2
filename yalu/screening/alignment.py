"""The best alignment of two names' tokens: exact, in integers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import rustworkx

from yalu.names import Token
from yalu.screening.similarity import join_similarity, similarity

EXACT_TOKENS = 16
"""Joins and splits are exact as long as one side of a group of tokens that touch each other has at most so many.
In a larger group only one-to-one matches are looked at, for which the optimum is exact at any size."""


@dataclass(frozen=True, slots=True)
class Block:
    """A match of one token with one, or of two neighbours with one. Places are indices into the names' tokens.

    `value` is the similarity in thousandths, `gain` what it adds: value · (2·weight of the query's tokens + weight of
    the listed tokens).
    """

    query: tuple[int, ...]
    listed: tuple[int, ...]
    value: int
    kind: str
    gain: int


Similarity = Callable[[Token, Token], tuple[int, str]]


def blocks_between(query: tuple[Token, ...], listed: tuple[Token, ...], alike: Similarity = similarity) -> list[Block]:
    """Give every block match with a value above zero."""
    blocks: list[Block] = []

    def add(left: tuple[int, ...], right: tuple[int, ...], value: int, kind: str) -> None:
        if value > 0:
            weight = 2 * sum(query[i].weight for i in left) + sum(listed[j].weight for j in right)
            blocks.append(Block(left, right, value, kind, value * weight))

    for i, a in enumerate(query):
        for j, b in enumerate(listed):
            add((i,), (j,), *alike(a, b))
    for j in range(len(listed) - 1):
        for i, a in enumerate(query):
            add((i,), (j, j + 1), join_similarity(listed[j], listed[j + 1], a), "join")
    for i in range(len(query) - 1):
        for j, b in enumerate(listed):
            add((i, i + 1), (j,), join_similarity(query[i], query[i + 1], b), "join")
    return blocks


def _groups(blocks: list[Block]) -> Iterable[list[Block]]:
    """Split the blocks into groups that share no token: each can be solved by itself."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for block in blocks:
        nodes = [("q", i) for i in block.query] + [("e", j) for j in block.listed]
        for node in nodes[1:]:
            parent[root(node)] = root(nodes[0])
    groups: dict[tuple[str, int], list[Block]] = {}
    for block in blocks:
        groups.setdefault(root(("q", block.query[0])), []).append(block)
    return groups.values()


def _by_masks(group: list[Block]) -> list[Block]:
    """Solve a group by a dynamic programme: the longer side's tokens in order, and the set of the shorter side's used.

    `tables[p][m]` is the greatest gain when the longer side is done up to place p and m is the mask of used tokens;
    -1 marks what cannot be reached.
    """
    queries = {i for block in group for i in block.query}
    listed = {j for block in group for j in block.listed}
    by_query = len(queries) >= len(listed)
    bit = {token: 1 << index for index, token in enumerate(sorted(listed if by_query else queries))}
    sides = [(b.query, b.listed) if by_query else (b.listed, b.query) for b in group]
    first = min(long[0] for long, _ in sides)
    size = max(long[-1] for long, _ in sides) + 1 - first
    steps = [
        (long[0] - first, long[-1] + 1 - first, sum(bit[token] for token in short), block)
        for (long, short), block in zip(sides, group, strict=True)
    ]
    masks = np.arange(1 << len(bit))
    tables = np.full((size + 1, len(masks)), -1, dtype=np.int64)
    tables[0, 0] = 0
    for place in range(size):
        np.maximum(tables[place + 1], tables[place], out=tables[place + 1])
        for start, end, mask, block in steps:
            if start == place:
                free = masks[(masks & mask == 0) & (tables[place] >= 0)]
                target = tables[end]
                target[free | mask] = np.maximum(target[free | mask], tables[place, free] + block.gain)
    place, used = size, int(np.argmax(tables[size]))
    chosen: list[Block] = []
    while place:
        for start, end, mask, block in steps:
            before = int(tables[start, used ^ mask]) if end == place and used & mask == mask else -1
            if before >= 0 and before + block.gain == tables[place, used]:
                chosen.append(block)
                place, used = start, used ^ mask
                break
        else:
            place -= 1
    return chosen


def _by_assignment(group: list[Block]) -> list[Block]:
    """Solve a large group without its joins, as a matching of greatest weight (Galil 1986, by rustworkx)."""
    graph = rustworkx.PyGraph(multigraph=False)
    nodes: dict[tuple[str, int], int] = {}
    single = {}
    for block in group:
        if len(block.query) == len(block.listed) == 1:
            ends = [nodes.setdefault(key, len(nodes)) for key in (("q", block.query[0]), ("e", block.listed[0]))]
            single[ends[0], ends[1]] = single[ends[1], ends[0]] = block
    graph.add_nodes_from(list(nodes))
    graph.add_edges_from([(a, b, block.gain) for (a, b), block in single.items() if a < b])
    return [single[pair] for pair in sorted(rustworkx.max_weight_matching(graph, weight_fn=int))]


def best_alignment(blocks: list[Block]) -> list[Block]:
    """Choose block matches of the greatest total gain that use each token at most once, in the query's order."""
    chosen: list[Block] = []
    for group in _groups(blocks):
        if len(group) == 1:
            chosen += group
        elif min(len({i for b in group for i in b.query}), len({j for b in group for j in b.listed})) > EXACT_TOKENS:
            chosen += _by_assignment(group)
        else:
            chosen += _by_masks(group)
    return sorted(chosen, key=lambda block: block.query)
