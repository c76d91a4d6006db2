"""followthemoney edges as links, and sanctions as designations."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import Any

from followthemoney import model

from yalu.model import (
    LINK_TYPES,
    Dealings,
    Designation,
    Evidence,
    Interest,
    Interval,
    Link,
    Share,
    ShareError,
    Status,
    parse_share,
)

_TYPES: dict[str, str] = {
    link_type.schema: link_type.name for link_type in LINK_TYPES.values() if link_type.schema != "UnknownLink"
} | {"Control": "owns"}
"""By schema of the edge. `UnknownLink` and whatever else ties two things is `associate_of`, in the edge's words."""

_OTHER = "associate_of"

_BY_WORDS: dict[str, str] = {
    words: link_type.name for link_type in LINK_TYPES.values() for words in (link_type.name, link_type.label)
}
"""A role of an `UnknownLink` may start with a link type and a colon; Yalu's own export writes it so."""

_STATUSES = frozenset(status.value for status in Status)

_DEALINGS = "Dealings: "
_ROLE = ("role", "relationship", "purpose")
_AMOUNTS = (("percentage", "%"), ("sharesCount", "shares"))
_TAKEN = {
    "entity",
    "authority",
    "program",
    "programId",
    "startDate",
    "listingDate",
    "endDate",
    "modifiedAt",
    "retrievedAt",
}
"""Properties of a Sanction that the designation holds, or that only tell when it was copied."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What every link and designation of one file shares; `entities` gives their names."""

    list_name: str
    authority: str
    date: str | None
    entities: dict[str, dict[str, Any]]

    def caption(self, identity: str) -> str:
        """Give the name of an entity, or its id where the file does not hold it."""
        names = self.entities.get(identity, {}).get("properties", {}).get("name")
        return names[0] if names else identity


def links_of(edge: dict[str, Any], origin: Origin) -> Iterator[Link]:
    """Give an edge as links, one for each pair of its ends."""
    properties: dict[str, list[str]] = edge["properties"]
    link_type, role = _type_and_role(edge["schema"], properties)
    label = LINK_TYPES[link_type].label
    source_name, target_name = _ends(edge["schema"])
    pairs = list(product(properties.get(source_name, ()), properties.get(target_name, ())))
    for number, (source, target) in enumerate(pairs):
        yield Link(
            id=edge["id"] if len(pairs) == 1 else f"{edge['id']}-{number}",
            type=link_type,
            source=source,
            target=target,
            status=_status(properties),
            evidence=(_evidence(properties, source, target, f"{label} ({role})" if role else label, origin),),
            role=role,
            interval=_interval(properties, ("startDate", "date"), ("endDate", "date")),
            share=_share(edge["schema"], properties),
            dealings=_dealings(properties),
        )


def _share(schema: str, properties: dict[str, list[str]]) -> Share | None:
    """Read how much is owned; a text that says no share, or several that differ, leave it open.

    An indirect share may be made up of direct ones that stand there too, so it adds at most what it says.
    """
    if schema == "Control":
        return Share(of=Interest.CONTROL)
    found = set()
    for text in properties.get("percentage", ()):
        with suppress(ShareError):
            found.add(parse_share(text))
    if schema != "Ownership" or len(found) != 1:
        return None
    share = found.pop()
    indirect = {"indirect", "ultimate"} & {kind.strip().casefold() for kind in properties.get("ownershipType", ())}
    return Share(None, share.upper, below=share.below, of=share.of) if indirect else share


def _status(properties: dict[str, list[str]]) -> Status:
    """Read how a source states an edge, as Yalu's own exports write it; whatever else the property says is stated."""
    return next((Status(value) for value in properties.get("status", ()) if value in _STATUSES), Status.ASSERTED)


def _dealings(properties: dict[str, list[str]]) -> Dealings | None:
    """Read which records an edge stands for, as Yalu's own exports write it."""
    words = (text.removeprefix(_DEALINGS) for text in properties.get("description", ()) if text.startswith(_DEALINGS))
    return next(filter(None, map(Dealings.read, words)), None)


def _ends(schema: str) -> tuple[str, str]:
    known = model.schemata[schema]
    return str(known.edge_source), str(known.edge_target)


def _type_and_role(schema: str, properties: dict[str, list[str]]) -> tuple[str, str | None]:
    roles = [value for name in _ROLE for value in properties.get(name, ())]
    link_type = _TYPES.get(schema, _OTHER)
    if schema == "UnknownLink" and roles:
        words, _, rest = roles[0].partition(":")
        if words.strip() in _BY_WORDS:
            link_type = _BY_WORDS[words.strip()]
            roles[0] = rest.strip()
    elif schema not in _TYPES and schema != "UnknownLink":
        roles.insert(0, model.schemata[schema].label)
    roles += [f"{value} {unit}" for name, unit in _AMOUNTS for value in properties.get(name, ())]
    amounts, currencies = properties.get("amount", []), properties.get("currency", [])
    if amounts:
        roles.append(" ".join([*amounts, *currencies]))
    return link_type, "; ".join(filter(None, roles)) or None


def _evidence(properties: dict[str, list[str]], source: str, target: str, words: str, origin: Origin) -> Evidence:
    said = [*properties.get("summary", ()), *properties.get("description", ())]
    publisher = next(iter(properties.get("publisher", ())), origin.authority)
    return Evidence(
        document=origin.list_name,
        quote="; ".join(said) or f"{origin.caption(source)}: {words}: {origin.caption(target)}",
        publisher=publisher,
        date=origin.date,
        asserted_by=publisher,
        origin=origin.list_name,
    )


def designations_of(sanction: dict[str, Any], origin: Origin) -> Iterator[Designation]:
    """Give a sanction as designations, one for each party, and note on the party what a designation does not hold."""
    properties: dict[str, list[str]] = sanction["properties"]
    programs = tuple(dict.fromkeys([*properties.get("programId", ()), *properties.get("program", ())]))
    authority = "; ".join(properties.get("authority", ())) or origin.authority
    notes = [
        f"{authority}: {name}: {value}" for name, values in properties.items() if name not in _TAKEN for value in values
    ]
    for party in properties["entity"]:
        if party in origin.entities and notes:
            known = origin.entities[party]["properties"].setdefault("notes", [])
            known += [note for note in notes if note not in known]
        yield Designation(
            party=party,
            authority=authority,
            programs=programs,
            interval=_interval(properties, ("startDate", "listingDate"), ("endDate",)),
            dataset=origin.list_name,
        )


def _interval(properties: dict[str, list[str]], starts: tuple[str, ...], ends: tuple[str, ...]) -> Interval:
    """Give the interval from the first start property that is there to the last day of the first end property."""
    start = next((min(properties[name]) for name in starts if properties.get(name)), None)
    end = next((max(properties[name]) for name in ends if properties.get(name)), None)
    return Interval(start, end)
