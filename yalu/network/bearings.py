"""Which links bear on which criterion, and what beside the link they rest on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from yalu.model import Link, State, Status
from yalu.model.interval import span
from yalu.network.criteria import Bearing, Criterion, Need, OtherEnd, criteria
from yalu.network.figures import has_figures
from yalu.network.goods_fact import GoodsFact
from yalu.network.sectors import governments
from yalu.network.standing import Standing, is_candidate, stands_as


@dataclass(frozen=True, slots=True)
class GapFacts:
    """What the search for gaps rests on beside the links.

    `standings` says how each party stands to the lists, `officials` are the names of public authorities whose
    statements count although they are only reported, `goods` the rules that ban the goods of a link, by its id.
    """

    standings: Mapping[str, Standing]
    officials: frozenset[str] = frozenset()
    goods: Mapping[str, tuple[GoodsFact, ...]] = field(default_factory=dict)
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Borne:
    """A link that bears on a criterion for a party: who stands at its other end, and what else it rests on.

    `reaches` is false where the other party is not listed either, and the link can only be a step of a path; `chains`
    says that a path may go on from it, and `carries` what passes along it.
    """

    party: str
    other: str
    link: Link
    criterion: Criterion
    grounds: tuple[str, ...] = ()
    reaches: bool = True
    chains: bool = True
    carries: str = ""


def bearings(links: Iterable[Link], facts: GapFacts) -> Iterator[Borne]:
    """Give every link that bears on a criterion, for each party that may be a gap by it."""
    table, standings, day = _table(), facts.standings, facts.as_of
    for link in links:
        state = State.UNKNOWN if day is None else link.interval.state_on(day)
        if state is State.NOT_YET or not _counts(link, facts.officials):
            continue
        for party, other, end in ((link.source, link.target, "source"), (link.target, link.source, "target")):
            options = table.get((link.type, end), ())
            if party == other or not options or not is_candidate(party, standings):
                continue
            for criterion, bearing in options:
                if _in_time(criterion, link, state, day):
                    yield from _borne(party, other, link, criterion, bearing, facts)


def _borne(
    party: str, other: str, link: Link, criterion: Criterion, bearing: Bearing, facts: GapFacts
) -> Iterator[Borne]:
    if not stands_as(other, bearing.other, criterion, facts.standings):
        chains = criterion.chains and bearing.chains and bearing.other is OtherEnd.LISTED and not bearing.needs
        if chains and is_candidate(other, facts.standings):
            yield Borne(party, other, link, criterion, reaches=False, carries=bearing.carries)
        return
    grounds: list[str] = []
    for need in bearing.needs:
        found = _stated(need, party, link, facts)
        if found is None:
            return
        grounds += found
    if bearing.other is OtherEnd.GOVERNMENT:
        grounds += [
            f"the other party counts as {item.title} ({item.source})"
            for item in governments()
            if item.country == criterion.country
        ]
    if bearing.other is OtherEnd.FLAGGED:
        grounds.append(
            "by its record the other ship flies the flag of North Korea; that it did on the day is not shown"
        )
    yield Borne(party, other, link, criterion, tuple(grounds), chains=bearing.chains, carries=bearing.carries)


def _stated(need: Need, party: str, link: Link, facts: GapFacts) -> list[str] | None:
    """Say what a need is met by; `None` where it is not."""
    if need is Need.FIGURES:
        return [] if has_figures(link) else None
    if need is Need.GOODS:
        found = facts.goods.get(link.id, ())
        return [
            f"goods “{item.goods}”: {item.text} ({item.rule})" + ("" if item.sure else "; taken for it by words")
            for item in found
        ] or None
    day = facts.as_of.isoformat() if facts.as_of is not None else None
    return [
        f"its record states “{item.words}”: {item.sector.id} ({item.sector.source})"
        for item in facts.standings[party].sectors
        if day is None or item.sector.since <= day
    ] or None


def _in_time(criterion: Criterion, link: Link, state: State, day: date | None) -> bool:
    """Tell whether a criterion stood on the day and reaches the conduct, as far as its time is known."""
    if day is not None and criterion.since > day.isoformat():
        return False
    if state is State.ENDED and not criterion.past:
        return False
    last = link.interval.end or link.interval.start
    if criterion.conduct_since is None or last is None:
        return True
    return span(last)[1] >= date.fromisoformat(criterion.conduct_since)


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], tuple[tuple[Criterion, Bearing], ...]]:
    table: dict[tuple[str, str], list[tuple[Criterion, Bearing]]] = defaultdict(list)
    for criterion in criteria():
        for bearing in criterion.bears:
            for end in bearing.ends:
                table[(bearing.link, end)].append((criterion, bearing))
    return {key: tuple(options) for key, options in table.items()}


def _counts(link: Link, officials: frozenset[str]) -> bool:
    if link.status is Status.ASSERTED:
        return True
    return link.status is Status.ALLEGED and any(item.asserted_by in officials for item in link.evidence)
