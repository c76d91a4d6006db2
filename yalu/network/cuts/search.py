"""The search for the best set: the optimum, the cheapest and first of several optima, and proof."""

import math
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from yalu.network.cuts.formulation import Program, formulate
from yalu.network.cuts.problem import Problem
from yalu.network.cuts.ranking import greedy_cut
from yalu.network.cuts.solver import TOLERANCE, Answer, solve

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Solution:
    """A set of designations and what is proven of it.

    `value` is exact: the maximum flow that the set leaves. No set within the budget leaves less than `bound`. `proven`
    is whether the two meet. `cheapest`: it is proven that no cheaper set, and no smaller one of the same cost, leaves
    as little. `ties` are other sets of the same value, cost and size; `ties_known` is whether they are all of them, and
    `first` whether the chosen one is surely the first of them in order.
    """

    chosen: tuple[int, ...]
    value: int
    bound: int
    proven: bool
    cheapest: bool = False
    ties: tuple[tuple[int, ...], ...] = ()
    ties_known: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """The time for the search, the time for ties, in seconds, and the most ties to give."""

    seconds: float = 60.0
    tie_seconds: float = 20.0
    most_ties: int = 10


class Search:
    """The searches over one problem. The program is put together once.

    Which set is given does not hang on the solver's ways, where it finishes: of the sets that leave least, the
    cheapest, of these the smallest, of these the one whose parties come first in order.
    """

    def __init__(self, problem: Problem, clock: Clock = time.monotonic) -> None:
        self.problem = problem
        self.clock = clock
        self.program: Program = formulate(problem)
        self.before = problem.value()
        self.least = problem.value(self.program.chosen)

    def best(self, budget: int, limits: Limits, hint: Collection[int] = ()) -> Solution:
        """Find the set within the budget that leaves least. `hint` is a set that is known to be affordable."""
        solution = self._optimum(budget, limits.seconds, hint)
        return self._first_of_equals(solution, limits, limits.tie_seconds) if solution.proven else solution

    def cheapest(self, limits: Limits) -> Solution:
        """Find the cheapest set that stops all that can be stopped; its `bound` is on the flow as in `best`."""
        everybody = tuple(sorted(self.program.chosen))
        start = Solution(self._trimmed(everybody), self.least, self.least, True)
        return self._first_of_equals(start, limits, limits.seconds)

    def value_only(self, budget: int, seconds: float, hint: Collection[int] = ()) -> Solution:
        """Find an optimum without looking for ties, for a sweep over budgets."""
        return self._optimum(budget, seconds, hint)

    def _optimum(self, budget: int, seconds: float, hint: Collection[int]) -> Solution:
        known = [tuple(sorted(hint)), greedy_cut(self.problem, budget)]
        best = min(known, key=lambda chosen: (self.problem.value(chosen), self.problem.cost(chosen), chosen))
        value = self.problem.value(best)
        if value == self.least:
            return Solution(self._trimmed(best), value, value, True)
        program = self.program.extended()
        self._limit_cost(program, budget)
        answer = solve(program, program.objective, seconds)
        found = self._found(answer, value)
        if found is not None and self.problem.cost(found) <= budget:
            best, value = found, self.problem.value(found)
        bound = self._whole_bound(answer.bound, value)
        return Solution(self._trimmed(best), value, bound, bound >= value)

    def _whole_bound(self, bound: float, value: int) -> int:
        """Round the solver's bound to whole units, after giving its tolerance away.

        Flows are whole, so a bound of 2.0001 proves 3. Where a unit is smaller than the tolerance of floating point
        numbers, a bound that comes so near counts as met.
        """
        if not math.isfinite(bound):
            return value if bound > 0 else self.least
        scaled = bound * self.program.unit
        slack = TOLERANCE * max(self.program.unit, abs(scaled))
        if slack >= 1:
            return value if scaled + slack >= value else max(self.least, math.floor(scaled))
        return min(value, max(self.least, math.ceil(scaled - slack)))

    def _trimmed(self, chosen: tuple[int, ...]) -> tuple[int, ...]:
        """Leave out, from the last on, whoever is not needed for the value."""
        value, kept = self.problem.value(chosen), list(chosen)
        for party in sorted(chosen, key=lambda one: (-self.problem.costs[one], -one)):
            without = [one for one in kept if one != party]
            if self.problem.value(without) == value:
                kept = without
        return tuple(kept)

    def _first_of_equals(self, solution: Solution, limits: Limits, seconds: float) -> Solution:
        """Go to the cheapest, then the smallest, then the first set of the same value; and list those like it."""
        end = self.clock() + seconds
        chosen, cheapest = self._cheapest_equal(solution, end)
        if not cheapest or not chosen:
            return replace(solution, chosen=chosen, cheapest=cheapest, ties_known=cheapest, first=cheapest)
        end = max(end, self.clock() + limits.tie_seconds)
        equals, complete = self._equals(chosen, solution.value, limits.most_ties, end)
        first, surely = min((chosen, *equals)), complete
        if not complete:
            first, surely = self._first_in_order(first, solution.value, end)
        ties = tuple(sorted({chosen, *equals} - {first}))[: limits.most_ties]
        return replace(solution, chosen=first, cheapest=True, ties=ties, ties_known=complete, first=surely)

    def _cheapest_equal(self, solution: Solution, end: float) -> tuple[tuple[int, ...], bool]:
        """Find the cheapest, and of these the smallest, set of the same value; and whether it is surely that."""
        if not solution.chosen:
            return (), True
        cost = self.problem.cost(solution.chosen)
        program = self._as_good_as(solution.value, cost, None)
        weights = {x: self.problem.costs[party] for party, x in program.chosen.items()}
        greatest, few = max(1, cost), 1.0 / (len(weights) + 1)
        objective = [0.0] * len(program.objective)
        for x, price in weights.items():
            objective[x] = (price + few) / greatest
        answer = solve(program, objective, end - self.clock())
        found = self._found(answer, solution.value)
        if found is not None and self._effort(found) < self._effort(solution.chosen):
            return found, answer.finished
        return solution.chosen, answer.finished and found is not None

    def _equals(
        self, chosen: tuple[int, ...], value: int, most: int, end: float
    ) -> tuple[tuple[tuple[int, ...], ...], bool]:
        """Find other sets of the same value, cost and size, and tell whether they are all."""
        program = self._as_good_as(value, self.problem.cost(chosen), len(chosen))
        nothing = [0.0] * len(program.objective)
        equals: list[tuple[int, ...]] = []
        last = chosen
        while len(equals) <= most:
            program.rows.add({program.chosen[party]: 1.0 for party in last}, len(last) - 1.0)
            answer = solve(program, nothing, end - self.clock())
            found = self._found(answer, value)
            if found is None or found in equals:
                return tuple(equals), answer.impossible
            equals.append(found)
            last = found
        return tuple(equals), False

    def _first_in_order(self, chosen: tuple[int, ...], value: int, end: float) -> tuple[tuple[int, ...], bool]:
        """Find the set of the same value, cost and size whose parties come first; and whether it is surely that.

        Each step asks for the first place at which a set can be put ahead of the known one: it takes a party there
        which the known set lacks, and keeps what the known set has before it. The places only go up, so it ends.
        """
        cost, after = self.problem.cost(chosen), -1
        while True:
            program = self._as_good_as(value, cost, len(chosen))
            places = [party for party in sorted(program.chosen) if after < party < chosen[-1] and party not in chosen]
            if not places:
                return chosen, True
            marks = {party: program.variable(whole=True) for party in places}
            _ask_for_earlier(program, chosen, marks)
            objective = [0.0] * len(program.objective)
            for place, mark in enumerate(marks.values()):
                objective[mark] = (place + 1.0) / len(marks)
            answer = solve(program, objective, end - self.clock())
            found = self._found(answer, value)
            if found is None or not answer.finished:
                return min(chosen, found or chosen), answer.impossible
            after = min(set(found) ^ set(chosen))
            chosen = found

    def _as_good_as(self, value: int, cost: int, size: int | None) -> Program:
        """Give the program of all sets that leave at most `value`, cost at most `cost` and are of no greater size."""
        program = self.program.extended()
        limit = value / program.unit
        room = max(0.5 / program.unit, TOLERANCE * (1.0 + limit))
        program.rows.add({n: price for n, price in enumerate(program.objective) if price}, limit + room)
        self._limit_cost(program, cost)
        if size is not None:
            program.rows.add(dict.fromkeys(program.chosen.values(), 1.0), float(size))
        return program

    def _limit_cost(self, program: Program, budget: int) -> None:
        """Scale the row so that its coefficients stay near 1; what is too dear by itself is ruled out."""
        terms = {}
        for party, x in program.chosen.items():
            if self.problem.costs[party] > budget:
                program.upper[x] = 0.0
            elif self.problem.costs[party]:
                terms[x] = float(self.problem.costs[party])
        scale = max(terms.values(), default=1.0) / 10.0 if max(terms.values(), default=0.0) > 1e4 else 1.0
        program.rows.add({x: price / scale for x, price in terms.items()}, budget / scale)

    def _effort(self, chosen: tuple[int, ...]) -> tuple[int, int, tuple[int, ...]]:
        return self.problem.cost(chosen), len(chosen), chosen

    def _found(self, answer: Answer, value: int) -> tuple[int, ...] | None:
        """Give the set of an answer, if it keeps what it promises in exact numbers."""
        if answer.values is None:
            return None
        chosen = self._chosen(answer.values)
        return chosen if self.problem.value(chosen) <= value else None

    def _chosen(self, values: tuple[float, ...]) -> tuple[int, ...]:
        return tuple(sorted(party for party, x in self.program.chosen.items() if values[x] > 0.5))


def _ask_for_earlier(program: Program, chosen: tuple[int, ...], marks: dict[int, int]) -> None:
    """Ask that one marked party be taken, and that every party of the known set before it be kept."""
    program.rows.add(dict.fromkeys(marks.values(), -1.0), -1.0)
    for party, mark in marks.items():
        program.rows.add({mark: 1.0, program.chosen[party]: -1.0}, 0.0)
    for kept in chosen:
        beyond = {mark: 1.0 for party, mark in marks.items() if party > kept}
        program.rows.add({**beyond, program.chosen[kept]: -1.0}, 0.0)
