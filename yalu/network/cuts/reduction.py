"""Making the network of a commodity smaller without changing what any set of designations leaves.

Nodes off every way from a source to a sink are dropped, parallel arcs added up, arcs that can never be the narrow place
lose their limit, and nodes with one arc in and one out are joined. Each step keeps the maximum flow for every choice.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from yalu.network.cuts.maximum_flow import FlowNetwork

SOURCE, SINK = -1, -2
Key = tuple[int, int, frozenset[int]]
"""Tail, head, and the parties of which each one's block cuts the arc."""


@dataclass
class ReducedNetwork:
    """Arcs by tail, head and switches, with their capacity; `None` is no limit. Mutable while it is made."""

    arcs: dict[Key, int | None] = field(default_factory=dict)

    def add(self, tail: int, head: int, switches: frozenset[int], capacity: int | None) -> None:
        """Add an arc; one that stands beside an equal one adds its capacity to it."""
        if tail in (head, SINK) or head == SOURCE:
            return
        key = (tail, head, switches)
        known = self.arcs.get(key, 0)
        self.arcs[key] = None if known is None or capacity is None else known + capacity

    def into(self) -> dict[int, list[Key]]:
        """Give the arcs by their head."""
        found: dict[int, list[Key]] = defaultdict(list)
        for key in self.arcs:
            found[key[1]].append(key)
        return found

    def out_of(self) -> dict[int, list[Key]]:
        """Give the arcs by their tail."""
        found: dict[int, list[Key]] = defaultdict(list)
        for key in self.arcs:
            found[key[0]].append(key)
        return found


def reduce_network(network: FlowNetwork, switches: Iterable[int], gone: frozenset[int]) -> ReducedNetwork:
    """Split the parties that may be cut (`switches`) and make the network as small as the rules allow.

    A party's node is 2 * its number; what leaves a party that may be cut starts at 2 * its number + 1.
    """
    reduced = _split(network, frozenset(switches), gone)
    size = -1
    while size != len(reduced.arcs):
        size = len(reduced.arcs)
        _drop_dead_ends(reduced)
        _free_wide_arcs(reduced)
        _join(reduced)
    return reduced


def _split(network: FlowNetwork, switches: frozenset[int], gone: frozenset[int]) -> ReducedNetwork:
    reduced = ReducedNetwork()
    none: frozenset[int] = frozenset()
    seen: set[int] = set()

    def place(party: int, leaving: bool) -> int:
        if party in network.sinks:
            return SINK
        if party not in switches:
            return SOURCE if party in network.sources else 2 * party
        if party not in seen:
            seen.add(party)
            reduced.add(SOURCE if party in network.sources else 2 * party, 2 * party + 1, frozenset({party}), None)
        return 2 * party + leaving

    arcs = zip(network.tails.tolist(), network.heads.tolist(), network.capacities, strict=True)
    for tail, head, capacity in arcs:
        if tail not in gone and (head not in gone or head in network.sinks):
            reduced.add(place(tail, True), place(head, False), none, capacity)
    return reduced


def _drop_dead_ends(reduced: ReducedNetwork) -> None:
    """Keep what lies on some way from the source to the sink."""
    ahead = {tail: [key[1] for key in keys] for tail, keys in reduced.out_of().items()}
    behind = {head: [key[0] for key in keys] for head, keys in reduced.into().items()}
    alive = _reach(SOURCE, ahead) & _reach(SINK, behind)
    reduced.arcs = {key: limit for key, limit in reduced.arcs.items() if key[0] in alive and key[1] in alive}


def _reach(start: int, ways: dict[int, list[int]]) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        for node in ways.get(waiting.pop(), ()):
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return seen


def _free_wide_arcs(reduced: ReducedNetwork) -> None:
    """Take the limit off arcs that can carry all that can reach their tail, or all that can leave their head.

    One arc after the other, each judged by the limits that still stand, so that no two excuse each other.
    """
    into, out_of = reduced.into(), reduced.out_of()
    for key in sorted(reduced.arcs, key=_order):
        limit = reduced.arcs[key]
        if limit is None:
            continue
        supply = _total(reduced, into, key[0], SOURCE, 0)
        demand = _total(reduced, out_of, key[1], SINK, 1)
        if (supply is not None and limit >= supply) or (demand is not None and limit >= demand):
            reduced.arcs[key] = None


def _total(reduced: ReducedNetwork, arcs: dict[int, list[Key]], node: int, end: int, side: int) -> int | None:
    """Add up what can reach (or leave) a node; where a single arc without limit leads there, look beyond it."""
    for _ in range(4):
        if node == end:
            return None
        around = arcs.get(node, [])
        if len(around) == 1 and reduced.arcs[around[0]] is None:
            node = around[0][1] if side else around[0][0]
            continue
        total = 0
        for key in around:
            limit = reduced.arcs[key]
            if limit is None:
                return None
            total += limit
        return total
    return None


def _join(reduced: ReducedNetwork) -> None:
    """Join nodes: in series, and over arcs without limit that are the only way on or the only way in."""
    changed = True
    while changed:
        changed = False
        into, out_of = reduced.into(), reduced.out_of()
        touched: set[int] = set()
        for node in sorted((into.keys() | out_of.keys()) - {SOURCE, SINK}):
            before, after = into.get(node, []), out_of.get(node, [])
            near = {node, *(key[0] for key in before), *(key[1] for key in after)}
            if not (near - {SOURCE, SINK}).isdisjoint(touched):
                continue
            if _join_node(reduced, before, after):
                touched |= near - {SOURCE, SINK}
                changed = True


def _join_node(reduced: ReducedNetwork, before: list[Key], after: list[Key]) -> bool:
    """Join one node into its neighbour where that loses nothing; `before` and `after` are its arcs in and out."""
    if not before or not after:
        return False
    single = len(before) == 1 and len(after) == 1
    wide_in = len(before) == 1 and not before[0][2] and reduced.arcs[before[0]] is None
    wide_out = len(after) == 1 and not after[0][2] and reduced.arcs[after[0]] is None
    if not (single or wide_in or wide_out):
        return False
    limits = {key: reduced.arcs.pop(key) for key in {*before, *after}}
    for one in before:
        for other in after:
            reduced.add(one[0], other[1], one[2] | other[2], _least(limits[one], limits[other]))
    return True


def _least(one: int | None, other: int | None) -> int | None:
    known = [limit for limit in (one, other) if limit is not None]
    return min(known) if known else None


def _order(key: Key) -> tuple[int, int, list[int]]:
    return key[0], key[1], sorted(key[2])
