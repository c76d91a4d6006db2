"""The least flow for each budget, and where spending more starts to bring little."""

from collections.abc import Mapping
from fractions import Fraction

from yalu.network.cuts.result import FrontierPoint
from yalu.network.cuts.search import Search, Solution
from yalu.network.cuts.weighing import Weighed


def budgets(search: Search, most: int, spent: int) -> tuple[int, ...]:
    """Choose about `most` budgets from 0 on, evenly, and the one of the question; on to twice that one.

    So one sees what a little more would bring. Beyond what everybody costs nothing changes.
    """
    end = min(2 * spent, sum(search.problem.costs[party] for party in search.program.chosen))
    steps = min(end, max(1, most))
    even = {end * step // steps for step in range(steps + 1)} if steps else {0}
    return tuple(sorted(even | {min(spent, end)}))


def frontier(
    search: Search, weighed: Weighed, wanted: tuple[int, ...], seconds: float, known: Mapping[int, Solution]
) -> tuple[FrontierPoint, ...]:
    """Sweep over budgets, from the least on; it ends where nothing more can be stopped.

    A set for a smaller budget is affordable with a greater one, so the value never rises. `known` holds the solutions
    for budgets that were searched already, `seconds` is the time for all the others together.
    """
    points: list[FrontierPoint] = []
    end = search.clock() + seconds
    last = Solution((), search.before, search.before, True)
    for budget in wanted:
        if budget in known and known[budget].value <= last.value:
            last = known[budget]
        else:
            last = search.value_only(budget, end - search.clock(), last.chosen)
        points.append(
            FrontierPoint(
                budget=weighed.cost(budget),
                cost=weighed.cost(search.problem.cost(last.chosen)),
                value=weighed.flow(last.value),
                bound=weighed.flow(last.bound),
                proven=last.proven,
                chosen=weighed.ids(last.chosen),
            )
        )
        if last.value == search.least:
            break
    return tuple(points)


def knee(points: tuple[FrontierPoint, ...]) -> Fraction | None:
    """Give the budget at which the frontier lies farthest below the straight line between its ends.

    That is the point of greatest return against an even spending (Satopaa and others 2011, "Finding a kneedle in a
    haystack"). `None` where the frontier is a straight line or lies above it.
    """
    if len(points) < 3 or points[-1].budget == points[0].budget:
        return None
    first, last = points[0], points[-1]
    slope = (last.value - first.value) / (last.budget - first.budget)
    below = [first.value + slope * (point.budget - first.budget) - point.value for point in points]
    deepest = max(below)
    return points[below.index(deepest)].budget if deepest > 0 else None
