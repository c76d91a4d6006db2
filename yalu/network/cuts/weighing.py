"""From flows and a question to the numbered problem, in one weighting."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

import rustworkx

from yalu.model.flow import Flow
from yalu.network.cuts.problem import CommodityNetwork, Problem, Stakes
from yalu.network.cuts.question import CutError, CutQuestion, Weighting

BLOCKED_FROM = Decimal(50)
"""Percent from which an asset is blocked with its owners (31 CFR 510.411)."""


@dataclass(frozen=True)
class Weighed:
    """A problem, and how to read its numbers.

    `parties` are the ids by number. The scales are how many of the problem's whole numbers make one unit. `left_out`
    counts flows that are not in this weighting, by reason.
    """

    problem: Problem
    parties: tuple[str, ...]
    flow_scale: int
    weight_scale: int
    cost_scale: int
    weighting: Weighting
    currency: str | None
    left_out: tuple[tuple[str, int], ...]

    def flow(self, number: int | Fraction) -> Fraction:
        """Give a weighted sum of flows in the weighting's own unit."""
        return Fraction(number) / (self.flow_scale * self.weight_scale)

    def amount(self, number: int) -> Fraction:
        """Give a flow of one commodity, not weighted, in the weighting's own unit."""
        return Fraction(number, self.flow_scale)

    def weight(self, number: int) -> Fraction:
        """Give the weight of a commodity as the user wrote it."""
        return Fraction(number, self.weight_scale)

    def cost(self, number: int) -> Fraction:
        """Give a cost of the problem in the user's own unit."""
        return Fraction(number, self.cost_scale)

    def ids(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Give the ids of parties, in their order."""
        return tuple(self.parties[number] for number in sorted(numbers))


def weigh(
    flows: Sequence[Flow], question: CutQuestion, weighting: Weighting, drawn: Sequence[Flow] | None = None
) -> Weighed:
    """Make the problem of a question in one weighting.

    With `drawn`, some of the flows, only these carry anything; parties, sources and scales stay those of all flows.

    Raises:
        CutError: an end user or source that is named is in no flow and no holding.
    """
    parties = _parties(flows, question)
    number = {party: place for place, party in enumerate(parties)}
    currency = _currency(flows, question) if weighting is Weighting.VALUE else None
    sizes, left_out = _sizes(flows, weighting, currency)
    flow_scale = lcm(*(size.denominator for size in sizes.values()))
    weights = _weights({flow.commodity for flow in flows}, question)
    weight_scale = lcm(*(weight.denominator for weight in weights.values()))
    carrying = flows if drawn is None else drawn
    carried = sizes if drawn is None else _sizes(drawn, weighting, currency)[0]
    networks = []
    for name in sorted({flow.commodity for flow in flows}):
        outward, limit = name in question.outward, _all_of(name, sizes, flow_scale)
        sources = _sources(_arcs(name, flows, sizes, number, flow_scale, limit, outward), question, number)
        arcs = _arcs(name, carrying, carried, number, flow_scale, limit, outward)
        triples = tuple((tail, head, size) for (tail, head), (size, _) in arcs.items())
        sinks = frozenset(number[party] for party in question.protect_from)
        networks.append(CommodityNetwork(name, triples, sources - sinks, sinks, int(weights[name] * weight_scale)))
    costs, cost_scale = _costs(parties, question, number)
    listed = frozenset(number[party] for party in question.listed if party in number)
    problem = Problem(len(parties), tuple(networks), costs, listed, _stakes(question, number))
    return Weighed(problem, parties, flow_scale, weight_scale, cost_scale, weighting, currency, left_out)


def _parties(flows: Sequence[Flow], question: CutQuestion) -> tuple[str, ...]:
    ends = {flow.source for flow in flows} | {flow.target for flow in flows}
    held = {item.owner for item in question.holdings} | {item.asset for item in question.holdings}
    for party in question.protect_from:
        if party not in ends:
            raise CutError(f"no flow in the links touches {party!r}, from whom it is to be kept")
    for party in question.sources or ():
        if party not in ends:
            raise CutError(f"no flow in the links touches the source {party!r}")
    return tuple(sorted(ends | held))


def _currency(flows: Sequence[Flow], question: CutQuestion) -> str | None:
    if question.currency:
        return question.currency.upper()
    counts = Counter(flow.currency for flow in flows if flow.value is not None and flow.currency)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


Pair = tuple[str, str, str]


def _sizes(
    flows: Sequence[Flow], weighting: Weighting, currency: str | None
) -> tuple[dict[Pair, Fraction], tuple[tuple[str, int], ...]]:
    """Give the size of each stated flow between two parties; relays have none of their own."""
    sizes: dict[Pair, Fraction] = defaultdict(Fraction)
    left_out: Counter[str] = Counter()
    for flow in flows:
        if flow.relay:
            continue
        pair = (flow.commodity, flow.source, flow.target)
        if weighting is Weighting.UNIT:
            sizes[pair] = Fraction(1)
        elif weighting is Weighting.COUNT:
            sizes[pair] += flow.count
        elif flow.value is None:
            left_out["no stated value"] += 1
        elif flow.currency != currency:
            left_out[f"in {flow.currency or 'no stated currency'}"] += 1
        else:
            sizes[pair] += Fraction(flow.value)
    return dict(sizes), tuple(sorted(left_out.items()))


def _weights(commodities: set[str], question: CutQuestion) -> dict[str, Fraction]:
    for name in [*question.weights, *question.outward]:
        if name not in commodities:
            known = ", ".join(sorted(commodities)) or "none"
            raise CutError(f"the links carry no commodity {name!r}; those in them are {known}")
    return {name: Fraction(question.weights.get(name, Decimal(1))) for name in commodities}


Arcs = dict[tuple[int, int], tuple[int, bool]]
"""Size of each arc, and whether some link states it rather than only lets it through."""


def _all_of(name: str, sizes: Mapping[Pair, Fraction], scale: int) -> int:
    """Add up all that is stated of a commodity: a relay lets through whatever arrives, so this is its limit."""
    return sum(int(size * scale) for (kind, _, _), size in sizes.items() if kind == name)


def _arcs(
    name: str,
    flows: Sequence[Flow],
    sizes: Mapping[Pair, Fraction],
    number: Mapping[str, int],
    scale: int,
    limit: int,
    outward: bool,
) -> Arcs:
    """Give the arcs of one commodity, turned round if it leaves the end users: its greatest flow is the same."""
    stated = {(number[a], number[b]): int(size * scale) for (kind, a, b), size in sizes.items() if kind == name}
    relays = {
        (number[flow.source], number[flow.target]) for flow in flows if flow.commodity == name and flow.relay and limit
    }
    arcs = {
        pair: (stated.get(pair, 0) + (limit if pair in relays else 0), pair in stated)
        for pair in sorted({*relays, *stated})
    }
    return {(head, tail): size for (tail, head), size in arcs.items()} if outward else arcs


def _sources(arcs: Arcs, question: CutQuestion, number: Mapping[str, int]) -> frozenset[int]:
    sinks = frozenset(number[party] for party in question.protect_from)
    if question.sources is not None:
        return frozenset(number[party] for party in question.sources) - sinks
    giving = {tail for (tail, _), (_, stated) in arcs.items() if stated} - sinks
    return frozenset(giving) if question.every_source else _origins(arcs, giving, sinks)


def _origins(arcs: Arcs, giving: set[int], sinks: frozenset[int]) -> frozenset[int]:
    """Find where a commodity begins: with parties that state to give, and that nobody else gives to.

    A ring of parties into which nothing comes from outside begins the flow together.
    """
    nodes = sorted({end for arc in arcs for end in arc} - sinks)
    place = {party: position for position, party in enumerate(nodes)}
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(nodes)
    edges = [(place[tail], place[head]) for tail, head in arcs if tail in place and head in place]
    graph.add_edges_from_no_data(edges)
    ring_of = {node: n for n, ring in enumerate(rustworkx.strongly_connected_components(graph)) for node in ring}
    fed = _fed(edges, ring_of, {ring_of[place[party]] for party in giving})
    return frozenset(party for party in giving if ring_of[place[party]] not in fed)


def _fed(edges: Sequence[tuple[int, int]], ring_of: Mapping[int, int], begun: set[int]) -> set[int]:
    """Give the rings that a giver in another ring can reach; a relay that nobody feeds, feeds nobody."""
    ahead: dict[int, set[int]] = defaultdict(set)
    for tail, head in edges:
        if ring_of[tail] != ring_of[head]:
            ahead[ring_of[tail]].add(ring_of[head])
    reached: set[int] = set()
    waiting, seen = sorted(begun), set(begun)
    while waiting:
        beyond = ahead[waiting.pop()]
        reached |= beyond
        waiting += sorted(beyond - seen)
        seen |= beyond
    return reached


def _costs(parties: Sequence[str], question: CutQuestion, number: Mapping[str, int]) -> tuple[dict[int, int], int]:
    kept = {*question.protect_from, *question.protected, *question.listed}
    if question.sources is not None and not question.cut_sources:
        kept |= set(question.sources)
    costs = {
        number[party]: Fraction(question.costs.get(party, question.other_cost))
        for party in parties
        if party not in kept
    }
    budget = [Fraction(question.budget)] if question.budget is not None else []
    scale = lcm(*(cost.denominator for cost in [*costs.values(), *budget]))
    whole = {party: int(cost * scale) for party, cost in costs.items()}
    return whole, scale


def _stakes(question: CutQuestion, number: Mapping[str, int]) -> Stakes:
    percents = [Fraction(item.percent) for item in question.holdings]
    scale = lcm(*(percent.denominator for percent in percents)) if percents else 1
    shares = [
        (number[item.owner], number[item.asset], int(percent * scale))
        for item, percent in zip(question.holdings, percents, strict=True)
        if percent > 0
    ]
    threshold = int(BLOCKED_FROM * scale)
    common = gcd(threshold, *(share for _, _, share in shares))
    return Stakes(tuple((a, b, share // common) for a, b, share in sorted(shares)), threshold // common)
