"""Gaps: who is not listed on the day, but tied to a listed party by evidence that bears on a criterion."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yalu.model import Evidence, Link, Status, origin_groups
from yalu.model.interval import span
from yalu.network.bearings import Borne, GapFacts, bearings
from yalu.network.criteria import Criterion, criteria
from yalu.network.figures import figures_of
from yalu.network.gap import Gap
from yalu.network.goods_fact import GoodsFact
from yalu.network.standing import Standing


def find_gaps(
    links: Iterable[Link],
    standings: Mapping[str, Standing],
    officials: frozenset[str] = frozenset(),
    steps: int = 1,
    as_of: date | None = None,
    goods: Mapping[str, tuple[GoodsFact, ...]] | None = None,
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
            counts for criteria that speak of the past. Links of any time, and criteria of any, count by default.
        goods: The rules that ban the goods of a link, by its id.

    Returns:
        One gap for each party and criterion, weightier criteria first within a party, parties in the order of the
        length of their path, then of their first link.
    """
    facts = GapFacts(standings, officials, goods or {}, as_of)
    direct, chained = _sorted_out(bearings(links, facts))
    found: dict[str, dict[str, Gap]] = {}
    for party, by_criterion in direct.items():
        found[party] = {
            name: _gap(party, group[0].criterion, group, standings, (party, group[0].other))
            for name, group in by_criterion.items()
        }
    reached = {party: gap for party, gaps in found.items() if (gap := _chaining(gaps, direct[party])) is not None}
    for _ in range(1, steps):
        reached = _further(chained, reached, found, standings)
    order = {criterion.id: number for number, criterion in enumerate(criteria())}
    return tuple(gap for gaps in found.values() for gap in sorted(gaps.values(), key=lambda gap: order[gap.criterion]))


@dataclass(frozen=True, slots=True)
class _Chained:
    """Links that tie a party to an unlisted one under a criterion that chains."""

    party: str
    criterion: Criterion
    links: tuple[Link, ...]


def _sorted_out(
    borne: Iterable[Borne],
) -> tuple[dict[str, dict[str, list[Borne]]], dict[str, list[_Chained]]]:
    """Give the links to listed parties, by party and criterion; and those to unlisted ones, by the unlisted one."""
    direct: dict[str, dict[str, list[Borne]]] = {}
    between: dict[tuple[str, str, str], list[Borne]] = {}
    for item in borne:
        if item.reaches:
            direct.setdefault(item.party, {}).setdefault(item.criterion.id, []).append(item)
        else:
            between.setdefault((item.other, item.party, item.criterion.id), []).append(item)
    chained: dict[str, list[_Chained]] = defaultdict(list)
    for (other, party, _), group in between.items():
        chained[other].append(_Chained(party, group[0].criterion, tuple(dict.fromkeys(item.link for item in group))))
    return direct, chained


def _chaining(gaps: Mapping[str, Gap], groups: Mapping[str, Sequence[Borne]]) -> Gap | None:
    """Give the first gap of a party from which a path may go on."""
    for name, gap in gaps.items():
        if groups[name][0].criterion.chains and any(item.chains for item in groups[name]):
            return gap
    return None


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
        group = [Borne(party, onward.party, link, item.criterion) for link in item.links]
        gap = _gap(party, item.criterion, group, standings, (party, *onward.path), onward)
        found.setdefault(party, {})[name] = gap
        new.setdefault(party, gap)
    return new


def _gap(
    party: str,
    criterion: Criterion,
    group: Sequence[Borne],
    standings: Mapping[str, Standing],
    path: tuple[str, ...],
    onward: Gap | None = None,
) -> Gap:
    links = list(dict.fromkeys(item.link for item in group))
    origins = len(origin_groups(item for link in links for item in link.evidence))
    return Gap(
        party=party,
        criterion=criterion.id,
        links=tuple(dict.fromkeys((*(link.id for link in links), *(onward.links if onward else ())))),
        missing=_missing(criterion, links, standings[party], len(path)),
        path=path,
        sources=min(origins, onward.sources) if onward else origins,
        grounds=tuple(dict.fromkeys(words for item in group for words in item.grounds)),
        figures=figures_of(links) if criterion.shows_figures else (),
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
    missing += _missing_in_figures(criterion, links)
    if standing.later:
        missing.append(f"listed from {standing.later} on, not on this day")
    missing += [f"may be the listed {name}: to be checked" for name in standing.similar]
    return tuple(missing)


def _missing_in_figures(criterion: Criterion, links: Sequence[Link]) -> list[str]:
    """Say what is not known of amounts, and where they reach back before the conduct that a criterion reaches."""
    if not criterion.shows_figures:
        return []
    missing = []
    if not any(link.amount or (link.dealings and link.dealings.sums) for link in links):
        missing.append("amount not known")
    since = criterion.conduct_since
    early = [
        link for link in links if since and link.interval.start and span(link.interval.start)[0].isoformat() < since
    ]
    if early:
        missing.append(f"how much of it was on or after {since} is not known: the figures reach back before that day")
    return missing
