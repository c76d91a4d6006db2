"""What the HTML report shows, worked out: rows and words, in the order of the page. The template only arranges it."""

from collections.abc import Mapping
from dataclasses import dataclass

from followthemoney import model, registry

from yalu.documents import Contradiction, Resemblance
from yalu.investigation import Investigation, ListedHit, ScreenedParty
from yalu.model import Evidence, Link, State
from yalu.network import Gap, Path
from yalu.report.beyond_gaps import cut_sentences, ownership_sentences
from yalu.report.case_words import contradiction_head, contradiction_value
from yalu.report.link_rows import LinkRow, Source, place_words
from yalu.report.network_words import arrow_words
from yalu.report.review import TextView, TextViews
from yalu.report.wording import (
    STATE_WORDS,
    STATUS_WORDS,
    criterion_words,
    joined_links,
    link_label,
    own_hit,
    period,
    unjoined_links,
)


@dataclass(frozen=True, slots=True)
class HitRow:
    """A listed entity that a party is, or may be."""

    hit: ListedHit
    state: str
    when: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party; `number` counts from 1 in the order of the investigation and makes its anchor."""

    item: ScreenedParty
    number: int
    kind: str
    countries: str
    state: str
    words: str
    own: HitRow | None
    possible: tuple[HitRow, ...]
    members: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap with its party and links."""

    gap: Gap
    name: str
    number: int | None
    criterion: str
    state: str
    links: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step of a path: the words of the tie, and the party that it leads to."""

    words: str
    name: str
    number: int | None


@dataclass(frozen=True, slots=True)
class PathRow:
    """A path between two parties of the documents."""

    name: str
    number: int | None
    steps: tuple[PathStep, ...]
    product: float | None
    weakest: float | None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What several documents state differently of one thing: what, and each value with its sources."""

    head: str
    number: int | None
    values: tuple[tuple[str, tuple[Source, ...]], ...]


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """Two parties that may be the same, with their positions."""

    item: Resemblance
    one: tuple[str, int | None]
    other: tuple[str, int | None]


class Page:
    """The rows of every section of the report."""

    def __init__(self, investigation: Investigation, documents: Mapping[str, str], criteria: Mapping[str, str]) -> None:
        self.investigation = investigation
        self._views = TextViews(investigation, documents)
        self._criteria = criteria
        self._numbers = {item.party.id: n for n, item in enumerate(investigation.parties, 1)}
        self._names = {item.party.id: item.party.name for item in investigation.parties}
        self._titles = {item.id: item.title or item.file for item in investigation.documents}
        self._titles |= {item.name: item.title for item in investigation.lists}
        self._titles |= {item.id: item.file for item in investigation.records}
        self._gap_parties = {gap.party for gap in investigation.gaps}
        rows = [self._link(n, link) for n, link in enumerate(investigation.links, 1)]
        self.rows_by_number = dict(enumerate(rows, 1))
        by_id = {row.link.id: row for row in rows}
        self.links = [by_id[link.id] for link in joined_links(investigation)]
        self.unjoined = [by_id[link.id] for link in unjoined_links(investigation)]
        self.gaps = [self._gap(gap, by_id) for gap in investigation.gaps]
        self.paths = [self._path(path) for path in investigation.paths]
        self.ownership = [(words, self._numbers.get(key)) for key, words in ownership_sentences(investigation)]
        self.cut = list(cut_sentences(investigation))
        in_order = [self._party(n, item) for n, item in enumerate(investigation.parties, 1)]
        self.parties_by_number = {row.number: row for row in in_order}
        self.parties = sorted(in_order, key=lambda row: (_RANK[row.state], row.item.party.unnamed))
        self.contradictions = [self._case(n, item) for n, item in enumerate(investigation.contradictions, 1)]
        self.alike = [self._alike(item) for item in investigation.resemblances]
        self.texts = [self._text(item.id) for item in investigation.documents if item.id in documents]

    def counts(self) -> list[tuple[int, str, str]]:
        """Give the figures of the summary: number, words, and the kind of thing for its colour."""
        parties = self.investigation.parties
        listed = sum(item.listed for item in parties)
        unnamed = sum(item.party.unnamed for item in parties)
        return [
            (listed, "listed on that day", "listed"),
            (len(self._gap_parties), "gaps: not listed on that day, linked to a listed party", "gap"),
            (len(parties), f"parties in all, {unnamed} of them described without a name", "plain"),
            (len(self.links), "links that sources state or allege", "plain"),
            (len(self.unjoined), "links denied, negated, called for or planned", "plain"),
        ]

    def _link(self, number: int, link: Link) -> LinkRow:
        return LinkRow(
            link,
            self._names.get(link.source, link.source),
            self._names.get(link.target, link.target),
            self._numbers.get(link.source),
            self._numbers.get(link.target),
            link_label(link),
            STATUS_WORDS[link.status],
            period(link.interval.start, link.interval.end),
            tuple(self._source(f"quote-{number}", n, item) for n, item in enumerate(link.evidence, 1)),
        )

    def _source(self, name: str, number: int, item: Evidence) -> Source:
        shown = name.startswith("quote-") and self._views.is_shown(item.document, item.quote, item.start, item.end)
        return Source(
            item.quote,
            self._titles.get(item.document, item.document),
            place_words(item),
            item.publisher or "",
            item.date or "",
            item.asserted_by or "",
            f"{name}-{number}" if shown else "",
            item.pattern or "",
        )

    def _gap(self, gap: Gap, links: Mapping[str, LinkRow]) -> GapRow:
        item = next((p for p in self.investigation.parties if p.party.id == gap.party), None)
        own = own_hit(item) if item else None
        return GapRow(
            gap,
            self._names.get(gap.party, gap.party),
            self._numbers.get(gap.party),
            criterion_words(gap.criterion, self._criteria),
            _not_listed(own),
            tuple(links[key] for key in gap.links if key in links),
        )

    def _path(self, path: Path) -> PathRow:
        steps = [
            PathStep(arrow_words(tie, party), self._names.get(other, other), self._numbers.get(other))
            for party, other, tie in zip(path.parties, path.parties[1:], path.ties, strict=False)
        ]
        first = path.parties[0]
        return PathRow(
            self._names.get(first, first), self._numbers.get(first), tuple(steps), path.product, path.weakest
        )

    def _party(self, number: int, item: ScreenedParty) -> PartyRow:
        own = own_hit(item)
        gap = item.party.id in self._gap_parties
        state = "listed" if item.listed else ("gap" if gap else ("other" if own else "plain"))
        schema = model.get(item.party.schema)
        return PartyRow(
            item,
            number,
            schema.label if schema else item.party.schema,
            ", ".join(registry.country.caption(code) for code in item.party.countries),
            state,
            _on_that_day(item, own) if self.investigation.lists else "",
            _hit(own) if own else None,
            tuple(_hit(hit) for hit in item.hits if hit is not own),
            tuple((self._names.get(key, key), self._numbers.get(key)) for key in item.party.members),
        )

    def _text(self, document: str) -> TextView:
        return self._views.view(document, self._titles[document], self.rows_by_number, self._numbers)

    def _case(self, number: int, item: Contradiction) -> CaseRow:
        values = tuple(
            (
                contradiction_value(item, side.value),
                tuple(self._source(f"said-{number}-{n}", m, one) for m, one in enumerate(side.evidence, 1)),
            )
            for n, side in enumerate(item.sides, 1)
        )
        return CaseRow(contradiction_head(item, self._names), self._numbers.get(item.party), values)

    def _alike(self, item: Resemblance) -> AlikeRow:
        one, other = ((self._names.get(key, key), self._numbers.get(key)) for key in (item.one, item.other))
        return AlikeRow(item, one, other)


_RANK = {"listed": 0, "gap": 1, "other": 2, "plain": 3}


def _hit(hit: ListedHit) -> HitRow:
    return HitRow(hit, STATE_WORDS[hit.state], period(hit.listed_from, hit.listed_to))


def _on_that_day(item: ScreenedParty, own: ListedHit | None) -> str:
    if item.listed:
        return "listed"
    if own is not None:
        return STATE_WORDS[own.state]
    if item.party.unnamed:
        return "no name to screen"
    return "possible hits only" if item.hits else "not found on the lists"


def _not_listed(own: ListedHit | None) -> str:
    if own is None:
        return "not listed on that day"
    if own.state is State.NOT_YET:
        return f"not listed on that day; listed from {own.listed_from}"
    return f"not listed on that day; {STATE_WORDS[own.state]}"
