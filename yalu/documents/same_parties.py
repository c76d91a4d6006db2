"""Who is who across documents: parties of several documents become one, stay apart, or may be the same.

Within a document the cast has settled it, so two of its parties never become one here. Across documents:

- One name (of two words or more, or an organisation's), and nothing that speaks against it: one party.
- Something speaks against it (another day of birth, number, nationality, sex), or the name is one word of a person:
  one party only where a number or day of birth they share, or a tie to the same third party, speaks for it.
- Names that are spelled differently: one party only where such a thing speaks for it and nothing against it.
- All else that is alike stays apart, as a `Resemblance`: a lead, never evidence of a tie.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from yalu.documents.kinds import ORGANIZATIONS, PERSON, TERRITORY
from yalu.documents.naming import name_key
from yalu.documents.vocabulary import vocabulary
from yalu.model import Link, Party

Alike = Callable[[Sequence[tuple[str, tuple[str, ...]]], float], Iterable[tuple[int, int, float]]]
"""Given parties as schema and names, and a least score: gives the pairs whose names are alike, with the score."""

LEAST_ALIKE = 0.85
"""The least score of names for "maybe the same"."""
_SURE_ALIKE = 0.95
"""The least score of names that become one by a tie to the same third party; by a shared number `LEAST_ALIKE` does."""
_ONE_EACH = ("imoNumber", "leiCode", "innCode", "ogrnCode", "uscCode", "registrationNumber", "birthDate", "gender")
"""Of these a party has one, so that two values are of two parties, or one of them is wrong."""
_NUMBERS = (*_ONE_EACH[:6], "passportNumber", "idNumber", "taxNumber", "swiftBic", "mmsi", "iban", "publicKey")
_NO_TIES = frozenset({"national_of", "located_in", "sanctioned_by", "charged_by"})
"""Many have these in common without being one."""
_NEAR_NAMES = 12


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Two parties that may be the same: a lead for a person to check, and no evidence of a tie between them.

    `score` says how alike their names are (1 is equal); `speaks_for` and `speaks_against` give the reasons in words.
    """

    one: str
    other: str
    score: float
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


@dataclass
class _Group:
    """Parties of several documents that are taken to be one."""

    parties: list[tuple[int, Party]] = field(default_factory=list)

    @property
    def documents(self) -> set[int]:
        return {document for document, _ in self.parties}

    @property
    def schema(self) -> str:
        return self.parties[0][1].schema

    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for _, party in self.parties for name in party.names))

    def values(self, name: str) -> set[str]:
        return {value for _, party in self.parties for key, some in party.properties if key == name for value in some}

    def countries(self) -> set[str]:
        return {code for _, party in self.parties for code in party.countries}

    def keys(self) -> set[str]:
        return {name_key(name, self.schema, vocabulary()) for name in self.names()}


@dataclass(frozen=True, slots=True)
class SameParties:
    """Of each document the new ids of its parties, where they are others, and the parties that may be the same."""

    ids: tuple[Mapping[str, str], ...]
    resemblances: tuple[Resemblance, ...]


def same_parties(
    documents: Sequence[tuple[str, Sequence[Party], Sequence[Link]]], alike: Alike | None = None
) -> SameParties:
    """Settle who is who across documents, each given by its id, its parties and its links.

    `alike` finds names that are spelled differently; without it only equal names are compared.
    """
    ties = [_ties_of(links) for _, _, links in documents]
    groups: list[_Group] = []
    pairs: dict[tuple[int, int], float] = {}
    by_id: dict[str, list[int]] = defaultdict(list)
    for number, (_, parties, _) in enumerate(documents):
        for party in parties:
            if party.unnamed or party.schema == TERRITORY:
                continue
            own = _Group([(number, party)])
            known = next((n for n in by_id[party.id] if _become_one(groups[n], own, 1.0, ties)), None)
            if known is None:
                pairs |= {(n, len(groups)): 1.0 for n in by_id[party.id]}
                by_id[party.id].append(len(groups))
                groups.append(own)
            else:
                groups[known].parties.append((number, party))
    if alike is not None and len(documents) > 1:
        found = sorted(alike([(group.schema, group.names()[:_NEAR_NAMES]) for group in groups], LEAST_ALIKE))
        pairs |= {(one, other): score for one, other, score in found if (one, other) not in pairs}
    into = _joined(groups, pairs, ties)
    return SameParties(_new_ids(documents, groups, into), tuple(_resemblances(documents, groups, pairs, into, ties)))


def renamed(party: Party, ids: Mapping[str, str]) -> Party:
    """Give a party with the ids of `same_parties`."""
    return replace(party, id=ids.get(party.id, party.id), members=tuple(ids.get(key, key) for key in party.members))


def renamed_link(link: Link, ids: Mapping[str, str]) -> Link:
    """Give a link with the ids of `same_parties`."""
    return replace(link, source=ids.get(link.source, link.source), target=ids.get(link.target, link.target))


# --- one, or apart ---------------------------------------------------------------------------------------------------


def _become_one(one: _Group, other: _Group, score: float, ties: Sequence[Mapping[str, set[str]]]) -> bool:
    if one.documents & other.documents or not _fits(one.schema, other.schema):
        return False
    plain, soft = _differing(one, other), _countries_differ(one, other)
    against, numbers = [*plain, *soft], _shared_numbers(one, other)
    tied = bool(_shared_ties(one, other, ties))
    shared_key = one.keys() & other.keys()
    if shared_key:
        is_full = one.schema != PERSON or any(" " in key for key in shared_key)
        return bool(numbers) or (tied and not plain) or (is_full and not against)
    return not against and (bool(numbers) or (tied and score >= _SURE_ALIKE))


def _fits(one: str, other: str) -> bool:
    return one == other or (one in ORGANIZATIONS and other in ORGANIZATIONS)


def _differing(one: _Group, other: _Group) -> list[str]:
    """Say what the documents state of the two that one party cannot have."""
    found = []
    for name in _ONE_EACH:
        mine, theirs = one.values(name), other.values(name)
        if mine and theirs and not _agree(mine, theirs):
            found.append(f"{_WORDS.get(name, name)} differs: {_listed(mine)} and {_listed(theirs)}")
    return found


def _countries_differ(one: _Group, other: _Group) -> list[str]:
    """Say that two persons are of different countries, which one person can be, but seldom is."""
    mine, theirs = one.countries(), other.countries()
    apart = one.schema == PERSON and mine and theirs and not mine & theirs
    return [f"country differs: {_listed(mine)} and {_listed(theirs)}"] if apart else []


def _agree(mine: set[str], theirs: set[str]) -> bool:
    """Whether two values can be one: partial dates agree where one is a part of the other."""
    return any(a == b or a.startswith(f"{b}-") or b.startswith(f"{a}-") for a in mine for b in theirs)


def _shared_numbers(one: _Group, other: _Group) -> list[str]:
    found = [
        f"the same {_WORDS.get(name, name)} {value}"
        for name in dict.fromkeys(_NUMBERS)
        for value in sorted(one.values(name) & other.values(name))
    ]
    days = sorted(day for day in one.values("birthDate") & other.values("birthDate") if len(day) == len("2000-01-01"))
    return found + [f"the same day of birth {day}" for day in days]


def _shared_ties(one: _Group, other: _Group, ties: Sequence[Mapping[str, set[str]]]) -> list[str]:
    """Give the ties that both have to the same third party."""
    mine, theirs = (
        {tie for document, party in group.parties for tie in ties[document].get(party.id, ())} for group in (one, other)
    )
    return sorted(mine & theirs)


def _ties_of(links: Iterable[Link]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.status.joins_network and link.type not in _NO_TIES:
            found[link.source].add(f"{link.type}>{link.target}")
            found[link.target].add(f"{link.type}<{link.source}")
    return found


def _joined(
    groups: list[_Group], pairs: Mapping[tuple[int, int], float], ties: Sequence[Mapping[str, set[str]]]
) -> dict[int, int]:
    """Join groups, the most alike first, and give for each number of a group the one that it went into."""
    into = {number: number for number in range(len(groups))}
    for (first, second), score in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        one, other = sorted((into[first], into[second]))
        if one != other and _become_one(groups[one], groups[other], score, ties):
            groups[one].parties += groups[other].parties
            into = {number: one if target == other else target for number, target in into.items()}
    return into


# --- ids and resemblances --------------------------------------------------------------------------------------------


def _new_ids(
    documents: Sequence[tuple[str, Sequence[Party], Sequence[Link]]], groups: Sequence[_Group], into: Mapping[int, int]
) -> tuple[dict[str, str], ...]:
    """Name each group: by the id of its first party, or one made from that and the document where another has it."""
    ids: list[dict[str, str]] = [{} for _ in documents]
    taken: set[str] = set()
    for number, group in enumerate(groups):
        if into[number] != number:
            continue
        document, first = min(group.parties, key=lambda item: item[0])
        key = first.id
        if key in taken:
            key = "party-" + hashlib.sha256(f"apart\x1f{key}\x1f{documents[document][0]}".encode()).hexdigest()[:12]
        taken.add(key)
        for place, party in group.parties:
            if party.id != key:
                ids[place][party.id] = key
    return tuple(ids)


def _resemblances(
    documents: Sequence[tuple[str, Sequence[Party], Sequence[Link]]],
    groups: Sequence[_Group],
    pairs: Mapping[tuple[int, int], float],
    into: Mapping[int, int],
    ties: Sequence[Mapping[str, set[str]]],
) -> Iterator[Resemblance]:
    """Tell of the pairs that stayed apart, but for those that one document tells apart."""
    ids = _new_ids(documents, groups, into)
    best: dict[tuple[int, int], float] = {}
    for (first, second), score in pairs.items():
        one, other = sorted((into[first], into[second]))
        best[one, other] = max(score, best.get((one, other), 0.0))
    for (one, other), score in sorted(best.items()):
        mine, theirs = groups[one], groups[other]
        if one == other or mine.documents & theirs.documents or not _fits(mine.schema, theirs.schema):
            continue
        numbers = _shared_numbers(mine, theirs)
        tied = ["a tie of one type to the same third party"] if _shared_ties(mine, theirs, ties) else []
        is_same = bool(mine.keys() & theirs.keys())
        names = "the same name" if is_same else f"names alike: {mine.names()[0]} and {theirs.names()[0]}"
        doubt = "the name is one word" if is_same else "the names are spelled differently"
        against = [*_differing(mine, theirs), *_countries_differ(mine, theirs)] or [doubt]
        first_id, second_id = (_id_of(group, ids) for group in (mine, theirs))
        yield Resemblance(first_id, second_id, score, (names, *numbers, *tied), tuple(against))


def _id_of(group: _Group, ids: Sequence[Mapping[str, str]]) -> str:
    document, party = group.parties[0]
    return ids[document].get(party.id, party.id)


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))


_WORDS = {
    "imoNumber": "IMO number",
    "leiCode": "LEI",
    "innCode": "INN",
    "ogrnCode": "OGRN",
    "uscCode": "unified social credit code",
    "registrationNumber": "registration number",
    "birthDate": "day of birth",
    "passportNumber": "passport number",
    "idNumber": "identity number",
    "taxNumber": "tax number",
    "swiftBic": "BIC",
    "mmsi": "MMSI number",
    "iban": "account number",
    "publicKey": "wallet",
}
