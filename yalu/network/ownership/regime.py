"""The dated table of ownership regimes (data/regimes.yaml): who counts as owned by listed parties, and since when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from yalu.model import Interest, Interval, State, YaluError


class RegimeError(YaluError):
    """A regime that the table does not have, or not for the day."""


class RegimeStatus(StrEnum):
    """Whether a version of a regime is applied."""

    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Regime:
    """One version of a regime's ownership test.

    `threshold` is in percent; `strictly` asks for more than it. `aggregates` adds up the stakes of all listed parties;
    otherwise each listed party's are looked at alone. `counts` are the kinds of shares that count, each for itself.
    `joint` lets parties to a joint arrangement count as holding what all of them hold. `has_control_test` says that the
    regime knows criteria of control beside ownership. `checked` is false where the table was not compared with the
    official text.
    """

    id: str
    name: str
    interval: Interval
    threshold: int
    strictly: bool
    aggregates: bool
    counts: tuple[Interest, ...]
    joint: bool
    has_control_test: bool
    status: RegimeStatus
    source: str
    note: str
    authorities: tuple[str, ...]
    not_lists: tuple[str, ...]
    government_of: str | None
    checked: bool

    @property
    def test(self) -> str:
        """The test in words: "50 % or more, added up over all listed owners"."""
        amount = f"more than {self.threshold} %" if self.strictly else f"{self.threshold} % or more"
        of = " of shares or votes" if Interest.VOTES in self.counts else ""
        how = "added up over all blocked owners" if self.aggregates else "for each listed owner alone"
        return f"{amount}{of}, {how}"


@dataclass(frozen=True, slots=True)
class ControlCriterion:
    """What an authority looks at beyond shares, and which links bear on it (see the table)."""

    id: str
    text: str
    source: str
    regimes: tuple[str, ...]
    words: tuple[str, ...]
    links: tuple[str, ...]
    acting: tuple[str, ...]
    interests: tuple[Interest, ...]
    above: int
    without_share: bool


def regime_names() -> tuple[str, ...]:
    """Give the ids of all regimes, in the order of the table."""
    return tuple(dict.fromkeys(version.id for version in regime_versions()))


def regime_on(regime: str, day: date) -> Regime:
    """Give the version of a regime that stands in the table for a day.

    Raises:
        RegimeError: there is no such regime, or none yet on that day.
    """
    versions = [version for version in regime_versions() if version.id == regime]
    if not versions:
        raise RegimeError(f"there is no regime {regime!r}; the regimes are {', '.join(regime_names())}")
    found = [version for version in versions if version.interval.state_on(day) is State.VALID]
    if not found:
        first = versions[0].interval.start
        raise RegimeError(f"the table has no version of the regime {regime!r} on {day}; its first one begins {first}")
    return found[0]


@lru_cache(maxsize=1)
def regime_versions() -> tuple[Regime, ...]:
    """Load all versions of all regimes, the older first within a regime."""
    return tuple(_regime(entry, version) for entry in _table()["regimes"] for version in entry["versions"])


@lru_cache(maxsize=1)
def control_criteria() -> tuple[ControlCriterion, ...]:
    """Load the criteria of control."""
    return tuple(
        ControlCriterion(
            id=entry["id"],
            text=entry["text"],
            source=entry["source"],
            regimes=tuple(entry["regimes"]),
            words=tuple(entry.get("words", ())),
            links=tuple(entry.get("links", ())),
            acting=tuple(entry.get("acting", ())),
            interests=tuple(map(Interest, entry.get("interests", ()))),
            above=entry.get("above", 0),
            without_share=entry.get("without_share", False),
        )
        for entry in _table()["control"]
    )


def _table() -> dict[str, Any]:
    text = files("yalu.network.ownership").joinpath("data/regimes.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table


def _regime(entry: dict[str, Any], version: dict[str, Any]) -> Regime:
    return Regime(
        id=entry["id"],
        name=entry["name"],
        interval=Interval(version["from"], version.get("to")),
        threshold=version["threshold"],
        strictly=version.get("strictly", False),
        aggregates=version["together"] == "all",
        counts=tuple(map(Interest, version.get("counts", ["shares"]))),
        joint=version.get("joint", False),
        has_control_test=version.get("control", False),
        status=RegimeStatus(version.get("status", "in_force").replace("_", " ")),
        source=version["source"],
        note=version.get("note", ""),
        authorities=tuple(entry["authorities"]),
        not_lists=tuple(entry.get("not_lists", ())),
        government_of=entry.get("government_of"),
        checked=entry["checked"],
    )
