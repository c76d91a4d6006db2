"""The table of designation criteria (data/criteria.yaml)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


class Need(StrEnum):
    """What has to be stated beside a link for it to bear on a criterion."""

    FIGURES = "figures"
    """An amount, or payments or shipments that were counted."""
    SECTOR = "sector"
    """The unlisted party's record states an industry of `sectors.yaml`."""
    GOODS = "goods"
    """A rule bans the goods of the link."""


class OtherEnd(StrEnum):
    """Who has to stand at the other end of a link for it to bear on a criterion."""

    LISTED = "listed"
    LISTED_OF_COUNTRY = "listed_of_country"
    """Listed, and of the criterion's country by its record or by a programme of its entry."""
    GOVERNMENT = "government"
    """The government of the criterion's country, which is blocked without being listed."""
    FLAGGED = "flagged"
    """A ship under the flag of the criterion's country, listed or not."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """Which links bear on a criterion: their type, the end ("source", "target", "either") of the unlisted party.

    `carries` is what passes along such a link ("goods", "money"); empty for a tie through which nothing passes.
    """

    link: str
    party: str
    other: OtherEnd = OtherEnd.LISTED
    needs: tuple[Need, ...] = ()
    chains: bool = True
    carries: str = ""

    @property
    def ends(self) -> tuple[str, ...]:
        """The ends at which the unlisted party may stand."""
        return ("source", "target") if self.party == "either" else (self.party,)


@dataclass(frozen=True, slots=True)
class Criterion:
    """What an authority may base a listing on, and the links that bear on it.

    `open_question` is what such a link alone leaves open. `chains` says that a path of such links counts as well,
    `past` that conduct which had ended by the day still counts, `shows_figures` that how often, how much and when is
    shown. It stands for no day before `since`, and reaches conduct from `conduct_since` on. `country` and the
    beginnings of the names of its `programs` say who is meant by `OtherEnd.LISTED_OF_COUNTRY`.
    """

    id: str
    text: str
    source: str
    since: str
    bears: tuple[Bearing, ...]
    open_question: str
    chains: bool = False
    past: bool = False
    shows_figures: bool = False
    conduct_since: str | None = None
    country: str | None = None
    programs: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def criteria() -> tuple[Criterion, ...]:
    """Load the criteria, the weightier ones first."""
    data = yaml.safe_load(files("yalu.network").joinpath("data/criteria.yaml").read_text(encoding="utf-8"))
    return tuple(
        Criterion(
            id=entry["id"],
            text=entry["text"],
            source=entry["source"],
            since=entry["since"],
            bears=tuple(map(_bearing, entry["bears"])),
            open_question=entry["open_question"],
            chains=entry.get("chains", False),
            past=entry.get("past", False),
            shows_figures=entry.get("shows") == "figures",
            conduct_since=entry.get("conduct_since"),
            country=entry.get("country"),
            programs=tuple(entry.get("programs", ())),
        )
        for entry in data["criteria"]
    )


def _bearing(entry: dict[str, Any]) -> Bearing:
    return Bearing(
        entry["link"],
        entry["party"],
        OtherEnd(entry.get("other", OtherEnd.LISTED)),
        tuple(map(Need, entry.get("needs", ()))),
        entry.get("chains", True),
        entry.get("carries", ""),
    )
