"""Passports, tax and registration numbers, IMO numbers: what identifies a party on paper."""

from collections.abc import Callable
from dataclasses import dataclass

from yalu.lists.ofac_advanced.document_table import DOCUMENTS, FALLBACKS, NATIONAL, OTHER, DocumentRule
from yalu.lists.ofac_advanced.elements import Element, RecordError, attribute, child, child_text, children
from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.locations import Location
from yalu.lists.ofac_advanced.periods import read_period
from yalu.lists.ofac_advanced.references import ReferenceValues

_HOLDERS = ("Person", "Organization", "Company", "LegalEntity")
_VALID = "Valid"


@dataclass(frozen=True, slots=True)
class Document:
    """One `<IDRegDocument>`, before its holder is known. `remarks` says in words what has no property."""

    id: str
    kind: str
    number: str
    country: str
    authority: str
    issued: tuple[str, ...]
    expires: tuple[str, ...]
    name_id: str
    feature_ids: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def rule(self) -> DocumentRule:
        """The property and schema for this kind of document."""
        return DOCUMENTS.get(self.kind, OTHER)


def read_document(
    element: Element, references: ReferenceValues, locations: dict[str, Location]
) -> tuple[str, Document]:
    """Read an `<IDRegDocument>`; give the id of the identity that holds it, and the document.

    Raises:
        RecordError: it has no number, or refers to something that is not defined.
    """
    identity, document_id = attribute(element, "IdentityID"), attribute(element, "ID")
    number = child_text(element, "IDRegistrationNo")
    if not number:
        raise RecordError(f"the document {document_id} has no number")
    remarks = [comment] if (comment := child_text(element, "Comment")) else []
    validity = references.of(element, "Validity")
    if validity != _VALID:
        remarks.append(f"Validity: {validity}")
    if place := element.get("IssuedIn-LocationID"):
        if place not in locations:
            raise RecordError(f"the location {place} is used, but not defined")
        remarks.append(f"Issued in {_place(locations[place])}")
    dates: dict[str, tuple[str, ...]] = {}
    for dated in children(element, "DocumentDate"):
        period_element = child(dated, "DatePeriod")
        period = read_period(period_element) if period_element is not None else None
        if period is not None:
            dates[references.of(dated, "IDRegDocDateType")] = period.dates()
    remarks += [
        f"{kind}: {', '.join(days)}" for kind, days in dates.items() if kind not in ("Issue Date", "Expiration Date")
    ]
    country = element.get("IssuedBy-CountryID")
    name = child(element, "DocumentedNameReference")
    return identity, Document(
        document_id,
        references.of(element, "IDRegDocType"),
        number,
        references.text("Country", country) if country else "",
        child_text(element, "IssuingAuthority"),
        dates.get("Issue Date", ()),
        dates.get("Expiration Date", ()),
        attribute(name, "DocumentedNameID") if name is not None else "",
        tuple(attribute(version, "FeatureVersionID") for version in children(element, "FeatureVersionReference")),
        tuple(remarks),
    )


def _place(location: Location) -> str:
    if location.address is None:
        return location.country_name
    return location.address.first("full") or location.address.first("notes")


def add_document(
    entity: EntityBuilder, document: Document, name_of: Callable[[str], str], feature_of: Callable[[str], str]
) -> EntityBuilder | None:
    """Add the number to its holder, and give the document as an entity of its own where it has more to say.

    `name_of` gives the name that a `DocumentedName` id stands for, empty where that is the main one; `feature_of` the
    words of a feature version.
    """
    _add_number(entity, document)
    remarks = list(document.remarks)
    if other_name := name_of(document.name_id):
        remarks.append(f"In the name of {other_name}")
    remarks += [feature_of(version) for version in document.feature_ids]
    if not any((document.country, document.authority, document.issued, document.expires, remarks)):
        return None
    if entity.schema not in _HOLDERS:
        detail = [document.country, document.authority, *document.issued, *document.expires, *remarks]
        entity.note(f"{document.kind} {document.number}: {'; '.join(item for item in detail if item)}")
        return None
    return _as_entity(entity, document, remarks)


def _add_number(entity: EntityBuilder, document: Document) -> None:
    number = document.number
    name = document.rule.property
    if name == "imoNumber":
        number = number.removeprefix("IMO").strip()
    if national := NATIONAL.get((document.kind, document.country)):
        entity.add(national, number)
    if entity.add(name, number):
        return
    for fallback in FALLBACKS:
        if entity.add(fallback, document.number):
            return
    entity.note(f"{document.kind}: {document.number}")


def _as_entity(holder: EntityBuilder, document: Document, remarks: list[str]) -> EntityBuilder:
    entity = EntityBuilder(f"ofac-id-{document.id}", document.rule.schema)
    entity.add("holder", holder.id)
    entity.add("type", document.kind)
    if not entity.add("number", document.number):
        remarks.append(f"Number: {document.number}")
    entity.add("passportNumber", document.number)
    if document.country and not entity.add("country", document.country):
        remarks.append(f"Country: {document.country}")
    entity.add("authority", document.authority)
    for day in document.issued:
        entity.add("startDate", day)
    for day in document.expires:
        entity.add("endDate", day)
    for remark in remarks:
        entity.add("description", remark)
    return entity
