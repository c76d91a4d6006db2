"""One issue of one list, read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from followthemoney import model

from yalu.model import Designation, Link


@dataclass(frozen=True)
class ListSnapshot:
    """One issue of one list.

    `name` is the list's short name ("ofac-sdn"), `date` the day of issue as the file says (`None` where it does not),
    `sha256` the hash of the file as given, `file` its name without folders. `entities` are followthemoney entities as
    dictionaries ({"id", "schema", "properties"}): the listed parties and what belongs to them (addresses,
    identifications, wallets), but no edges and no sanctions, which stand in `links` and `designations`. `counts` is
    what the reader met in the file ("parties", "aliases", "relations" ...), to be checked against the authority's
    own figures. `repairs` says what was mended in a damaged file on request, one line for each place.
    `format` names the `ListFormat` that the file was read as.
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
    format: str = ""

    @cached_property
    def parties(self) -> tuple[dict[str, Any], ...]:
        """The entities that can be screened against: people, organisations, vessels, aircraft, wallets.

        Addresses are left out: followthemoney can match them, but they are nobody.
        """
        return tuple(entity for entity in self.entities if _is_party(entity["schema"]))


@cache
def _is_party(schema: str) -> bool:
    return model.schemata[schema].matchable and schema != "Address"
