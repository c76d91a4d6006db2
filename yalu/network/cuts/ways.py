"""Taking a flow apart into the ways on which it runs."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise


def ways(flow: Iterable[tuple[int, int, int]], source: int, sink: int) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Split a flow, given as (tail, head, amount), into ways from source to sink, each with its amount.

    The ends themselves are left out of a way. Rings, which carry nothing to the sink, are dropped.
    """
    ahead: dict[int, dict[int, int]] = defaultdict(dict)
    for tail, head, amount in sorted(flow):
        ahead[tail][head] = ahead[tail].get(head, 0) + amount
    found = []
    while ahead[source]:
        way = _walk(ahead, source, sink)
        steps = list(pairwise(way))
        amount = min(ahead[tail][head] for tail, head in steps)
        for tail, head in steps:
            _take(ahead, tail, head, amount)
        found.append((tuple(way[1:-1]), amount))
    return tuple(found)


def _walk(ahead: dict[int, dict[int, int]], source: int, sink: int) -> list[int]:
    """Follow the flow from the source; a ring that is met on the way is taken out of the flow."""
    way = [source]
    while way[-1] != sink:
        step = next(iter(ahead[way[-1]]))
        if step in way:
            ring = [*way[way.index(step) :], step]
            steps = list(pairwise(ring))
            amount = min(ahead[tail][head] for tail, head in steps)
            for tail, head in steps:
                _take(ahead, tail, head, amount)
            way = [source]
        else:
            way.append(step)
    return way


def _take(ahead: dict[int, dict[int, int]], tail: int, head: int, amount: int) -> None:
    ahead[tail][head] -= amount
    if not ahead[tail][head]:
        del ahead[tail][head]
