"""Maximum flows, exact, in whole numbers, of a network from which parties are taken out."""

from collections import deque
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
_MOST = np.iinfo(np.int32).max
"""What scipy's maximum flow can hold; above it, Python's own whole numbers do the work."""
_FEW = 150
"""Arcs up to which Python's own is the quicker one, as scipy's matrix takes longer to make."""


class FlowNetwork:
    """The network of one commodity. Sources and sinks have no limit of their own; what leaves a sink is dropped.

    A sink is never taken out: it is where the flow arrives.
    """

    def __init__(
        self, count: int, arcs: Iterable[tuple[int, int, int]], sources: frozenset[int], sinks: frozenset[int]
    ) -> None:
        kept = sorted(arc for arc in arcs if arc[0] not in sinks and arc[1] not in sources - sinks and arc[0] != arc[1])
        self.sinks, self.sources = sinks, sources - sinks
        self.source, self.sink = count, count + 1
        table = np.array(kept, dtype=object).reshape(-1, 3)
        self.tails: Ints = table[:, 0].astype(np.int64)
        self.heads: Ints = table[:, 1].astype(np.int64)
        self.capacities: list[int] = table[:, 2].tolist()
        self._merge_ends()

    def _merge_ends(self) -> None:
        """Add one source before all sources and one sink behind all sinks, neither of which is ever the limit."""
        leaving: dict[int, int] = {}
        arriving: dict[int, int] = {}
        for tail, head, capacity in zip(self.tails.tolist(), self.heads.tolist(), self.capacities, strict=True):
            if tail in self.sources:
                leaving[tail] = leaving.get(tail, 0) + capacity
            if head in self.sinks:
                arriving[head] = arriving.get(head, 0) + capacity
        self._from = np.array([*self.tails.tolist(), *([self.source] * len(leaving)), *arriving], dtype=np.int64)
        self._to = np.array([*self.heads.tolist(), *leaving, *([self.sink] * len(arriving))], dtype=np.int64)
        self._limits = [*self.capacities, *leaving.values(), *arriving.values()]
        self._by_scipy = sum(self._limits) <= _MOST and len(self._limits) > _FEW
        if self._by_scipy:
            self._limit = np.array(self._limits, dtype=np.int32)

    def _left(self, gone: frozenset[int]) -> npt.NDArray[np.bool_]:
        out = np.zeros(self.sink + 1, dtype=bool)
        out[[party for party in gone if party not in self.sinks]] = True
        mask: npt.NDArray[np.bool_] = ~(out[self._from] | out[self._to])
        return mask

    def maximum(self, gone: frozenset[int]) -> int:
        """Give the greatest flow from the sources to the sinks when the parties in `gone` pass nothing on."""
        return self._solve(gone)[0]

    def through(self, gone: frozenset[int]) -> tuple[int, dict[int, int]]:
        """Give the greatest flow, and how much of one such flow passes through each party."""
        total, arcs = self._solve(gone)
        passed: dict[int, int] = {}
        for tail, _, amount in arcs:
            if tail != self.source:
                passed[tail] = passed.get(tail, 0) + amount
        return total, passed

    def arcs_of_flow(self, gone: frozenset[int]) -> list[tuple[int, int, int]]:
        """Give one greatest flow as (tail, head, amount), from the number `source` to the number `sink`."""
        return self._solve(gone)[1]

    def _solve(self, gone: frozenset[int]) -> tuple[int, list[tuple[int, int, int]]]:
        left = self._left(gone)
        if not left.any():
            return 0, []
        tails, heads = self._from[left], self._to[left]
        if not self._by_scipy:
            limits = [limit for limit, kept in zip(self._limits, left.tolist(), strict=True) if kept]
            return dinic(self.source, self.sink, tails.tolist(), heads.tolist(), limits)
        # Slow to load, and most networks are small.
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import maximum_flow

        size = self.sink + 1
        matrix = csr_array((self._limit[left], (tails, heads)), shape=(size, size), dtype=np.int32)
        result = maximum_flow(matrix, self.source, self.sink)
        flow = result.flow.tocoo()
        arcs = zip(flow.row.tolist(), flow.col.tolist(), flow.data.tolist(), strict=True)
        return int(result.flow_value), [(tail, head, amount) for tail, head, amount in arcs if amount > 0]


def dinic(
    source: int, sink: int, tails: list[int], heads: list[int], capacities: list[int]
) -> tuple[int, list[tuple[int, int, int]]]:
    """Find a greatest flow in whole numbers of any size (E. A. Dinic 1970: blocking flows in layered networks)."""
    ends: list[int] = []
    rest: list[int] = []
    at: dict[int, list[int]] = {source: [], sink: []}
    for tail, head, capacity in zip(tails, heads, capacities, strict=True):
        at.setdefault(tail, []).append(len(ends))
        at.setdefault(head, []).append(len(ends) + 1)
        ends += [head, tail]
        rest += [capacity, 0]
    total = 0
    while (level := _levels(source, at, ends, rest)).get(sink) is not None:
        place = dict.fromkeys(at, 0)
        while path := _path(source, sink, at, ends, rest, level, place):
            amount = min(rest[arc] for arc in path)
            for arc in path:
                rest[arc] -= amount
                rest[arc ^ 1] += amount
            total += amount
    arcs = [(tails[n], heads[n], rest[2 * n + 1]) for n in range(len(tails)) if rest[2 * n + 1] > 0]
    return total, arcs


def _levels(source: int, at: dict[int, list[int]], ends: list[int], rest: list[int]) -> dict[int, int]:
    level, waiting = {source: 0}, deque([source])
    while waiting:
        node = waiting.popleft()
        for arc in at[node]:
            if rest[arc] and ends[arc] not in level:
                level[ends[arc]] = level[node] + 1
                waiting.append(ends[arc])
    return level


def _path(
    source: int,
    sink: int,
    at: dict[int, list[int]],
    ends: list[int],
    rest: list[int],
    level: dict[int, int],
    place: dict[int, int],
) -> list[int]:
    """Find a way to the sink that goes one level on with each step; arcs that lead nowhere are not tried again."""
    path: list[int] = []
    node = source
    while node != sink:
        if place[node] == len(at[node]):
            if not path:
                return []
            arc = path.pop()
            node = ends[arc ^ 1]
            place[node] += 1
            continue
        arc = at[node][place[node]]
        if rest[arc] and level.get(ends[arc]) == level[node] + 1:
            path.append(arc)
            node = ends[arc]
        else:
            place[node] += 1
    return path
