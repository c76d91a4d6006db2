"""What a check of goods gives: matches, findings, and what stays open. Never a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from yalu.goods.conditions import ConditionResult, ConditionState
from yalu.goods.matching import Confidence, Uncounted
from yalu.goods.rules import RuleState
from yalu.model import State

NO_RULE = "no rule in the tables of this version"
EXCEPTION = "exception possible"


@dataclass(frozen=True, slots=True)
class GoodsMatch:
    """What was asked, taken for goods: by a code that was given, or by words.

    `codes` are HS codes in their written form. `words` decided; `term` and `items` are ids of the tables.
    """

    label: str
    codes: tuple[str, ...]
    words: str
    confidence: Confidence
    term: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that bears on the goods.

    `period` is how the rule stands to the day. `reached_by` says which code or words led to it. `partly`: the rule
    covers only a part of what was asked. `unsure`: it was reached by a wide or weak word only, or by one of several
    codes that the words may stand for. `approximate`: the rule names no code, its words were mapped to one.
    `for_all_goods`: it does not depend on what the good is. `limit` is the amount of a cap on the day.
    """

    rule: str
    authority: str
    instrument: str
    paragraph: str
    state: RuleState
    direction: str
    text: str
    start: str | None
    end: str | None
    period: State
    limit: str | None
    exceptions: tuple[str, ...]
    conditions: tuple[ConditionResult, ...]
    conditions_state: ConditionState | None
    reached_by: tuple[str, ...]
    partly: bool
    unsure: bool
    approximate: bool
    for_all_goods: bool
    source: str
    checked: bool
    doubt: str

    @property
    def stands(self) -> bool:
        """Whether the rule may bear on the day: its period is not past or to come, its conditions not ruled out."""
        in_time = self.period not in (State.NOT_YET, State.ENDED)
        return in_time and self.conditions_state is not ConditionState.NOT_MET

    @property
    def is_sure(self) -> bool:
        """Whether nothing is open but what its exceptions, and the codes mapped to its words, leave open."""
        open_conditions = self.conditions_state not in (None, ConditionState.MET)
        return self.period is State.VALID and not (open_conditions or self.partly or self.unsure)


@dataclass(frozen=True, slots=True)
class GoodsCheck:
    """The answer for one description or code, on a route, on a day.

    `states` gathers what the findings that stand say, for the goods themselves; `states_for_all_goods` what rules for
    any good say. Neither says whether a trade is lawful.
    """

    asked: str
    code: str | None
    origin: str | None
    destination: str | None
    day: date
    matches: tuple[GoodsMatch, ...]
    findings: tuple[Finding, ...]
    states: tuple[str, ...]
    states_for_all_goods: tuple[str, ...]
    not_counted: tuple[Uncounted, ...] = ()
    notes: tuple[str, ...] = ()
    disclaimer: str = field(
        default="Tables of this version only; nothing here is legal advice, and no rule found is no leave to trade."
    )


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """A row of goods as it comes: a description, a code or both, and where known the route and the day."""

    text: str = ""
    code: str = ""
    origin: str = ""
    destination: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class GoodsAnswer:
    """The answer for a row: its number from 1 on, and the check or the reason why there is none."""

    row: int
    check: GoodsCheck | None
    error: str | None = None


def gather_states(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Give what the findings that stand say, in the order of `RuleState`; or that there is no rule.

    What rests only on findings with an open condition or period, on an unsure word, or for a part of what was asked,
    is "possibly" so.
    """
    standing = [finding for finding in findings if finding.stands]
    sure = {finding.state for finding in standing if finding.is_sure}
    states = [
        state.value if state in sure else f"possibly {state.value}"
        for state in RuleState
        if any(finding.state is state for finding in standing)
    ]
    if any(finding.exceptions for finding in standing):
        states.append(EXCEPTION)
    return tuple(states) or (NO_RULE,)
