"""Gaps: who is not listed on the day, but tied to a listed party by evidence that bears on a criterion."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yalu.model import Evidence, Link, Status
from yalu.network.criteria import Criterion, criteria
from yalu.network.gap import Gap


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


def find_gaps(
    links: Iterable[Link], standings: Mapping[str, Standing], officials: frozenset[str] = frozenset()
) -> tuple[Gap, ...]:
    """Find the gaps.

    A link counts when its source states it in its own voice, or reports it from a public authority; `officials` are
    the names of those. What others allege, and what is denied, negated, called for or planned, never makes a gap. A
    link to a described group counts as one to each listed member of it.

    Args:
        links: All links; those with both ends in `standings` are looked at.
        standings: How each party stands to the lists on the day, by id.
        officials: Names of the public authorities among those who are quoted.

    Returns:
        One gap for each party and criterion, weightier criteria first within a party, parties in the order in which
        their first link came.
    """
    bearing = _bearings()
    found: dict[str, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for link in links:
        if not _counts(link, officials):
            continue
        for party, other, end in ((link.source, link.target, "source"), (link.target, link.source, "target")):
            if _is_candidate(party, standings) and _is_listed(other, standings):
                for criterion in bearing.get((link.type, end), ()):
                    found[party][criterion.id].append(link)
    return tuple(
        Gap(
            party,
            criterion.id,
            tuple(link.id for link in by[criterion.id]),
            _missing(criterion, by[criterion.id], standings[party]),
        )
        for party, by in found.items()
        for criterion in criteria()
        if criterion.id in by
    )


def _bearings() -> dict[tuple[str, str], list[Criterion]]:
    table: dict[tuple[str, str], list[Criterion]] = defaultdict(list)
    for criterion in criteria():
        for link, party in criterion.bears:
            for end in ("source", "target") if party == "either" else (party,):
                table[(link, end)].append(criterion)
    return table


def _counts(link: Link, officials: frozenset[str]) -> bool:
    if link.status is Status.ASSERTED:
        return True
    return link.status is Status.ALLEGED and any(item.asserted_by in officials for item in link.evidence)


def _is_candidate(party: str, standings: Mapping[str, Standing]) -> bool:
    standing = standings.get(party)
    if standing is None or standing.listed or standing.is_place:
        return False
    return not any(standings[member].listed for member in standing.members if member in standings)


def _is_listed(party: str, standings: Mapping[str, Standing]) -> bool:
    standing = standings.get(party)
    if standing is None:
        return False
    return standing.listed or any(standings[member].listed for member in standing.members if member in standings)


def _missing(criterion: Criterion, links: list[Link], standing: Standing) -> tuple[str, ...]:
    missing = []
    if standing.unnamed:
        missing.append("no name in the sources")
    missing.append(criterion.open_question)
    evidence: list[Evidence] = [item for link in links for item in link.evidence]
    if len({item.origin or item.document for item in evidence}) == 1:
        missing.append("one source only")
    if all(link.status is Status.ALLEGED for link in links):
        who = ", ".join(sorted({item.asserted_by for item in evidence if item.asserted_by}))
        missing.append(f"stated by {who}, not confirmed by another source")
    if not any(link.interval.start for link in links):
        missing.append("no date of the conduct")
    if standing.later:
        missing.append(f"listed from {standing.later} on, not on this day")
    missing += [f"may be the listed {name}: to be checked" for name in standing.similar]
    return tuple(missing)
