"""Inferred links: two records that have an address, phone or number in common. Weak, and never more than a lead."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from yalu.model import Evidence, Link, Status

MOST_SHARING = 10
"""Parties that may share one value; what more of them share is a registrar's or a town hall's, and says nothing."""


@dataclass(frozen=True, slots=True)
class SharedValue:
    """What two records may have in common: properties, the link type, and how much it tells."""

    link_type: str
    properties: tuple[str, ...]
    confidence: float


SHARED_VALUES = (
    SharedValue("shares_address", ("address",), 0.3),
    SharedValue("shares_contact", ("phone", "email"), 0.5),
    SharedValue(
        "shares_identifier",
        (
            "registrationNumber",
            "taxNumber",
            "idNumber",
            "passportNumber",
            "innCode",
            "ogrnCode",
            "uscCode",
            "leiCode",
            "vatCode",
            "dunsCode",
            "swiftBic",
            "imoNumber",
            "mmsi",
        ),
        0.6,
    ),
)
"""The confidences are Yalu's own: an address in common is often an agent's, a number often that of one party twice."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """Inferred links, and in sentences what was left out."""

    links: tuple[Link, ...]
    notes: tuple[str, ...]


def inferred_links(entities: Iterable[Mapping[str, Any]]) -> Inferred:
    """Link parties whose records have an address, phone, e-mail or number in common.

    An address counts when it has a house or box number and at least four words: a town alone ties nobody. Values that
    more than ten parties have are left out and counted. The evidence is the two records' own words, of one origin.
    """
    holders: dict[tuple[str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    kinds = {shared.link_type: shared for shared in SHARED_VALUES}
    for entity in entities:
        for shared, prop, value in _values(entity):
            key = _key(shared, value)
            if key:
                holders[shared.link_type, key].setdefault(entity["id"], (_words(entity, prop, value), prop))
    evidence: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    crowded = 0
    for (kind, _), parties in sorted(holders.items()):
        if len(parties) > MOST_SHARING:
            crowded += 1
            continue
        for one, other in combinations(sorted(parties), 2):
            evidence[kind, one, other] += [(one, parties[one][0]), (other, parties[other][0])]
    links = tuple(_link(kinds[kind], one, other, words) for (kind, one, other), words in sorted(evidence.items()))
    notes = (
        (f"{crowded} addresses, phones or numbers that more than {MOST_SHARING} parties have were not made links.",)
        if crowded
        else ()
    )
    return Inferred(links, notes)


def _values(entity: Mapping[str, Any]) -> Iterator[tuple[SharedValue, str, str]]:
    properties = entity.get("properties", {})
    for shared in SHARED_VALUES:
        for prop in shared.properties:
            for value in properties.get(prop, ()):
                yield shared, prop, value


def _key(shared: SharedValue, value: str) -> str:
    """Give what two values must have in common; empty where the value is too general to tell anything."""
    words = re.findall(r"\w+", value.casefold())
    if shared.link_type == "shares_address":
        return " ".join(words) if len(words) >= 4 and any(char.isdigit() for char in value) else ""
    key = "".join(words)
    return key if len(key) >= 6 and (any(char.isdigit() for char in key) or "@" in value) else ""


def _words(entity: Mapping[str, Any], prop: str, value: str) -> str:
    names = entity.get("properties", {}).get("name") or (entity["id"],)
    return f"{names[0]}: {prop}: {value}"


def _link(shared: SharedValue, one: str, other: str, words: Iterable[tuple[str, str]]) -> Link:
    return Link(
        id=f"inferred-{shared.link_type}-{one}-{other}",
        type=shared.link_type,
        source=one,
        target=other,
        status=Status.INFERRED,
        evidence=tuple(
            Evidence(f"record {party}", quote, origin=f"{one} and {other}", confidence=shared.confidence)
            for party, quote in dict.fromkeys(words)
        ),
        confidence=shared.confidence,
    )
