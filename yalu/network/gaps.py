"""Gaps: who is not listed on the day, but tied to a listed party by evidence that bears on a criterion."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yalu.model import Evidence, Link, State, Status, origin_groups
from yalu.network.criteria import Criterion, criteria
from yalu.network.gap import Gap
from yalu.network.standing import Standing, is_candidate, is_listed


def find_gaps(
    links: Iterable[Link],
    standings: Mapping[str, Standing],
    officials: frozenset[str] = frozenset(),
    steps: int = 1,
    as_of: date | None = None,
) -> tuple[Gap, ...]:
    """Find the gaps.

    A link counts when its source states it in its own voice, or reports it from a public authority; `officials` are
    the names of those. What others allege, and what is denied, negated, called for, planned or inferred, never makes a
    gap. A link to a described group counts as one to each listed member of it. A path counts where each of its links
    bears on a criterion that chains; of several, the shortest, then the best stated one is given.

    Args:
        links: All links; those with both ends in `standings` are looked at.
        standings: How each party stands to the lists on the day, by id.
        officials: Names of the public authorities among those who are quoted.
        steps: The most links on a path; 1 for links alone.
        as_of: The day, from which links that had not begun, and those that had ended, are seen: what had ended still
            counts for criteria that speak of the past. Links of any time count by default.

    Returns:
        One gap for each party and criterion, weightier criteria first within a party, parties in the order of the
        length of their path, then of their first link.
    """
    direct, chained = _bearings(links, standings, officials, as_of)
    found: dict[str, dict[str, Gap]] = {}
    for party, by_criterion in direct.items():
        found[party] = {
            name: _gap(party, criterion, group, standings, (party, group[0][0]))
            for name, (criterion, group) in by_criterion.items()
        }
    ways = {party: [gap for gap in gaps.values() if _criterion(gap.criterion).chains] for party, gaps in found.items()}
    reached = {party: gaps[0] for party, gaps in ways.items() if gaps}
    for _ in range(1, steps):
        reached = _further(chained, reached, found, standings)
    order = {criterion.id: number for number, criterion in enumerate(criteria())}
    return tuple(gap for gaps in found.values() for gap in sorted(gaps.values(), key=lambda gap: order[gap.criterion]))


def _criterion(identity: str) -> Criterion:
    return next(criterion for criterion in criteria() if criterion.id == identity)


@dataclass(frozen=True, slots=True)
class _Chained:
    """Links that tie a party to an unlisted one under a criterion that chains."""

    party: str
    criterion: Criterion
    links: tuple[Link, ...]


_Direct = dict[str, dict[str, tuple[Criterion, list[tuple[str, Link]]]]]


def _bearings(
    links: Iterable[Link], standings: Mapping[str, Standing], officials: frozenset[str], as_of: date | None
) -> tuple[_Direct, dict[str, list[_Chained]]]:
    """Give the links to listed parties, by party and criterion; and those to unlisted ones, by the unlisted one."""
    bearing = _table()
    direct: _Direct = {}
    between: dict[tuple[str, str, str], tuple[Criterion, list[Link]]] = {}
    for link in links:
        state = State.UNKNOWN if as_of is None else link.interval.state_on(as_of)
        if state is State.NOT_YET or not _counts(link, officials):
            continue
        for party, other, end in ((link.source, link.target, "source"), (link.target, link.source, "target")):
            if party == other or not is_candidate(party, standings):
                continue
            listed = is_listed(other, standings)
            for criterion in bearing.get((link.type, end), ()):
                if state is State.ENDED and not criterion.past:
                    continue
                if listed:
                    group = direct.setdefault(party, {}).setdefault(criterion.id, (criterion, []))
                    group[1].append((other, link))
                elif criterion.chains and is_candidate(other, standings):
                    between.setdefault((other, party, criterion.id), (criterion, []))[1].append(link)
    chained: dict[str, list[_Chained]] = defaultdict(list)
    for (other, party, _), (criterion, group_links) in between.items():
        chained[other].append(_Chained(party, criterion, tuple(group_links)))
    return direct, chained


def _further(
    chained: Mapping[str, Sequence[_Chained]],
    reached: Mapping[str, Gap],
    found: dict[str, dict[str, Gap]],
    standings: Mapping[str, Standing],
) -> dict[str, Gap]:
    """Go one link further from the parties that were reached last; give the gaps that are new."""
    options: dict[tuple[str, str], list[tuple[Gap, _Chained]]] = defaultdict(list)
    for other, onward in reached.items():
        for item in chained.get(other, ()):
            if item.criterion.id not in found.get(item.party, {}) and item.party not in onward.path:
                options[item.party, item.criterion.id].append((onward, item))
    new: dict[str, Gap] = {}
    for (party, name), ways in options.items():
        onward, item = min(ways, key=lambda way: (-max(link.confidence for link in way[1].links), way[0].path))
        group = [(onward.party, link) for link in item.links]
        gap = _gap(party, item.criterion, group, standings, (party, *onward.path), onward)
        found.setdefault(party, {})[name] = gap
        new.setdefault(party, gap)
    return new


def _table() -> dict[tuple[str, str], list[Criterion]]:
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


def _gap(
    party: str,
    criterion: Criterion,
    group: Sequence[tuple[str, Link]],
    standings: Mapping[str, Standing],
    path: tuple[str, ...],
    onward: Gap | None = None,
) -> Gap:
    links = [link for _, link in group]
    origins = len(origin_groups(item for link in links for item in link.evidence))
    return Gap(
        party=party,
        criterion=criterion.id,
        links=tuple(dict.fromkeys((*(link.id for link in links), *(onward.links if onward else ())))),
        missing=_missing(criterion, links, standings[party], len(path)),
        path=path,
        sources=min(origins, onward.sources) if onward else origins,
    )


def _missing(criterion: Criterion, links: list[Link], standing: Standing, length: int) -> tuple[str, ...]:
    missing = []
    if standing.unnamed:
        missing.append("no name in the sources")
    if length > 2:
        between = "a party" if length == 3 else f"{length - 2} parties"
        verb = "is" if length == 3 else "are"
        missing.append(f"tied to the listed party only through {between} that {verb} not listed either")
    missing.append(criterion.open_question)
    evidence: list[Evidence] = [item for link in links for item in link.evidence]
    if len(origin_groups(evidence)) == 1:
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
