"""Technical conditions of control list items, held against what a description says: met, not met or unknown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from yalu.goods.bearings import Bearing, read_bearing, read_tolerance, tolerance_rank
from yalu.goods.quantities import Reading, in_base_unit, read_quantity

TOLERANCE = "tolerance class"
_OF_A_BEARING = {"bore": "bore", "outer diameter": "outer_diameter", "width": "width"}


class ConditionState(StrEnum):
    """How a condition stands to a description. Unknown is never rounded to met or not met."""

    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, or all or one (`kind`) of several `members`. Limits are in the base unit of the quantity."""

    text: str = ""
    kind: str = ""
    members: tuple["Condition", ...] = ()
    quantity: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    strict: bool = False
    tolerance: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """How one condition stands, and what the description says of it. `alternative`: one of several will do."""

    text: str
    state: ConditionState
    read: str = ""
    alternative: bool = False


class Facts:
    """What a description says of technical properties; read when asked for, once."""

    def __init__(self, text: str, *, bearing: bool) -> None:
        self._text = text
        self._bearing: Bearing | None = read_bearing(text) if bearing else None
        self.tolerance = read_tolerance(text) if bearing else None
        self._readings: dict[str, Reading | None] = {}

    def says(self, word: str) -> bool:
        """Whether a word stands in the description."""
        return word in self._text

    def reading(self, quantity: str) -> Reading | None:
        """Give what the description says of a quantity."""
        if quantity not in self._readings:
            said = read_quantity(quantity, self._text)
            if said is None and self._bearing is not None and quantity in _OF_A_BEARING:
                value: Decimal = getattr(self._bearing, _OF_A_BEARING[quantity])
                said = Reading(value, f"{value} mm ({self._bearing.how})")
            self._readings[quantity] = said
        return self._readings[quantity]


def read_condition(entry: Mapping[str, Any]) -> Condition:
    """Read a condition of the tables."""
    for kind in ("all", "any"):
        if kind in entry:
            return Condition(kind=kind, members=tuple(map(read_condition, entry[kind])))
    quantity = entry.get("quantity", "")
    if quantity == TOLERANCE:
        return Condition(entry["text"], quantity=quantity, tolerance=entry["at_least"])
    limits = {
        key: in_base_unit(quantity, entry[key], entry["unit"])
        for key in ("at_least", "above", "at_most", "below")
        if key in entry
    }
    return Condition(
        entry["text"],
        quantity=quantity,
        least=limits.get("at_least", limits.get("above")),
        most=limits.get("at_most", limits.get("below")),
        strict="above" in limits or "below" in limits,
        words=tuple(entry.get("words", ())),
    )


def judge(condition: Condition, facts: Facts) -> ConditionState:
    """Hold a condition against a description; groups by Kleene's three-valued logic."""
    if not condition.kind:
        return _judge_one(condition, facts).state
    states = {judge(member, facts) for member in condition.members}
    deciding, other = ConditionState.NOT_MET, ConditionState.MET
    if condition.kind == "any":
        deciding, other = other, deciding
    if deciding in states:
        return deciding
    return other if states == {other} else ConditionState.UNKNOWN


def results(condition: Condition, facts: Facts, *, alternative: bool = False) -> Iterator[ConditionResult]:
    """Give how each single condition stands, in the order of the table."""
    if not condition.kind:
        one = _judge_one(condition, facts)
        yield ConditionResult(one.text, one.state, one.read, alternative)
        return
    for member in condition.members:
        yield from results(member, facts, alternative=alternative or condition.kind == "any")


def _judge_one(condition: Condition, facts: Facts) -> ConditionResult:
    if condition.tolerance:
        return _judge_tolerance(condition, facts)
    if condition.words:
        said = [word for word in condition.words if facts.says(word)]
        state = ConditionState.MET if said else ConditionState.UNKNOWN
        return ConditionResult(condition.text, state, ", ".join(said))
    reading = facts.reading(condition.quantity) if condition.quantity else None
    if reading is None:
        return ConditionResult(condition.text, ConditionState.UNKNOWN)
    met = _within(reading.value, condition)
    return ConditionResult(condition.text, ConditionState.MET if met else ConditionState.NOT_MET, reading.words)


def _within(value: Decimal, condition: Condition) -> bool:
    least, most = condition.least, condition.most
    if condition.strict:
        return (least is None or value > least) and (most is None or value < most)
    return (least is None or value >= least) and (most is None or value <= most)


def _judge_tolerance(condition: Condition, facts: Facts) -> ConditionResult:
    if facts.tolerance is None:
        return ConditionResult(condition.text, ConditionState.UNKNOWN)
    name, words = facts.tolerance
    met = tolerance_rank(name) >= tolerance_rank(condition.tolerance)
    read = f"{words} (ISO 492 class {name} by its designation; the maker's data tell whether all tolerances hold)"
    return ConditionResult(condition.text, ConditionState.MET if met else ConditionState.NOT_MET, read)
