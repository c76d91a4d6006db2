"""The European Union's consolidated list of financial sanctions.

Format: the Commission's "XML (based on XSD) v1.1", xmlFullSanctionsList_1_1.xml of webgate.ec.europa.eu/fsd/fsf. Most
of it stands in attributes.
"""

from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.xml_lists.dates import partial, years
from yalu.lists.xml_lists.draft import Draft, ListedParty, Paper, Title
from yalu.lists.xml_lists.layout import Layout, read_layout
from yalu.lists.xml_lists.nodes import Node, NodeError

_SCHEMATA = {"person": "Person", "enterprise": "Organization"}
"""By the `code` of `subjectType`. Ships are enterprises here, and stay organisations."""

_NAME_PARTS = {"firstName": "firstName", "middleName": "middleName", "lastName": "lastName"}

_ADDRESS = {"street": "street", "place": "street2", "poBox": "postOfficeBox", "city": "city", "region": "region"}
_CONTACTS = {"EMAIL": "email", "PHONE": "phone", "WEB": "website", "FAX": ""}
_FLAGS = ("diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer")
_PAPERS = {
    "passport": ("passportNumber", "Passport"),
    "diplpassport": ("passportNumber", "Passport"),
    "fiscalcode": ("taxNumber", "Identification"),
    "ssn": ("socialSecurityNumber", "Identification"),
    "regnumber": ("registrationNumber", "Identification"),
    "imo": ("imoNumber", "Identification"),
    "swiftbic": ("swiftBic", "Identification"),
}
"""By `identificationTypeCode`: the property of the holder, and the document's schema."""

_NOWHERE, _UNKNOWN = "00", "UNKNOWN"
"""The code of no country; its description is UNKNOWN."""

_IDS = ("logicalId", "regulationLanguage")
"""Numbers of rows and the language of the regulation: they say nothing of a party."""


def read_eu(opened: OpenedList) -> ListSnapshot:
    """Read the European Union's consolidated list, XML 1.1.

    Raises:
        ListError: the XML is damaged or cut off, contradicts its format, or lists nobody.
    """
    return read_layout(opened, _LAYOUT)


def _on_root(draft: Draft, node: Node) -> None:
    _skip(node, "schemaLocation", "globalFileId")
    draft.date = partial(node.required("generationDate"))
    if draft.date is None:
        raise NodeError("its generation date is no date", node.line)


def _on_entity(draft: Draft, node: Node) -> None:
    subject = node.one("subjectType")
    code = subject.attribute("code") if subject is not None else ""
    if subject is None or code not in _SCHEMATA:
        raise NodeError(f"the subject type {code!r} is not known", node.line)
    subject.attribute("classificationCode")
    party = draft.party(f"eu-{node.required('logicalId')}", _SCHEMATA[code], node)
    party.note("EU reference number", node.attribute("euReferenceNumber"))
    party.note("United Nations id", node.attribute("unitedNationId"))
    party.note("Designation", node.attribute("designationDetails"))
    for remark in node.values("remark"):
        party.entity.note(remark)
    for regulation in node.each("regulation"):
        _add_regulation(party, regulation)
    if day := node.attribute("designationDate"):
        party.start = None
        party.listed(day, "Designation date")
    for alias in sorted(node.each("nameAlias"), key=lambda alias: alias.attribute("strong") != "true"):
        _add_name(party, alias)
    for citizenship in node.each("citizenship"):
        _add_citizenship(party, citizenship)
    for birth in node.each("birthdate"):
        _add_birth(party, birth)
    for address in node.each("address"):
        _add_address(party, address)
    for identification in node.each("identification"):
        _add_identification(party, identification)


def _skip(node: Node, *more: str) -> None:
    """Take what says nothing of a party as read."""
    for name in (*_IDS, *more):
        node.attribute(name)


def _add_regulation(party: ListedParty, node: Node) -> None:
    """Add a legal act: the designation starts when the first came into force, if the list gives no day of its own."""
    _skip(node)
    party.program(node.attribute("programme"))
    entry, published = node.attribute("entryIntoForceDate"), node.attribute("publicationDate")
    party.listed(entry or published, "Entry into force")
    url = " ".join(node.values("publicationUrl"))
    kinds = [node.attribute(name) for name in ("regulationType", "organisationType", "numberTitle")]
    dates = [f"published {published}" if published else "", f"in force {entry}" if entry else ""]
    party.note("Regulation", ", ".join(filter(None, (*kinds, *dates, url))))


def _summary(party: ListedParty, node: Node, label: str) -> None:
    """Note the remarks and the legal act of a detail."""
    _skip(node)
    for remark in node.values("remark"):
        party.note(label, remark)
    for summary in node.each("regulationSummary"):
        names = ("regulationType", "numberTitle", "publicationDate", "publicationUrl")
        party.note("Regulation", ", ".join(filter(None, map(summary.attribute, names))))


def _country(node: Node) -> str:
    code, text = node.attribute("countryIso2Code"), node.attribute("countryDescription")
    said = "" if text.upper() == _UNKNOWN else text
    return said or ("" if code == _NOWHERE else code)


def _add_name(party: ListedParty, node: Node) -> None:
    parts = {name: node.attribute(name) for name in _NAME_PARTS}
    text = node.attribute("wholeName") or " ".join(filter(None, parts.values()))
    strong = node.attribute("strong") != "false"
    if not party.entity.first("name"):
        party.add("name", text, "Name")
    else:
        party.alias("alias" if strong else "weakAlias", text)
    if strong and party.entity.schema == "Person":
        for name, target in _NAME_PARTS.items():
            party.add(target, parts[name], name)
    elif any(part not in text for part in parts.values()):
        party.note("Name", " ".join(filter(None, parts.values())))
    party.add("gender", node.attribute("gender"), "Gender")
    party.add("title", node.attribute("title"), "Title")
    party.add("position", node.attribute("function"), "Function")
    node.attribute("nameLanguage")
    _summary(party, node, f"Name {text}")


def _add_citizenship(party: ListedParty, node: Node) -> None:
    country = _country(node)
    target = "citizenship" if party.entity.schema == "Person" else "jurisdiction"
    party.add(target, country, "Citizenship")
    party.note(f"Citizenship {country}".strip(), node.attribute("region"))
    _summary(party, node, f"Citizenship {country}".strip())


def _add_birth(party: ListedParty, node: Node) -> None:
    circa, calendar = node.attribute("circa") == "true", node.attribute("calendarType")
    year, month, day = (node.attribute(name) for name in ("year", "monthOfYear", "dayOfMonth"))
    first, last = node.attribute("yearRangeFrom"), node.attribute("yearRangeTo")
    whole = node.attribute("birthdate")
    parts = "-".join(part.zfill(2) for part in (year, month, day) if part)
    if calendar not in ("", "GREGORIAN"):
        party.note(f"Date of birth ({calendar})", whole or parts)
    else:
        party.dates("birthDate", whole or parts, "Date of birth", circa=circa)
        if whole and partial(whole) is None:
            party.note("Date of birth", parts)
    if first or last:
        for value in years(first, last):
            party.entity.add("birthDate", value)
        party.note("Date of birth", f"{'circa ' if circa else ''}between {first or 'unknown'} and {last or 'unknown'}")
    country = _country(node)
    place = [node.attribute(name) for name in ("place", "city", "region", "zipCode")]
    party.add("birthPlace", ", ".join(filter(None, (*place, country))), "Place of birth")
    party.entity.add("birthCountry", country)
    _summary(party, node, "Birth")


def _add_address(party: ListedParty, node: Node) -> None:
    parts = {target: node.attribute(name) for name, target in _ADDRESS.items()}
    parts["postalCode"] = node.attribute("zipCode")
    remarks = [*node.values("remark"), node.attribute("contactInfo")]
    if node.attribute("asAtListingTime") == "true":
        remarks.append("as at the time of listing")
    for contact in node.each("contactInfo"):
        kind, value = contact.attribute("key"), contact.attribute("value")
        party.add(_CONTACTS.get(kind, ""), value, kind or "Contact")
    party.address(parts, _country(node), "; ".join(filter(None, remarks)))
    _summary(party, node, "Address")


def _add_identification(party: ListedParty, node: Node) -> None:
    code, kind = node.attribute("identificationTypeCode"), node.attribute("identificationTypeDescription")
    target, schema = _PAPERS.get(code, ("idNumber", "Identification"))
    number, latin = node.attribute("number"), node.attribute("latinNumber")
    remarks = [*node.values("remark"), *(flag for flag in _FLAGS if node.attribute(flag) == "true")]
    if latin and latin != number:
        remarks.append(f"latin number {latin}" if number else "")
    for name, label in (("nameOnDocument", "In the name of"), ("region", "Region"), ("issuedDate", "Issued")):
        if value := node.attribute(name):
            remarks.append(f"{label} {value}")
    party.paper(
        Paper(
            kind or code,
            number or latin,
            target,
            schema,
            country=_country(node),
            authority=node.attribute("issuedBy"),
            issued=node.attribute("validFrom") or node.attribute("issuedDate"),
            expires=node.attribute("validTo"),
            remarks=list(filter(None, remarks)),
        )
    )
    _summary(party, node, kind or "Identification")


_LAYOUT = Layout(
    Title("eu-fsf", "European Union Consolidated Financial Sanctions List", "European Union"),
    frozenset(),
    {"export": _on_root, "export/sanctionEntity": _on_entity},
)
