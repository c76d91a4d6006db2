"""Paths: the best ways between two parties, whose links can have held at one time."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from yalu.network.scope import Scope
from yalu.network.store import EVER, Ints
from yalu.network.tie import Tie
from yalu.network.view import View, rank_of

MOST_BEGINNINGS = 500_000
"""Beginnings of paths that are kept; a bound of time and memory for hostile and very dense networks."""
_FAR = np.int64(1) << 60
_Beginning = tuple[int, int, tuple[int, ...], tuple[int, ...], int, int]
"""The least cost of a whole path, how much of it is still to come, parties, ties, first and last day that suit all."""


@dataclass(frozen=True, slots=True)
class Path:
    """A way between two parties that passes through none twice.

    `product` multiplies the confidences of the ties, `weakest` is the least of them; both are `None` where one is not
    known. `rank` also counts the classes of the links and the damping of hubs: it orders the paths.
    """

    parties: tuple[str, ...]
    ties: tuple[Tie, ...]
    rank: float

    @property
    def product(self) -> float | None:
        """The product of the confidences of the ties, with four digits."""
        product = 1.0
        for tie in self.ties:
            if tie.confidence is None:
                return None
            product *= tie.confidence
        return round(product, 4)

    @property
    def weakest(self) -> float | None:
        """The confidence of the weakest tie."""
        known = [tie.confidence for tie in self.ties if tie.confidence is not None]
        return min(known) if known and len(known) == len(self.ties) else None


@dataclass(frozen=True, slots=True)
class Paths:
    """The best paths between two parties, the best first.

    `proven` says that no better path was left out; it is false where the search was stopped at its bound.
    """

    source: str
    target: str
    scope: Scope
    depth: int
    paths: tuple[Path, ...]
    proven: bool = True


def best_paths(view: View, source: int, target: int, depth: int, count: int) -> Paths:
    """Find the `count` best paths of at most `depth` ties.

    Two paths differ when they lead through different parties. Where the scope names no day, the intervals of the ties
    on a path must have a day in common, as far as they are known. Of paths of equal rank, ids decide which are given.

    The search extends the most promising beginning first, measured by its cost and by what the rest costs at least
    (A*: Hart, Nilsson and Raphael, 1968); the rest is known exactly but for time and repetition. Deviations of a
    found path (Yen, 1971) would not do, as whether a link fits depends on the days of all links before it.
    """
    search = _Search(view, source, target, depth)
    best: dict[tuple[int, ...], tuple[int, tuple[int, ...]]] = {}
    for cost, nodes, ties in search.found():
        best.setdefault(nodes, (cost, ties))
        if len(best) >= count:
            break
    chosen = sorted(best, key=lambda nodes: (best[nodes][0], len(nodes), nodes))
    store, day = view.store, view.scope.as_of
    return Paths(
        source=store.ids[source],
        target=store.ids[target],
        scope=view.scope,
        depth=depth,
        paths=tuple(
            Path(
                tuple(store.ids[node] for node in nodes),
                tuple(store.tie(tie, day) for tie in best[nodes][1]),
                rank_of(best[nodes][0]),
            )
            for nodes in chosen
        ),
        proven=not search.stopped,
    )


class _Search:
    """Beginnings of paths in the order of the least that a whole path with them costs."""

    def __init__(self, view: View, source: int, target: int, depth: int) -> None:
        self._view = view
        self._source = source
        self._target = target
        self._depth = depth
        self._rest = _least_costs(view, source, target, depth)
        self.stopped = False

    def found(self) -> Iterator[tuple[int, tuple[int, ...], tuple[int, ...]]]:
        """Give whole paths in the order of their cost, as cost, parties and ties."""
        view, target = self._view, self._target
        begin = (self._source,)
        least = int(self._rest[self._depth][self._source])
        heap: list[_Beginning] = [(least, least, begin, (), *EVER)]
        if heap[0][0] >= _FAR or self._source == target:
            return
        kept = 0
        while heap:
            bound, left, nodes, ties, first, last = heappop(heap)
            party, cost = nodes[-1], bound - left
            if party == target:
                yield cost, nodes, ties
                continue
            passed = cost + (int(view.passing[party]) if len(nodes) > 1 else 0)
            for item in self._extended(passed, nodes, ties, (first, last)):
                heappush(heap, item)
                kept += 1
            if kept > MOST_BEGINNINGS:
                self.stopped = True
                return

    def _extended(
        self, passed: int, nodes: tuple[int, ...], ties: tuple[int, ...], days: tuple[int, int]
    ) -> Iterator[_Beginning]:
        view, store = self._view, self._view.store
        rest = self._rest[self._depth - len(nodes)]
        for tie, other in view.steps_from(nodes[-1]):
            if other in nodes or rest[other] >= _FAR:
                continue
            first, last = max(days[0], int(store.first[tie])), min(days[1], int(store.last[tie]))
            if view.scope.as_of is None and first > last:
                continue
            cost = passed + int(view.cost[tie])
            through = int(view.passing[other]) if other != self._target else 0
            left = through + int(rest[other])
            yield cost + left, left, (*nodes, other), (*ties, tie), first, last


def _least_costs(view: View, source: int, target: int, depth: int) -> list[Ints]:
    """Give, for each number of steps left, what the way from a party to the target costs at least.

    What it costs to go through the party itself is not in it. Parties that are not gone through lead nowhere.
    """
    store = view.store
    ties = np.flatnonzero(view.allowed)
    ends = np.concatenate([store.source[ties], store.target[ties]])
    others = np.concatenate([store.target[ties], store.source[ties]])
    cost = np.concatenate([view.cost[ties]] * 2)
    through = np.where(view.blocked, _FAR, view.passing)
    through[target] = 0
    through[source] = _FAR
    least = np.full(len(store.ids), _FAR, dtype=np.int64)
    least[target] = 0
    layers = [least]
    for _ in range(depth):
        layer = layers[-1].copy()
        onward = np.minimum(cost + through[others] + layers[-1][others], _FAR)
        np.minimum.at(layer, ends, onward)
        layers.append(layer)
    return layers
