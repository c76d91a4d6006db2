"""Contradictions: what sources state of one thing and cannot all be so, side by side, each with its words.

One source states a link and another denies it; two documents give a party different days of birth, nationalities or
numbers, or a link different roles, shares or days. Nothing is settled here, and nothing is averaged.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from yalu.documents.details import Detail
from yalu.documents.document import Document
from yalu.documents.identifiers import Identifier
from yalu.model import LINK_TYPES, Evidence, Link, Status

_REFUSED = (Status.DENIED, Status.NEGATED)
_WITH_ROLE = frozenset({"employed_by", "leads", "represents", "family_of"})
_WITH_ONE_DAY = frozenset({"sanctioned_by", "charged_by"})
_ONE_EACH = ("birthDate", "gender", "incorporationDate", "flag")
_ONE_NUMBER = ("imoNumber", "leiCode", "innCode", "ogrnCode", "uscCode", "registrationNumber")
Agree = Callable[[str, str], bool]
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|per\s?cent)")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that are stated, and where: `value` is a status, role, share, date, country or number."""

    value: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What sources state differently of a party, or of a link of `type` between `party` and `other`.

    `about` is `status`, `role`, `share`, `date`, or a property of followthemoney ("birthDate", "nationality").
    """

    about: str
    party: str
    other: str | None
    type: str | None
    sides: tuple[Side, ...]


def contradictions_in(
    documents: Sequence[Document],
    links: Iterable[Link],
    details: Iterable[Detail],
    identifiers: Iterable[Identifier],
) -> tuple[Contradiction, ...]:
    """Find contradictions in links and details that carry the final ids of their parties; links are not yet merged."""
    by_ends: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    national: dict[str, list[tuple[str, Evidence]]] = defaultdict(list)
    for link in links:
        ends = (link.source, link.target)
        by_ends[(link.type, *(ends if LINK_TYPES[link.type].directed else sorted(ends)))].append(link)
        if link.type == "national_of" and link.status.joins_network:
            country = link.target.removeprefix("country-")
            national[link.source] += [(country, item) for item in link.evidence]
    found = [one for (kind, source, target), some in by_ends.items() for one in _of_link(kind, source, target, some)]
    return (*found, *_of_parties(documents, details, identifiers, national))


def _of_link(kind: str, source: str, target: str, links: Sequence[Link]) -> Iterator[Contradiction]:
    stated = [link for link in links if link.status.joins_network]
    refused = [link for link in links if link.status in _REFUSED]
    if stated and refused:
        said = [(link.status.value, item) for link in (*stated, *refused) for item in link.evidence]
        yield Contradiction("status", source, target, kind, _sides(said))
    if kind in _WITH_ROLE:
        roles = [(link.role, link) for link in stated if link.role]
        yield from _where_apart("role", (source, target, kind), roles, _roles_agree)
    if kind == "owns":
        shares = [(share[1], link) for link in stated if link.role and (share := _SHARE.search(link.role))]
        yield from _where_apart("share", (source, target, kind), shares, _same)
    if kind in _WITH_ONE_DAY:
        days = [(link.interval.start, link) for link in stated if link.interval.start]
        yield from _where_apart("date", (source, target, kind), days, _dates_agree)


def _of_parties(
    documents: Sequence[Document],
    details: Iterable[Detail],
    identifiers: Iterable[Identifier],
    national: dict[str, list[tuple[str, Evidence]]],
) -> Iterator[Contradiction]:
    known = {document.id: document for document in documents}
    stated: dict[tuple[str, str], list[tuple[str, Evidence]]] = defaultdict(list)
    for item in details:
        if item.type in _ONE_EACH or item.type == "nationality":
            stated[item.party, item.type].append((item.value, _evidence(known[item.document], item.start, item.end)))
    for number in identifiers:
        if number.party and number.valid is not False and number.type in _ONE_NUMBER:
            evidence = _evidence(known[number.document], number.start, number.end)
            stated[number.party, number.type].append((number.value, evidence))
    for party, some in national.items():
        stated[party, "nationality"] += some
    for (party, about), some in stated.items():
        yield from _where_parted(about, (party, None, None), some, _dates_agree if "Date" in about else _same)


# --- do they agree? --------------------------------------------------------------------------------------------------


def _where_apart(
    about: str, of: tuple[str, str | None, str | None], stated: Sequence[tuple[str, Link]], agree: Agree
) -> Iterator[Contradiction]:
    yield from _where_parted(about, of, [(value, item) for value, link in stated for item in link.evidence], agree)


def _where_parted(
    about: str, of: tuple[str, str | None, str | None], stated: Sequence[tuple[str, Evidence]], agree: Agree
) -> Iterator[Contradiction]:
    """Give a contradiction where two documents have no value in common; one document may well give several."""
    by_document: dict[str, set[str]] = defaultdict(set)
    for value, item in stated:
        by_document[item.document].add(value)
    apart = any(
        not any(agree(a, b) for a in mine for b in theirs) for mine, theirs in combinations(by_document.values(), 2)
    )
    if apart:
        party, other, kind = of
        yield Contradiction(about, party, other, kind, _sides(stated))


def _sides(stated: Iterable[tuple[str, Evidence]]) -> tuple[Side, ...]:
    sides: dict[str, dict[tuple[str, int | None, str], Evidence]] = {}
    for value, item in stated:
        sides.setdefault(value, {}).setdefault((item.document, item.start, item.quote), item)
    return tuple(Side(value, tuple(places.values())) for value, places in sides.items())


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _dates_agree(one: str, other: str) -> bool:
    """Whether two partial dates can be one day: one is a part of the other."""
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _roles_agree(one: str, other: str) -> bool:
    """Whether one role says no more than the other ("director", "general director")."""
    mine, theirs = (set(role.casefold().split()) for role in (one, other))
    return mine <= theirs or theirs <= mine


def _evidence(document: Document, start: int, end: int) -> Evidence:
    quote = " ".join(document.raw[start:end].split())
    return Evidence(
        document=document.id,
        quote=quote,
        start=start,
        end=end,
        publisher=document.publisher,
        date=document.published,
        page=document.page_of(start),
        line=document.line_of(start),
    )
