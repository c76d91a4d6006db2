"""Whose listings count under a regime, as of a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yalu.model import Designation, State
from yalu.network.ownership.regime import Regime


@dataclass(frozen=True, slots=True)
class Listed:
    """The parties that a regime starts from: those surely listed on the day, and those that may have been.

    `elsewhere` counts the designations of lists that do not count under the regime, by list.
    """

    sure: frozenset[str]
    possible: frozenset[str] = frozenset()
    elsewhere: tuple[tuple[str, int], ...] = ()


def listed_under(
    regime: Regime,
    designations: Iterable[Designation],
    as_of: date,
    issued: Mapping[str, str | None] | None = None,
    *,
    any_authority: bool = False,
) -> Listed:
    """Choose the parties whose designation counts under a regime on a day.

    Args:
        regime: The regime; its table names the authorities and lists that count.
        designations: All designations, of all lists.
        as_of: The day.
        issued: The day of issue of each list, by its short name: from it on, an entry without a date of its own counts.
        any_authority: Count every list, whoever issued it.
    """
    sure: set[str] = set()
    possible: set[str] = set()
    elsewhere: dict[str, int] = {}
    names = {name.casefold() for name in regime.authorities}
    for item in designations:
        if not any_authority and not _counts(item, names, regime):
            elsewhere[item.dataset] = elsewhere.get(item.dataset, 0) + 1
            continue
        state = item.state_on(as_of)
        day = (issued or {}).get(item.dataset)
        if state is State.UNKNOWN and day and day[:10] <= as_of.isoformat():
            state = State.VALID
        if state is State.VALID:
            sure.add(item.party)
        elif state in (State.POSSIBLE, State.UNKNOWN):
            possible.add(item.party)
    return Listed(frozenset(sure), frozenset(possible - sure), tuple(sorted(elsewhere.items())))


def government(entities: Iterable[Mapping[str, Any]], country: str) -> frozenset[str]:
    """Choose a country's public bodies among followthemoney entities: those that need no listing."""
    return frozenset(
        entity["id"]
        for entity in entities
        if entity["schema"] == "PublicBody"
        and any(country in entity["properties"].get(name, ()) for name in ("country", "jurisdiction", "mainCountry"))
    )


def _counts(item: Designation, names: set[str], regime: Regime) -> bool:
    if item.dataset in regime.not_lists:
        return False
    return item.dataset.casefold() in names or item.authority.casefold() in names
