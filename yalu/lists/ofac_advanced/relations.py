"""Relations between listed parties, as links.

The table's directions were checked on the issues of 2024-05-28 to 2024-12-19: "From X, Owned or Controlled By, To Y"
reads "X is owned or controlled by Y" (Gooryong's ship Goo Ryong -> Gooryong Shipping Co Ltd; the yacht Dilbar ->
Alisher Usmanov; Globovision -> Raul Gorrin), so Y owns X.
"""

from dataclasses import dataclass

from yalu.lists.ofac_advanced.elements import Element, attribute, child, child_text
from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.periods import read_interval
from yalu.lists.ofac_advanced.references import ReferenceValues
from yalu.model import Evidence, Interval, Link, Status
from yalu.model.link import UNKNOWN_TIME


@dataclass(frozen=True, slots=True)
class RelationRule:
    """How a type of relation reads as a link; `backwards` where the list's `To` is the link's source."""

    link_type: str
    backwards: bool = False
    confidence: float = 1.0


RELATIONS: dict[str, RelationRule] = {
    "Acting for or on behalf of": RelationRule("represents"),
    "Owned or Controlled By": RelationRule("owns", backwards=True),
    "Owns, controls, or operates": RelationRule("owns"),
    # OFAC blocks property in which a party "has an interest"; that may be less than ownership, hence the confidence.
    "Property in the interest of": RelationRule("owns", backwards=True, confidence=0.8),
    "Leader or official of": RelationRule("leads"),
    "Principal Executive Officer": RelationRule("leads"),
    "Providing support to": RelationRule("supplied"),
    "Family member of": RelationRule("family_of"),
    "Associate Of": RelationRule("associate_of"),
    "playing a significant role in": RelationRule("associate_of"),
}
"""By the texts of `RelationType`. Types that a later file adds become `OTHER_RELATION` with their text as role."""

OTHER_RELATION = RelationRule("associate_of")

QUALITY_CONFIDENCE: dict[str, float] = {"Low": 0.5}
"""By the texts of `RelationQuality`; the others ("High", "Unknown", "on OFAC's SDN list:") take nothing away."""

TURNED_CONFIDENCE = 0.9
"""For a relation whose parties only fit the other way round."""

_TRANSPORT = frozenset({"Vessel", "Airplane"})


@dataclass(frozen=True, slots=True)
class Source:
    """What every piece of evidence from one issue shares."""

    list_name: str
    authority: str
    date: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One `<ProfileRelationship>`, in the list's words."""

    first: str
    second: str
    type_id: str
    words: str
    comment: str
    quality: str
    former: bool
    interval: Interval


def read_relation(element: Element, references: ReferenceValues) -> Relation:
    """Read a `<ProfileRelationship>`.

    Raises:
        RecordError: it refers to something that is not defined.
    """
    period = child(element, "DatePeriod")
    return Relation(
        attribute(element, "From-ProfileID"),
        attribute(element, "To-ProfileID"),
        attribute(element, "RelationTypeID"),
        references.of(element, "RelationType"),
        child_text(element, "Comment"),
        references.of(element, "RelationQuality"),
        element.get("Former") == "true",
        Interval(*read_interval(period)) if period is not None else UNKNOWN_TIME,
    )


def as_link(relation: Relation, profiles: dict[str, EntityBuilder], source: Source) -> Link:
    """Give a relation as a link. The evidence keeps the list's own order of the two parties.

    Raises:
        RecordError: it ties a profile that the file does not hold.
    """
    first, second = profiles[relation.first], profiles[relation.second]
    rule = RELATIONS.get(relation.words, OTHER_RELATION)
    link_type, backwards, turned = _direction(rule, first.schema, second.schema)
    confidence = rule.confidence * QUALITY_CONFIDENCE.get(relation.quality, 1.0)
    confidence = round(confidence * (TURNED_CONFIDENCE if turned else 1.0), 4)
    words = f"{relation.words} ({relation.comment})" if relation.comment else relation.words
    return Link(
        # The file's own relation ids are given anew now and then, so they are not used.
        id=f"ofac-rel-{first.id[5:]}-{relation.type_id}-{second.id[5:]}",
        type=link_type,
        source=second.id if backwards else first.id,
        target=first.id if backwards else second.id,
        status=Status.ASSERTED,
        evidence=(
            Evidence(
                document=source.list_name,
                quote=f"{first.first('name')}: {words}: {second.first('name')}",
                publisher=source.authority,
                date=source.date,
                asserted_by=source.authority,
                origin=source.list_name,
                confidence=confidence,
            ),
        ),
        role=f"former: {words}" if relation.former else words,
        interval=relation.interval,
        confidence=confidence,
    )


def owned_party(relation: Relation, profiles: dict[str, EntityBuilder]) -> EntityBuilder | None:
    """Give the party that the relation says is owned or controlled, if any.

    Raises:
        RecordError: it ties a profile that the file does not hold.
    """
    first, second = profiles[relation.first], profiles[relation.second]
    rule = RELATIONS.get(relation.words, OTHER_RELATION)
    link_type, backwards, _ = _direction(rule, first.schema, second.schema)
    return (first if backwards else second) if link_type == "owns" else None


def _direction(rule: RelationRule, first: str, second: str) -> tuple[str, bool, bool]:
    """Give the link type, whether it runs from the second party to the first, and whether that had to be turned.

    The file writes some relations the wrong way round: "(person) Owned or Controlled By (company)" stands for the
    person's companies (Naser Kelmendi and his hotel), "(company) Leader or official of (person)" for its head. As a
    person cannot be owned, and a ship cannot own or lead, the parties tell.
    """
    source, target = (second, first) if rule.backwards else (first, second)
    if rule.link_type == "owns":
        turned = target == "Person" or source in _TRANSPORT
    elif rule.link_type == "leads":
        turned = target == "Person" and source != "Person"
    else:
        turned = False
    if rule.link_type == "family_of" and {first, second} != {"Person"}:
        return "associate_of", rule.backwards, False
    return rule.link_type, rule.backwards is not turned, turned
