"""Findings from control lists and the priority list: items with their conditions, codes with their tier."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yalu.goods.codes import written
from yalu.goods.conditions import ConditionResult, ConditionState, Facts, judge, results
from yalu.goods.findings import Finding, GoodsMatch
from yalu.goods.items import CHPL_DATE, ControlItem, control_items, control_lists, priority_codes
from yalu.goods.reach import Reach, item_reach, priority_reaches
from yalu.goods.rules import RuleState
from yalu.model import State

MANY_CODES = 12


@dataclass(frozen=True, slots=True)
class ItemFound:
    """An item that the goods may be, how they were led to it, and how its conditions stand."""

    item: ControlItem
    reach: Reach
    state: ConditionState
    conditions: tuple[ConditionResult, ...]


def find_items(matches: Sequence[GoodsMatch], facts: Facts) -> tuple[ItemFound, ...]:
    """Find the control list items that the goods may be, with conditions held against the description."""
    found = []
    for item in control_items().values():
        reach = item_reach(item, matches)
        if reach is not None:
            condition = item.condition
            state = judge(condition, facts) if condition is not None else ConditionState.MET
            found.append(ItemFound(item, reach, state, tuple(results(condition, facts)) if condition else ()))
    return tuple(found)


def item_findings(found: Sequence[ItemFound], day: date) -> Iterator[Finding]:
    """Give one finding for each entry of each item."""
    for one in found:
        for name, entry in one.item.entries:
            control = control_lists()[name]
            yield Finding(
                rule=f"{name.lower()}-{entry}/{one.item.id}",
                authority=control.authority,
                instrument=control.instrument,
                paragraph=entry,
                state=RuleState.CONTROLLED,
                direction="any",
                text=f"{one.item.name}. {control.text}",
                start=control.start,
                end=None,
                period=control.state_on(day),
                limit=None,
                exceptions=(),
                conditions=one.conditions,
                conditions_state=one.state,
                reached_by=(one.reach.how,),
                partly=one.reach.partly,
                unsure=one.reach.unsure,
                approximate=not one.reach.exact or name in one.item.approximate,
                for_all_goods=False,
                source=control.source,
                checked=False,
                doubt="" if control.start else "since when the entry has this form is not in this table",
            )


def item_conditions(found: Sequence[ItemFound], lists: frozenset[str]) -> tuple[list[ItemFound], ConditionState | None]:
    """Choose the items of some lists, and tell how the best of them stands; `None` where there are none."""
    chosen = [one for one in found if one.item.lists & lists]
    for state in (ConditionState.MET, ConditionState.UNKNOWN, ConditionState.NOT_MET):
        if any(one.state is state for one in chosen):
            return chosen, state
    return chosen, None


def priority_findings(matches: Sequence[GoodsMatch], day: date) -> Iterator[Finding]:
    """Give the finding that codes stand on the Common High Priority List, if they do."""
    tiers = priority_codes()
    found = list(priority_reaches(tiers, matches))
    if not found:
        return
    shown = [f"{reach.how} (tier {tiers[code]})" for code, reach in found[:MANY_CODES]]
    if len(found) > MANY_CODES:
        shown.append(f"and {len(found) - MANY_CODES} more codes")
    named = ", ".join(f"{written(code)} (tier {tiers[code]})" for code, _ in found[:MANY_CODES])
    yield Finding(
        rule=f"chpl-{CHPL_DATE}",
        authority="EU, Japan, UK, US",
        instrument="Common High Priority List",
        paragraph=named,
        state=RuleState.PRIORITY,
        direction="any",
        text=(
            "The list names codes of goods that Russia's weapons need most, so that exporters look twice at who buys "
            "them and where they go. It bans nothing by itself."
        ),
        start=None,
        end=None,
        period=State.VALID if day.isoformat() >= CHPL_DATE else State.UNKNOWN,
        limit=None,
        exceptions=(),
        conditions=(),
        conditions_state=None,
        reached_by=tuple(shown),
        partly=all(reach.partly for _, reach in found),
        unsure=False,
        approximate=not any(reach.exact for _, reach in found),
        for_all_goods=False,
        source=f"Common High Priority List of {CHPL_DATE}, 50 codes of the HS 2022",
        checked=True,
        doubt="since when a code stands on the list is not in this table",
    )
