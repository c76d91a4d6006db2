"""How a party stands to the lists on a day, as far as gaps ask."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """How a party stands to the lists on the day.

    `listed` is so on the day; `later` that it is listed, but from a later day on; `similar` are listed names that may
    be the party's. `members` are the parties that a described group stands for. `is_place` marks countries and places,
    which are nobody to list.
    """

    listed: bool
    unnamed: bool = False
    later: str | None = None
    similar: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    is_place: bool = False


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
