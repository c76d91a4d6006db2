"""The face of the room: from flows and a question to the cut."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from yalu.model.flow import Flow
from yalu.network.cuts.frontier import budgets, frontier, knee
from yalu.network.cuts.problem import Problem
from yalu.network.cuts.question import CutQuestion, CutSettings
from yalu.network.cuts.ranking import betweenness_cut, greedy_cut
from yalu.network.cuts.result import CommodityFlow, Comparison, Cut, CutResult, Designated, RemainingFlow
from yalu.network.cuts.scenarios import cut_scenarios
from yalu.network.cuts.search import Limits, Search, Solution
from yalu.network.cuts.ways import ways
from yalu.network.cuts.weighing import Weighed, weigh

Progress = Callable[[str], None]
_NOWHERE = "no flow in the links reaches the end users from the sources"


def find_cut(
    flows: Sequence[Flow],
    question: CutQuestion,
    settings: CutSettings | None = None,
    progress: Progress | None = None,
) -> CutResult:
    """Find the designations that leave the least flow to those from whom it is to be kept.

    The answer is exact for the given flows: `value` is a maximum flow in whole numbers, and `proven` and `bound` say
    how far it is shown that no other set within the budget leaves less. It is arithmetic on the given links, not a
    recommendation to list anybody.

    Args:
        flows: What passes between parties: see `flows_of`.
        question: From whom to keep it, who may be designated, at what cost.
        settings: The weightings, time limits, frontier and scenarios.
        progress: Called with words on what is being done.

    Raises:
        CutError: a party or commodity of the question is in no flow, or no link has a value where values are asked for.
    """
    wanted, say = settings or CutSettings(), progress or (lambda _words: None)
    limits = Limits(wanted.seconds, wanted.tie_seconds, wanted.most_ties)
    cuts, notes = [], []
    for weighting in wanted.weightings:
        weighed = weigh(flows, question, weighting)
        if not any(item.arcs for item in weighed.problem.commodities):
            notes.append(f"The {weighting.value} weighting is left out: no link states what it needs.")
            continue
        say(f"searching by {weighting.value}")
        cuts.append(_cut(weighed, flows, question, wanted, limits))
    scenarios = None
    if wanted.scenarios and cuts:
        say(f"{wanted.scenarios} scenarios")
        scenarios = cut_scenarios(flows, question, cuts[0].weighting, wanted.scenarios, wanted.seed, limits)
    if cuts and not any(cut.unlisted for cut in cuts):
        notes.append(f"Nothing to cut: {_NOWHERE}.")
    elif cuts and not any(cut.before for cut in cuts):
        notes.append("Every stated flow to the end users already passes through a listed party.")
    begins = any(item.party in cut.sources for cut in cuts for item in cut.chosen)
    if begins and question.sources is None:
        notes.append(
            "The flow begins at a party that is chosen; name the sources, or protect it, to look for cuts behind it."
        )
    return CutResult(question, tuple(cuts), scenarios, tuple(notes))


def _cut(weighed: Weighed, flows: Sequence[Flow], question: CutQuestion, settings: CutSettings, limits: Limits) -> Cut:
    problem = weighed.problem
    search = Search(problem)
    budget = None if question.budget is None else int(question.budget * weighed.cost_scale)
    solution = search.cheapest(limits) if budget is None else search.best(budget, limits)
    spent = problem.cost(solution.chosen) if budget is None else budget
    steps = budgets(search, settings.frontier, spent)
    points = frontier(search, weighed, steps, limits.seconds, {spent: solution})
    nobody = replace(problem, blocked=frozenset())
    return Cut(
        weighting=weighed.weighting,
        currency=weighed.currency,
        unlisted=weighed.flow(nobody.value()),
        before=weighed.flow(search.before),
        value=weighed.flow(solution.value),
        bound=weighed.flow(solution.bound),
        budget=None if budget is None else weighed.cost(budget),
        cost=weighed.cost(problem.cost(solution.chosen)),
        proven=solution.proven,
        cheapest=solution.cheapest,
        chosen=tuple(_designated(weighed, solution, party) for party in solution.chosen),
        also_blocked=weighed.ids(problem.closure(solution.chosen) - problem.already - set(solution.chosen)),
        commodities=_by_commodity(weighed, solution),
        ties=tuple(weighed.ids(tie) for tie in solution.ties),
        ties_known=solution.ties_known,
        first=solution.first,
        comparisons=_comparisons(weighed, spent),
        frontier=points,
        knee=knee(points),
        remaining=_remaining(weighed, question, solution),
        sources=weighed.ids(_reaching(problem)),
        links=len({flow.link for flow in flows}),
        left_out=weighed.left_out,
    )


def _designated(weighed: Weighed, solution: Solution, party: int) -> Designated:
    problem = weighed.problem
    without = problem.value(one for one in solution.chosen if one != party)
    blocks = problem.closure([party]) - problem.already - {party}
    return Designated(
        weighed.parties[party],
        weighed.cost(problem.costs[party]),
        weighed.flow(without - solution.value),
        weighed.ids(blocks),
    )


def _by_commodity(weighed: Weighed, solution: Solution) -> tuple[CommodityFlow, ...]:
    problem = weighed.problem
    before, after = problem.flows(), problem.flows(solution.chosen)
    found = []
    for item, was, left in zip(problem.commodities, before, after, strict=True):
        weight = weighed.weight(item.weight)
        found.append(CommodityFlow(item.name, weight, weighed.amount(was), weighed.amount(left)))
    return tuple(found)


def _reaching(problem: Problem) -> set[int]:
    """Give the sources from which some way, cut or not, leads to an end user."""
    found: set[int] = set()
    for item in problem.commodities:
        behind: dict[int, list[int]] = defaultdict(list)
        for tail, head, _ in item.arcs:
            behind[head].append(tail)
        seen, waiting = set(item.sinks), sorted(item.sinks)
        while waiting:
            for party in behind[waiting.pop()]:
                if party not in seen:
                    seen.add(party)
                    waiting.append(party)
        found |= seen & item.sources
    return found


def _comparisons(weighed: Weighed, budget: int) -> tuple[Comparison, ...]:
    problem: Problem = weighed.problem
    rankings = (("greedy", greedy_cut(problem, budget)), ("betweenness", betweenness_cut(problem, budget)))
    return tuple(
        Comparison(name, weighed.ids(chosen), weighed.cost(problem.cost(chosen)), weighed.flow(problem.value(chosen)))
        for name, chosen in rankings
    )


def _remaining(weighed: Weighed, question: CutQuestion, solution: Solution) -> tuple[RemainingFlow, ...]:
    problem = weighed.problem
    gone = problem.closure(solution.chosen)
    found = []
    for item, network in zip(problem.commodities, problem.networks, strict=True):
        for way, amount in ways(network.arcs_of_flow(gone), network.source, network.sink):
            parties = tuple(weighed.parties[party] for party in way)
            parties = parties[::-1] if item.name in question.outward else parties
            found.append(RemainingFlow(item.name, parties, weighed.amount(amount)))
    return tuple(sorted(found, key=lambda way: (way.commodity, -way.amount, way.parties)))
