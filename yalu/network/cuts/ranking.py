"""What naive rankings would cut: greedy choice, and betweenness."""

from collections.abc import Iterable
from fractions import Fraction

import rustworkx

from yalu.network.cuts.problem import Problem


def greedy_cut(problem: Problem, budget: int) -> tuple[int, ...]:
    """Designate, one after the other, whoever stops the most for the cost, as long as the budget allows.

    It stops where nobody alone stops anything any more: two who can stand in for each other are never cut. Ties go to
    the first party. A party is only tried if what passes through it could still beat the best one.
    """
    chosen: list[int] = []
    left = problem.value()
    while True:
        rest = budget - problem.cost(chosen)
        best: tuple[Fraction, int, int] | None = None
        for promise, party in _promises(problem, chosen, rest):
            if best is not None and promise < best[0]:
                break
            gain = left - problem.value([*chosen, party])
            rate = _rate(gain, problem.costs[party])
            if gain > 0 and (best is None or (rate, -party) > (best[0], -best[1])):
                best = (rate, party, gain)
        if best is None:
            return tuple(sorted(chosen))
        chosen.append(best[1])
        left -= best[2]


def _promises(problem: Problem, chosen: list[int], rest: int) -> list[tuple[Fraction, int]]:
    """Give the most that each affordable party can stop for its cost, the best first.

    One greatest flow shows it: without a party, what does not pass through it can still flow.
    """
    gone = problem.closure(chosen)
    passing: dict[int, int] = {}
    for item, network in zip(problem.commodities, problem.networks, strict=True):
        for party, amount in network.through(gone)[1].items():
            passing[party] = passing.get(party, 0) + item.weight * amount
    found = []
    for party, cost in problem.costs.items():
        if cost <= rest and party not in gone:
            cut = {party} if not problem.stakes.shares else problem.closure([*chosen, party]) - gone
            promise = sum(passing.get(other, 0) for other in cut)
            if promise:
                found.append((_rate(promise, cost), party))
    return sorted(found, key=lambda item: (-item[0], item[1]))


def _rate(gain: int, cost: int) -> Fraction:
    """Gain for cost; what costs nothing ranks above all that costs something."""
    return Fraction(gain, cost) if cost else Fraction(gain) * 10**12


def betweenness_cut(problem: Problem, budget: int) -> tuple[int, ...]:
    """Designate in the order of betweenness (Freeman 1977) in the network of all flows, as the budget allows."""
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(problem.count))
    arcs = {(tail, head) for item in problem.commodities for tail, head, _ in item.arcs}
    gone = problem.already
    graph.add_edges_from_no_data(sorted(arc for arc in arcs if not gone & set(arc)))
    score = rustworkx.digraph_betweenness_centrality(graph)
    order = sorted(problem.costs.keys() - gone, key=lambda party: (-round(score[party], 12), party))
    return take_in_order(problem, (party for party in order if score[party] > 0), budget)


def take_in_order(problem: Problem, order: Iterable[int], budget: int) -> tuple[int, ...]:
    """Take parties in an order, leaving out those that the rest of the budget cannot pay."""
    chosen: list[int] = []
    for party in order:
        if problem.costs[party] <= budget:
            chosen.append(party)
            budget -= problem.costs[party]
    return tuple(sorted(chosen))
