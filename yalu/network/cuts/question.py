"""What is asked of a cut, and in which units."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from yalu.model import YaluError


class CutError(YaluError):
    """A cut that cannot be asked for: a party that is unknown, a cost below nothing, a budget that is no number."""


class Weighting(StrEnum):
    """What a link counts for. The three are answered side by side and never mixed."""

    UNIT = "unit"
    """Each pair of parties tied by a flow of a commodity counts 1."""
    COUNT = "count"
    """Each stated link counts 1."""
    VALUE = "value"
    """Each link counts what its source says it was worth; links without a stated value are left out and counted."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A stake that counts for the ownership closure: a share in percent, at least."""

    owner: str
    asset: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class CutQuestion:
    """From whom to keep the flow, and who may be designated at what cost.

    Args:
        protect_from: The end users, where the flow must not arrive.
        budget: What the designations may cost in all; `None` asks for the cheapest set that stops all that can be.
        sources: Where the flow comes from. `None`: wherever a commodity begins in the links; these may be designated.
            A party that is named here is not designated unless `cut_sources`.
        every_source: Everybody who is no end user is a source.
        listed: Who is listed on the day, so cut already.
        protected: Who is never designated.
        costs: What it costs to designate a party; `other_cost` stands for everybody else.
        holdings: Stakes by which designating an owner also blocks what it owns.
        weights: What one unit of a commodity counts for in the sum; 1 where it is not said.
        outward: Commodities that leave the end users, such as what they export or pay.
        currency: The currency of the value weighting; the most frequent one if left out.
    """

    protect_from: tuple[str, ...]
    budget: Decimal | None = None
    sources: tuple[str, ...] | None = None
    every_source: bool = False
    cut_sources: bool = False
    listed: frozenset[str] = frozenset()
    protected: frozenset[str] = frozenset()
    costs: Mapping[str, Decimal] = field(default_factory=dict)
    other_cost: Decimal = Decimal(1)
    holdings: tuple[Holding, ...] = ()
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    outward: frozenset[str] = frozenset()
    currency: str | None = None

    def __post_init__(self) -> None:
        if not self.protect_from:
            raise CutError("nobody is named from whom to keep the flow; name the end users")
        numbers = [("the budget", self.budget or Decimal(0)), ("the cost of others", self.other_cost)]
        numbers += [(f"the cost of {party}", cost) for party, cost in self.costs.items()]
        numbers += [(f"the weight of {name}", weight) for name, weight in self.weights.items()]
        for what, number in numbers:
            if not number.is_finite() or number < 0:
                raise CutError(f"{what} is {number}; it must be a number of at least 0")


@dataclass(frozen=True, slots=True)
class CutSettings:
    """How long to search, and what to show beside the optimum.

    `seconds` is the time limit of each search for an optimum, and of all budgets of the frontier together;
    `tie_seconds` that of the search for sets that do as well. `frontier`
    is the most budgets to show between none and all. `scenarios` are drawn with `seed`.
    """

    weightings: tuple[Weighting, ...] = tuple(Weighting)
    seconds: float = 60.0
    tie_seconds: float = 20.0
    most_ties: int = 10
    frontier: int = 12
    scenarios: int = 0
    seed: int = 1
