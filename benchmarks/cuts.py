"""How long it takes to find a cut and to prove it optimal: `python -m benchmarks.cuts [PARTIES] [SEEDS] [SHAPE ...]`.

Made networks of five commodities in several shapes, with costs of 1, 2, 3, 5 or 8 for each party:

- layers: six layers of firms, flows from each to the next
- hubs: new parties supply those that many supply already
- free: flows between any two parties
- levels: supplier, trader, carrier, bank and front, flows within levels too, two fifths of the later levels protected
- stand-ins: groups of carriers that can stand in for each other behind protected gates; made to be hard

Prints for each the flow, what the cut and the greedy choice leave, the proven bound, and CPU and wall-clock seconds of
the search and of the check for cheaper and equal sets.
"""

import random
import sys
import time
from collections.abc import Callable
from itertools import pairwise

from yalu.network.cuts.problem import CommodityNetwork, Problem
from yalu.network.cuts.ranking import greedy_cut
from yalu.network.cuts.search import Limits, Search

Arcs = dict[tuple[int, int], int]
COMMODITIES = 5
LIMIT = 60.0


def layers(draw: random.Random, count: int) -> tuple[list[Arcs], set[int], set[int], set[int]]:
    """Six layers; the last one holds five end users."""
    wide = (count - 5) // 5
    rows = [list(range(n * wide, (n + 1) * wide)) for n in range(5)] + [list(range(5 * wide, 5 * wide + 5))]
    found = []
    for _ in range(COMMODITIES):
        arcs: Arcs = {}
        for here, there in pairwise(rows):
            for party in here:
                for _ in range(draw.choice([0, 0, 1, 1, 2, 3])):
                    arcs[party, draw.choice(there)] = draw.randint(1, 20)
        found.append(arcs)
    return found, set(rows[0]), set(rows[-1]), set()


def hubs(draw: random.Random, count: int) -> tuple[list[Arcs], set[int], set[int], set[int]]:
    """Each party supplies earlier ones, the more often the more these are supplied; the first five are end users."""
    found = []
    for _ in range(COMMODITIES):
        arcs: Arcs = {}
        pool = list(range(5))
        for party in range(5, count):
            if draw.random() < 0.7:
                for _ in range(draw.choice([1, 2, 2, 3])):
                    other = draw.choice(pool)
                    arcs[party, other] = draw.randint(1, 20)
                    pool += [other] if other >= 5 else []
                pool.append(party)
        found.append(arcs)
    return found, set(range(count // 2, count)), set(range(5)), set()


def free(draw: random.Random, count: int) -> tuple[list[Arcs], set[int], set[int], set[int]]:
    """Flows between any two; ten end users, fifty sources."""
    found: list[Arcs] = [
        {tuple(draw.sample(range(count), 2)): draw.randint(1, 20) for _ in range(6 * count // 5)}  # type: ignore[misc]
        for _ in range(COMMODITIES)
    ]
    return found, set(range(10, 60)), set(range(10)), set()


def levels(draw: random.Random, count: int) -> tuple[list[Arcs], set[int], set[int], set[int]]:
    """Supplier, trader, carrier, bank, front, end user."""
    rows, begin = [], 0
    for share in (0.35, 0.25, 0.2, 0.12, 0.07):
        rows.append(list(range(begin, begin + int(share * count))))
        begin += int(share * count)
    rows.append(list(range(begin, count)))
    found = []
    for _ in range(COMMODITIES):
        arcs: Arcs = {}
        for here, there in pairwise(rows):
            for party in here:
                if draw.random() < 0.75:
                    for _ in range(draw.randint(1, 4)):
                        arcs[party, draw.choice(there)] = draw.randint(1, 30)
                    if draw.random() < 0.3 and (other := draw.choice(here)) != party:
                        arcs[party, other] = draw.randint(1, 30)
        found.append(arcs)
    return found, set(rows[0]), set(rows[-1]), {party for row in rows[2:-1] for party in row if draw.random() < 0.4}


def stand_ins(draw: random.Random, count: int) -> tuple[list[Arcs], set[int], set[int], set[int]]:
    """Gates that are never cut, each with two to six carriers before it, shared by the commodities."""
    tenth = count // 10
    gates, carriers = range(tenth + 5, 2 * tenth + 5), range(2 * tenth + 5, count)
    found = []
    for _ in range(COMMODITIES):
        arcs: Arcs = {}
        for gate in gates:
            if draw.random() < 0.6:
                arcs[gate, draw.randrange(tenth, tenth + 5)] = draw.randint(5, 20)
                for carrier in draw.sample(carriers, draw.randint(2, 6)):
                    arcs[carrier, gate] = draw.randint(5, 20)
        for carrier in sorted({tail for tail, head in arcs if head in gates}):
            for _ in range(draw.randint(1, 2)):
                arcs[draw.randrange(tenth), carrier] = draw.randint(5, 20)
        found.append(arcs)
    return found, set(range(tenth)), set(range(tenth, tenth + 5)), set(gates)


SHAPES: dict[str, Callable[[random.Random, int], tuple[list[Arcs], set[int], set[int], set[int]]]] = {
    "layers": layers,
    "hubs": hubs,
    "free": free,
    "levels": levels,
    "stand-ins": stand_ins,
}


def make(shape: str, seed: int, count: int) -> Problem:
    """Make a network; the same seed makes the same one."""
    draw = random.Random(f"{shape} {seed}")  # noqa: S311
    networks, sources, sinks, protected = SHAPES[shape](draw, count)
    costs = {party: draw.choice([1, 2, 3, 5, 8]) for party in range(count)}
    costs = {party: cost for party, cost in costs.items() if party not in sinks | protected}
    return Problem(
        count,
        tuple(
            CommodityNetwork(
                str(number),
                tuple((tail, head, size) for (tail, head), size in sorted(arcs.items())),
                frozenset(sources),
                frozenset(sinks),
            )
            for number, arcs in enumerate(networks)
        ),
        costs,
    )


def measure(shape: str, seed: int, count: int, budget: int) -> None:
    """Search one network and print a line."""
    problem = make(shape, seed, count)
    cpu, wall = time.process_time(), time.perf_counter()
    search = Search(problem)
    optimum = search.value_only(budget, LIMIT)
    cpu_search, wall_search = time.process_time() - cpu, time.perf_counter() - wall
    whole = search.best(budget, Limits(LIMIT, LIMIT)) if optimum.proven else optimum
    cpu_all = time.process_time() - cpu - cpu_search
    print(
        f"{shape:10} seed {seed} budget {budget:3}  arcs {sum(len(n.arcs) for n in problem.commodities):6,}  "
        f"flow {search.before:6,}  left {optimum.value:6,}  bound {optimum.bound:6,}  "
        f"greedy {problem.value(greedy_cut(problem, budget)):6,}  {'proven' if optimum.proven else 'NOT PROVEN':10}  "
        f"CPU {cpu_search:5.1f} s  wall {wall_search:5.1f} s  "
        f"again with ties {cpu_all:5.1f} s CPU {'(all known)' if whole.ties_known else ''}",
        flush=True,
    )


def main() -> None:
    """Measure every shape with several seeds and two budgets."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    for shape in sys.argv[3:] or SHAPES:
        for seed in range(1, seeds + 1):
            for budget in (10, 30):
                measure(shape, seed, count, budget)


if __name__ == "__main__":
    main()
