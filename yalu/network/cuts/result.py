"""A cut, as a result: who would be designated, what that leaves, and what is proven."""

from dataclasses import dataclass
from fractions import Fraction

from yalu.network.cuts.question import CutQuestion, Weighting
from yalu.network.cuts.scenarios import ScenarioCut


@dataclass(frozen=True, slots=True)
class Designated:
    """One party of the set: its cost, and how much more would flow if it alone were left out of the set.

    `blocks` are the parties that are cut with it alone by the 50 percent rule.
    """

    party: str
    cost: Fraction
    loss: Fraction
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommodityFlow:
    """What of one commodity can flow: with the listings of the day, and with the set designated as well."""

    commodity: str
    weight: Fraction
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True)
class Comparison:
    """What another way of choosing comes to, within the same budget."""

    method: str
    chosen: tuple[str, ...]
    cost: Fraction
    value: Fraction


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """The least flow that a budget leaves. `bound` is the proven lower bound on it."""

    budget: Fraction
    cost: Fraction
    value: Fraction
    bound: Fraction
    proven: bool
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemainingFlow:
    """One way on which a part of the remaining flow can run, from a source to an end user, and how much of it."""

    commodity: str
    parties: tuple[str, ...]
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Cut:
    """The answer in one weighting.

    Amounts are sums over the commodities in units of the weighting (`currency` for values), each commodity times its
    weight. `unlisted` is what could flow if nobody were listed, `before` with the listings of the day, `value` what is
    left when the set is designated as well. `proven`: `bound` shows that no set within the budget leaves less.
    `cheapest`: it is also proven that no cheaper or smaller set leaves as little. `ties` are other sets that do exactly
    as well; `ties_known` says that there are no more, and `first` that the chosen one comes first of all in the order
    of the party ids. `also_blocked` are cut by the 50 percent rule through the whole set. `sources` are those from
    which some way leads to an end user. `knee` is the budget beyond which further steps bring less.
    """

    weighting: Weighting
    currency: str | None
    unlisted: Fraction
    before: Fraction
    value: Fraction
    bound: Fraction
    budget: Fraction | None
    cost: Fraction
    proven: bool
    cheapest: bool
    chosen: tuple[Designated, ...]
    also_blocked: tuple[str, ...]
    commodities: tuple[CommodityFlow, ...]
    ties: tuple[tuple[str, ...], ...]
    ties_known: bool
    first: bool
    comparisons: tuple[Comparison, ...]
    frontier: tuple[FrontierPoint, ...]
    knee: Fraction | None
    remaining: tuple[RemainingFlow, ...]
    sources: tuple[str, ...]
    links: int
    left_out: tuple[tuple[str, int], ...]

    @property
    def gap(self) -> Fraction:
        """How far the bound lies below the value, as a share of the value; 0 where the optimum is proven."""
        return (self.value - self.bound) / self.value if self.value else Fraction(0)


@dataclass(frozen=True, slots=True)
class CutResult:
    """The answers in each weighting, side by side, and over scenarios if these were asked for."""

    question: CutQuestion
    cuts: tuple[Cut, ...]
    scenarios: ScenarioCut | None = None
    notes: tuple[str, ...] = ()
