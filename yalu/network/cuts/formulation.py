"""The cut as a mixed-integer linear program.

For each commodity the dual of the maximum flow (a minimum cut): node potentials run from 0 at the sources to 1 at the
sinks, an arc pays its capacity for the step across it, and a cut party makes the step within itself free.

    minimise sum_k w_k sum_a u_ka b_ka   with   pi_head - pi_tail <= b_a + sum of y_v of the arc's parties,
    0 <= pi, b <= 1,  sum_v c_v x_v <= budget

x_v: v is designated. y_v: v is cut, by its own designation or by the 50 percent rule: threshold * y_v <= threshold *
x_v + sum of share * y_owner; y_v is x_v where nobody holds a stake. Around rings of holdings, where two firms could
hold each other up, only owners of a lower rank count (Miller, Tucker, Zemlin 1960). The potentials of a minimum cut are
whole without being asked to be, so only x and y are (Wood 1993, "Deterministic network interdiction").
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import rustworkx

from yalu.network.cuts.problem import Problem
from yalu.network.cuts.reduction import SINK, SOURCE, reduce_network

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = npt.NDArray[np.float64]


@dataclass
class Rows:
    """Rows of a linear program as they are put together: sum of coefficient * variable <= limit."""

    limits: list[float] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    coefficient: list[float] = field(default_factory=list)

    def add(self, terms: dict[int, float], limit: float) -> None:
        """Add a row."""
        self.row += [len(self.limits)] * len(terms)
        self.column += terms.keys()
        self.coefficient += terms.values()
        self.limits.append(limit)

    def matrix(self, columns: int) -> "csr_array":
        """Give the coefficients as a matrix."""
        from scipy.sparse import csr_array  # slow to load, and most commands cut nothing

        shape = (len(self.limits), columns)
        return csr_array((self.coefficient, (self.row, self.column)), shape=shape)


@dataclass
class Program:
    """The program of a problem, without its budget.

    `chosen` maps each party that may be designated, and whose designation can matter, to its variable x. `objective`
    is in units of `unit`: the flow that is left is `unit * objective @ variables`.
    """

    rows: Rows = field(default_factory=Rows)
    objective: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    chosen: dict[int, int] = field(default_factory=dict)
    cut: dict[int, int] = field(default_factory=dict)
    unit: float = 1.0

    def extended(self) -> "Program":
        """Give a copy to which rows and variables can be added."""
        rows = Rows(list(self.rows.limits), list(self.rows.row), list(self.rows.column), list(self.rows.coefficient))
        return replace(self, rows=rows, objective=list(self.objective), whole=list(self.whole), upper=list(self.upper))

    def variable(self, price: float = 0.0, *, whole: bool = False, upper: float = 1.0) -> int:
        """Add a variable between 0 and `upper`, and give its number."""
        self.objective.append(price)
        self.whole.append(whole)
        self.upper.append(upper)
        return len(self.objective) - 1


def formulate(problem: Problem) -> Program:
    """Put the program together; only parties that can change the flow have variables."""
    switches = _switches(problem)
    networks = [reduce_network(network, switches, problem.already) for network in problem.networks]
    used = {party for network in networks for _, _, parties in network.arcs for party in parties}
    program = Program()
    _add_parties(program, problem, used)
    weights = [item.weight for item in problem.commodities]
    prices = [
        weight * limit
        for network, weight in zip(networks, weights, strict=True)
        for limit in network.arcs.values()
        if limit is not None
    ]
    program.unit = max(1.0, max(prices, default=1) / 100.0)
    for network, weight in zip(networks, weights, strict=True):
        _add_network(program, network.arcs, weight)
    return program


def _switches(problem: Problem) -> frozenset[int]:
    """Find who can be cut at all: those who may be designated, and all whom they own, however little it is."""
    found, waiting = set(problem.costs), list(problem.costs)
    assets: dict[int, list[int]] = {}
    for owner, asset, _ in problem.stakes.shares:
        assets.setdefault(owner, []).append(asset)
    while waiting:
        for asset in assets.get(waiting.pop(), ()):
            if asset not in found:
                found.add(asset)
                waiting.append(asset)
    return frozenset(found) - problem.already


def _add_network(program: Program, arcs: dict[tuple[int, int, frozenset[int]], int | None], weight: int) -> None:
    nodes = sorted({end for key in arcs for end in key[:2]} - {SOURCE, SINK})
    potential = {node: program.variable() for node in nodes}
    for (tail, head, parties), limit in arcs.items():
        terms: dict[int, float] = {}
        if head != SINK:
            terms[potential[head]] = 1.0
        if tail != SOURCE:
            terms[potential[tail]] = -1.0
        if limit is not None:
            terms[program.variable(weight * limit / program.unit)] = -1.0
        for party in sorted(parties):
            terms[program.cut[party]] = -1.0
        program.rows.add(terms, -1.0 if head == SINK else 0.0)


def _add_parties(program: Program, problem: Problem, used: set[int]) -> None:
    """Add x and y of everybody who matters: who is on a way, and who holds a stake in somebody who is."""
    holders: dict[int, dict[int, int]] = {}
    for owner, asset, share in problem.stakes.shares:
        if owner != asset and asset not in problem.already:
            holders.setdefault(asset, {})
            holders[asset][owner] = holders[asset].get(owner, 0) + share
    matter, waiting = set(used), sorted(used)
    while waiting:
        for owner in holders.get(waiting.pop(), {}):
            if owner not in matter and owner not in problem.already:
                matter.add(owner)
                waiting.append(owner)
    for party in sorted(matter & problem.costs.keys()):
        program.chosen[party] = program.variable(whole=True)
    for party in sorted(matter):
        plain = party not in holders and party in program.chosen
        program.cut[party] = program.chosen[party] if plain else program.variable(whole=True)
    rings = _rings({asset: held for asset, held in holders.items() if asset in matter})
    ranks = {party: program.variable(upper=float(len(ring))) for ring in rings for party in sorted(ring)}
    for party in sorted(matter & holders.keys()):
        ring = next((ring for ring in rings if party in ring), frozenset[int]())
        _add_stakes(program, problem, party, holders[party], {o: ranks[o] for o in ring | {party} if o in ranks})
    for party in sorted(matter - holders.keys() - program.chosen.keys()):
        program.upper[program.cut[party]] = 0.0


def _add_stakes(program: Program, problem: Problem, party: int, held: dict[int, int], ranks: dict[int, int]) -> None:
    threshold = float(problem.stakes.threshold)
    terms = {program.cut[party]: threshold}
    if party in program.chosen:
        terms[program.chosen[party]] = -threshold
    given = 0
    for owner, share in sorted(held.items()):
        if owner in problem.already:
            given += share
        elif owner in ranks and party in ranks:
            counted = program.variable(whole=True)
            terms[counted] = -float(share)
            size = program.upper[ranks[party]]
            program.rows.add({counted: 1.0, program.cut[owner]: -1.0}, 0.0)
            program.rows.add({ranks[owner]: 1.0, ranks[party]: -1.0, counted: size + 1.0}, size)
        elif owner in program.cut:
            terms[program.cut[owner]] = terms.get(program.cut[owner], 0.0) - float(share)
    program.rows.add(terms, float(given))


def _rings(holders: dict[int, dict[int, int]]) -> list[frozenset[int]]:
    """Find the groups of parties that hold stakes in each other, directly or through others."""
    edges = [(owner, asset) for asset, held in sorted(holders.items()) for owner in sorted(held)]
    numbers = {party: number for number, party in enumerate(sorted({party for edge in edges for party in edge}))}
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(sorted(numbers))
    graph.add_edges_from_no_data([(numbers[owner], numbers[asset]) for owner, asset in edges])
    components = rustworkx.strongly_connected_components(graph)
    return sorted((frozenset(graph[n] for n in group) for group in components if len(group) > 1), key=min)
