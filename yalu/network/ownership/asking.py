"""The question as a user asks it: parties, links and lists in, the answer under one regime out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from yalu.model import Designation, Link, LinkRows
from yalu.network.ownership.fixed_point import JointArrangement
from yalu.network.ownership.listings import Listed, government, listed_under
from yalu.network.ownership.ownership import Ownership, ownership
from yalu.network.ownership.regime import regime_on, regime_versions

PEOPLE_AND_STATES = frozenset({"Person", "PublicBody", "Territory"})
"""Schemata of parties that nobody owns."""
_JOINT = "joint arrangement:"


@dataclass(frozen=True, slots=True)
class Sources:
    """What an answer rests on: followthemoney entities, links, designations and the days of issue of their lists."""

    entities: Mapping[str, Mapping[str, Any]]
    links: Sequence[Link]
    designations: Sequence[Designation] = ()
    issued: Mapping[str, str | None] = field(default_factory=dict)


def own(
    sources: Sources,
    as_of: date,
    regime: str = "ofac",
    *,
    any_authority: bool = False,
    also_blocked: Collection[str] = (),
) -> Ownership:
    """Find who is blocked through ownership, from what lists and links say.

    Args:
        sources: Entities, links and lists. People and public bodies have no owners; a holding whose role begins with
            "joint arrangement: NAME" is held jointly with the others of that name in the same asset.
        as_of: The day of the question.
        regime: An id of the table of regimes.
        any_authority: Count every list, not only those of the regime's authorities.
        also_blocked: Parties that are to count as listed.

    Raises:
        RegimeError: there is no such regime, or none yet on that day.
    """
    listed = _listed(sources, as_of, regime, any_authority=any_authority)
    sure = listed.sure | set(also_blocked)
    answer = ownership(
        sources.links,
        {regime: sure},
        as_of,
        regime,
        possibly_listed={regime: listed.possible},
        joint=stated_arrangements(sources.links),
        without_owners=[
            identity for identity, entity in sources.entities.items() if entity["schema"] in PEOPLE_AND_STATES
        ],
    )
    return replace(answer, not_counted=listed.elsewhere)


def stated_arrangements(links: Iterable[Link]) -> tuple[JointArrangement, ...]:
    """Give the joint arrangements that holdings state in their role, in a fixed order."""
    found: dict[tuple[str, str], set[str]] = {}
    columns = LinkRows.of(links).columns
    if not any(columns.roles):
        return ()
    for role, kind, owner, asset in zip(columns.roles, columns.types, columns.sources, columns.targets, strict=True):
        if role and kind == "owns" and role.casefold().startswith(_JOINT):
            label = role[len(_JOINT) :].partition(";")[0].strip().casefold()
            found.setdefault((label, asset), set()).add(owner)
    return tuple(JointArrangement(frozenset(members), key[1]) for key, members in sorted(found.items()))


def regimes_with_listings(sources: Sources, as_of: date, *, any_authority: bool = False) -> tuple[str, ...]:
    """Give the regimes that have a version for the day and a listed party to start from."""
    day = as_of.isoformat()
    names = dict.fromkeys(version.id for version in regime_versions() if str(version.interval.start) <= day)
    found = {name: _listed(sources, as_of, name, any_authority=any_authority) for name in names}
    return tuple(name for name, listed in found.items() if listed.sure or listed.possible)


def _listed(sources: Sources, as_of: date, regime: str, *, any_authority: bool) -> Listed:
    version = regime_on(regime, as_of)
    if version.government_of is not None:
        return Listed(government(sources.entities.values(), version.government_of))
    return listed_under(version, sources.designations, as_of, sources.issued, any_authority=any_authority)
