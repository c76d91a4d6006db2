"""Uncertain links: the same designations judged in many draws of which sources are right."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from yalu.model.flow import Flow
from yalu.network.cuts.question import CutQuestion, Weighting
from yalu.network.cuts.search import Limits, Search
from yalu.network.cuts.weighing import weigh


@dataclass(frozen=True, slots=True)
class ScenarioCut:
    """The set that leaves the least flow on average over the scenarios, and how it does in them.

    `mean` and `worst` are what it leaves; `bound` is what no set leaves less than on average. `stays` says in what
    share of the scenarios a party is in the optimum of that scenario alone. `unknown` counts links whose confidence no
    source rates; they are in every scenario.
    """

    weighting: Weighting
    count: int
    seed: int
    chosen: tuple[str, ...]
    mean: Fraction
    worst: Fraction
    bound: Fraction
    proven: bool
    mean_before: Fraction
    stays: tuple[tuple[str, Fraction], ...]
    unknown: int


def draw(flows: Sequence[Flow], count: int, seed: int) -> tuple[tuple[Flow, ...], ...]:
    """Draw scenarios by origin group.

    In each scenario every origin group gets one number between 0 and 1, and a link holds if in one of its groups the
    number lies below the confidence that the group gives it. So copies of one report stand and fall together, and of
    two links that one report states the surer one falls last. A group without a known confidence always holds.
    """
    names = sorted({name for flow in flows for name, _ in flow.support})
    source = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
    scenarios = []
    for _ in range(count):
        luck = {name: source.random() for name in names}
        scenarios.append(tuple(flow for flow in flows if _holds(flow, luck)))
    return tuple(scenarios)


def _holds(flow: Flow, luck: dict[str, float]) -> bool:
    return not flow.support or any(sure is None or luck[name] < sure for name, sure in flow.support)


def cut_scenarios(
    flows: Sequence[Flow], question: CutQuestion, weighting: Weighting, count: int, seed: int, limits: Limits
) -> ScenarioCut:
    """Find the one set that is best on average over `count` scenarios, each as likely as the others."""
    whole = weigh(flows, question, weighting)
    problems = [weigh(flows, question, weighting, drawn).problem for drawn in draw(flows, count, seed)]
    networks = tuple(
        replace(network, name=f"{network.name} {number}")
        for number, problem in enumerate(problems)
        for network in problem.commodities
    )
    joint = replace(whole.problem, commodities=networks)
    budget = int(question.budget * whole.cost_scale) if question.budget is not None else None
    search = Search(joint)
    best = search.cheapest(limits) if budget is None else search.best(budget, limits)
    often: Counter[int] = Counter()
    # All scenarios by themselves get as much time together as the joint search.
    share = Limits(limits.seconds / count, limits.tie_seconds / count, most_ties=1)
    for problem in problems:
        alone = Search(problem)
        each = alone.cheapest(share) if budget is None else alone.best(budget, share)
        often.update(each.chosen)
    values = [problem.value(best.chosen) for problem in problems]
    order = sorted(often, key=lambda party: (-often[party], party))
    return ScenarioCut(
        weighting=weighting,
        count=count,
        seed=seed,
        chosen=whole.ids(best.chosen),
        mean=whole.flow(Fraction(best.value, count)),
        worst=whole.flow(max(values)),
        bound=whole.flow(Fraction(best.bound, count)),
        proven=best.proven,
        mean_before=whole.flow(Fraction(search.before, count)),
        stays=tuple((whole.parties[party], Fraction(often[party], count)) for party in order),
        unknown=sum(any(sure is None for _, sure in flow.support) for flow in flows),
    )
