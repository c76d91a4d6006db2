"""One issue of one list, read."""

import datetime
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from followthemoney import model

from yalu.model import Designation, Link, State


@dataclass(frozen=True)
class ListSnapshot:
    """One issue of one list.

    `name` is the list's short name ("ofac-sdn"), `date` the day of issue as the file says (`None` where it does not),
    `sha256` the hash of the file as given, `file` its name without folders. `entities` are followthemoney entities as
    dictionaries ({"id", "schema", "properties"}): the listed parties and what belongs to them (addresses,
    identifications, wallets), but no edges and no sanctions, which stand in `links` and `designations`. `counts` is
    what the reader met in the file ("parties", "aliases", "relations" ...), to be checked against the authority's
    own figures. `repairs` says what was mended in a damaged file on request, one line for each place.
    `passed_over` says what would have been a reason to refuse the file, and was passed over because the user forces it.
    `as_of` is the day that the list was narrowed down to (see `on`), if it was. `format` names the `ListFormat` that
    the file was read as.
    """

    name: str
    title: str
    authority: str
    date: str | None
    sha256: str
    file: str
    entities: tuple[dict[str, Any], ...]
    designations: tuple[Designation, ...]
    links: tuple[Link, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    format: str = ""
    as_of: str = ""

    @cached_property
    def parties(self) -> tuple[dict[str, Any], ...]:
        """The entities that can be screened against: people, organisations, vessels, aircraft, wallets.

        Addresses are left out: followthemoney can match them, but they are nobody.
        """
        return tuple(entity for entity in self.entities if is_party(entity["schema"]))

    def on(self, day: datetime.date) -> "ListSnapshot":
        """Give the list without parties that were not listed on a day, as its entries say.

        A party stays unless each of its entries begins later or has ended; so does one whose entry has no date. What
        belongs only to parties that go (a wallet, an address) and relations with them go too.
        """
        states: dict[str, set[State]] = {}
        for entry in self.designations:
            states.setdefault(entry.party, set()).add(entry.state_on(day))
        gone = {party for party, found in states.items() if found <= {State.NOT_YET, State.ENDED}}
        if not gone:
            return self
        theirs, others = _owned(self.entities, gone), _owned(self.entities, states.keys() - gone)
        gone |= theirs - others - states.keys()
        return replace(
            self,
            as_of=day.isoformat(),
            entities=tuple(entity for entity in self.entities if entity["id"] not in gone),
            designations=tuple(entry for entry in self.designations if entry.party not in gone),
            links=tuple(link for link in self.links if link.source not in gone and link.target not in gone),
        )


def _owned(entities: Iterable[dict[str, Any]], owners: Set[str]) -> set[str]:
    """Give the ids of what belongs to some parties: what names them as holder, and the addresses they name."""
    found: set[str] = set()
    for entity in entities:
        properties = entity["properties"]
        if entity["id"] in owners:
            found.update(properties.get("addressEntity", ()))
        elif not owners.isdisjoint(properties.get("holder", ())):
            found.add(entity["id"])
    return found


@cache
def is_party(schema: str) -> bool:
    """Whether entities of a schema can be screened against."""
    return model.schemata[schema].matchable and schema != "Address"
