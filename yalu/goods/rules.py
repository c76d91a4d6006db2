"""The tables of rules (data/rules/*.yaml): what bans, caps or controls goods, by code, direction and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from yalu.goods.codes import bare
from yalu.goods.routes import territory_name
from yalu.goods.tables import read_yaml
from yalu.model import Interval, State


class RuleState(StrEnum):
    """What a rule does with the goods that it names. Whether it does so in a case is never said here."""

    BANNED = "banned"
    CAPPED = "capped"
    LICENCE = "licence needed"
    CONTROLLED = "controlled"
    PRIORITY = "on a priority list"


@dataclass(frozen=True, slots=True)
class RuleException:
    """An exception that a rule allows, with the last day on which it held, if it ended."""

    text: str
    until: str | None = None

    def may_hold(self, day: date) -> bool:
        """Whether the exception had not ended by the day."""
        return self.until is None or day.isoformat() <= self.until


@dataclass(frozen=True, slots=True)
class CapStep:
    """The amount of a cap in a stretch of time."""

    interval: Interval
    limit: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The goods of a rule. `named` are codes that the rule itself names; `mapped` those its words were mapped to.

    `items` are control lists of which it takes over all items, `goods` terms of the vocabulary; `left_out` are codes
    that `everything` leaves out.
    """

    named: tuple[str, ...] = ()
    mapped: tuple[str, ...] = ()
    items: frozenset[str] = frozenset()
    goods: frozenset[str] = frozenset()
    everything: bool = False
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A paragraph, article or section. Countries empty: any. `checked` says whether its source text was at hand."""

    id: str
    authority: str
    instrument: str
    paragraph: str
    state: RuleState
    text: str
    source: str
    interval: Interval
    scope: Scope
    sources: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    either: bool = False
    exceptions: tuple[RuleException, ...] = ()
    conditions: tuple[str, ...] = ()
    steps: tuple[CapStep, ...] = ()
    checked: bool = False
    doubt: str = ""

    @property
    def direction(self) -> str:
        """The direction in words: "to North Korea"."""
        ends = []
        if self.targets:
            ends.append(f"to {_names(self.targets)}")
        if self.sources:
            ends.append(f"from {_names(self.sources)}")
        return (" or " if self.either else " and ").join(ends) or "any"

    def limit_on(self, day: date) -> str | None:
        """The amount of a cap on a day."""
        return next((step.limit for step in self.steps if step.interval.state_on(day) is State.VALID), None)


@cache
def rules() -> tuple[Rule, ...]:
    """Load the rules, in the order of the tables."""
    return tuple(_rule({**table["defaults"], **entry}) for table in _tables() for entry in table["rules"])


def _tables() -> Iterator[dict[str, Any]]:
    for name in ("un", "eu", "us"):
        yield read_yaml(f"rules/{name}")


def _rule(entry: dict[str, Any]) -> Rule:
    return Rule(
        id=entry["id"],
        authority=entry["authority"],
        instrument=entry["instrument"],
        paragraph=entry["paragraph"],
        state=RuleState(entry["state"]),
        text=entry["text"].strip(),
        source=entry["source"],
        interval=Interval(entry.get("start"), entry.get("end")),
        scope=_scope(entry),
        sources=frozenset(entry.get("from", ())),
        targets=frozenset(entry.get("to", ())),
        either=entry.get("either", False),
        exceptions=tuple(
            RuleException(item["text"].strip(), item.get("until")) for item in entry.get("exceptions", ())
        ),
        conditions=tuple(entry.get("conditions", ())),
        steps=tuple(
            CapStep(Interval(step["from"], step.get("until")), step["limit"]) for step in entry.get("steps", ())
        ),
        checked=entry["checked"],
        doubt=entry.get("doubt", ""),
    )


def _scope(entry: dict[str, Any]) -> Scope:
    return Scope(
        named=tuple(map(bare, entry.get("hs", ()))),
        mapped=tuple(map(bare, entry.get("hs_approximate", ()))),
        items=frozenset(entry.get("items", ())),
        goods=frozenset(entry.get("goods", ())),
        everything=entry.get("everything", False),
        left_out=tuple(map(bare, entry.get("not_hs", ()))),
    )


def _names(countries: frozenset[str]) -> str:
    return ", ".join(sorted(map(territory_name, countries)))
