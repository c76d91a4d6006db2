"""What it costs to designate a party: a table of classes and single parties that the user sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class CostClass:
    """A class of parties with one cost. Of topics, schemata and countries, those that are given must all fit."""

    name: str
    cost: Decimal
    topics: frozenset[str] = frozenset()
    schemata: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    note: str = ""
    set_by: str = ""

    def fits(self, entity: Mapping[str, Any]) -> bool:
        """Tell whether a followthemoney entity, as a dictionary, belongs to the class."""
        topics = set(entity.get("properties", {}).get("topics", ()))
        return (
            (not self.topics or bool(self.topics & topics))
            and (not self.schemata or entity.get("schema", "LegalEntity") in self.schemata)
            and (not self.countries or bool(self.countries & countries_of(entity)))
        )


@dataclass(frozen=True, slots=True)
class PartyCost:
    """The cost of one party, named by id or name; the class is only shown where a cost is set."""

    party: str
    cost: Decimal
    kind: str
    note: str = ""
    set_by: str = ""


@dataclass(frozen=True)
class CostTable:
    """Classes in their order, and single parties, which go before them."""

    classes: tuple[CostClass, ...]
    parties: tuple[PartyCost, ...] = ()

    @cached_property
    def _single(self) -> dict[str, PartyCost]:
        return {_plain(item.party): item for item in self.parties}

    def of(self, party: str, entity: Mapping[str, Any]) -> PartyCost:
        """Give the cost of a party, its class, and who set it.

        Raises:
            KeyError: no class takes it.
        """
        for name in (party, *entity.get("properties", {}).get("name", ())):
            if (single := self._single.get(_plain(name))) is not None:
                return PartyCost(party, single.cost, single.kind, single.note, single.set_by)
        for item in self.classes:
            if item.fits(entity):
                return PartyCost(party, item.cost, item.name, item.note, item.set_by)
        raise KeyError(party)


def countries_of(entity: Mapping[str, Any]) -> frozenset[str]:
    """Give the country codes of an entity."""
    properties = entity.get("properties", {})
    keys = ("country", "jurisdiction", "nationality", "citizenship", "mainCountry", "flag")
    return frozenset(code for key in keys for code in properties.get(key, ()))


def costs_template() -> str:
    """Give the text of the template of a cost table, to be copied and edited."""
    return files("yalu.network.cuts").joinpath("data/costs.yaml").read_text(encoding="utf-8")


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
