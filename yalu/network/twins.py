"""Twins: entities of several lists that are one party, or may be; those that surely are become one node."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from yalu.model import Evidence, Link, Status

MAY_BE_SAME = "may_be_same_as"
Entity = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Twin:
    """An entity of another list that is taken to be the same party, with the score of the comparison.

    One that is not `sure` may be the same: it is shown, its listings do not count, and a weak link ties the two.
    """

    party: str
    score: float
    name: str = ""
    sure: bool = True


Twins = Mapping[str, tuple[Twin, ...]]


def one_for_all(twins: Twins) -> dict[str, str]:
    """Give, for each party that is one with another, the id under which all of them stand: the first in their order."""
    head: dict[str, str] = {}

    def find(party: str) -> str:
        while (above := head.get(party, party)) != party:
            party = above
        return party

    for party, group in sorted(twins.items()):
        for twin in group:
            if twin.sure:
                one, other = sorted((find(party), find(twin.party)))
                head[other] = one
    return {party: one for party in sorted(head) if (one := find(party)) != party}


def joined_twins(twins: Twins, ids: Mapping[str, str]) -> dict[str, tuple[Twin, ...]]:
    """Give twins by the ids under which parties stand: all who are one with a party, and who may be.

    The score of one who is the same is the best by which it was found.
    """
    joined: dict[str, dict[str, Twin]] = {}
    for party, group in sorted(twins.items()):
        for twin in group:
            one, other = ids.get(party, party), ids.get(twin.party, twin.party)
            if twin.sure:
                members = [(one, replace(twin, party=end)) for end in (party, twin.party) if end != one]
            elif one != other:
                members = [(one, replace(twin, party=other))]
            else:
                members = []
            for key, item in members:
                known = joined.setdefault(key, {}).get(item.party)
                if known is None or (item.sure, item.score) > (known.sure, known.score):
                    joined[key][item.party] = item
    return {party: tuple(group[key] for key in sorted(group)) for party, group in joined.items()}


def joined_entities(entities: Mapping[str, Entity], ids: Mapping[str, str]) -> dict[str, Entity]:
    """Give entities with those that are one put together: all values of all, the first one's main name first.

    `referents` holds the ids of the others.
    """
    members: dict[str, list[str]] = {}
    for party, one in ids.items():
        members.setdefault(one, []).append(party)
    found = {party: entity for party, entity in entities.items() if party not in ids}
    for one, others in members.items():
        there = [entities[party] for party in (one, *others) if party in entities]
        if there:
            found[one] = _joined(one, there, others)
    return found


def _joined(identity: str, entities: list[Entity], others: Iterable[str]) -> Entity:
    properties: dict[str, dict[str, None]] = {}
    for entity in entities:
        for name, values in entity.get("properties", {}).items():
            properties.setdefault(name, {}).update(dict.fromkeys(values))
    schemata = [str(entity.get("schema", "LegalEntity")) for entity in entities]
    return {
        **entities[0],
        "id": identity,
        "schema": next((name for name in schemata if name != "LegalEntity"), schemata[0]),
        "properties": {name: list(values) for name, values in properties.items()},
        "referents": sorted({*entities[0].get("referents", ()), *others}),
    }


def maybe_links(twins: Twins, names: Mapping[str, Entity]) -> Iterator[Link]:
    """Tie parties that may be the same by weak links, each pair once. No source states them, and none makes a gap."""
    told: dict[tuple[str, str], float] = {}
    for party, group in twins.items():
        for twin in group:
            if not twin.sure:
                one, other = sorted((party, twin.party))
                told[one, other] = max(twin.score, told.get((one, other), 0.0))
    for (one, other), score in sorted(told.items()):
        quote = f"{_name(one, names)} ({one}) and {_name(other, names)} ({other}): score {score:.2f}"
        evidence = Evidence("comparison of the lists", quote, origin=f"{one} and {other}", confidence=round(score, 4))
        yield Link(
            f"maybe-{one}-{other}",
            MAY_BE_SAME,
            one,
            other,
            Status.INFERRED,
            (evidence,),
            role="to be checked",
            confidence=round(score, 4),
        )


def _name(party: str, names: Mapping[str, Entity]) -> str:
    found = names.get(party, {}).get("properties", {}).get("name") or (party,)
    return str(found[0])
