"""Random small problems, and the answer to them by trying every set."""

import random
from collections.abc import Callable
from itertools import combinations

import pytest

from yalu.network.cuts.problem import CommodityNetwork, Problem, Stakes

Key = tuple[int, int, int, tuple[int, ...]]


def random_problem(seed: int) -> tuple[Problem, int]:
    """Up to 16 parties, three commodities, parties that are listed or protected, and stakes that go in rings."""
    draw = random.Random(seed)  # noqa: S311
    count = draw.randint(4, 16 if seed % 4 == 0 else 11)
    sinks = frozenset(draw.sample(range(count), draw.randint(1, 2)))
    others = sorted(set(range(count)) - sinks)
    networks = []
    for number in range(draw.randint(1, 3)):
        arcs = {tuple(draw.sample(range(count), 2)): draw.randint(1, 9) for _ in range(draw.randint(count, 3 * count))}
        sources = frozenset(draw.sample(others, draw.randint(1, min(3, len(others)))))
        triples = tuple((tail, head, size) for (tail, head), size in sorted(arcs.items()))
        networks.append(CommodityNetwork(str(number), triples, sources, sinks, draw.randint(1, 3)))
    open_to_all = draw.random() < 0.5
    sources = frozenset[int]().union(*(network.sources for network in networks))
    may = [party for party in others if draw.random() < 0.8 and (open_to_all or party not in sources)]
    unit = draw.random() < 0.5
    costs = {party: 1 if unit else draw.randint(0, 5) for party in may}
    listed = frozenset(party for party in others if party not in costs and draw.random() < 0.2)
    pairs = [draw.sample(range(count), 2) for _ in range(draw.randint(1, 2 * count) if draw.random() < 0.5 else 0)]
    shares = tuple((owner, asset, draw.choice([10, 20, 25, 30, 50, 60, 100])) for owner, asset in pairs)
    return Problem(count, tuple(networks), costs, listed, Stakes(shares)), draw.randint(0, 3 if unit else 6)


def enumerate_sets(problem: Problem, budget: int) -> tuple[Key, tuple[tuple[int, ...], ...]]:
    """Try every set within the budget; give the best by value, cost, size and order, and those that do as well."""
    parties = sorted(problem.costs)
    keys = [
        (problem.value(chosen), problem.cost(chosen), size, chosen)
        for size in range(len(parties) + 1)
        for chosen in combinations(parties, size)
        if problem.cost(chosen) <= budget
    ]
    best = min(keys)
    return best, tuple(sorted(key[3] for key in keys if key[:3] == best[:3] and key != best))


@pytest.fixture
def problem_of() -> Callable[[int], tuple[Problem, int]]:
    return random_problem


@pytest.fixture
def enumeration() -> Callable[[Problem, int], tuple[Key, tuple[tuple[int, ...], ...]]]:
    return enumerate_sets
