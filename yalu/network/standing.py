"""How a party stands to the lists on a day, and what its record states, as far as gaps ask."""

from collections.abc import Mapping
from dataclasses import dataclass

from yalu.network.criteria import Criterion, OtherEnd
from yalu.network.sectors import StatedSector

SHIP = "Vessel"
"""The schema of parties that fly a flag."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a party stands to the lists on the day.

    `listed` is so on the day; `later` that it is listed, but from a later day on; `similar` are listed names that may
    be the party's. `members` are the parties that a described group stands for. `is_place` marks countries and places,
    which are nobody to list. `countries` are those of the party's record, `flags` a ship's, `programs` those of its
    entries in force; `government_of` is the country whose government it is part of, `sectors` the industries that its
    record states.
    """

    listed: bool
    unnamed: bool = False
    later: str | None = None
    similar: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    is_place: bool = False
    countries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    government_of: str | None = None
    sectors: tuple[StatedSector, ...] = ()


def is_listed(party: str, standings: Mapping[str, Standing]) -> bool:
    """Tell whether a party is listed on the day, or is a group that a listed party belongs to."""
    standing = standings.get(party)
    if standing is None:
        return False
    return standing.listed or any(standings[member].listed for member in standing.members if member in standings)


def is_candidate(party: str, standings: Mapping[str, Standing]) -> bool:
    """Tell whether a party can be a gap: known, not listed, and no place."""
    standing = standings.get(party)
    return standing is not None and not standing.is_place and not is_listed(party, standings)


def stands_as(party: str, other_end: OtherEnd, criterion: Criterion, standings: Mapping[str, Standing]) -> bool:
    """Tell whether a party is one that a criterion asks for at the other end of a link."""
    if other_end is OtherEnd.LISTED:
        return is_listed(party, standings)
    standing = standings.get(party)
    if standing is None:
        return False
    if other_end is OtherEnd.GOVERNMENT:
        return standing.government_of is not None and standing.government_of == criterion.country
    if other_end is OtherEnd.FLAGGED:
        return criterion.country in standing.flags
    members = [standing, *(standings[member] for member in standing.members if member in standings)]
    return any(item.listed and _is_of(item, criterion) for item in members)


def _is_of(standing: Standing, criterion: Criterion) -> bool:
    return criterion.country in standing.countries or any(
        program.startswith(criterion.programs) for program in standing.programs
    )
